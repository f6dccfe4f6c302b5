import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Pictures, picturesNamed, readPictureFile } from "../campaigns/pictures.ts";
import type { Blobs } from "../database/blobs.ts";
import type { Instant } from "../kit/time.ts";

/** Reads the pictures a campaign file shows, from beside the file. What is wrong with one is said by the file reader. */
export async function readPictures(path: string, text: string): Promise<Pictures> {
  const read = picturesNamed(text).map(async (name) => {
    const bytes = await readFile(join(dirname(path), name)).catch(() => undefined);
    return [name, readPictureFile(bytes)] as const;
  });
  return new Map(await Promise.all(read));
}

/** Keeps the pictures, before the draft that shows them. */
export async function storePictures(blobs: Blobs, pictures: Pictures, now: Instant): Promise<void> {
  for (const file of pictures.values())
    if (file.kind === "picture") await blobs.put(file.bytes, file.mediaType, now);
}
