import type { Channel } from "../channels/channel.ts";
import type { Blobs } from "../database/blobs.ts";
import { Failure, isFailure } from "../kit/failure.ts";
import type { FileRef, Said } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";

/** A message whose files are ours now; `lostFiles` counts those that could not be fetched. */
export type Fetched = { readonly said: Said; readonly lostFiles: number };

/** After this many tries a file that does not come is given up, and the person is asked to send it again. */
const mostTries = 2;

/**
 * Brings the files of a message into the blob store, outside of any transaction. A file the platform no
 * longer has counts as lost; one it cannot give right now throws, so that the turn is tried again.
 */
export async function fetchFiles(
  said: Said,
  parts: { channel: Channel | undefined; blobs: Blobs; clock: Clock; attempts: number },
  signal: AbortSignal,
): Promise<Fetched> {
  if (said.kind !== "text" || said.files.length === 0) return { said, lostFiles: 0 };
  const files: FileRef[] = [];
  for (const file of said.files) {
    const kept = await fetchOne(file, parts, signal);
    if (kept) files.push(kept);
  }
  return { said: { ...said, files }, lostFiles: said.files.length - files.length };
}

async function fetchOne(
  file: FileRef,
  parts: { channel: Channel | undefined; blobs: Blobs; clock: Clock; attempts: number },
  signal: AbortSignal,
): Promise<FileRef | undefined> {
  if (file.handle.startsWith("blob:")) return file;
  if (!parts.channel) return undefined;
  try {
    const { bytes, mediaType } = await parts.channel.download(file, signal);
    const type = mediaType ?? file.mediaType ?? "application/octet-stream";
    const hash = await parts.blobs.put(bytes, type, parts.clock());
    return { ...file, handle: `blob:${hash}`, mediaType: type, sizeBytes: bytes.byteLength };
  } catch (error) {
    if (isFailure(error, "missing") || isFailure(error, "invalid")) return undefined;
    if (parts.attempts >= mostTries) return undefined;
    // Counted as a try of this message: "unavailable" is kept for the database, whose faults cost no tries.
    throw new Failure("internal", "A file could not be downloaded yet.", { cause: error });
  }
}
