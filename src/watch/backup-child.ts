import { spawn } from "node:child_process";
import { join } from "node:path";
import { redactTokens } from "../kit/log.ts";

const launcher = join(import.meta.dirname, "..", "..", "bin", "run.mjs");
/** Of what it complained, as much as a line of the log may hold. */
const longestWords = 500;

/**
 * Runs `caunoi backup --prove` beside the server: packing and checking a large database would hold up everybody who
 * writes meanwhile. Resolves with what went wrong, undefined when it went well.
 */
export function backUpInChild(
  stores: { readonly databaseUrl: string; readonly dataDir: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { DATABASE_URL: stores.databaseUrl, DATA_DIR: stores.dataDir };
    const child = spawn(process.execPath, [launcher, "src/cli.ts", "backup", "--prove"], {
      ...{ env, stdio: ["ignore", "ignore", "pipe"], signal },
    });
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-longestWords);
    });
    child.on("error", (error) => resolve(redactTokens(error.message)));
    child.on("close", (code) =>
      resolve(code === 0 ? undefined : redactTokens(words.trim() || `it ended with ${code}`)),
    );
  });
}
