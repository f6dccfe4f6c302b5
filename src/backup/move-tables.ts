import { sql } from "kysely";
import type { Queries } from "../database/database.ts";

/** A table as SQLite describes it. */
export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Whether the database gives `seq` to its rows. */
  readonly isNumbered: boolean;
};

export type Row = Readonly<Record<string, unknown>>;
/** The values of a row's primary key. */
export type Key = readonly (string | number)[];

/** Every table of a SQLite database but the one that says how it is made and the one that SQLite leaves empty. */
export async function readTables(queries: Queries): Promise<Table[]> {
  const { rows } = await sql<{ name: string; made: string }>`
    SELECT name, sql AS made FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migration', 'blob_bytes') ORDER BY name`.execute(
    queries,
  );
  const tables: Table[] = [];
  for (const { name, made } of rows) {
    const found = await sql<{ name: string; pk: number }>`
      SELECT name, pk FROM pragma_table_info(${name})`.execute(queries);
    const inKey = found.rows.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
    const columns = found.rows.map((column) => column.name);
    const key = inKey.map((column) => column.name);
    tables.push({ name, columns, key, isNumbered: made.includes("AUTOINCREMENT") });
  }
  return tables;
}

/** The next rows of a table in the order of its key. */
export async function rowsAfter(
  queries: Queries,
  { name, columns, key }: Table,
  { last, limit }: { last: Key | undefined; limit: number },
): Promise<Row[]> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const order = sql.join(key.map((column) => sql.ref(column)));
  const after = last ? sql`WHERE (${order}) > (${sql.join([...last])})` : sql``;
  const { rows } = await sql<Row>`
    SELECT ${names} FROM ${sql.table(name)} ${after} ORDER BY ${order} LIMIT ${limit}`.execute(queries);
  return rows;
}

/** The values of a row's primary key. */
export function keyOf({ key }: Table, row: Row): Key {
  return key.map((column) => row[column] as string | number);
}
