import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Failure } from "../kit/failure.ts";

/** One file to put into an archive: its bytes, or where they are. */
export type Entry = { readonly name: string; readonly content: Uint8Array | { readonly path: string } };

/** One file of an archive; `content` must be read to its end before the next one is asked for. */
export type Found = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array>;
};

const blockBytes = 512;
/** The largest size the eleven octal digits of a header can say. */
const largestOctal = 8 ** 11 - 1;

/** Writes a gzipped tar file (POSIX ustar, so `tar xzf` opens it too), readable by its owner alone. */
export async function writeArchive(path: string, entries: AsyncIterable<Entry>): Promise<void> {
  const output = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
  await pipeline(Readable.from(tarOf(entries)), createGzip(), output);
}

async function* tarOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  for await (const { name, content } of entries) {
    if (content instanceof Uint8Array) {
      yield* tarEntry(name, content.byteLength, [content]);
    } else {
      const { size } = await stat(content.path);
      yield* tarEntry(name, size, createReadStream(content.path, { highWaterMark: 2 ** 18 }));
    }
  }
  yield Buffer.alloc(2 * blockBytes);
}

async function* tarEntry(
  name: string,
  sizeBytes: number,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield headerOf(name, sizeBytes);
  let written = 0;
  for await (const chunk of content) {
    written += chunk.byteLength;
    yield chunk;
  }
  if (written !== sizeBytes)
    throw new Failure("unavailable", `${name} changed while it was copied: try again.`);
  yield Buffer.alloc(paddingAfter(sizeBytes));
}

function paddingAfter(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}

function headerOf(name: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0, 100);
  header.write("0000600\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  writeSize(header, sizeBytes);
  header.write("00000000000\0", 136);
  // The sum is taken with its own field filled with spaces.
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  header.write(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function writeSize(header: Buffer, sizeBytes: number): void {
  if (sizeBytes <= largestOctal) {
    header.write(`${sizeBytes.toString(8).padStart(11, "0")}\0`, 124);
    return;
  }
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(sizeBytes), 128);
}

function checksumOf(header: Buffer): number {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum;
}

/**
 * Reads an archive from its beginning. Throws `Failure("invalid")` when it is no such archive, damaged (every
 * header has a sum, the whole a CRC) or cut off, and `Failure("missing")` when there is no file.
 */
export async function* readArchive(path: string): AsyncGenerator<Found> {
  const source = createReadStream(path);
  // Errors of the file must reach whoever waits for the unpacked bytes.
  const unpacked = createGunzip();
  source.on("error", (error) => unpacked.destroy(error));
  const reader = readerOf(source.pipe(unpacked), path);
  try {
    for (;;) {
      const header = await reader.take(blockBytes);
      if (header.every((byte) => byte === 0)) break;
      const found = readHeader(header, path);
      let isRead = false;
      yield { ...found, content: reader.stream(found.sizeBytes, () => (isRead = true)) };
      if (!isRead) throw new Failure("internal", `${found.name} was not read to its end.`);
      await reader.take(paddingAfter(found.sizeBytes));
    }
    await reader.drain();
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function readHeader(header: Buffer, path: string): { name: string; sizeBytes: number } {
  const sum = Number.parseInt(header.toString("latin1", 148, 154), 8);
  if (sum !== checksumOf(header)) throw damaged(path);
  const isBinary = header.readUInt8(124) === 0x80;
  const sizeBytes = isBinary
    ? Number(header.readBigUInt64BE(128))
    : Number.parseInt(header.toString("latin1", 124, 135), 8);
  if (!Number.isSafeInteger(sizeBytes)) throw damaged(path);
  return { name: header.toString("utf8", 0, 100).replace(/\0.*$/s, ""), sizeBytes };
}

/** Bytes of a stream in the portions that are asked for. */
function readerOf(stream: AsyncIterable<Buffer>, path: string) {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    try {
      const next = await chunks.next();
      if (next.done) return false;
      rest = rest.byteLength === 0 ? next.value : Buffer.concat([rest, next.value]);
      return true;
    } catch (error) {
      throw unreadable(error, path);
    }
  };
  async function* portionsOf(sizeBytes: number, onEnd: () => void): AsyncGenerator<Buffer> {
    for (let left = sizeBytes; left > 0; ) {
      if (rest.byteLength === 0 && !(await more())) throw damaged(path);
      const portion = rest.subarray(0, left);
      rest = rest.subarray(portion.byteLength);
      left -= portion.byteLength;
      yield portion;
    }
    onEnd();
  }
  return {
    async take(bytes: number): Promise<Buffer> {
      while (rest.byteLength < bytes) if (!(await more())) throw damaged(path);
      const portion = rest.subarray(0, bytes);
      rest = rest.subarray(bytes);
      return portion;
    },
    stream: portionsOf,
    /** To the very end: only there does gzip compare its CRC. */
    async drain(): Promise<void> {
      do rest = Buffer.alloc(0);
      while (await more());
    },
  };
}

function damaged(path: string, cause?: unknown): Failure {
  return new Failure(
    "invalid",
    `${path} is no whole backup: it is damaged or cut off. Nothing was changed.`,
    { cause },
  );
}

function unreadable(error: unknown, path: string): Failure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("Z_") || code === "ERR_STREAM_PREMATURE_CLOSE") return damaged(path, error);
  return new Failure("missing", `${path} cannot be read (${code || "unknown"}).`, { cause: error });
}
