import type { Channel } from "../channels/channel.ts";
import type { Blobs } from "../database/blobs.ts";
import { Failure, isFailure } from "../kit/failure.ts";
import { readFileKind } from "../kit/file-kind.ts";
import type { FileRef, Said } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";

/**
 * A message whose files are ours now; `lostFiles` counts those that could not be fetched, `refusedFiles` those
 * whose bytes are no picture, paper, sheet or recording, whatever their name and the platform say.
 */
export type Fetched = { readonly said: Said; readonly lostFiles: number; readonly refusedFiles: number };

/** After this many tries a file that does not come is given up, and the person is asked to send it again. */
const mostTries = 2;

/**
 * Brings the files of a message into the blob store, outside of any transaction. A file the platform no
 * longer has counts as lost; one it cannot give right now throws, so that the turn is tried again.
 */
export async function fetchFiles(
  said: Said,
  parts: { channel: Pick<Channel, "download"> | undefined; blobs: Blobs; clock: Clock; attempts: number },
  signal: AbortSignal,
): Promise<Fetched> {
  if (said.kind !== "text" || said.files.length === 0) return { said, lostFiles: 0, refusedFiles: 0 };
  const fetched: (FileRef | "lost" | "refused")[] = [];
  for (const file of said.files) fetched.push(await fetchOne(file, parts, signal));
  return {
    said: { ...said, files: fetched.filter((file) => typeof file === "object") },
    lostFiles: fetched.filter((file) => file === "lost").length,
    refusedFiles: fetched.filter((file) => file === "refused").length,
  };
}

async function fetchOne(
  file: FileRef,
  parts: { channel: Pick<Channel, "download"> | undefined; blobs: Blobs; clock: Clock; attempts: number },
  signal: AbortSignal,
): Promise<FileRef | "lost" | "refused"> {
  if (file.handle.startsWith("blob:")) return file;
  if (!parts.channel) return "lost";
  try {
    const { bytes } = await parts.channel.download(file, signal);
    const known = readFileKind(bytes);
    if (!known) return "refused";
    const hash = await parts.blobs.put(bytes, known.mediaType, parts.clock());
    return { ...file, ...known, handle: `blob:${hash}`, sizeBytes: bytes.byteLength };
  } catch (error) {
    if (isFailure(error, "missing") || isFailure(error, "invalid")) return "lost";
    if (parts.attempts >= mostTries) return "lost";
    // Counted as a try of this message: "unavailable" is kept for the database, whose faults cost no tries.
    throw new Failure("internal", "A file could not be downloaded yet.", { cause: error });
  }
}
