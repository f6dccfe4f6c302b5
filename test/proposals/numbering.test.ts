import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, file, type Member, newMember } from "./member.ts";

describe.each(databases)("numbers on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const numbers = async () => {
    const rows = await opened.db.read.selectFrom("proposal").select("number").orderBy("number").execute();
    return rows.map(({ number }) => number);
  };
  const upTo = (last: number) =>
    Array.from({ length: last }, (_, index) => `SK-2026-${String(index + 1).padStart(4, "0")}`);

  const ready = async () => {
    const member = await newMember(opened.db);
    await member.begin();
    await member.say(...applied);
    return member;
  };

  test("fifty proposals filed at once are numbered 1 to 50 without a gap", async () => {
    const members: Member[] = await Promise.all(Array.from({ length: 50 }, ready));
    await Promise.all(members.map((member) => member.say("đồng ý")));
    expect(members.map(({ outcome }) => outcome)).toEqual(Array(50).fill("filed"));
    expect(await numbers()).toEqual(upTo(50));
  });

  test("a filing that fails gives its number back", async () => {
    const [mai, pao] = [await ready(), await ready()];
    const failing = opened.db.transact(async (tx) => {
      await tx.insertInto("number_series").values({ series: "SK-2026", last: 1 }).execute();
      throw new Error("disk full");
    });
    await expect(failing).rejects.toThrow();
    await mai.say("đồng ý");
    await file(await newMember(opened.db));
    await pao.say("đồng ý");
    expect(await numbers()).toEqual(upTo(3));
  });
});
