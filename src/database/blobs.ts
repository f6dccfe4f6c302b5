import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../kit/failure.ts";
import { sha256 } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import type { Database, Queries } from "./database.ts";

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

/** Blobs as files under `folder`/ab/<hash>, with a row each in the database. */
export function openBlobs(db: Database, folder: string): Blobs {
  return {
    async put(bytes, mediaType, now) {
      const hash = sha256(bytes);
      await writeOnce(blobPath(folder, hash), bytes);
      const row = { hash, media_type: mediaType, size_bytes: bytes.byteLength, created_at: now };
      await db.transact((tx) =>
        tx
          .insertInto("blob")
          .values(row)
          .onConflict((conflict) => conflict.column("hash").doUpdateSet({ created_at: now }))
          .execute(),
      );
      // A sweep may have taken the file between the first look and the row.
      await writeOnce(blobPath(folder, hash), bytes);
      return hash;
    },
    async read(hash) {
      try {
        return await readFile(blobPath(folder, hash));
      } catch (error) {
        throw new Failure("missing", "The stored file is not there.", { cause: error });
      }
    },
    async describe(hash) {
      const row = await db.read.selectFrom("blob").selectAll().where("hash", "=", hash).executeTakeFirst();
      return row && { mediaType: row.media_type, sizeBytes: row.size_bytes };
    },
    readBeside: (hash, name) => readFile(`${blobPath(folder, hash)}.${name}`).catch(() => undefined),
    putBeside: (hash, name, bytes) => writeOnce(`${blobPath(folder, hash)}.${name}`, bytes),
  };
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
