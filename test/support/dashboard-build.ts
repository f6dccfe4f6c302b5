import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Builds the officers' pages before the tests, unless they are younger than their sources already. */
export function setup(): void {
  const script = join(import.meta.dirname, "..", "..", "bin", "build-dashboard.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--if-needed"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The pages of the dashboard could not be built:\n${stderr}`);
}
