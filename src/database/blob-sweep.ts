import { readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type RawBuilder, sql } from "kysely";
import { addMs, type Instant } from "../kit/time.ts";
import { blobPath } from "./blobs.ts";
import type { Database, Queries } from "./database.ts";

/** Where a row can name a blob: `blob:<hash>` or the hash as JSON. A key to page by comes first. */
const places: readonly (readonly [table: string, key: string, column: string])[] = [
  ["inbound", "seq", "said"],
  ["delivery", "seq", "content"],
  ["delivery_run", "run_id", "content"],
  ["draft", "id", "state"],
  ["proposal", "id", "answers"],
  ["form_draft", "id", "state"],
  ["form_answer", "id", "answers"],
  ["campaign", "id", "content"],
  ["campaign_approval", "seq", "plan"],
  ["article", "run_id", "parts"],
];
const hashes = /[0-9a-f]{64}/g;
const pageSize = 500;
/** A file is stored before the row that names it commits; a day is longer than any turn. */
const blobGraceMs = 24 * 3_600_000;
const aside = ".swept";

type Store = { readonly db: Database; readonly folder: string };

/** The stored files that no row names any more and that are older than the grace time. */
export async function findOrphans(db: Database, now: Instant): Promise<string[]> {
  const old = await db.read
    .selectFrom("blob")
    .select("hash")
    .where("created_at", "<", addMs(now, -blobGraceMs))
    .execute();
  if (old.length === 0) return [];
  const named = new Set<string>();
  for (const place of places) await collect(db.read, place, named);
  return old.map(({ hash }) => hash).filter((hash) => !named.has(hash));
}

/** Reads one column in pages, so that a large table never holds up the program. */
async function collect(queries: Queries, [table, key, column]: (typeof places)[number], into: Set<string>) {
  const [from, by, text] = [sql.table(table), sql.ref(key), sql.ref(column)];
  for (let after: RawBuilder<unknown> = sql`${by} IS NOT NULL`; ; ) {
    const { rows } = await sql<{ key: string | number; text: string }>`
      SELECT ${by} AS key, ${text} AS text FROM ${from}
      WHERE ${after} AND ${text} IS NOT NULL ORDER BY ${by} LIMIT ${sql.lit(pageSize)}`.execute(queries);
    for (const row of rows) for (const [hash] of row.text.matchAll(hashes)) into.add(hash);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = sql`${by} > ${last.key}`;
  }
}

/**
 * Deletes up to `limit` stored files nobody names. The row goes first, then the file is put aside, and deleted only
 * when nobody stored the same bytes again meanwhile (`openBlobs` puts its row before it looks at the file a last
 * time). A crash in between leaves a file aside, which the next sweep settles. Returns how many files went.
 */
export async function sweepBlobs({ db, folder }: Store, now: Instant, limit: number): Promise<number> {
  await settleAside({ db, folder });
  const orphans = (await findOrphans(db, now)).slice(0, limit);
  let swept = 0;
  for (const hash of orphans) if (await sweepOne({ db, folder }, hash, now)) swept += 1;
  return swept;
}

async function sweepOne(store: Store, hash: string, now: Instant): Promise<boolean> {
  const before = addMs(now, -blobGraceMs);
  const gone = await store.db.transact((tx) =>
    tx
      .deleteFrom("blob")
      .where("hash", "=", hash)
      .where("created_at", "<", before)
      .returning("hash")
      .executeTakeFirst(),
  );
  if (!gone) return false;
  const path = blobPath(store.folder, hash);
  await rename(path, `${path}${aside}`).catch(ignoreMissing);
  await settleFile(store, hash);
  return true;
}

/** Back to its place when its bytes are wanted again, else deleted. */
async function settleFile({ db, folder }: Store, hash: string): Promise<void> {
  const path = blobPath(folder, hash);
  const row = await db.read.selectFrom("blob").select("hash").where("hash", "=", hash).executeTakeFirst();
  if (row) return rename(`${path}${aside}`, path).catch(ignoreMissing);
  // What was made from the bytes and stands beside them (a thumbnail) goes with them.
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(`${hash}.`)))
    await rm(join(dirname(path), name), { force: true });
}

async function settleAside(store: Store): Promise<void> {
  const names = await readdir(store.folder, { recursive: true }).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(aside))) {
    const hash = name.slice(0, -aside.length).split(/[\\/]/).at(-1) ?? "";
    if (/^[0-9a-f]{64}$/.test(hash)) await settleFile(store, hash);
    else await rm(join(store.folder, name), { force: true });
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
