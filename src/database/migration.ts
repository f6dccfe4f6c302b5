import type { Database } from "./database.ts";

/** One step forward. `statements` gives the SQL for one kind of database; released steps never change. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly statements: (kind: Database["kind"]) => readonly string[];
};
