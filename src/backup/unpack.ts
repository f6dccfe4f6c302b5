import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Failure } from "../kit/failure.ts";
import { type Found, readArchive } from "./archive.ts";
import { blobName, databaseName, type Manifest, manifestName, manifestSchema } from "./manifest.ts";

/** No manifest is larger: a million stored files take 67 MB. */
const largestManifest = 256 * 2 ** 20;

/**
 * Unpacks a backup into two folders made for it, comparing every byte with the manifest: the database goes to
 * `databaseFolder`/caunoi.db, stored files under `blobFolder` by their hash.
 *
 * Throws `Failure("invalid")` when anything is missing, too much or different. Names inside the archive are
 * only compared, never used as paths.
 */
export async function unpack(
  archive: string,
  into: { databaseFolder: string; blobFolder: string },
): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const expected = new Map<string, { sha256: string; path: string }>();
  for await (const found of readArchive(archive)) {
    if (!manifest) {
      manifest = await readManifest(found, archive);
      const { sha256 } = manifest.database;
      expected.set(databaseName, { sha256, path: join(into.databaseFolder, databaseName) });
      for (const hash of manifest.blobs) {
        expected.set(blobName(hash), { sha256: hash, path: join(into.blobFolder, hash) });
      }
      continue;
    }
    const place = expected.get(found.name);
    if (!place) throw different(archive, found.name);
    await mkdir(dirname(place.path), { recursive: true });
    if ((await writeOut(found, place.path)) !== place.sha256) throw different(archive, found.name);
    expected.delete(found.name);
  }
  const [missing] = expected.keys();
  if (!manifest || missing !== undefined) throw different(archive, missing ?? manifestName);
  return manifest;
}

async function readManifest(found: Found, archive: string): Promise<Manifest> {
  if (found.name !== manifestName || found.sizeBytes > largestManifest) throw notOurs(archive);
  const portions: Uint8Array[] = [];
  for await (const portion of found.content) portions.push(portion);
  const text = Buffer.concat(portions).toString("utf8");
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw notOurs(archive, error);
  }
}

async function writeOut(found: Found, path: string): Promise<string> {
  const hash = createHash("sha256");
  const hashing = async function* () {
    for await (const portion of found.content) {
      hash.update(portion);
      yield portion;
    }
  };
  await pipeline(hashing, createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }));
  return hash.digest("hex");
}

function notOurs(archive: string, cause?: unknown): Failure {
  const words = `${archive} was not made by \`caunoi backup\`, or by a newer version of it. Nothing was changed.`;
  return new Failure("invalid", words, { cause });
}

function different(archive: string, name: string): Failure {
  return new Failure("invalid", `${archive} is damaged at ${name}: use another backup. Nothing was changed.`);
}
