import { mkdirSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp, type Stores } from "../backup/back-up.ts";
import { copyFromPostgres } from "../backup/from-postgres.ts";
import { proveRestore } from "../backup/prove.ts";
import type { Config } from "../config.ts";
import { sqlitePath } from "../database/open.ts";
import { openPostgres } from "../database/postgres.ts";
import { describeError, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Instant } from "../kit/time.ts";
import { type BackupRun, recordBackup } from "../watch/backups.ts";
import { withExisting } from "./checks/database.ts";
import type { Call, Command, ExitCode } from "./command.ts";

export const commands: readonly Command[] = [
  {
    name: "backup",
    operands: ["[FILE]"],
    options: {
      prove: { type: "boolean", meaning: "Restore it on trial afterwards and compare every count." },
    },
    meaning: "Write database and stored files into one new file, while the server runs.",
    details:
      "FILE is a gzipped tar file, best named with the day: backup-2026-11-22.tar.gz; without it the file goes into\n" +
      "DATA_DIR/backups. It holds what people wrote: keep it where only you can read it, and a copy on another\n" +
      "machine. A PostgreSQL database is copied as it is at one moment, and can be restored into either kind.",
    run,
  },
];

async function run(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const config = io.config();
  const startedAt = io.clock();
  const target = operands[0] ?? ownTarget(config, startedAt);
  const begun = { startedAt, file: target, sizeBytes: null, rows: null, proof: "none" } as const;
  try {
    const { manifest, leftOut } = await makeBackup(config, target, startedAt);
    const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
    io.write(`${target}: ${rows} rows, ${manifest.blobs.length} stored files.\n`);
    for (const hash of leftOut)
      io.complain(
        `caunoi: stored file ${hash} is missing or damaged on this disk; it is not in the backup.\n`,
      );
    const faults = call.isOn("prove") ? await prove(call, target) : undefined;
    const proof = faults === undefined ? "none" : faults === "" ? "equal" : "failed";
    const made = { ...begun, sizeBytes: (await stat(target)).size, rows, proof } as const;
    await note(config, { ...made, status: "ok", endedAt: io.clock(), why: faults || null });
    return leftOut.length === 0 && proof !== "failed" ? 0 : 1;
  } catch (error) {
    const why = redactTokens(isFailure(error) ? error.message : describeError(error));
    await note(config, { ...begun, status: "failed", endedAt: io.clock(), why });
    throw error;
  }
}

/** PostgreSQL is copied into a SQLite file first, so that a backup is the same wherever it comes from. */
async function makeBackup(config: Config, target: string, now: Instant) {
  const stores = storesOf(config);
  if (stores) return backUp(stores, target, now);
  const folder = await mkdtemp(join(tmpdir(), "caunoi-copy-"));
  const source = openPostgres(config.database.url);
  try {
    const copied = await copyFromPostgres(source, { folder, blobFolder: join(config.dataDir, "blobs") });
    return await backUp(copied, target, now);
  } finally {
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Restores the backup on trial; "" when every count was equal, else what went wrong. */
async function prove({ io }: Call, target: string): Promise<string> {
  try {
    const manifest = await proveRestore(target);
    const tables = Object.keys(manifest.rows).length;
    io.write(
      `Restored on trial: ${tables} tables with equal counts, ${manifest.blobs.length} stored files.\n`,
    );
    return "";
  } catch (error) {
    if (!isFailure(error)) throw error;
    io.complain(`caunoi: the backup could not be restored on trial: ${error.message}\n`);
    return error.message;
  }
}

/** For the dashboard, the figures and the alarms. A database that cannot take it is no reason to fail a backup. */
async function note(config: Config, run: BackupRun): Promise<void> {
  await withExisting(config, undefined, (db) => db.transact((tx) => recordBackup(tx, run))).catch(() => {});
}

/** In a folder of its own, named so that files stand in the order they were made. */
function ownTarget({ dataDir }: Config, now: Instant): string {
  const folder = join(dataDir, "backups");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `caunoi-${now.slice(0, 19).replace(/[T:]/g, "-")}.tar.gz`);
}

/** Where SQLite and its stored files are; undefined with PostgreSQL. */
export function storesOf({ database, dataDir }: Config): Stores | undefined {
  const databasePath = sqlitePath(database.url);
  return databasePath === undefined ? undefined : { databasePath, blobFolder: join(dataDir, "blobs") };
}
