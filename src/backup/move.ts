import { type RawBuilder, sql } from "kysely";
import { takeFilesIn } from "../database/blobs.ts";
import type { Database, Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { compareTable } from "./move-check.ts";
import { type Key, keyOf, readTables, rowsAfter, type Table } from "./move-tables.ts";

/** PostgreSQL takes 65,535 values in one statement. */
const valuesAtOnce = 20_000;

/** What became of a move: rows by table, and how many of them had come before an interruption. */
export type Moved = { readonly rows: Readonly<Record<string, number>>; readonly before: number };

/**
 * Copies every row of a SQLite database and every stored file of `folder` into an empty PostgreSQL one, both at this
 * program's version, then reads both again row by row. A move that was interrupted goes on after its last whole stretch: how far it came is
 * written with the rows themselves. Until the end the target is marked, and no server starts on it
 * (`openDatabase`).
 *
 * `tell` hears of every table when it is copied and when it is compared. Throws `Failure("conflict")` when the
 * target holds something else already, `Failure("invalid")` when a row differs or cannot be stored; the source
 * is never changed.
 */
export async function moveDatabase(
  source: Database,
  target: Database,
  { folder, tell }: { folder: string; tell: (words: string) => void },
): Promise<Moved> {
  const tables = await readTables(source.read);
  const before = await target.transact((tx) => beginMove(tx, tables));
  const rows: Record<string, number> = {};
  for (const table of tables) {
    rows[table.name] = await copyTable(source, target, table);
    tell(`copied ${table.name}: ${rows[table.name]} rows`);
  }
  for (const table of tables) {
    await compareTable(source.read, target.read, table);
    tell(`compared ${table.name}`);
  }
  tell(`copied ${await takeFilesIn(target, folder)} stored files of ${folder}`);
  await target.transact((tx) => endMove(tx, source.read, tables));
  return { rows, before };
}

/** Marks the target as half moved, and takes its foreign keys off: rows come table by table. */
async function beginMove(tx: Queries, tables: readonly Table[]): Promise<number> {
  const marked = await sql<{ found: string | null }>`SELECT to_regclass('moving') AS found`.execute(tx);
  if (marked.rows[0]?.found) {
    const done = await sql<{ n: number | null }>`SELECT sum(rows)::bigint AS n FROM moving`.execute(tx);
    return Number(done.rows[0]?.n ?? 0);
  }
  await refuseWhenInUse(tx, tables);
  await sql`CREATE TABLE moving (name TEXT PRIMARY KEY, last_key TEXT, rows BIGINT NOT NULL)`.execute(tx);
  await sql`CREATE TABLE moving_key AS
    SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS words
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`.execute(tx);
  for (const { place, name } of await foreignKeys(tx)) {
    await sql`ALTER TABLE ${sql.table(place)} DROP CONSTRAINT ${sql.ref(name)}`.execute(tx);
  }
  return 0;
}

async function foreignKeys(tx: Queries): Promise<{ place: string; name: string; words: string }[]> {
  const { rows } = await sql<{ place: string; name: string; words: string }>`
    SELECT place, name, words FROM moving_key ORDER BY place, name`.execute(tx);
  return rows;
}

async function refuseWhenInUse(tx: Queries, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await sql`SELECT 1 AS one FROM ${sql.table(name)} LIMIT 1`.execute(tx);
    if (rows.length === 0) continue;
    throw new Failure(
      "conflict",
      `The PostgreSQL database already holds rows (table ${name}). When a move into it has ended, set DATABASE_URL to ` +
        "it and start the server; otherwise give an empty database. Nothing was changed.",
    );
  }
}

/** Copies what is missing of one table, a stretch in each transaction; returns how many rows it has then. */
async function copyTable(source: Database, target: Database, table: Table): Promise<number> {
  const came = await sql<{ last_key: string | null; rows: number }>`
    SELECT last_key, rows FROM moving WHERE name = ${table.name}`.execute(target.read);
  let last: Key | undefined = JSON.parse(came.rows[0]?.last_key ?? "null") ?? undefined;
  let count = Number(came.rows[0]?.rows ?? 0);
  const stretch = Math.max(1, Math.floor(valuesAtOnce / table.columns.length));
  for (;;) {
    const rows = await rowsAfter(source.read, table, { last, limit: stretch });
    const newest = rows.at(-1);
    if (!newest) return count;
    count += rows.length;
    last = keyOf(table, newest);
    const progress = { lastKey: JSON.stringify(last), rows: count };
    await target
      .transact((tx) => writeRows(tx, table, rows, progress))
      .catch((error: unknown) => {
        throw unstorable(table, error);
      });
  }
}

async function writeRows(
  tx: Queries,
  { name, columns, isNumbered }: Table,
  rows: readonly Readonly<Record<string, unknown>>[],
  progress: { lastKey: string; rows: number },
): Promise<void> {
  const lines = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const overriding: RawBuilder<unknown> = isNumbered ? sql`OVERRIDING SYSTEM VALUE` : sql``;
  await sql`INSERT INTO ${sql.table(name)} (${names}) ${overriding} VALUES ${sql.join(lines)}`.execute(tx);
  await sql`INSERT INTO moving VALUES (${name}, ${progress.lastKey}, ${progress.rows})
    ON CONFLICT (name) DO UPDATE SET last_key = excluded.last_key, rows = excluded.rows`.execute(tx);
}

/** PostgreSQL's words may hold what people wrote; the code says what is wrong without it. */
function unstorable(table: Table, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return error;
  return new Failure(
    "invalid",
    `PostgreSQL does not take a row of the table ${table.name} (error ${code}). What came over stays; ` +
      "mend the row in the SQLite file and run the command again.",
    { cause: error },
  );
}

/** Foreign keys come back, which checks them; numbers go on where SQLite was; the mark goes. */
async function endMove(tx: Queries, source: Queries, tables: readonly Table[]): Promise<void> {
  for (const { place, name, words } of await foreignKeys(tx)) {
    await sql`ALTER TABLE ${sql.table(place)} ADD CONSTRAINT ${sql.ref(name)} ${sql.raw(words)}`.execute(tx);
  }
  for (const { name, key } of tables.filter((table) => table.isNumbered)) {
    // A number that was given to a row deleted since must not be given again.
    const { rows } = await sql<{ seq: number }>`
      SELECT seq FROM sqlite_sequence WHERE name = ${name}`.execute(source);
    const given = rows[0]?.seq ?? 0;
    if (given > 0)
      await sql`SELECT setval(pg_get_serial_sequence(${name}, ${key[0]}), ${given}::bigint)`.execute(tx);
  }
  await sql`DROP TABLE moving, moving_key`.execute(tx);
}
