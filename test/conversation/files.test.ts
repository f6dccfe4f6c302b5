import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import { fetchFiles } from "../../src/conversation/files.ts";
import { type Blobs, openBlobs } from "../../src/database/blobs.ts";
import { Failure } from "../../src/kit/failure.ts";
import type { FileRef, Said } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const picture = readFileSync(join(import.meta.dirname, "..", "fixtures", "photo.png"));
const program = Buffer.concat([Buffer.from("MZ\x90\x00", "latin1"), Buffer.alloc(500)]);
const never = new AbortController().signal;

/** A channel that gives each file by its handle, or fails as told. */
function channelOf(files: Record<string, Buffer | Failure>): Pick<Channel, "download"> {
  return {
    async download({ handle }) {
      const file = files[handle];
      if (file instanceof Failure) throw file;
      return { bytes: file ?? Buffer.alloc(0), mediaType: "image/jpeg" };
    },
  };
}

const photo = (handle: string): FileRef => ({
  handle,
  kind: "photo",
  name: `${handle}.jpg`,
  mediaType: "image/jpeg",
  sizeBytes: null,
});
const saying = (...handles: string[]): Said => ({ kind: "text", text: "ảnh", files: handles.map(photo) });

const [sqlite] = databases;
describe("the files of a message", () => {
  let opened: TestDatabase;
  let folder = "";
  let blobs: Blobs;
  beforeEach(async () => {
    if (!sqlite) throw new Error("no database");
    opened = await sqlite.open();
    folder = mkdtempSync(join(tmpdir(), "caunoi-files-"));
    blobs = openBlobs(opened.db, folder);
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fetch = (said: Said, files: Record<string, Buffer | Failure>, attempts = 0) =>
    fetchFiles(said, { channel: channelOf(files), blobs, clock: systemClock, attempts }, never);

  test("are what their bytes say, whatever their name", async () => {
    const { said, refusedFiles, lostFiles } = await fetch(saying("a"), { a: picture });
    expect({ refusedFiles, lostFiles }).toEqual({ refusedFiles: 0, lostFiles: 0 });
    const [file] = said.kind === "text" ? said.files : [];
    expect(file).toMatchObject({ kind: "photo", mediaType: "image/png", sizeBytes: picture.length });
    const hash = file?.handle.replace("blob:", "") ?? "";
    expect(Buffer.from(await blobs.read(hash)).equals(picture)).toBe(true);
  });

  test("are refused when a program calls itself a picture, and the others stay", async () => {
    const { said, refusedFiles } = await fetch(saying("a", "b"), { a: program, b: picture });
    expect(refusedFiles).toBe(1);
    expect(said.kind === "text" && said.files).toHaveLength(1);
    expect(await opened.db.read.selectFrom("blob").select("hash").execute()).toHaveLength(1);
  });

  test("are lost when the platform has them no more, and tried again when it is away", async () => {
    const gone = { a: new Failure("missing", "gone") };
    expect((await fetch(saying("a"), gone)).lostFiles).toBe(1);
    const away = { a: new Failure("unavailable", "away") };
    await expect(fetch(saying("a"), away)).rejects.toThrow("could not be downloaded yet");
    expect((await fetch(saying("a"), away, 2)).lostFiles).toBe(1);
  });
});
