import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Insertable } from "kysely";
import { Failure } from "../kit/failure.ts";
import { sha256 } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import type { Database, Queries } from "./database.ts";
import type { DatabaseTables } from "./tables/database.ts";

/** Files people sent or receive, kept once by the SHA-256 of their bytes. */
export type Blobs = {
  /** Stores the bytes durably and returns their hash; the same bytes again only make it young. */
  put(bytes: Uint8Array, mediaType: string, now: Instant): Promise<string>;
  /** The bytes, or `Failure("missing")`. */
  read(hash: string): Promise<Uint8Array>;
  /** What is known about a blob, or undefined. */
  describe(hash: string): Promise<{ mediaType: string; sizeBytes: number } | undefined>;
  /** Something made of a blob and kept beside it under a name (`thumbnail-320.png`); undefined before it was. */
  readBeside(hash: string, name: string): Promise<Uint8Array | undefined>;
  /** Keeps it: it can always be made again, so no row and no backup knows of it. */
  putBeside(hash: string, name: string, bytes: Uint8Array): Promise<void>;
};

/**
 * Blobs with a row each in the database. With SQLite the bytes are files under `folder`/ab/<hash>. With PostgreSQL
 * they are rows as well: its processes may run on machines that share no disk. What was stored in the folder before
 * is still read from it.
 */
export function openBlobs(db: Database, folder: string): Blobs {
  const bytes = db.kind === "postgres" ? bytesInRows(db, folder) : bytesInFiles(db, folder);
  return {
    ...bytes,
    async read(hash) {
      const found = await bytes.readBeside(hash, itself);
      if (found) return found;
      throw new Failure("missing", "The stored file is not there.");
    },
    async describe(hash) {
      const row = await db.read.selectFrom("blob").selectAll().where("hash", "=", hash).executeTakeFirst();
      return row && { mediaType: row.media_type, sizeBytes: row.size_bytes };
    },
  };
}

type Bytes = Pick<Blobs, "put" | "readBeside" | "putBeside">;

/** The name of the bytes themselves among what is kept beside them. */
const itself = "";

function bytesInFiles(db: Database, folder: string): Bytes {
  return {
    async put(bytes, mediaType, now) {
      const hash = sha256(bytes);
      await writeOnce(blobPath(folder, hash), bytes);
      const row = { hash, media_type: mediaType, size_bytes: bytes.byteLength, created_at: now };
      await db.transact((tx) => writeRow(tx, row));
      // A sweep may have taken the file between the first look and the row.
      await writeOnce(blobPath(folder, hash), bytes);
      return hash;
    },
    readBeside: async (hash, name) => readFile(besidePath(folder, hash, name)).catch(() => undefined),
    putBeside: async (hash, name, bytes) => writeOnce(besidePath(folder, hash, name), bytes),
  };
}

function bytesInRows(db: Database, folder: string): Bytes {
  return {
    async put(bytes, mediaType, now) {
      const hash = sha256(bytes);
      const row = { hash, media_type: mediaType, size_bytes: bytes.byteLength, created_at: now };
      await db.transact(async (tx) => {
        await writeRow(tx, row);
        await writeBytes(tx, { hash, name: itself, bytes });
      });
      return hash;
    },
    async readBeside(hash, name) {
      const path = besidePath(folder, hash, name);
      const row = await db.read
        .selectFrom("blob_bytes")
        .select("bytes")
        .where("hash", "=", hash)
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.bytes ?? (await readFile(path).catch(() => undefined));
    },
    putBeside: (hash, name, bytes) => db.transact((tx) => writeBytes(tx, { hash, name, bytes })),
  };
}

async function writeRow(tx: Queries, row: Insertable<DatabaseTables["blob"]>): Promise<void> {
  const { created_at } = row;
  await tx
    .insertInto("blob")
    .values(row)
    .onConflict((conflict) => conflict.column("hash").doUpdateSet({ created_at }))
    .execute();
}

async function writeBytes(tx: Queries, row: Insertable<DatabaseTables["blob_bytes"]>): Promise<void> {
  await tx
    .insertInto("blob_bytes")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The hashes of the blobs whose bytes are neither in a row nor a file: what a backup has to bring back. */
export async function findMissingBlobs(db: Database, folder: string): Promise<string[]> {
  const inRows = new Set<string>();
  if (db.kind === "postgres") {
    const rows = await db.read.selectFrom("blob_bytes").select("hash").where("name", "=", itself).execute();
    for (const { hash } of rows) inRows.add(hash);
  }
  const hashes = await listBlobs(db.read);
  return hashes.filter((hash) => !inRows.has(hash) && !existsSync(blobPath(folder, hash)));
}

/** Takes the files of a folder into the rows of a PostgreSQL database that knows them; returns how many. */
export async function takeFilesIn(db: Database, folder: string): Promise<number> {
  let count = 0;
  for (const hash of await listBlobs(db.read)) {
    const bytes = await readFile(blobPath(folder, hash)).catch(() => undefined);
    if (!bytes || sha256(bytes) !== hash) continue;
    await db.transact((tx) => writeBytes(tx, { hash, name: itself, bytes }));
    count += 1;
  }
  return count;
}

function besidePath(folder: string, hash: string, name: string): string {
  return name === itself ? blobPath(folder, hash) : `${blobPath(folder, hash)}.${name}`;
}

/** Where the bytes of a blob are. Throws `Failure("missing")` when `hash` is none. */
export function blobPath(folder: string, hash: string): string {
  // The hash becomes a path: nothing but a hash may pass.
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Failure("missing", "That is no blob hash.");
  return join(folder, hash.slice(0, 2), hash);
}

/** The hashes of all blobs the database knows, in order. */
export async function listBlobs(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom("blob").select("hash").orderBy("hash").execute();
  return rows.map(({ hash }) => hash);
}

/** Written aside, synced, then renamed: a crash leaves a whole file or none under its name. */
async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  if (await stat(path).catch(() => undefined)) return;
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true });
  const aside = `${path}.${randomUUID()}.part`;
  const file = await open(aside, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}
