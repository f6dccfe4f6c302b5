import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Config } from "../../config.ts";
import { inboundBacklog } from "../../conversation/inbox.ts";
import { findMissingBlobs, listBlobs } from "../../database/blobs.ts";
import type { Database } from "../../database/database.ts";
import { currentVersion, latestVersion } from "../../database/migrate.ts";
import { sqlitePath } from "../../database/open.ts";
import { openPostgres } from "../../database/postgres.ts";
import { openSqlite } from "../../database/sqlite.ts";
import { backlog } from "../../delivery/ledger.ts";
import { addMs, type Instant } from "../../kit/time.ts";
import { type Finding, finding, look } from "./finding.ts";

/** Nobody should wait longer for an answer. */
const longWaitMs = 5 * 60_000;

/** Runs `work` on the database as it is, without migrating it; `instead` when there is none yet. */
export async function withExisting<T>(
  { database }: Config,
  instead: T,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const path = sqlitePath(database.url);
  if (path !== undefined && !existsSync(path)) return instead;
  const db = path === undefined ? openPostgres(database.url) : openSqlite(path);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** The database as it is, without migrating it: its version, its soundness, and what waits in it. */
export async function checkDatabase(config: Config, now: Instant): Promise<Finding[]> {
  const nothingYet = finding(
    "ok",
    "database",
    `${sqlitePath(config.database.url)} is not there yet: the first start makes it.`,
  );
  return await withExisting(config, [nothingYet], async (db) => {
    const version = await checkVersion(db);
    if (version.level === "fault") return [version];
    const sound = await look("database", () => checkSoundness(db));
    const rest = [
      look("inbox", () => checkInbox(db, now)),
      look("outbox", () => checkOutbox(db)),
      look("files", () => checkFiles(db, config)),
    ];
    return [version, ...sound, ...(version.level === "ok" ? (await Promise.all(rest)).flat() : [])];
  });
}

async function checkVersion(db: Database): Promise<Finding> {
  const version = await currentVersion(db.read).catch(() => 0);
  const words = `${db.kind}, version ${version}`;
  if (version === latestVersion) return finding("ok", "database", `${words}.`);
  if (version < latestVersion)
    return finding("warn", "database", `${words}: the next start brings it to ${latestVersion}.`);
  return finding(
    "fault",
    "database",
    `${words}, newer than this program (${latestVersion}): start the newer program, or restore a backup made before.`,
  );
}

async function checkSoundness(db: Database): Promise<Finding[]> {
  if (db.kind !== "sqlite") return [];
  const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db.read);
  const answer = rows[0]?.quick_check ?? "no answer";
  if (answer === "ok") return [];
  return [
    finding("fault", "database", `the file is damaged (${answer}): stop the server and restore a backup.`),
  ];
}

async function checkInbox(db: Database, now: Instant): Promise<Finding[]> {
  const { waiting, parked, oldestWaitingAt } = await inboundBacklog(db.read);
  const isLate = oldestWaitingAt !== null && oldestWaitingAt < addMs(now, -longWaitMs);
  const words = `${waiting} messages wait for an answer`;
  const found = isLate
    ? finding("warn", "inbox", `${words}, the oldest since ${oldestWaitingAt}: is the server running?`)
    : finding("ok", "inbox", `${words}.`);
  if (parked === 0) return [found];
  return [found, finding("warn", "inbox", `${parked} messages failed repeatedly: caunoi inbox parked`)];
}

async function checkOutbox(db: Database): Promise<Finding[]> {
  const { pending, uncertain } = await backlog(db.read);
  const found = finding("ok", "outbox", `${pending} messages wait to be sent.`);
  if (uncertain === 0) return [found];
  return [
    found,
    finding("warn", "outbox", `${uncertain} messages may or may not have arrived: caunoi uncertain list`),
  ];
}

async function checkFiles(db: Database, { dataDir }: Config): Promise<Finding[]> {
  const folder = join(dataDir, "blobs");
  const missing = await findMissingBlobs(db, folder);
  const count = (await listBlobs(db.read)).length;
  if (missing.length === 0) return [finding("ok", "files", `${count} stored files are there.`)];
  const words = `${missing.length} of ${count} stored files are missing in ${folder} (first: ${missing[0]})`;
  return [finding("fault", "files", `${words}: bring the folder back from a backup.`)];
}
