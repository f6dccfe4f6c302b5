import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CalendarDate } from "../../src/kit/time.ts";
import { dropDraft, listDrafts } from "../../src/proposals/life/decide.ts";
import {
  type Circumstances,
  type Payment,
  praiseOf,
  recordReward,
  warningsOf,
} from "../../src/proposals/life/rewards.ts";
import { choosePublicName } from "../../src/proposals/public-name.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createOffice, type Office, paper } from "./office.ts";

const day = (date: string) => date as CalendarDate;

describe.each(databases)("decisions on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
  });
  afterEach(() => opened.close());

  async function accepted(name: string) {
    const author = await office.author(name);
    const number = await office.file(author.memberId);
    await office.accept(number);
    return { author, number };
  }

  test("are told when they are published together, each author once", async () => {
    const all = [await accepted("mai"), await accepted("pao"), await accepted("my")];
    const [first, second, third] = all.map(({ number }) => number);
    for (const { number } of all.slice(0, 2)) await office.draft(number);
    await office.draft(third ?? "", "decline");
    for (const { author } of all) expect(await office.letters(author)).toHaveLength(2);
    expect(await office.publish()).toMatchObject({ kind: "published", numbers: [first, second, third] });
    expect(await office.publish()).toEqual({ kind: "nothing", missing: [] });
    for (const { author } of all) expect(await office.letters(author)).toHaveLength(3);
    const [mai, , my] = all;
    expect(mai && (await office.letters(mai.author)).at(-1)).toContain("được cơ sở công nhận là sáng kiến");
    expect(my && (await office.letters(my.author)).at(-1)).toContain("Lý do: trùng giải pháp đã áp dụng");
    expect(await office.find(first ?? "")).toMatchObject({
      state: "recognized",
      decision: { kind: "recognize", unit: "Công ty Chè Than Uyên", publication: paper },
    });
  });

  test("published by two officers at once are told once", async () => {
    const { author } = await accepted("mai");
    await office.draft("SK-2026-0001");
    const both = await Promise.all([office.publish(), office.publish()]);
    expect(both.map(({ kind }) => kind).filter((kind) => kind === "published")).toHaveLength(1);
    expect(await office.letters(author)).toHaveLength(3);
    expect((await opened.db.read.selectFrom("decision_paper").selectAll().execute()).length).toBe(1);
  });

  test("are published all or none", async () => {
    const { number, author } = await accepted("mai");
    await office.draft(number);
    const other = await accepted("pao");
    expect(await office.publish([number, other.number])).toEqual({
      kind: "nothing",
      missing: [other.number],
    });
    await office.draft(other.number, "recognize", "Nhà máy thủy điện Bản Chát");
    expect(await office.publish()).toMatchObject({ kind: "manyUnits" });
    expect((await office.find(number)).state).toBe("inReview");
    expect(await office.letters(author)).toHaveLength(2);
    expect(await office.publish([number])).toMatchObject({ numbers: [number] });
  });

  test("are not drafted without the unit, a reason to decline, or before acceptance", async () => {
    const { number } = await accepted("mai");
    expect(await office.draft(number, "recognize", " ")).toEqual({ kind: "noUnit", number });
    const early = await office.file((await office.author("pao")).memberId);
    expect(await office.draft(early)).toMatchObject({ kind: "notFrom", state: "filed" });
    const idea = await office.file((await office.author("my")).memberId, "idea");
    expect(await office.draft(idea)).toMatchObject({ kind: "notFrom", state: "idea" });
  });

  test("drafted in one state are gone in the next, and can be dropped or drafted anew", async () => {
    const { number } = await accepted("mai");
    await office.draft(number);
    await office.draft(number, "decline");
    expect((await listDrafts(opened.db.read)).map(({ decision }) => decision.kind)).toEqual(["decline"]);
    await office.act(number, "return");
    expect(await listDrafts(opened.db.read)).toEqual([]);
    await office.act(number, "resubmit");
    await office.act(number, "accept");
    await office.draft(number);
    const drop = { number, by: "Cán bộ", now: office.clock() };
    expect(await opened.db.transact((tx) => dropDraft(tx, drop))).toEqual({ kind: "dropped" });
    expect(await opened.db.transact((tx) => dropDraft(tx, drop))).toEqual({ kind: "noDraft", number });
  });

  test("of a reopened proposal stand beside the first one", async () => {
    const { number } = await accepted("mai");
    await office.draft(number, "decline");
    await office.publish();
    await office.act(number, "reopen");
    office.tomorrow();
    await office.draft(number);
    await office.publish();
    expect((await office.find(number)).decision?.kind).toBe("recognize");
    expect(await opened.db.read.selectFrom("decision").selectAll().execute()).toHaveLength(2);
  });

  test("money is recorded for initiatives only", async () => {
    const { number } = await accepted("mai");
    const given = {
      kind: "remuneration",
      amount: 1_000_000,
      basis: "QĐ 12",
      base: 20_000_000,
      yearOfUse: 1,
    } as const;
    const around = { number, paidOn: day("2027-05-01"), isAgreed: false, minimumWage: null, by: "Kế toán" };
    const record = (change: object = {}) =>
      opened.db.transact((tx) => recordReward(tx, { ...given, ...around, ...change, now: office.clock() }));
    expect(await record()).toEqual({ kind: "notRecognized", number });
    await office.draft(number);
    await office.publish();
    expect(await record({ amount: 0 })).toEqual({ kind: "faulty", what: "amount" });
    expect(await record({ basis: " " })).toEqual({ kind: "faulty", what: "basis" });
    expect(await record({ yearOfUse: 4 })).toEqual({ kind: "faulty", what: "yearOfUse" });
    const recorded = await record();
    expect(recorded).toMatchObject({
      kind: "recorded",
      warnings: [
        { kind: "belowMinimum", minimum: 1_400_000, share: "7%" },
        { kind: "late", due: "2027-04-15" },
      ],
    });
    expect((await office.find(number)).rewards).toMatchObject([{ amount: 1_000_000, yearOfUse: 1 }]);
  });

  test("in public nobody is named who did not agree to it", async () => {
    const { number, author } = await accepted("mai");
    await office.draft(number);
    await office.publish();
    const secret = await office.author("pao");
    await office.recognize(
      await office.file(secret.memberId, "filed", { confidential: { kind: "text", text: "công thức" } }),
    );
    expect(await praiseOf(opened.db.read, 2026)).toMatchObject([{ number, named: [], unnamed: 1 }]);
    expect((await office.letters(author)).at(-1)).toContain("Không trả lời là không nêu");
    const choice = { memberId: author.memberId, channel: "telegram", now: office.clock() } as const;
    const choose = (isGiven: boolean) =>
      opened.db.transact((tx) => choosePublicName(tx, { ...choice, isGiven }));
    await choose(true);
    expect(await praiseOf(opened.db.read, 2026)).toMatchObject([
      { number, named: ["Lò Thị Mai"], unnamed: 0 },
    ]);
    expect(await praiseOf(opened.db.read, 2025)).toEqual([]);
    await choose(false);
    expect(await praiseOf(opened.db.read, 2026)).toMatchObject([{ number, named: [], unnamed: 1 }]);
  });
});

describe("the law's minimum", () => {
  const payment: Payment = {
    ...{ kind: "remuneration", amount: 7_000_000, paidOn: day("2027-04-15"), basis: "QĐ 12" },
    ...{ base: 100_000_000, yearOfUse: 1 },
  };
  const around: Circumstances = {
    ...{ isAgreed: false, minimumWage: null },
    ...{ firstUse: day("2026-03-15"), recognizedOn: day("2026-11-23") },
  };
  test.each<[string, Partial<Payment>, Partial<Circumstances>, string[]]>([
    ["7% of the profit, a month after the year", {}, {}, []],
    ["a đồng less", { amount: 6_999_999 }, {}, ["belowMinimum"]],
    ["a day later", { paidOn: day("2027-04-16") }, {}, ["late"]],
    ["the third year", { yearOfUse: 3, paidOn: day("2029-04-15") }, {}, []],
    ["less by agreement", { amount: 1 }, { isAgreed: true }, []],
    ["no profit to reckon, no wage known", { base: null }, {}, ["minimumUnknown"]],
    ["five wages", { base: null, amount: 11_700_000 }, { minimumWage: 2_340_000 }, []],
    [
      "less than five wages",
      { base: null, amount: 11_699_999 },
      { minimumWage: 2_340_000 },
      ["belowMinimum"],
    ],
    ["15% of a transfer", { kind: "transfer", amount: 15_000_000, yearOfUse: null }, {}, []],
    ["less than 15%", { kind: "transfer", amount: 14_999_999, yearOfUse: null }, {}, ["belowMinimum"]],
    [
      "a transfer after three years",
      { kind: "transfer", amount: 15_000_000, paidOn: day("2029-11-24") },
      {},
      ["beyondThreeYears"],
    ],
    ["a reward of any height", { kind: "reward", amount: 1 }, {}, []],
  ])("%s", (_, change, circumstances, kinds) => {
    const warnings = warningsOf({ ...payment, ...change }, { ...around, ...circumstances });
    expect(warnings.map(({ kind }) => kind)).toEqual(kinds);
  });
});
