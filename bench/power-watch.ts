import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Loaded into the program before everything else (`node --import`) by the power drill. After every commit that has
 * returned, and so is on the disk, it notes how far the write-ahead log reaches: the head of the log's index, 48 bytes
 * (sqlite.org/walformat.html, section 2.1), goes into a file. What stands in the log beyond is what a power cut may take.
 */
const database = process.env.POWER_WATCH ?? "";
const head = Buffer.alloc(48);
const { exec } = DatabaseSync.prototype;
// Made when it is not there, kept when it is.
closeSync(openSync(`${database}.synced`, "a"));
const noted = openSync(`${database}.synced`, "r+");
let index: number | undefined;

DatabaseSync.prototype.exec = function execAndNote(sql: string): void {
  exec.call(this, sql);
  if (sql !== "COMMIT") return;
  index ??= openSync(`${database}-shm`, "r");
  readSync(index, head, 0, head.length, 0);
  writeSync(noted, head, 0, head.length, 0);
};
