import type { Blobs } from "../database/blobs.ts";
import { readFileKind } from "../kit/file-kind.ts";
import { type ImageSize, readImageSize } from "./image-size.ts";

/** The longest side of a thumbnail. */
const thumbnailPixels = 320;
/** A larger file, or one that unpacks to more, is not opened: a picture of a phone has 12 million pixels. */
const mostBytes = 20 * 2 ** 20;
const mostPixels = 30_000_000;
const mostSide = 16_000;

/** One at a time: each needs four bytes a pixel while it is made. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A small PNG of a stored picture (JPEG, PNG or GIF), at most 320 pixels on its longer side and never larger
 * than the picture. Made at the first call, off the main thread, and kept beside the original. Undefined when the
 * blob is not there, is no such picture (the drawing library knows no WebP), is too large to open, or is broken.
 */
export async function thumbnail(blobs: Blobs, hash: string): Promise<Uint8Array | undefined> {
  const known = await blobs.describe(hash);
  if (!known || known.sizeBytes > mostBytes) return undefined;
  const kept = await blobs.readBeside(hash, name);
  if (kept) return kept;
  const made = last.then(() => make(blobs, hash));
  last = made.catch(() => undefined);
  return made;
}

const name = "thumbnail-320.png";

/** A WebP up to this size is shown as it is: browsers draw it, the drawing library does not. */
const mostWholeBytes = 2 ** 20;

/** What a browser shows small of a stored picture: its thumbnail, or a WebP as it is; undefined for anything else. */
export async function smallPicture(
  blobs: Blobs,
  hash: string,
): Promise<{ mediaType: "image/png" | "image/webp"; bytes: Uint8Array } | undefined> {
  const png = await thumbnail(blobs, hash);
  if (png) return { mediaType: "image/png", bytes: png };
  const known = await blobs.describe(hash);
  if (!known || known.sizeBytes > mostWholeBytes) return undefined;
  const bytes = await blobs.read(hash);
  return readFileKind(bytes)?.mediaType === "image/webp" ? { mediaType: "image/webp", bytes } : undefined;
}

async function make(blobs: Blobs, hash: string): Promise<Uint8Array | undefined> {
  const kept = await blobs.readBeside(hash, name);
  if (kept) return kept;
  const png = await shrink(await blobs.read(hash));
  if (png) await blobs.putBeside(hash, name, png);
  return png;
}

/** A picture as a small PNG; undefined when its header forbids opening it, or nothing can be made of it. */
export async function shrink(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const size = readImageSize(bytes);
  const mediaType = readFileKind(bytes)?.mediaType;
  if (!size || !mediaType || !isSmallEnough(size)) return undefined;
  const scale = Math.min(1, thumbnailPixels / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const source = `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<image width="${width}" height="${height}" preserveAspectRatio="none" href="${source}"/></svg>`;
  // Loaded at the first picture only: most processes never draw one.
  const { renderAsync } = await import("@resvg/resvg-js");
  try {
    const image = await renderAsync(svg, { font: { loadSystemFonts: false }, logLevel: "off" });
    return hasPicture(image.pixels) ? image.asPng() : undefined;
  } catch {
    return undefined;
  }
}

function isSmallEnough({ width, height }: ImageSize): boolean {
  return width <= mostSide && height <= mostSide && width * height <= mostPixels;
}

/** A picture that cannot be decoded is left out of the drawing, which is then empty. */
function hasPicture(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) return true;
  return false;
}
