import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { latestVersion } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";
import { migratedTemplate } from "./postgres.ts";

export type TestDatabase = { readonly db: Database; readonly url: string; close(): Promise<void> };

/** The databases every conformance suite runs over: `describe.each(databases)("… on $name", …)`. */
export const databases: readonly { name: string; open(): Promise<TestDatabase> }[] = [
  { name: "SQLite", open: openTestDatabase },
  { name: "PostgreSQL", open: openPostgresDatabase },
];

/** An empty file with every migration in it, made once: copying it is ten times cheaper than migrating. */
let migrated: Buffer | undefined;

/** A fresh, migrated SQLite file in a folder of its own. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-test-"));
  const path = join(folder, "caunoi.db");
  migrated ??= await migratedFile();
  writeFileSync(path, migrated);
  const db = await openDatabase(`file:${path}`);
  return {
    db,
    url: `file:${path}`,
    async close() {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function migratedFile(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-test-"));
  const path = join(folder, "caunoi.db");
  const db = await openDatabase(`file:${path}`);
  // The last connection to close writes the log back into the file.
  await db.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}

/** Databases of this worker that wait, empty, for the next test. The server goes away with the test run. */
const idle: string[] = [];

async function openPostgresDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = idle.pop() ?? (await createFromTemplate(server));
  const url = `${server}/${name}`;
  const db = await openDatabase(url);
  return {
    db,
    url,
    async close() {
      await db.close();
      if (await isEmptied(url)) idle.push(name);
      else
        await withClient(`${server}/postgres`, (client) =>
          client.query(`DROP DATABASE ${name} WITH (FORCE)`),
        );
    },
  };
}

async function createFromTemplate(server: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await withClient(`${server}/postgres`, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${migratedTemplate} STRATEGY FILE_COPY`),
  );
  return name;
}

/** Every row away and every key back to its start; false when a test changed more than rows. */
async function isEmptied(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    // A program a test killed may hold a lock for another moment.
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    const { rows } = await client.query(
      "SELECT max(version)::int AS version, count(*)::int AS steps FROM migration",
    );
    if (rows[0]?.version !== latestVersion) return false;
    await client.query(empty);
    return true;
  });
}

const empty = `
DO $$
DECLARE
  name text;
  isUsed boolean;
  used text[] := '{}';
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO isUsed;
    IF isUsed THEN used := used || quote_ident(name); END IF;
  END LOOP;
  IF array_length(used, 1) > 0 THEN EXECUTE 'TRUNCATE ' || array_to_string(used, ', ') || ' CASCADE'; END IF;
  FOR name IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE 'ALTER SEQUENCE ' || name || ' RESTART';
  END LOOP;
END $$`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
