import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { blobPath, listBlobs, openBlobs } from "../database/blobs.ts";
import type { Database, Queries } from "../database/database.ts";
import { currentVersion, latestVersion } from "../database/migrate.ts";
import { openDatabase } from "../database/open.ts";
import { Failure, isFailure } from "../kit/failure.ts";
import type { Stores } from "./back-up.ts";
import { type Key, keyOf, type Row, readTables, rowsAfter, type Table } from "./move-tables.ts";

/** SQLite takes 32,766 values in one statement. */
const valuesAtOnce = 10_000;

/**
 * Copies everything a PostgreSQL database holds at one moment into a new SQLite file and a folder of stored files,
 * while servers run on it: what a backup is made of. `blobFolder` is where an older version kept files. Both databases
 * are described by the same text (`statementsOf`), so that rows are the same in both.
 *
 * Throws `Failure("conflict")` when the database is of another version than this program.
 */
export async function copyFromPostgres(
  source: Database,
  { folder, blobFolder }: { folder: string; blobFolder: string },
): Promise<Stores> {
  const version = await source.transact(currentVersion);
  if (version !== latestVersion) {
    const words = `The database is at version ${version}, this program at ${latestVersion}: start the server first.`;
    throw new Failure("conflict", words);
  }
  const stores = { databasePath: join(folder, "copy.db"), blobFolder: join(folder, "blobs") };
  const target = await openDatabase(`file:${stores.databasePath}`);
  try {
    const tables = await readTables(target.read);
    // One snapshot: what is written meanwhile is not seen.
    await source.transact(async (from) => {
      await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(from);
      await target.transact(async (to) => {
        // Tables come in the order of their names, not of what they point at.
        await sql`PRAGMA defer_foreign_keys = ON`.execute(to);
        for (const table of tables) await copyTable(from, to, table);
      });
    });
    await copyFiles(source, blobFolder, { hashes: await listBlobs(target.read), into: stores.blobFolder });
  } finally {
    await target.close();
  }
  return stores;
}

async function copyTable(from: Queries, to: Queries, table: Table): Promise<void> {
  const limit = Math.max(1, Math.floor(valuesAtOnce / table.columns.length));
  for (let last: Key | undefined; ; ) {
    const rows = await rowsAfter(from, table, { last, limit });
    const newest = rows.at(-1);
    if (!newest) break;
    await writeRows(to, table, rows);
    last = keyOf(table, newest);
  }
  if (table.isNumbered) await takeNumber(from, to, table);
}

async function writeRows(to: Queries, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  const lines = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`INSERT INTO ${sql.table(name)} (${names}) VALUES ${sql.join(lines)}`.execute(to);
}

/** A number that was given to a row deleted since must not be given again. */
async function takeNumber(from: Queries, to: Queries, { name, key }: Table): Promise<void> {
  const { rows } = await sql<{ seq: number | null }>`
    SELECT last_value::bigint AS seq FROM pg_sequences
    WHERE format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence(${name}, ${key[0]})`.execute(
    from,
  );
  const given = Number(rows[0]?.seq ?? 0);
  if (given === 0) return;
  await sql`DELETE FROM sqlite_sequence WHERE name = ${name}`.execute(to);
  await sql`INSERT INTO sqlite_sequence (name, seq) VALUES (${name}, ${given})`.execute(to);
}

/** A file that is not there is left out here, and named by the backup. */
async function copyFiles(
  source: Database,
  blobFolder: string,
  { hashes, into }: { hashes: readonly string[]; into: string },
): Promise<void> {
  const blobs = openBlobs(source, blobFolder);
  for (const hash of hashes) {
    const bytes = await blobs.read(hash).catch((error: unknown) => {
      if (isFailure(error, "missing")) return undefined;
      throw error;
    });
    if (!bytes) continue;
    const path = blobPath(into, hash);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { mode: 0o600 });
  }
}
