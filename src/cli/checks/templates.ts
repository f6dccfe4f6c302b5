import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { isFailure } from "../../kit/failure.ts";
import { type Finding, finding } from "./finding.ts";

/** The operator's own templates and columns: each is read the way papers read it. No folder, no line. */
export async function checkTemplates({ dataDir }: Pick<Config, "dataDir">): Promise<Finding[]> {
  const folder = join(dataDir, "templates");
  const names = await readdir(folder).catch((): string[] => []);
  return Promise.all(names.toSorted().map((name) => checkOne(folder, name)));
}

async function checkOne(folder: string, name: string): Promise<Finding> {
  const path = join(folder, name);
  try {
    const isUsed = await readAsPaper(path, name);
    if (isUsed) return finding("ok", "templates", `${name} replaces ours.`);
    return finding("warn", "templates", `${path} is not used: caunoi papers list names the papers.`);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return finding("fault", "templates", error.message);
  }
}

/** False when no paper or sheet reads a file of that name. */
async function readAsPaper(path: string, name: string): Promise<boolean> {
  const { isPaperKind } = await import("../../papers/kinds.ts");
  if (name.endsWith(".docx") && isPaperKind(name.slice(0, -".docx".length))) {
    const { checkTemplate } = await import("../../papers/fill.ts");
    await checkTemplate(await readFile(path), path);
    return true;
  }
  if (name !== "register.json" && name !== "portal.json") return false;
  const { readColumns } = await import("../../proposals/papers-columns.ts");
  await readColumns(path, []);
  return true;
}
