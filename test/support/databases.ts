import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";

export type TestDatabase = { readonly db: Database; readonly url: string; close(): Promise<void> };

/** The databases every conformance suite runs over: `describe.each(databases)("… on $name", …)`. */
export const databases: readonly { name: string; open(): Promise<TestDatabase> }[] = [
  { name: "SQLite", open: openTestDatabase },
  { name: "PostgreSQL", open: openPostgresDatabase },
];

/** A fresh, migrated SQLite file in a folder of its own. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-test-"));
  const url = `file:${join(folder, "caunoi.db")}`;
  const db = await openDatabase(url);
  return {
    db,
    url,
    async close() {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgresDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await administer(`${server}/postgres`, `CREATE DATABASE ${name}`);
  const db = await openDatabase(`${server}/${name}`);
  return {
    db,
    url: `${server}/${name}`,
    async close() {
      await db.close();
      await administer(`${server}/postgres`, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
