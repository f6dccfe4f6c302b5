import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Loaded into the program before everything else (`node --import`) by a drill: while the file that `SLOW_DISK` names exists,
 * every commit takes 300 ms longer, and like a slow disk it lets nothing else of the process go on.
 */
const flag = process.env.SLOW_DISK ?? "";
const commitMs = 300;
const { exec } = DatabaseSync.prototype;
const never = new Int32Array(new SharedArrayBuffer(4));

DatabaseSync.prototype.exec = function execSlowly(sql: string): void {
  if (sql === "COMMIT" && existsSync(flag)) Atomics.wait(never, 0, 0, commitMs);
  exec.call(this, sql);
};
