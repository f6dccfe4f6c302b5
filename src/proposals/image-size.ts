/** The width and height of a picture, in pixels. */
export type ImageSize = { readonly width: number; readonly height: number };

/**
 * What a picture's header says about its size, without decoding it: PNG, GIF or JPEG; undefined for anything
 * else and for a header that ends too early.
 */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers.find(({ matches }) => matches(view))?.read;
  try {
    const size = read?.(view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Reader = { matches(view: Buffer): boolean; read(view: Buffer): ImageSize | undefined };

const readers: readonly Reader[] = [
  {
    // IHDR is the first chunk (PNG specification §11.2.1).
    matches: (view) => view.toString("latin1", 1, 4) === "PNG",
    read: (view) => ({ width: view.readUInt32BE(16), height: view.readUInt32BE(20) }),
  },
  {
    // The logical screen (GIF89a §18).
    matches: (view) => view.toString("latin1", 0, 4) === "GIF8",
    read: (view) => ({ width: view.readUInt16LE(6), height: view.readUInt16LE(8) }),
  },
  { matches: (view) => view.length > 2 && view.readUInt16BE(0) === 0xffd8, read: readJpeg },
];

/** The first frame header; segments before it are stepped over (ITU T.81 §B.1.1). */
function readJpeg(view: Buffer): ImageSize | undefined {
  for (let at = 2; at < view.length; ) {
    if (view.readUInt8(at) !== 0xff) return undefined;
    const marker = view.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) };
    at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}
