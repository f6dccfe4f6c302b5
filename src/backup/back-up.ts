import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { blobPath, listBlobs } from "../database/blobs.ts";
import type { Queries } from "../database/database.ts";
import { currentVersion } from "../database/migrate.ts";
import { copySqlite, openSqlite } from "../database/sqlite.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import { type Entry, writeArchive } from "./archive.ts";
import { blobName, databaseName, type Manifest, manifestName } from "./manifest.ts";

/** What a backup is made of, and where a restore puts it. */
export type Stores = { readonly databasePath: string; readonly blobFolder: string };

/**
 * Writes database and stored files as they are at one moment into the new file `target`, while the server
 * runs. The file appears under its name only when it is whole and on disk.
 *
 * `leftOut` are stored files that are missing or damaged on this disk. Throws `Failure("conflict")` when
 * `target` is there already, `Failure("missing")` when there is no database.
 */
export async function backUp(
  stores: Stores,
  target: string,
  now: Instant,
): Promise<{ manifest: Manifest; leftOut: readonly string[] }> {
  if (existsSync(target)) throw new Failure("conflict", `${target} is there already: give a new name.`);
  if (!existsSync(stores.databasePath)) {
    throw new Failure("missing", `There is no database at ${stores.databasePath} yet.`);
  }
  const aside = await makeAside(target);
  try {
    const copy = join(aside, databaseName);
    await copySqlite(stores.databasePath, copy);
    const { known, ...facts } = await describeCopy(copy);
    const { blobs, leftOut } = await sortOut(known, stores.blobFolder);
    const database = { sizeBytes: (await stat(copy)).size, sha256: await hashFile(copy) };
    const manifest: Manifest = { format: 1, madeAt: now, ...facts, database, blobs };
    const archive = join(aside, "archive");
    await writeArchive(archive, entriesOf(manifest, copy, stores.blobFolder));
    await rename(archive, target);
    return { manifest, leftOut };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Beside the target, so that the finished file only has to be renamed. */
async function makeAside(target: string): Promise<string> {
  try {
    return await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    throw new Failure(
      "unavailable",
      `${dirname(target)} cannot be written to (${code}): name a file elsewhere.`,
      {
        cause: error,
      },
    );
  }
}

async function describeCopy(path: string) {
  const db = openSqlite(path);
  try {
    return {
      databaseVersion: await currentVersion(db.read),
      rows: await countRows(db.read),
      known: await listBlobs(db.read),
    };
  } finally {
    await db.close();
  }
}

/** How many rows each table has. */
export async function countRows(queries: Queries): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>`
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`.execute(
    queries,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(name)}`.execute(queries);
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
}

/** A file whose bytes are not those of its name would make the whole backup unrestorable. */
async function sortOut(known: readonly string[], folder: string) {
  const blobs: string[] = [];
  const leftOut: string[] = [];
  for (const hash of known) {
    const found = await hashFile(blobPath(folder, hash)).catch(() => undefined);
    (found === hash ? blobs : leftOut).push(hash);
  }
  return { blobs, leftOut };
}

/** SHA-256 of a file of any size, in hexadecimal. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 18 }), hash);
  return hash.digest("hex");
}

async function* entriesOf(manifest: Manifest, copy: string, blobFolder: string): AsyncGenerator<Entry> {
  yield { name: manifestName, content: Buffer.from(JSON.stringify(manifest)) };
  yield { name: databaseName, content: { path: copy } };
  for (const hash of manifest.blobs) {
    yield { name: blobName(hash), content: { path: blobPath(blobFolder, hash) } };
  }
}
