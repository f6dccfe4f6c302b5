import { type Migration, statementsOf } from "../migration.ts";

/**
 * The bytes of stored files where several machines share one PostgreSQL and no disk. With SQLite it stays empty:
 * there is one machine, and files are files.
 */
const tables = `
CREATE TABLE blob_bytes (
  hash TEXT NOT NULL REFERENCES blob (hash) ON DELETE CASCADE, name TEXT NOT NULL, bytes {bytes} NOT NULL,
  PRIMARY KEY (hash, name));
`;

export const blobBytes: Migration = {
  version: 21,
  name: "blob bytes",
  statements: (kind) => statementsOf(tables.replace("{bytes}", kind === "postgres" ? "BYTEA" : "BLOB"), kind),
};
