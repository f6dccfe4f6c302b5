import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RawBuilder, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { moveDatabase } from "../../src/backup/move.ts";
import { readTables, rowsAfter, type Table } from "../../src/backup/move-tables.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import type { Queries } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { instant } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const hostile = "Lò Thị Mây 🌾 'x'; DROP TABLE member; -- \n \\ \" {}";
const rowsEach = 5;
const now = instant("2026-11-22T01:00:00Z");

let source: TestDatabase;
let target: TestDatabase;
let tables: Table[];
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-move-"));
  const [sqlite, postgres] = databases;
  if (!sqlite || !postgres) throw new Error("Both databases are needed.");
  [source, target] = [await sqlite.open(), await postgres.open()];
  tables = await readTables(source.db.read);
  await fillEveryTable();
});
afterEach(async () => {
  await source.close();
  await clean();
  await target.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The next test gets this database again: empty, unmarked and with its foreign keys. */
async function clean(): Promise<void> {
  const { read } = target.db;
  const marked = await sql<{ found: string | null }>`SELECT to_regclass('moving_key') AS found`.execute(read);
  if (!marked.rows[0]?.found) return;
  await sql`TRUNCATE ${sql.join(tables.map(({ name }) => sql.table(name)))}, blob_bytes`.execute(read);
  const { rows } = await sql<{
    place: string;
    name: string;
    words: string;
  }>`SELECT * FROM moving_key`.execute(read);
  for (const { place, name, words } of rows)
    await sql`ALTER TABLE ${sql.table(place)} ADD CONSTRAINT ${sql.ref(name)} ${sql.raw(words)}`.execute(
      read,
    );
  await sql`DROP TABLE moving, moving_key`.execute(read);
}

/** Changes something in the SQLite database. */
async function write(statement: RawBuilder<unknown>): Promise<void> {
  await source.db.transact((tx) => statement.execute(tx));
}

/** Of the shape of a stored file's name, which is the strictest. */
function keyOf(row: number): string {
  return String(row).repeat(64);
}

/** Some rows in every table of the schema, whatever it is, with keys that point at each other. */
async function fillEveryTable(): Promise<void> {
  await source.db.transact(async (tx) => {
    await sql`PRAGMA defer_foreign_keys=ON`.execute(tx);
    for (const { name } of tables) await fill(tx, name);
  });
}

async function fill(tx: Queries, name: string): Promise<void> {
  const { rows: columns } = await sql<{ name: string; type: string; pk: number }>`
    SELECT name, type, pk FROM pragma_table_info(${name})`.execute(tx);
  const { rows: keys } = await sql<{ from: string }>`
    SELECT "from" FROM pragma_foreign_key_list(${name})`.execute(tx);
  const pointing = new Set(keys.map((key) => key.from));
  for (let row = 1; row <= rowsEach; row++) {
    const values = columns.map((column) => {
      if (column.type !== "TEXT") return row;
      // What points at another row has that row's plain key; everything else is as hostile as it gets.
      return column.pk > 0 || pointing.has(column.name) ? keyOf(row) : `${hostile}${row}`;
    });
    const names = sql.join(columns.map((column) => sql.ref(column.name)));
    await sql`INSERT INTO ${sql.table(name)} (${names}) VALUES (${sql.join(values)})`.execute(tx);
  }
}

describe("a move from SQLite to PostgreSQL", () => {
  it("brings every row of every table over, and goes on numbering where SQLite was", async () => {
    await write(sql`UPDATE sqlite_sequence SET seq = 900 WHERE name = 'inbound'`);
    const moved = await moveDatabase(source.db, target.db, { folder, tell: () => {} });
    expect(moved.before).toBe(0);
    expect(Object.values(moved.rows)).toEqual(tables.map(() => rowsEach));
    for (const table of tables) {
      const [here, there] = [await everyRow(source, table), await everyRow(target, table)];
      expect(there, table.name).toEqual(here);
    }
    const { rows } = await sql<{ n: number }>`
      SELECT nextval(pg_get_serial_sequence('inbound', 'seq')) AS n`.execute(target.db.read);
    expect(Number(rows[0]?.n)).toBe(901);
  });

  it("goes on after an interruption, and until then nobody opens the target", async () => {
    const half = tables[Math.floor(tables.length / 2)]?.name ?? "";
    const tell = (words: string) => {
      if (words.startsWith(`copied ${half}:`)) throw new Error("kill -9");
    };
    const stopped = moveDatabase(source.db, target.db, { folder, tell });
    await expect(stopped).rejects.toThrow("kill -9");
    await expect(openDatabase(target.url)).rejects.toThrow("run `npx caunoi move` again");
    const moved = await moveDatabase(source.db, target.db, { folder, tell: () => {} });
    expect(moved.before).toBe(rowsEach * (Math.floor(tables.length / 2) + 1));
    expect(Object.values(moved.rows)).toEqual(tables.map(() => rowsEach));
    await (await openDatabase(target.url)).close();
  });

  it("brings the stored files over, which then need no folder", async () => {
    const photo = Buffer.from("không phải ảnh, nhưng là byte");
    const hash = await openBlobs(source.db, folder).put(photo, "image/png", now);
    await moveDatabase(source.db, target.db, { folder, tell: () => {} });
    const elsewhere = openBlobs(target.db, join(folder, "another machine"));
    expect(Buffer.from(await elsewhere.read(hash))).toEqual(photo);
  });

  it("refuses a target that holds anything, and changes nothing in it", async () => {
    await sql`INSERT INTO member (id, display_name, created_at) VALUES ('m', 'An', '2026')`.execute(
      target.db.read,
    );
    await expect(moveDatabase(source.db, target.db, { folder, tell: () => {} })).rejects.toThrow(
      "already holds rows",
    );
    const { rows } = await sql`SELECT 1 FROM pg_constraint WHERE contype = 'f' LIMIT 1`.execute(
      target.db.read,
    );
    expect(rows).toHaveLength(1);
  });

  it("names the row that changed on the way", async () => {
    let isDone = false;
    const tell = (words: string) => {
      if (isDone || !words.startsWith("copied member:")) return;
      isDone = true;
      void sql`UPDATE member SET display_name = 'khác' WHERE id = ${keyOf(3)}`.execute(target.db.read);
    };
    await expect(moveDatabase(source.db, target.db, { folder, tell })).rejects.toThrow(
      `the row ["${keyOf(3)}"] of the table member is not the same`,
    );
  });

  it("says what PostgreSQL does not take, without the words themselves", async () => {
    await write(sql`UPDATE member SET display_name = 'An' || char(0) || 'bí mật' WHERE id = ${keyOf(2)}`);
    await expect(moveDatabase(source.db, target.db, { folder, tell: () => {} })).rejects.toThrow(
      /^PostgreSQL does not take a row of the table member \(error 22021\)(?!.*bí mật)/s,
    );
  });
});

async function everyRow({ db }: TestDatabase, table: Table): Promise<readonly unknown[]> {
  return rowsAfter(db.read, table, { last: undefined, limit: 1000 });
}
