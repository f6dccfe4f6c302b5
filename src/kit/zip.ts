import { crc32, inflateRawSync } from "node:zlib";

/** How far a packed file may grow. Office documents of a thousand pages stay far below. */
export const mostUnpacked = 200_000_000;
const mostWanted = 80_000_000;
const mostEntries = 5_000;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

/**
 * Why a file is not unpacked: cut off or damaged; grows beyond `mostUnpacked` or what memory can spare; has a
 * password; declares XML entities, which can grow without end.
 */
export type ZipFault = "cut" | "bomb" | "locked" | "hostile";

export type Listed =
  | { readonly kind: "listed"; readonly entries: readonly Entry[] }
  | { readonly kind: "refused"; readonly why: ZipFault };

export type Unpacked =
  | { readonly kind: "unpacked"; readonly parts: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "refused"; readonly why: ZipFault };

const cut = { kind: "refused", why: "cut" } as const;
const bomb = { kind: "refused", why: "bomb" } as const;

/**
 * Reads the central directory of a ZIP without unpacking anything. Refuses a cut file and one whose own figures
 * already exceed the limits. ZIP64 counts as damaged: no office program needs it below 4 GB.
 */
export function listZip(bytes: Uint8Array): Listed {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > view.length) return cut;
  const count = view.readUInt16LE(end + 10);
  if (count > mostEntries) return bomb;
  const entries: Entry[] = [];
  let at = view.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    const entry = readEntry(view, at);
    if (!entry) return cut;
    entries.push(entry.entry);
    at = entry.next;
  }
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  return total > mostUnpacked ? bomb : { kind: "listed", entries };
}

function readEntry(view: Buffer, at: number): { entry: Entry; next: number } | undefined {
  if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) return undefined;
  const nameLength = view.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  if (next > view.length) return undefined;
  const entry = {
    name: view.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/"),
    isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    method: view.readUInt16LE(at + 10),
    crc: view.readUInt32LE(at + 16),
    packed: view.readUInt32LE(at + 20),
    unpacked: view.readUInt32LE(at + 24),
    offset: view.readUInt32LE(at + 42),
  };
  return { entry, next };
}

/**
 * Unpacks the parts `isWanted` names. What the directory says of sizes is not believed: every part is unpacked
 * against what is left of the budget and checked by its sum, so a lie ends in a refusal, never in memory.
 */
export function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean): Unpacked {
  const listed = listZip(bytes);
  if (listed.kind === "refused") return listed;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  let left = mostWanted;
  for (const entry of listed.entries) {
    if (!isWanted(entry.name)) continue;
    if (entry.isEncrypted) return { kind: "refused", why: "locked" };
    const part = inflate(view, entry, left);
    if (part === "bomb") return bomb;
    if (part === "cut") return cut;
    if (isHostile(entry.name, part)) return { kind: "refused", why: "hostile" };
    left -= part.length;
    parts.set(entry.name, part);
  }
  return { kind: "unpacked", parts };
}

function inflate(view: Buffer, entry: Entry, left: number): Uint8Array | "bomb" | "cut" {
  const { offset, packed, method, crc } = entry;
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== 0x04034b50) return "cut";
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  if (start + packed > view.length) return "cut";
  const raw = view.subarray(start, start + packed);
  if (left <= 0 || (method === 0 && packed > left)) return "bomb";
  try {
    const part = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: left });
    return crc32(part) === crc ? part : "cut";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ERR_BUFFER_TOO_LARGE" ? "bomb" : "cut";
  }
}

/** Entity declarations can grow without end, and no office program writes them. */
function isHostile(name: string, part: Uint8Array): boolean {
  return /\.(?:xml|rels)$/i.test(name) && Buffer.from(part).includes("<!DOCTYPE");
}

/** A ZIP of these parts, not compressed: how checked parts reach a library that opens the file itself. */
export function packStored(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, part] of parts) {
    const nameBytes = Buffer.from(name, "utf8");
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt32LE(crc32(part), 10);
    head.writeUInt32LE(part.length, 14);
    head.writeUInt32LE(part.length, 18);
    head.writeUInt16LE(nameBytes.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), head, nameBytes, part);
    directory.push(entry, nameBytes);
    offset += 30 + nameBytes.length + part.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
