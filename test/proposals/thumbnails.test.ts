import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Blobs, openBlobs } from "../../src/database/blobs.ts";
import { instant } from "../../src/kit/time.ts";
import { readImageSize } from "../../src/proposals/image-size.ts";
import { shrink, smallPicture, thumbnail } from "../../src/proposals/thumbnails.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const now = instant("2026-11-23T03:00:00Z");
const wide = (name: string) => readFileSync(join(fixtures, "pictures", name));
const photo = readFileSync(join(fixtures, "photo.png"));
/** One red pixel. */
const gif = Buffer.from("R0lGODlhAQABAPAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

/** The same picture with another size in its header. */
function claiming(width: number, height: number): Buffer {
  const bytes = Buffer.from(photo);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

describe("the size of a picture", () => {
  test.each([
    ["JPEG", wide("wide.jpg"), { width: 640, height: 400 }],
    ["WebP", wide("lossy.webp"), undefined],
    ["PNG", photo, { width: 64, height: 64 }],
    ["GIF", gif, { width: 1, height: 1 }],
    ["text", Buffer.from("no picture at all, only words"), undefined],
    ["a cut header", photo.subarray(0, 20), undefined],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]), undefined],
    ["nothing", Buffer.alloc(0), undefined],
  ])("is read from %s", (_, bytes, size) => {
    expect(readImageSize(bytes)).toEqual(size);
  });
});

describe("a thumbnail", () => {
  let opened: TestDatabase;
  let blobs: Blobs;
  let folder: string;
  beforeEach(async () => {
    opened = await openTestDatabase();
    folder = mkdtempSync(join(tmpdir(), "caunoi-thumbnails-"));
    blobs = openBlobs(opened.db, folder);
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("of a picture is a PNG of 320 pixels in its shape", async () => {
    const hash = await blobs.put(wide("wide.jpg"), "image/jpeg", now);
    const png = await thumbnail(blobs, hash);
    expect(readImageSize(png ?? Buffer.alloc(0))).toEqual({ width: 320, height: 200 });
    expect(Buffer.from(png ?? []).toString("latin1", 1, 4)).toBe("PNG");
  });

  test("is never larger than the picture, is kept beside it, and is the same for all who ask at once", async () => {
    const hash = await blobs.put(photo, "image/png", now);
    const all = await Promise.all([1, 2, 3].map(() => thumbnail(blobs, hash)));
    expect(readImageSize(all[0] ?? Buffer.alloc(0))).toEqual({ width: 64, height: 64 });
    expect(new Set(all.map((png) => Buffer.from(png ?? []).toString("base64"))).size).toBe(1);
    const kept = readdirSync(join(folder, hash.slice(0, 2)));
    expect(kept.toSorted()).toEqual([hash, `${hash}.thumbnail-320.png`]);
    expect(await blobs.read(hash)).toEqual(photo);
  });

  test.each([
    ["claims to be 50,000 pixels wide and high", claiming(50_000, 50_000)],
    ["claims one side of 20,000 pixels", claiming(20_000, 10)],
    ["claims no width", claiming(0, 10)],
    ["is cut after its header", photo.subarray(0, 40)],
    ["is a WebP", wide("lossy.webp")],
    ["is a document", Buffer.from("%PDF-1.7 and more")],
    ["is an SVG that would draw a thousand more", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ])("is not made of what %s", async (_, bytes) => {
    expect(await shrink(bytes)).toBeUndefined();
    const hash = await blobs.put(bytes, "image/png", now);
    expect(await thumbnail(blobs, hash)).toBeUndefined();
  });

  test("stands in for the picture; a WebP stands for itself as long as it is small", async () => {
    const small = async (bytes: Buffer) =>
      smallPicture(blobs, await blobs.put(bytes, "application/octet-stream", now));
    expect((await small(photo))?.mediaType).toBe("image/png");
    const webp = wide("lossy.webp");
    expect(await small(webp)).toEqual({ mediaType: "image/webp", bytes: webp });
    expect(await small(Buffer.concat([webp, Buffer.alloc(2 ** 20)]))).toBeUndefined();
    expect(await small(Buffer.from("<html>"))).toBeUndefined();
    expect(await smallPicture(blobs, "0".repeat(64))).toBeUndefined();
  });

  test("is not made of what is not there, and a fault leaves the next one alone", async () => {
    expect(await thumbnail(blobs, "0".repeat(64))).toBeUndefined();
    const broken = await blobs.put(photo.subarray(0, 40), "image/png", now);
    const good = await blobs.put(gif, "image/gif", now);
    const [none, one] = await Promise.all([thumbnail(blobs, broken), thumbnail(blobs, good)]);
    expect(none).toBeUndefined();
    expect(readImageSize(one ?? Buffer.alloc(0))).toEqual({ width: 1, height: 1 });
  });
});
