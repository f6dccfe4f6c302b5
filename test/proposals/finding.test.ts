import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { compare } from "../../src/proposals/finding/compare.ts";
import { countProposals } from "../../src/proposals/finding/counts.ts";
import { catchUpFaces } from "../../src/proposals/finding/face.ts";
import { listProposals, registerRows } from "../../src/proposals/finding/list.ts";
import { leadsTo, mergeProposals, unmergeProposal } from "../../src/proposals/finding/merge.ts";
import { status } from "../../src/proposals/status.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createOffice, type Office } from "./office.ts";

describe.each(databases)("finding proposals on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
  });
  afterEach(() => opened.close());

  const numbers = async (filter: object) =>
    (await listProposals(opened.db.read, { page: 1, size: 10, ...filter })).rows.map(({ number }) => number);

  test("goes by state, year, unit, field and words, with or without marks", async () => {
    const { memberId } = await office.author("mai");
    const tea = await office.file(memberId);
    const power = await office.file(memberId, "idea", {
      title: { kind: "text", text: "Cào rác cửa nhận nước 100%" },
      unit: { kind: "unit", name: "Nhà máy thủy điện Bản Chát" },
      domain: { kind: "text", text: "Vận hành thủy điện" },
    });
    expect(await numbers({})).toEqual([power, tea]);
    expect(await numbers({ state: "idea" })).toEqual([power]);
    expect(await numbers({ year: 2025 })).toEqual([]);
    expect(await numbers({ unit: "thuy dien" })).toEqual([power]);
    expect(await numbers({ unit: "xưởng CHÈ" })).toEqual([tea]);
    expect(await numbers({ field: "Vận Hành" })).toEqual([power]);
    expect(await numbers({ text: "cam bien quat" })).toEqual([power, tea]);
    expect(await numbers({ text: "rác 100%" })).toEqual([power]);
    expect(await numbers({ text: "rác cháy nhà" })).toEqual([power]);
    expect(await numbers({ text: "rác sàng" })).toEqual([]);
    expect(await numbers({ text: tea })).toEqual([tea]);
    expect(await numbers({ text: "' OR 1=1 --" })).toEqual([]);
  });

  test("goes page by page, and the register row by row in the order of filing", async () => {
    const { memberId } = await office.author("mai");
    const all: string[] = [];
    for (let n = 0; n < 7; n++) {
      all.push(await office.file(memberId));
      if (n % 3 === 0) office.tomorrow();
    }
    const page = await listProposals(opened.db.read, { page: 2, size: 3 });
    expect(page).toMatchObject({ total: 7, pages: 3 });
    expect(page.rows.map(({ number }) => number)).toEqual(all.toReversed().slice(3, 6));
    expect((await listProposals(opened.db.read, { page: 4, size: 3 })).rows).toEqual([]);
    const rows: string[] = [];
    for await (const { number } of registerRows(opened.db.read, {}, 2)) rows.push(number);
    expect(rows).toEqual(all);
  });

  test("finds what an earlier version of the program filed", async () => {
    const { memberId } = await office.author("mai");
    const number = await office.file(memberId);
    await opened.db.transact(async (tx) => {
      await tx.deleteFrom("proposal_word").execute();
      await tx.deleteFrom("proposal_face").execute();
    });
    expect(await numbers({})).toEqual([]);
    expect(await catchUpFaces(opened.db)).toBe(1);
    expect(await catchUpFaces(opened.db)).toBe(0);
    expect(await numbers({ text: "cảm biến" })).toEqual([number]);
  });

  test("two are set side by side, field by field, with why they look alike", async () => {
    const { memberId } = await office.author("mai");
    const left = await office.find(await office.file(memberId));
    const right = await office.find(
      await office.file(memberId, "filed", {
        solution: { kind: "text", text: "Em gắn cảm biến nhiệt với quạt đảo gió" },
        benefit: { kind: "text", text: "Bớt cháy" },
      }),
    );
    const { fields, alike } = await compare(left, right);
    expect(fields.map(({ id, isSame }) => [id, isSame])).toContainEqual(["problem", true]);
    expect(fields.find(({ id }) => id === "benefit")).toMatchObject({
      left: "",
      right: "Bớt cháy",
      isSame: false,
    });
    expect(fields.some(({ id }) => id === "saving")).toBe(false);
    expect(alike?.words.join()).toContain("cảm biến nhiệt");
  });
});

describe.each(databases)("merging on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
  });
  afterEach(() => opened.close());

  const by = () => ({ why: "cùng một việc", by: "Cán bộ", now: office.clock() });
  const merge = (from: string, into: string) =>
    opened.db.transact((tx) => mergeProposals(tx, { from, into, ...by() }));
  const unmerge = (number: string) => opened.db.transact((tx) => unmergeProposal(tx, { number, ...by() }));

  test("lets both numbers live on: status by either leads to the survivor, both authors are told", async () => {
    const [mai, pao] = [await office.author("mai"), await office.author("pao")];
    const [one, two] = [await office.file(mai.memberId), await office.file(pao.memberId)];
    expect(await merge(one, two)).toMatchObject({ kind: "merged" });
    expect(await leadsTo(opened.db.read, one)).toBe(two);
    expect(await office.act(one, "receive")).toEqual({ kind: "merged", number: one, into: two });
    await office.act(two, "receive");
    const [words] = await status(opened.db.read, mai.memberId, { number: one, now: office.clock() });
    expect(words && plainText(words)).toContain("Cán bộ đã tiếp nhận");
    expect(words && plainText(words)).toContain(`được xét chung trong ${two}`);
    const letters = await office.letters(mai);
    expect(letters[0]).toContain(`Hồ sơ ${one} được xét chung trong ${two}`);
    expect(letters[1]).toContain(`Hồ sơ ${one} (xét chung trong ${two}) đã được cán bộ tiếp nhận.`);
    expect(await office.letters(pao)).toHaveLength(1);
    expect(await countProposals(opened.db.read)).toMatchObject({ filed: 1, merged: 1 });
  });

  test("can be undone: the proposal goes on from the state it had, nothing was deleted", async () => {
    const [mai, pao] = [await office.author("mai"), await office.author("pao")];
    const [one, two] = [await office.file(mai.memberId), await office.file(pao.memberId)];
    await merge(one, two);
    await office.act(two, "receive");
    expect(await unmerge(one)).toMatchObject({ kind: "apart", from: two, held: { state: "filed" } });
    expect(await unmerge(one)).toEqual({ kind: "notMerged", number: one });
    expect(await leadsTo(opened.db.read, one)).toBe(one);
    expect(await office.act(one, "receive")).toMatchObject({ kind: "done" });
    expect((await office.find(one)).events.map(({ kind }) => kind)).toEqual([
      "merged-into",
      "unmerged",
      "receive",
    ]);
    expect((await office.letters(mai))[2]).toContain(`được tách khỏi ${two}`);
  });

  test("is refused for itself, a merged one, what is decided, and in a circle", async () => {
    const { memberId } = await office.author("mai");
    const all: string[] = [];
    for (let n = 0; n < 4; n++) all.push(await office.file(memberId));
    const [one = "", two = "", three = "", four = ""] = all;
    expect(await merge(one, one)).toEqual({ kind: "itself", number: one });
    await merge(one, two);
    expect(await merge(one, three)).toMatchObject({ kind: "merged", number: one, into: two });
    expect(await merge(two, one)).toMatchObject({ kind: "merged", number: one, into: two });
    await merge(two, three);
    expect(await leadsTo(opened.db.read, one)).toBe(three);
    await office.recognize(four);
    expect(await merge(four, three)).toEqual({ kind: "decided", number: four });
  });

  test("leaves a drafted decision of the merged one unpublished", async () => {
    const { memberId } = await office.author("mai");
    const [one, two] = [await office.file(memberId), await office.file(memberId)];
    for (const number of [one, two]) {
      await office.accept(number);
      await office.draft(number);
    }
    await merge(one, two);
    expect(await office.publish()).toMatchObject({ kind: "published", numbers: [two] });
    expect((await office.find(one)).state).toBe("inReview");
    expect(await countProposals(opened.db.read)).toMatchObject({ recognized: 1, valid: 0, merged: 1 });
  });
});
