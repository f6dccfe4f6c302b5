import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE alarm (key TEXT PRIMARY KEY, words TEXT NOT NULL, raised_at TEXT NOT NULL);
CREATE TABLE backup_run (
  seq {seq}, started_at TEXT NOT NULL, ended_at TEXT NOT NULL, status TEXT NOT NULL, file TEXT NOT NULL,
  size_bytes INTEGER, row_count INTEGER, proof TEXT NOT NULL, why TEXT);
`;

export const watch: Migration = {
  version: 17,
  name: "watch",
  statements: (kind) => statementsOf(tables, kind),
};
