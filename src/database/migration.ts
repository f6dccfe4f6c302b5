import type { Database } from "./database.ts";

/** One step forward. `statements` gives the SQL for one kind of database; released steps never change. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly statements: (kind: Database["kind"]) => readonly string[];
};

/**
 * The statements of a text written once for both databases: `{seq}` is a growing key given by the database,
 * `INTEGER` is 64 bits wide in both (PostgreSQL needs BIGINT for that). A `;` ends a statement.
 */
export function statementsOf(text: string, kind: Database["kind"]): string[] {
  const sql =
    kind === "sqlite"
      ? text.replaceAll("{seq}", "INTEGER PRIMARY KEY AUTOINCREMENT")
      : text
          .replaceAll("INTEGER", "BIGINT")
          .replaceAll("{seq}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
  return sql
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
