import { existsSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sql } from "kysely";
import { blobPath } from "../database/blobs.ts";
import type { Database, Queries } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import { holdRole, openSqlite } from "../database/sqlite.ts";
import { Failure } from "../kit/failure.ts";
import { countRows, type Stores } from "./back-up.ts";
import { databaseName, type Manifest } from "./manifest.ts";
import { unpack } from "./unpack.ts";

export type Restored<T> = {
  readonly manifest: Manifest;
  /** What `prepare` returned. */
  readonly prepared: T;
  /** Where the database that was there before is kept, if there was one. */
  readonly keptAt: string | undefined;
};

/**
 * Puts a backup in place of what `stores` hold. Everything is unpacked, compared with its manifest, opened,
 * migrated and given to `prepare` beside the place first; one rename then makes it current, so that any
 * failure before leaves everything as it was. A database that was there is kept beside it.
 *
 * Throws `Failure("conflict")` when a server runs on it, when something is there and `isForced` is not set, or
 * when a newer program made the backup; `Failure("invalid")` when the file is damaged.
 */
export async function restore<T>(
  archive: string,
  stores: Stores,
  terms: { isForced: boolean; prepare: (tx: Queries) => Promise<T> },
): Promise<Restored<T>> {
  const { databasePath, blobFolder } = stores;
  await mkdir(dirname(databasePath), { recursive: true });
  await mkdir(blobFolder, { recursive: true });
  const role = holdRole(databasePath, "server");
  if (!role) {
    throw new Failure(
      "conflict",
      `The server runs on ${databasePath}: stop it, then restore. Nothing was changed.`,
    );
  }
  const aside = await mkdtemp(`${databasePath}.restoring-`);
  const asideBlobs = await mkdtemp(join(blobFolder, ".restoring-"));
  try {
    if (!terms.isForced) await refuseWhenInUse(stores, basename(asideBlobs));
    const manifest = await unpack(archive, { databaseFolder: aside, blobFolder: asideBlobs });
    const fresh = join(aside, databaseName);
    await compare(fresh, manifest);
    const prepared = await bringForward(fresh, terms.prepare);
    for (const hash of manifest.blobs) await moveBlob(join(asideBlobs, hash), blobPath(blobFolder, hash));
    const keptAt = await replace(databasePath, fresh);
    return { manifest, prepared, keptAt };
  } finally {
    await rm(aside, { recursive: true, force: true });
    await rm(asideBlobs, { recursive: true, force: true });
    role.release();
  }
}

async function refuseWhenInUse({ databasePath, blobFolder }: Stores, own: string): Promise<void> {
  const files = (await readdir(blobFolder)).filter((name) => name !== own);
  const found = existsSync(databasePath) ? databasePath : files.length > 0 ? blobFolder : undefined;
  if (found === undefined) return;
  throw new Failure(
    "conflict",
    `${found} is there already. To put the backup in its place: --force. Nothing was changed.`,
  );
}

async function compare(path: string, manifest: Manifest): Promise<void> {
  const db = openSqlite(path);
  try {
    const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(db.read);
    const counts = await countRows(db.read);
    const isSame = JSON.stringify(counts) === JSON.stringify(manifest.rows);
    if (rows[0]?.integrity_check === "ok" && isSame) return;
  } finally {
    await db.close();
  }
  throw new Failure(
    "invalid",
    "The database inside the backup is damaged: use another one. Nothing was changed.",
  );
}

async function bringForward<T>(path: string, prepare: (tx: Queries) => Promise<T>): Promise<T> {
  const db: Database = await openDatabase(`file:${path}`);
  try {
    return await db.transact(prepare);
  } finally {
    await db.close();
  }
}

async function moveBlob(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** The old log must be gone before the new database stands in its place: it would be played into it. */
async function replace(databasePath: string, fresh: string): Promise<string | undefined> {
  const keptAt = existsSync(databasePath) ? await mkdtemp(`${databasePath}.before-restore-`) : undefined;
  if (keptAt) {
    const kept = join(keptAt, basename(databasePath));
    await link(databasePath, kept).catch(() => copyFile(databasePath, kept));
    await rename(`${databasePath}-wal`, `${kept}-wal`).catch(ignoreMissing);
    await rm(`${databasePath}-shm`, { force: true });
  }
  await rename(fresh, databasePath);
  await syncFolder(dirname(databasePath));
  return keptAt;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
