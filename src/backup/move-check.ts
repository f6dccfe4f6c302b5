import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type Key, keyOf, type Row, rowsAfter, type Table } from "./move-tables.ts";

const rowsAtOnce = 2000;

/**
 * Reads a table in both databases and compares every value of every row; the source decides the order. Throws
 * `Failure("invalid")` naming the first row that differs or is missing, or the counts.
 */
export async function compareTable(source: Queries, target: Queries, table: Table): Promise<void> {
  let last: Key | undefined;
  let count = 0;
  for (;;) {
    const rows = await rowsAfter(source, table, { last, limit: rowsAtOnce });
    const newest = rows.at(-1);
    if (!newest) break;
    const there = await rowsOf(target, table, rows);
    for (const row of rows) {
      const key = lineOf(table.key, row);
      if (there.get(key) === lineOf(table.columns, row)) continue;
      throw differs(`the row ${key} of the table ${table.name} is not the same in both`);
    }
    count += rows.length;
    last = keyOf(table, newest);
  }
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table.name)}`.execute(
    target,
  );
  if (Number(rows[0]?.n) === count) return;
  throw differs(`the table ${table.name} has ${count} rows here and ${rows[0]?.n} there`);
}

/** The rows with the same keys, as one line each, by key. */
async function rowsOf(target: Queries, table: Table, rows: readonly Row[]): Promise<Map<string, string>> {
  const names = sql.join(table.columns.map((column) => sql.ref(column)));
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const wanted = sql.join(rows.map((row) => sql`(${sql.join([...keyOf(table, row)])})`));
  const found = await sql<Row>`
    SELECT ${names} FROM ${sql.table(table.name)} WHERE (${key}) IN (${wanted})`.execute(target);
  return new Map(found.rows.map((row) => [lineOf(table.key, row), lineOf(table.columns, row)]));
}

function lineOf(columns: readonly string[], row: Row): string {
  return JSON.stringify(columns.map((column) => row[column]));
}

function differs(what: string): Failure {
  return new Failure(
    "invalid",
    `The move did not end: ${what}. Empty the PostgreSQL database and run the command again.`,
  );
}
