import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { retain } from "../../src/conversation/retention.ts";
import { sweepBlobs } from "../../src/database/blob-sweep.ts";
import { blobPath, openBlobs } from "../../src/database/blobs.ts";
import { addMs, instant } from "../../src/kit/time.ts";
import { clockOf } from "../../src/people/data-clock.ts";
import { openCase } from "../../src/questions/cases.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const now = instant("2026-11-23T03:00:00Z");
const dayMs = 86_400_000;
const old = addMs(now, -400 * dayMs);
const days = readConfig({}).retention;

describe.each(databases)("what is too old, on $name", ({ open }) => {
  let opened: TestDatabase;
  let dataDir: string;
  beforeEach(async () => {
    opened = await open();
    dataDir = mkdtempSync(join(tmpdir(), "caunoi-retention-"));
  });
  afterEach(async () => {
    await opened.close();
    rmSync(dataDir, { recursive: true });
  });

  async function ask(memberId: string, at: typeof now) {
    await opened.db.transact(async (tx) => {
      const row = { member_id: memberId, inbound_seq: null, question: "chuyện riêng", kind: "answer" };
      await tx
        .insertInto("asked")
        .values({ ...row, cited: "[]", at })
        .execute();
    });
  }
  const questions = async () =>
    (await opened.db.read.selectFrom("asked").select("question").orderBy("seq").execute()).map(
      ({ question }) => question,
    );

  test("loses its words, first counted, then for good; who waits for an officer loses nothing", async () => {
    for (const [member, at] of [
      ["m1", old],
      ["m1", now],
      ["waits", old],
    ] as const)
      await ask(member, at);
    await opened.db.transact((tx) =>
      openCase(tx, { memberId: "waits", question: "?", nearest: [], now: old }),
    );
    const parts = { db: opened.db, dataDir, days, now };
    expect(await retain({ ...parts, isDry: true })).toMatchObject({ questions: 1, cases: 0 });
    expect(await questions()).not.toContain("");
    expect(await retain({ ...parts, isDry: false })).toMatchObject({ questions: 1, cases: 0 });
    expect(await questions()).toEqual(["", "chuyện riêng", "chuyện riêng"]);
    expect(await retain({ ...parts, isDry: false })).toMatchObject({ questions: 0 });
  });

  test("goes stretch by stretch through more rows than one transaction takes", async () => {
    await opened.db.transact(async (tx) => {
      const row = { member_id: "m", inbound_seq: null, question: "x", kind: "answer", cited: "[]", at: old };
      for (let batch = 0; batch < 5; batch++)
        await tx
          .insertInto("asked")
          .values(Array.from({ length: 500 }, () => row))
          .execute();
    });
    expect(await retain({ db: opened.db, dataDir, days, now, isDry: false })).toMatchObject({
      questions: 2500,
    });
    expect(new Set(await questions())).toEqual(new Set([""]));
  });

  test("a stored file nobody names goes with its row; one stored again meanwhile stays whole", async () => {
    const folder = join(dataDir, "blobs");
    const blobs = openBlobs(opened.db, folder);
    const store = { db: opened.db, folder };
    const bytes = new TextEncoder().encode("ảnh cũ");
    const hash = await blobs.put(bytes, "image/png", old);
    const named = await blobs.put(new TextEncoder().encode("ảnh của hồ sơ"), "image/png", old);
    await opened.db.transact((tx) =>
      tx
        .insertInto("draft")
        .values({
          ...{ id: "d", member_id: "m", form: "f", form_version: 1, state: `{"handle":"blob:${named}"}` },
          ...{ status: "open", created_at: old, updated_at: old },
        })
        .execute(),
    );
    await blobs.put(bytes, "image/png", now);
    expect(await sweepBlobs(store, now, 10)).toBe(0);
    expect(await sweepBlobs(store, addMs(now, 3 * dayMs), 10)).toBe(1);
    expect(existsSync(blobPath(folder, hash))).toBe(false);
    await expect(blobs.read(hash)).rejects.toThrow("The stored file is not there.");
    expect(await blobs.read(named)).toHaveLength(20);
    if (opened.db.kind === "postgres") return;
    // What a crash left aside is settled by what the database says.
    await blobs.put(bytes, "image/png", now);
    writeFileSync(`${blobPath(folder, hash)}.swept`, bytes);
    rmSync(blobPath(folder, hash));
    await sweepBlobs(store, now, 10);
    expect(await blobs.read(hash)).toEqual(Buffer.from(bytes));
  });

  test("old backups go, the newest stays however old it is", async () => {
    const folder = join(dataDir, "backups");
    mkdirSync(folder);
    for (const [name, age] of [
      ["a.tar.gz", 90],
      ["b.tar.gz", 50],
      ["notes.txt", 90],
    ] as const) {
      writeFileSync(join(folder, name), "x");
      const at = new Date(addMs(now, -age * dayMs));
      utimesSync(join(folder, name), at, at);
    }
    expect(await retain({ db: opened.db, dataDir, days, now, isDry: false })).toMatchObject({ backups: 1 });
    expect(readdirSync(folder).toSorted()).toEqual(["b.tar.gz", "notes.txt"]);
  });
});

test.each([
  ["see", "2026-11-20T03:00:00Z", "2026-11-24", "2026-11-30"],
  ["withdraw", "2026-11-23T03:00:00Z", "2026-11-25", "2026-12-08"],
  ["erase", "2026-11-23T03:00:00Z", "2026-11-25", "2026-12-11"],
  // Over Tết 2027 (5 to 9 February) nobody works.
  ["correct", "2027-02-04T03:00:00Z", "2027-02-11", "2027-02-12"],
] as const)("the clock of “%s” asked at %s ends on a working day", (kind, at, acknowledgeBy, due) => {
  expect(clockOf(kind, instant(at))).toEqual({ acknowledgeBy, due });
});

test("a setting changes the days of the kinds it names, and a wrong one stops the start in words", () => {
  expect(readConfig({ RETENTION: "messages=90,cases=100" }).retention).toEqual({
    ...days,
    messages: 90,
    cases: 100,
  });
  for (const wrong of ["tin=3", "messages=0", "messages"])
    expect(() => readConfig({ RETENTION: wrong })).toThrow(/RETENTION.*write kinds with days/s);
});
