import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findMissingBlobs, openBlobs } from "../../src/database/blobs.ts";
import { currentVersion, latestVersion, migrate } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";
import { installationSecret } from "../../src/database/secrets.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { instant } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const now = instant("2026-11-22T01:00:00Z");

describe.each(databases)("the database room on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const addMember = (id: string, name: string | null = null) =>
    opened.db.transact((tx) =>
      tx.insertInto("member").values({ id, display_name: name, created_at: now }).execute(),
    );
  const memberIds = async () => {
    const rows = await opened.db.read.selectFrom("member").select("id").orderBy("id").execute();
    return rows.map((row) => row.id);
  };

  test("what a transaction wrote is read after it resolves", async () => {
    await addMember("a", "Nguyễn Thị Hoà 😀");
    const row = await opened.db.read.selectFrom("member").selectAll().executeTakeFirstOrThrow();
    expect({ ...row }).toMatchObject({ id: "a", display_name: "Nguyễn Thị Hoà 😀", created_at: now });
  });

  test("a transaction that rejects leaves nothing, and its neighbors are untouched", async () => {
    const failing = opened.db.transact(async (tx) => {
      await tx.insertInto("member").values({ id: "lost", display_name: null, created_at: now }).execute();
      throw new Error("stop here");
    });
    const results = await Promise.allSettled([addMember("a"), failing, addMember("b")]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await memberIds()).toEqual(["a", "b"]);
  });

  test("a broken constraint rejects its own transaction only", async () => {
    const results = await Promise.allSettled([addMember("a"), addMember("a"), addMember("b")]);
    // Which of the two "a" comes first is the database's choice.
    const [one, other, b] = results.map((result) => result.status);
    expect([one, other].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(b).toBe("fulfilled");
    expect(await memberIds()).toEqual(["a", "b"]);
  });

  test("two hundred transactions at once all count, none overwrites another", async () => {
    await opened.db.transact((tx) =>
      tx.insertInto("number_series").values({ series: "s", last: 0 }).execute(),
    );
    const next = () =>
      opened.db.transact(async (tx) => {
        const row = await tx
          .updateTable("number_series")
          .set((eb) => ({ last: eb("last", "+", 1) }))
          .where("series", "=", "s")
          .returning("last")
          .executeTakeFirstOrThrow();
        return row.last;
      });
    const given = await Promise.all(Array.from({ length: 200 }, next));
    expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test("growing keys come back as numbers", async () => {
    const insert = () =>
      opened.db.transact((tx) =>
        tx
          .insertInto("consent_event")
          .values({
            member_id: "m",
            purpose: "news",
            is_given: 1,
            text_version: "1",
            channel: "telegram",
            at: now,
          })
          .returning("seq")
          .executeTakeFirstOrThrow(),
      );
    const [first, second] = [await insert(), await insert()];
    expect(first.seq).toBeTypeOf("number");
    expect(second.seq).toBeGreaterThan(first.seq);
  });

  test("migrating again changes nothing", async () => {
    expect(await migrate(opened.db)).toBe(latestVersion);
    expect(await currentVersion(opened.db.read)).toBe(latestVersion);
  });

  test("a migration that fails half-way leaves the database as it was", async () => {
    const broken = {
      version: latestVersion + 1,
      name: "broken",
      statements: () => ["CREATE TABLE half (id TEXT)", "CREATE TABLE half (id TEXT)"],
    };
    await expect(migrate(opened.db, [broken])).rejects.toThrow();
    expect(await currentVersion(opened.db.read)).toBe(latestVersion);
    const fixed = { ...broken, statements: () => ["CREATE TABLE half (id TEXT)"] };
    expect(await migrate(opened.db, [fixed])).toBe(latestVersion + 1);
  });

  test("a database from a newer program is refused with words and left alone", async () => {
    const newer = { version: latestVersion + 7, name: "future", statements: () => [] };
    await migrate(opened.db, [newer]);
    const refusal = await openDatabase(opened.url).catch((error: unknown) => error);
    expect(isFailure(refusal, "conflict")).toBe(true);
    expect(String(refusal)).toContain(`version ${latestVersion + 7}`);
    expect(await currentVersion(opened.db.read)).toBe(latestVersion + 7);
  });

  test("a role is held by one process at a time and free again after it closes", async () => {
    const other = await openDatabase(opened.url);
    expect(await opened.db.takeRole("server")).toBe(true);
    expect(await other.takeRole("server")).toBe(false);
    expect(await other.takeRole("converse")).toBe(true);
    const roles = ["server", "converse", "deliver"];
    expect(await other.heldRoles(roles)).toEqual(new Set(["server", "converse"]));
    await other.close();
    expect(await opened.db.heldRoles(roles)).toEqual(new Set(["server"]));
    const third = await openDatabase(opened.url);
    expect(await third.takeRole("converse")).toBe(true);
    await third.close();
  });

  test("an installation secret is made once and stays", async () => {
    const [one, two] = await Promise.all([
      installationSecret(opened.db, "cookies", now),
      installationSecret(opened.db, "cookies", now),
    ]);
    expect(one).toBe(two);
    expect(one).toHaveLength(43);
    expect(await installationSecret(opened.db, "other", now)).not.toBe(one);
  });

  test("what is made of a blob is kept beside it, and other machines see both where the database is shared", async () => {
    const folder = mkdtempSync(join(tmpdir(), "caunoi-blobs-"));
    const blobs = openBlobs(opened.db, folder);
    const hash = await blobs.put(Buffer.from("ảnh"), "image/png", now);
    expect(await blobs.readBeside(hash, "thumbnail-320.png")).toBeUndefined();
    await blobs.putBeside(hash, "thumbnail-320.png", Buffer.from("nhỏ"));
    expect(Buffer.from((await blobs.readBeside(hash, "thumbnail-320.png")) ?? "").toString()).toBe("nhỏ");
    const isShared = opened.db.kind === "postgres";
    const there = openBlobs(opened.db, join(folder, "another"));
    expect(
      await there.read(hash).then(
        (bytes) => Buffer.from(bytes).toString(),
        () => "missing",
      ),
    ).toBe(isShared ? "ảnh" : "missing");
    expect(await findMissingBlobs(opened.db, join(folder, "another"))).toEqual(isShared ? [] : [hash]);
    await opened.db.transact((tx) => tx.deleteFrom("blob").where("hash", "=", hash).execute());
    if (isShared) expect(await blobs.readBeside(hash, "thumbnail-320.png")).toBeUndefined();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a blob is kept once by its bytes, and a made-up hash reads nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "caunoi-blobs-"));
    const blobs = openBlobs(opened.db, folder);
    const bytes = new TextEncoder().encode("ảnh máy");
    const [first, second] = await Promise.all([
      blobs.put(bytes, "image/png", now),
      blobs.put(bytes, "image/png", now),
    ]);
    expect(first).toBe(second);
    expect(Buffer.from(await blobs.read(first)).toString()).toBe("ảnh máy");
    expect(await blobs.describe(first)).toEqual({ mediaType: "image/png", sizeBytes: bytes.byteLength });
    await expect(blobs.read("../../etc/passwd")).rejects.toSatisfy((error) => isFailure(error, "missing"));
    rmSync(folder, { recursive: true });
  });
});
