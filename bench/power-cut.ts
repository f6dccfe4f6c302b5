import { closeSync, existsSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Chance } from "./chance.ts";

/** What a program needs so that it is known what of its SQLite file at `path` is on the disk. */
export function watchedSettings(path: string): Record<string, string> {
  const watch = pathToFileURL(join(import.meta.dirname, "power-watch.ts")).href;
  return { POWER_WATCH: path, NODE_OPTIONS: `--import ${watch}` };
}

const headerBytes = 32;
const frameHeadBytes = 24;
const sectorBytes = 512;

/**
 * Does to the files of a program that was just killed what a power cut may have done: of the write-ahead log it keeps what
 * the last commit that returned had synced; of the rest a random part is missing, or one sector is noise. The log's index
 * lived in memory and is gone. Nobody may have the database open. Returns how many frames of this log the cut could reach.
 */
export function cutPower(path: string, chance: Chance): number {
  rmSync(`${path}-shm`, { force: true });
  const log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  if (log.length < headerBytes) return 0;
  const frameBytes = frameHeadBytes + log.readUInt32BE(8);
  const safe = syncedBytes(path, log, frameBytes);
  const atRisk = countFrames(log, { from: safe, frameBytes });
  if (log.length === safe) return 0;
  const at = chance.between(safe, log.length - 1);
  if (chance.next() < 0.5) truncateSync(`${path}-wal`, at);
  else writeNoise(`${path}-wal`, Math.max(safe, at - (at % sectorBytes)), chance);
  return atRisk;
}

/** A log that was begun anew since the last commit holds nothing that was acknowledged. */
function syncedBytes(path: string, log: Buffer, frameBytes: number): number {
  const head = existsSync(`${path}.synced`) ? readFileSync(`${path}.synced`) : Buffer.alloc(0);
  if (head.length < 48 || !head.subarray(32, 40).equals(log.subarray(16, 24))) return 0;
  const lastFrame = head.readUInt32LE(16);
  return lastFrame === 0 ? 0 : Math.min(log.length, headerBytes + lastFrame * frameBytes);
}

/** Frames of older logs stand behind, under other salts. */
function countFrames(log: Buffer, { from, frameBytes }: { from: number; frameBytes: number }): number {
  let many = 0;
  for (let at = Math.max(from, headerBytes); at + frameHeadBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    many += 1;
  }
  return many;
}

function writeNoise(path: string, at: number, chance: Chance): void {
  const noise = Buffer.from(Array.from({ length: sectorBytes }, () => chance.between(0, 255)));
  const file = openSync(path, "r+");
  writeSync(file, noise, 0, noise.length, at);
  closeSync(file);
}
