import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAllotment, usedOf } from "../../src/delivery/allotment.ts";
import { fromLocal, type Instant } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const local = (month: number, day: number, hour = 8) => fromLocal(2026, month, day, hour) as Instant;

describe.each(databases)("what is used of a quota, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  const used = (kind: string, at: Instant) => usedOf(opened.db.read, "zalo-oa", { kind, at });

  test("of many who take at once no more get one than there are", async () => {
    const allotment = openAllotment(opened.db, "zalo-oa");
    const most = { perDay: 7, perMonth: 100 };
    const takes = Array.from({ length: 20 }, () => allotment.take("paid", local(11, 22), most));
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(7);
    expect(await used("paid", local(11, 22))).toEqual({ day: 7, month: 7 });
  });

  test("the day begins anew at midnight in Việt Nam, the month goes on", async () => {
    const allotment = openAllotment(opened.db, "zalo-oa");
    expect(await allotment.take("paid", local(11, 22, 23), { perDay: 7, perMonth: null })).toBe(false);
    expect(await allotment.take("paid", local(11, 23, 0), { perDay: 7, perMonth: 8 })).toBe(true);
    expect(await allotment.take("paid", local(11, 23, 1), { perDay: 7, perMonth: 8 })).toBe(false);
    expect(await used("paid", local(11, 23))).toEqual({ day: 1, month: 8 });
    expect(await allotment.take("paid", local(12, 1, 0), { perDay: 7, perMonth: 8 })).toBe(true);
  });

  test("what is given back can be taken again; kinds are apart, and zero means none", async () => {
    const allotment = openAllotment(opened.db, "zalo-oa");
    const one = { perDay: 1, perMonth: null };
    expect(await allotment.take("template", local(11, 22), one)).toBe(true);
    expect(await allotment.take("template", local(11, 22), one)).toBe(false);
    await allotment.giveBack("template", local(11, 22));
    expect(await allotment.take("template", local(11, 22), one)).toBe(true);
    expect(await allotment.take("other", local(11, 22), { perDay: 0, perMonth: null })).toBe(false);
  });
});
