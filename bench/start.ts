import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../test/support/postgres.ts";
import { atMost, type Figure, figure, median } from "./figures.ts";
import { startProgram } from "./program.ts";

const root = join(import.meta.dirname, "..");

/** From the spawn to the first yes of `/readyz`, on a database that exists already; median of `repeats`. */
export async function measureStart(repeats: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-start-"));
  const port = await freePort();
  const times: number[] = [];
  try {
    for (let repeat = 0; repeat <= repeats; repeat++) {
      const program = startProgram({ LOG_LEVEL: "warn" }, { port, folder });
      const ms = await program.ready.catch((error: unknown) => {
        throw new Error(`The program did not start. ${program.complaints}`, { cause: error });
      });
      // The first start creates the database and the code cache; it is not the one that is asked about.
      if (repeat > 0) times.push(ms);
      await program.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [figure("Ready on an existing database", median(times) / 1000, "s", atMost(2))];
}

/** `npm ci` as a developer and as a server does it, from the registry or npm's cache, into empty folders. */
export async function measureInstall(): Promise<Figure[]> {
  const full = await install([]);
  const lean = await install(["--omit=dev", "--omit=optional"]);
  return [
    figure("`npm ci`", full.seconds, "s", atMost(90)),
    figure(
      "Installed for production, without development and optional packages",
      lean.megabytes,
      "MB",
      atMost(250),
    ),
    figure("The same, time", lean.seconds, "s"),
  ];
}

async function install(flags: readonly string[]): Promise<{ seconds: number; megabytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-install-"));
  try {
    for (const file of ["package.json", "package-lock.json", ".npmrc"])
      cpSync(join(root, file), join(folder, file));
    const began = performance.now();
    await run("npm", ["ci", "--no-audit", "--no-fund", ...flags], folder);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, megabytes: bytesUnder(join(folder, "node_modules")) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}.`));
    });
  });
}

/** What the files take on disk, in bytes of whole blocks. */
function bytesUnder(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).blocks * 512;
  }
  return bytes;
}
