import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeArchive } from "../../src/backup/archive.ts";
import { backUp, type Stores } from "../../src/backup/back-up.ts";
import { restore } from "../../src/backup/restore.ts";
import { blobPath, openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { sha256 } from "../../src/kit/id.ts";
import { instant } from "../../src/kit/time.ts";

const now = instant("2026-11-22T01:00:00Z");
const photo = Buffer.from("not really a photo, but its bytes count");

let folder: string;
let stores: Stores;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-backup-"));
  stores = storesIn("live");
  db = await openDatabase(`file:${stores.databasePath}`);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

function storesIn(name: string): Stores {
  mkdirSync(join(folder, name), { recursive: true });
  return { databasePath: join(folder, name, "caunoi.db"), blobFolder: join(folder, name, "blobs") };
}

async function addMember(id: string, to: Database = db): Promise<void> {
  await to.transact((tx) =>
    tx.insertInto("member").values({ id, display_name: "Lò Thị Mây", created_at: now }).execute(),
  );
}

async function membersOf(place: Stores): Promise<string[]> {
  const opened = await openDatabase(`file:${place.databasePath}`);
  const rows = await opened.read.selectFrom("member").select("id").orderBy("id").execute();
  await opened.close();
  return rows.map(({ id }) => id);
}

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
}

const keepAsIs = { isForced: false, prepare: async () => {} };
const file = () => join(folder, "backup.tar.gz");

describe("a backup", () => {
  it("brings members and photos to another place", async () => {
    await addMember("a");
    const hash = await openBlobs(db, stores.blobFolder).put(photo, "image/jpeg", now);
    const { manifest, leftOut } = await backUp(stores, file(), now);
    expect(manifest.rows).toMatchObject({ member: 1, blob: 1 });
    expect(leftOut).toEqual([]);
    const other = storesIn("other");
    await restore(file(), other, keepAsIs);
    expect(await membersOf(other)).toEqual(["a"]);
    expect(readFileSync(blobPath(other.blobFolder, hash))).toEqual(photo);
  });

  it("made while others write holds one moment, and the writers do not notice", async () => {
    let isWriting = true;
    let written = 0;
    const writer = (async () => {
      while (isWriting) await addMember(String(written++).padStart(6, "0"));
    })();
    for (let waited = 0; written < 50 && waited < 500; waited++)
      await new Promise((go) => setTimeout(go, 10));
    const before = written;
    await backUp(stores, file(), now);
    isWriting = false;
    await writer;
    const other = storesIn("other");
    await restore(file(), other, keepAsIs);
    const members = await membersOf(other);
    expect(members.length).toBeGreaterThanOrEqual(before - 1);
    expect(members).toEqual(members.map((_, index) => String(index).padStart(6, "0")));
    expect(await membersOf(stores)).toHaveLength(written);
  });

  it("is readable by its owner alone, and leaves nothing beside it", async () => {
    await backUp(stores, file(), now);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["backup.tar.gz", "live"]);
  });

  it("never replaces a file that is there", async () => {
    writeFileSync(file(), "last year's");
    await expect(backUp(stores, file(), now)).rejects.toSatisfy((error) => isFailure(error, "conflict"));
    expect(readFileSync(file(), "utf8")).toBe("last year's");
  });

  it("names stored files that are gone or damaged, and is whole without them", async () => {
    const blobs = openBlobs(db, stores.blobFolder);
    const gone = await blobs.put(Buffer.from("gone"), "text/plain", now);
    const rotten = await blobs.put(Buffer.from("rotten"), "text/plain", now);
    rmSync(blobPath(stores.blobFolder, gone));
    writeFileSync(blobPath(stores.blobFolder, rotten), "eaten");
    const { leftOut } = await backUp(stores, file(), now);
    expect([...leftOut].sort()).toEqual([gone, rotten].sort());
    await restore(file(), storesIn("other"), keepAsIs);
  });

  it("says so when there is no database yet, or nowhere to write", async () => {
    const isMissing = (error: unknown) => isFailure(error, "missing");
    await expect(backUp(storesIn("empty"), file(), now)).rejects.toSatisfy(isMissing);
    const nowhere = join(folder, "no", "such", "backup.tar.gz");
    await expect(backUp(stores, nowhere, now)).rejects.toSatisfy((error) => isFailure(error, "unavailable"));
  });
});

describe("a restore", () => {
  beforeEach(async () => {
    await addMember("a");
    await openBlobs(db, stores.blobFolder).put(photo, "image/jpeg", now);
    await backUp(stores, file(), now);
  });

  /** Everything under a place, so that "nothing changed" can be said of all of it. */
  const contentOf = (place: string) =>
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.lock$|-shm$|-wal$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => `${path} ${sha256(readFileSync(path))}`)
      .sort();

  it("refuses a place that is in use, until it is forced; then the old database is kept", async () => {
    const other = storesIn("other");
    const theirs = await openDatabase(`file:${other.databasePath}`);
    await addMember("b", theirs);
    await theirs.close();
    await expect(restore(file(), other, keepAsIs)).rejects.toSatisfy((error) => isFailure(error, "conflict"));
    expect(await membersOf(other)).toEqual(["b"]);
    const { keptAt } = await restore(file(), other, { ...keepAsIs, isForced: true });
    expect(await membersOf(other)).toEqual(["a"]);
    expect(await membersOf({ ...other, databasePath: join(keptAt ?? "", "caunoi.db") })).toEqual(["b"]);
  });

  it("keeps what an old database had only in its log, and plays nothing of it into the new one", async () => {
    const other = storesIn("other");
    const theirs = await openDatabase(`file:${other.databasePath}`);
    await addMember("b", theirs);
    // As a killed process leaves it: the row stands in the log, the log beside the file.
    const left = storesIn("left");
    for (const end of ["", "-wal"]) copyFileSync(`${other.databasePath}${end}`, `${left.databasePath}${end}`);
    await theirs.close();
    expect(statSync(`${left.databasePath}-wal`).size).toBeGreaterThan(0);
    const { keptAt } = await restore(file(), left, { ...keepAsIs, isForced: true });
    expect(await membersOf(left)).toEqual(["a"]);
    expect(await membersOf({ ...left, databasePath: join(keptAt ?? "", "caunoi.db") })).toEqual(["b"]);
  });

  it("refuses while a server runs on the place, forced or not", async () => {
    await db.takeRole("server");
    const forced = { ...keepAsIs, isForced: true };
    await expect(restore(file(), stores, forced)).rejects.toThrow(/The server runs/);
    expect(await membersOf(stores)).toEqual(["a"]);
  });

  it("undoes nothing halfway: when the last preparation fails, all is as before", async () => {
    const other = storesIn("other");
    const fail = async () => {
      throw new Error("no");
    };
    await expect(restore(file(), other, { isForced: false, prepare: fail })).rejects.toThrow("no");
    expect(existsSync(other.databasePath)).toBe(false);
    expect(contentOf(join(folder, "other"))).toEqual([]);
  });

  it("gives the restored database to its preparation before it becomes current", async () => {
    const other = storesIn("other");
    const prepare = (tx: Parameters<Parameters<Database["transact"]>[0]>[0]) =>
      tx.deleteFrom("member").execute();
    await restore(file(), other, { isForced: false, prepare });
    expect(await membersOf(other)).toEqual([]);
  });

  it("of a file cut off anywhere changes nothing", async () => {
    const { size } = statSync(file());
    const other = storesIn("other");
    for (const length of [0, 1, 17, 600, Math.floor(size / 2), size - 9, size - 1]) {
      const cut = join(folder, `cut-${length}`);
      copyFileSync(file(), cut);
      truncateSync(cut, length);
      await expect(restore(cut, other, keepAsIs), `${length} bytes`).rejects.toSatisfy((error) =>
        isFailure(error, "invalid"),
      );
      expect(contentOf(join(folder, "other"))).toEqual([]);
    }
  });

  it("of a file with one wrong byte anywhere changes nothing", async () => {
    const packed = readFileSync(file());
    const plain = gunzipSync(packed);
    const database = plain.indexOf("SQLite format 3");
    // Wrong on the disk, and wrong before it was packed: gzip's own sum sees the first, the manifest the other.
    const wrongOnDisk = [10, 40, packed.length >> 1, packed.length - 8].map((at) => flip(packed, at));
    const wrongBefore = [database, database + 5_000, plain.indexOf(photo)].map((at) =>
      gzipSync(flip(plain, at)),
    );
    const other = storesIn("other");
    for (const [index, bytes] of [...wrongOnDisk, ...wrongBefore].entries()) {
      const path = join(folder, `changed-${index}`);
      writeFileSync(path, bytes);
      await expect(restore(path, other, keepAsIs), `change ${index}`).rejects.toSatisfy((error) =>
        isFailure(error, "invalid"),
      );
      expect(contentOf(join(folder, "other"))).toEqual([]);
    }
  });

  it.each([
    ["no archive at all", async (path: string) => writeFileSync(path, "hello")],
    ["another gzip file", async (path: string) => writeFileSync(path, gzipSync("hello".repeat(500)))],
    ["a folder", async (path: string) => void mkdirSync(path)],
    ["a file it may not read or that is not there", async () => {}],
    [
      "an archive that would climb out of its folder",
      (path: string) =>
        writeArchive(
          path,
          (async function* () {
            const manifest = gunzipSync(readFileSync(file()))
              .subarray(512, 512 + 10_000)
              .toString();
            yield { name: "manifest.json", content: Buffer.from(`${manifest.split("]}")[0]}]}`) };
            yield { name: "../../evil.db", content: Buffer.from("x") };
          })(),
        ),
    ],
  ])("of %s says so and changes nothing", async (_, make) => {
    const path = join(folder, "strange");
    await make(path);
    const refusal = (error: unknown) => isFailure(error, "invalid") || isFailure(error, "missing");
    await expect(restore(path, storesIn("other"), keepAsIs)).rejects.toSatisfy(refusal);
    expect(contentOf(join(folder, "other"))).toEqual([]);
    expect(existsSync(join(folder, "evil.db"))).toBe(false);
  });

  it("of a backup made by a newer program is refused in words", async () => {
    await db.transact((tx) =>
      tx
        .insertInto("migration" as "member")
        .values({ version: 99, name: "later", applied_at: now } as never)
        .execute(),
    );
    const newer = join(folder, "newer.tar.gz");
    await backUp(stores, newer, now);
    await expect(restore(newer, storesIn("other"), keepAsIs)).rejects.toThrow(/version 99/);
  });

  it("of a file with something after its end changes nothing", async () => {
    appendFileSync(file(), "trailing");
    await expect(restore(file(), storesIn("other"), keepAsIs)).rejects.toSatisfy((error) =>
      isFailure(error, "invalid"),
    );
  });
});
