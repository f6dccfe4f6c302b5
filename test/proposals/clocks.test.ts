import { afterEach, describe, expect, test } from "vitest";
import { addMs, type CalendarDate, instant } from "../../src/kit/time.ts";
import {
  addMonths,
  afterWorkingDays,
  type Clocked,
  deadlinesOf,
  decideBy,
  defaultRules,
} from "../../src/proposals/life/clocks.ts";
import { daysOff } from "../../src/proposals/life/days-off.ts";
import { listDue } from "../../src/proposals/life/overdue.ts";
import { assignReviewer, giveOpinion } from "../../src/proposals/life/reviews.ts";
import { readRules, setRule } from "../../src/proposals/life/rules.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createOffice, dayMs } from "./office.ts";

const day = (date: string) => date as CalendarDate;

describe("calendar arithmetic", () => {
  test.each([
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-11-23", 3, "2027-02-23"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2026-12-31", 2, "2027-02-28"],
    ["2026-10-31", 1, "2026-11-30"],
  ])("%s and %i months is %s", (from, months, until) => {
    expect(addMonths(day(from), months)).toBe(until);
  });

  test.each([
    ["2026-11-23", 3, "2026-11-26", "within a week"],
    ["2026-11-20", 1, "2026-11-23", "over a weekend"],
    ["2026-12-31", 1, "2027-01-04", "over New Year's Day and a weekend"],
    ["2027-02-04", 1, "2027-02-10", "over the five days of Tết"],
    ["2026-04-29", 1, "2026-05-04", "over 30/4 and 1/5"],
    ["2026-11-23", 0, "2026-11-23", "no day at all"],
  ])("%s and %i working days is %s, %s", (from, days, until) => {
    expect(afterWorkingDays(day(from), days, daysOff)).toBe(until);
  });

  test("a calendar without any working day ends the count all the same", () => {
    expect(afterWorkingDays(day("2026-11-23"), 3, () => true)).toBe("2026-12-26");
  });
});

describe("the clocks of a proposal", () => {
  const one: Clocked = {
    state: "filed",
    filedAt: instant("2026-11-23T03:00:00Z"),
    receivedAt: null,
    acceptedAt: null,
    since: instant("2026-11-23T03:00:00Z"),
    firstUse: { from: day("2025-12-01"), to: day("2025-12-31") },
    reviewsDue: [],
  };
  const at = (change: Partial<Clocked>, today: string) =>
    deadlinesOf({ ...one, ...change }, { rules: defaultRules, today: day(today), isDayOff: daysOff }).map(
      ({ kind, due, standing }) => [kind, due, standing],
    );

  test.each([
    [
      "filed",
      { state: "filed" },
      [
        ["receive", "2026-11-26", "soon"],
        ["apply", "2026-12-01", "soon"],
      ],
    ],
    [
      "given back",
      { state: "returned" },
      [
        ["apply", "2026-12-01", "soon"],
        ["complete", "2026-12-23", "running"],
      ],
    ],
    ["an idea", { state: "idea" }, []],
    ["recognized", { state: "recognized", acceptedAt: one.filedAt }, []],
  ] as const)("while %s", (_, change, expected) => {
    expect(at(change, "2026-11-23")).toEqual(expected);
  });

  test("the law's three months run from acceptance, and stand still for nobody", () => {
    const accepted = { state: "council", acceptedAt: one.filedAt, reviewsDue: [day("2026-12-01")] } as const;
    expect(at(accepted, "2026-11-24")).toEqual([
      ["review", "2026-12-01", "running"],
      ["decide", "2027-02-23", "running"],
    ]);
    expect(at({ ...accepted, reviewsDue: [] }, "2027-02-23")).toEqual([["decide", "2027-02-23", "soon"]]);
    expect(at({ ...accepted, reviewsDue: [] }, "2027-02-24")).toEqual([["decide", "2027-02-23", "overdue"]]);
  });

  test("first use after acceptance moves the end", () => {
    const firstUse = { from: day("2027-01-10"), to: day("2027-01-10") };
    expect(decideBy({ acceptedAt: one.filedAt, firstUse })).toBe("2027-04-10");
    expect(decideBy({ acceptedAt: null, firstUse })).toBeNull();
  });

  test("the day of acceptance is the day in Việt Nam", () => {
    expect(decideBy({ acceptedAt: instant("2026-11-22T18:00:00Z"), firstUse: null })).toBe("2027-02-23");
  });
});

describe.each(databases)("what is due on $name", ({ open }) => {
  let opened: TestDatabase;
  afterEach(() => opened.close());

  test("is listed latest first, and leaves the list when it is done", async () => {
    opened = await open();
    const office = createOffice(opened.db);
    const mai = await office.author("mai");
    const [waiting, reviewed] = [await office.file(mai.memberId), await office.file(mai.memberId)];
    await office.accept(reviewed);
    const by = { number: reviewed, reviewer: "Vàng A Pao", by: "Cán bộ", now: office.clock() };
    const due = day("2026-11-25");
    const assign = (change: object) =>
      opened.db.transact((tx) => assignReviewer(tx, { ...by, due, ...change }));
    expect(await assign({ reviewer: "lo thi mai" })).toMatchObject({ kind: "isAuthor" });
    expect(await assign({ due: day("2026-11-22") })).toMatchObject({ kind: "pastDue" });
    expect(await assign({ number: waiting })).toMatchObject({ kind: "notInReview" });
    expect(await assign({})).toMatchObject({ kind: "assigned" });
    expect(await assign({ due: day("2026-11-26") })).toMatchObject({ kind: "assigned" });
    office.clock.set(addMs(office.clock(), 7 * dayMs));
    const listed = async () =>
      (await listDue(opened.db.read, { now: office.clock() })).map(({ number, deadline }) => [
        ...[number, deadline.kind, deadline.daysLeft],
      ]);
    expect(await listed()).toEqual([
      [waiting, "receive", -4],
      [reviewed, "review", -4],
    ]);
    const opinion = { ...by, opinion: "Đáng công nhận" };
    expect(await opened.db.transact((tx) => giveOpinion(tx, opinion))).toMatchObject({ kind: "kept" });
    expect(await opened.db.transact((tx) => giveOpinion(tx, opinion))).toMatchObject({
      kind: "noSuchReviewer",
    });
    await office.act(waiting, "receive");
    expect(await listed()).toEqual([]);
    expect((await office.find(reviewed)).reviews).toMatchObject([
      { reviewer: "Vàng A Pao", due: "2026-11-26", opinion: "Đáng công nhận" },
    ]);
  });

  test("the federation sets its own clocks, never the law's", async () => {
    opened = await open();
    const set = (name: string, days: number) =>
      opened.db.transact((tx) =>
        setRule(tx, { name, days, by: "Cán bộ", now: instant("2026-11-23T03:00:00Z") }),
      );
    expect(await set("decide", 10)).toEqual({ kind: "unknownRule" });
    expect(await set("receive", 0)).toEqual({ kind: "outOfRange" });
    await set("receive", 5);
    await set("receive", 6);
    expect(await readRules(opened.db.read)).toEqual({ ...defaultRules, receive: 6 });
  });
});
