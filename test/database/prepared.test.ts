import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepare } from "../../src/database/prepared.ts";
import { type Instant, instant } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const now = instant("2026-11-22T01:00:00Z");

const addMember = prepare((queries, given: { id: string; name: string | null; at: Instant }) =>
  queries
    .insertInto("member")
    .values({ id: given.id, display_name: given.name, created_at: given.at })
    .returning("id"),
);
let timesBuilt = 0;
const nameOf = prepare((queries, given: { id: string }) => {
  timesBuilt += 1;
  return queries.selectFrom("member").select("display_name").where("id", "=", given.id);
});

describe.each(databases)("a prepared query, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test("it is built once and answers by the values it is given each time", async () => {
    const { db } = opened;
    const added = await db.transact(async (tx) => [
      ...(await addMember(tx, { id: "a", name: "Hoà", at: now })),
      ...(await addMember(tx, { id: "b", name: null, at: now })),
    ]);
    expect(added.map((row) => row.id)).toEqual(["a", "b"]);
    const before = timesBuilt;
    const names = [];
    for (const id of ["a", "b", "a", "nobody"]) names.push(await nameOf(db.read, { id }));
    expect(names.map((rows) => rows.map((row) => row.display_name))).toEqual([["Hoà"], [null], ["Hoà"], []]);
    expect(timesBuilt - before).toBe(1);
  });

  test("inside a transaction it is part of it", async () => {
    const failing = opened.db.transact(async (tx) => {
      await addMember(tx, { id: "lost", name: null, at: now });
      expect(await nameOf(tx, { id: "lost" })).toHaveLength(1);
      throw new Error("stop here");
    });
    await expect(failing).rejects.toThrow("stop here");
    expect(await nameOf(opened.db.read, { id: "lost" })).toEqual([]);
  });

  test("a text stays a value, whatever it looks like", async () => {
    const id = `x'; DROP TABLE member; --`;
    await opened.db.transact((tx) => addMember(tx, { id, name: "$1 ? :id", at: now }));
    expect((await nameOf(opened.db.read, { id }))[0]?.display_name).toBe("$1 ? :id");
  });
});
