import { constants, existsSync } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Config } from "../../config.ts";
import { type Finding, finding } from "./finding.ts";

const megabyte = 2 ** 20;
const littleSpace = 1024 * megabyte;
const noSpace = 100 * megabyte;

/** The Node.js that runs this, the data folder and the space left on its disk. */
export async function checkMachine({ dataDir }: Config): Promise<Finding[]> {
  return [
    finding("ok", "node", `Node.js ${process.versions.node}.`),
    await checkFolder(dataDir),
    await checkSpace(dataDir),
  ];
}

async function checkFolder(dataDir: string): Promise<Finding> {
  const folder = nearestFolder(dataDir);
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch {
    return finding(
      "fault",
      "folder",
      `${folder} is not writable for this user: change its owner, or set DATA_DIR.`,
    );
  }
  const words = folder === resolve(dataDir) ? "is writable" : "will be made at the first start";
  return finding("ok", "folder", `${dataDir} ${words}.`);
}

async function checkSpace(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearestFolder(dataDir));
  const free = bavail * bsize;
  const words = `${Math.floor(free / megabyte)} MB free`;
  if (free < noSpace)
    return finding("fault", "disk", `${words}: messages can soon not be stored. Free some space now.`);
  if (free < littleSpace) return finding("warn", "disk", `${words}: free some space.`);
  return finding("ok", "disk", `${words}.`);
}

/** The folder itself, or the one it will be made in. */
function nearestFolder(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}
