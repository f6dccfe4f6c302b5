import { TemplateHandler } from "easy-template-x";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCampaign } from "../../src/campaigns/file.ts";
import type { Queries } from "../../src/database/database.ts";
import { type CalendarDate, instant } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";
import { formCouncil } from "../../src/proposals/council/seats.ts";
import {
  candidatesOf,
  removeCandidate,
  sayHonourConflict,
  scoreCandidate,
} from "../../src/proposals/honours/candidates.ts";
import { closeRound, publishRound, rank } from "../../src/proposals/honours/list.ts";
import { honourPapers } from "../../src/proposals/honours/papers.ts";
import { praiseOf } from "../../src/proposals/honours/praise.ts";
import { findRound, openRound } from "../../src/proposals/honours/round.ts";
import { findFigure } from "../../src/reports/figures.ts";
import { countOf, frameReport } from "../../src/reports/report.ts";
import { shippedLibrary } from "../http/world.ts";
import { fullAnswers } from "../papers/filed.ts";
import { memberId, numberOf, tell } from "../reports/federation.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const now = instant("2026-05-20T03:00:00Z");
const by = "Cán bộ Sáng";
const seats = [
  { name: "Hoàng Thị Thảo", unit: "", title: "", role: "chair" },
  { name: "Vàng A Páo", unit: "", title: "", role: "secretary" },
  { name: "Lò Thị Mai", unit: "", title: "", role: "member" },
];
const record = (title: string, more = {}) => ({
  ...{ v: 1, form: "proposal-full", formVersion: 1, files: [], annexes: [], unsure: [] },
  answers: { ...fullAnswers, title: { kind: "text", text: title }, ...more },
});
const solo = (name: string) => ({ author: { kind: "person", name }, authors: undefined });
const recognized = { state: "recognized", filedAt: "2025-09-01T03:00:00Z" };

describe.each(databases)("a round of honours, on $name", ({ open }) => {
  let opened: TestDatabase;
  let council = "";

  beforeAll(async () => {
    opened = await open();
    await opened.db.transact(async (tx) => {
      await tell(tx, {
        members: [null, null, null],
        proposals: [
          {
            member: 0,
            ...recognized,
            decidedOn: "2026-01-10",
            answers: record("Cảm biến", solo("Giàng A Páo")),
          },
          {
            member: 1,
            ...recognized,
            decidedOn: "2026-02-10",
            answers: record("Lưới [chắn](https://a.vn) {{x}}", solo("Lý Thị Hoa")),
          },
          { member: 2, ...recognized, decidedOn: "2026-03-10", answers: record("Hai tác giả") },
          { member: 0, ...recognized, decidedOn: "2024-03-10", answers: record("Năm trước") },
          { member: 0, state: "declined", filedAt: "2025-09-01T03:00:00Z", decidedOn: "2026-03-10" },
          { member: 0, state: "inReview", filedAt: "2025-09-01T03:00:00Z" },
        ],
      });
      const formed = await formCouncil(
        tx,
        { name: "Hội đồng biểu dương", unit: "LĐLĐ tỉnh", members: seats },
        { by, now },
      );
      if (formed.kind !== "formed") throw new Error(formed.why);
      council = formed.council.id;
      const { memberId: reached } = await meet(tx, {
        address: { channel: "web-chat", externalId: "v1" },
        name: "A",
        at: now,
      });
      await tx
        .updateTable("proposal")
        .set({ member_id: reached })
        .where("number", "=", numberOf(1))
        .execute();
      for (const [id, purpose] of [
        [reached, "publish-name"],
        [reached, "proposal"],
        [memberId(0), "proposal"],
      ] as const)
        await recordConsent(tx, {
          memberId: id,
          purpose,
          isGiven: true,
          textVersion: "1",
          channel: "web-chat",
          at: now,
        });
    });
  });
  afterAll(() => opened.close());

  const run = <T>(work: (tx: Queries) => Promise<T>) => opened.db.transact(work);
  const given = () => ({
    ...{ year: 2026, title: "Lao động sáng tạo", occasion: "Tháng Công nhân", council },
    ...{ since: "2025-05-20", until: "2026-05-20", most: 1 },
  });
  let round = "";
  const on = (index: number) => ({ round, number: numberOf(index), by, now });
  const sheet = (index: number, member: string, novelty: number) =>
    run((tx) =>
      scoreCandidate(tx, {
        ...on(index),
        member,
        points: { novelty, applied: 20, benefit: 20 },
        comment: "",
      }),
    );

  test("is refused without a council, with its days reversed, and twice", async () => {
    const faults = [
      { ...given(), council: "khong-co" },
      { ...given(), since: "2026-05-20", until: "2025-05-20" },
      { ...given(), until: "2027-05-20" },
      { ...given(), year: 20 },
    ];
    for (const fault of faults)
      expect(await run((tx) => openRound(tx, fault, { by, now }))).toMatchObject({ kind: "faulty" });
    const made = await run((tx) => openRound(tx, given(), { by, now }));
    if (made.kind !== "opened") throw new Error(made.why);
    round = made.round.id;
    expect(made.candidates).toBe(3);
    expect(await run((tx) => openRound(tx, given(), { by, now }))).toMatchObject({ kind: "faulty" });
  });

  test("gathers what was recognized in its days and nothing else", async () => {
    const found = await findRound(opened.db.read, round.slice(-8));
    const candidates = found ? await candidatesOf(opened.db.read, found) : [];
    expect(candidates.map(({ number }) => number)).toEqual([numberOf(0), numberOf(1), numberOf(2)]);
  });

  test("lets nobody score their own work, a stranger, or with wrong points", async () => {
    expect(await sheet(2, "Lò Thị Mai", 30)).toMatchObject({ kind: "conflicted" });
    expect(await sheet(0, "Ai Đó", 30)).toMatchObject({ kind: "noMember" });
    expect(await sheet(0, "1", 41)).toMatchObject({ kind: "points" });
    expect(await sheet(5, "1", 30)).toMatchObject({ kind: "noCandidate" });
    const because = { ...on(2), member: "Lò Thị Mai", kind: "cleared" as const };
    expect(await run((tx) => sayHonourConflict(tx, { ...because, why: " " }))).toEqual({
      kind: "needsReason",
    });
    expect(await run((tx) => sayHonourConflict(tx, { ...because, why: "Trùng tên." }))).toEqual({
      kind: "said",
    });
    expect(await sheet(2, "Lò Thị Mai", 40)).toEqual({ kind: "scored" });
  });

  test("cannot be closed while a candidate has too few sheets, nor published while it is open", async () => {
    for (const [index, points] of [
      [0, 20],
      [1, 30],
    ] as const)
      for (const member of ["1", "2"]) expect(await sheet(index, member, points)).toEqual({ kind: "scored" });
    expect(await run((tx) => closeRound(tx, { round, now }))).toEqual({
      kind: "noQuorum",
      numbers: [numberOf(2)],
    });
    const paper = { paperNumber: "9/QĐ", signedOn: "2026-05-18" as CalendarDate, signer: "Ai", by, now };
    expect(await run((tx) => publishRound(tx, { round, ...paper }))).toEqual({
      kind: "notClosed",
      status: "open",
    });
    expect(await run((tx) => removeCandidate(tx, { ...on(2), why: "Đã được tỉnh khen." }))).toEqual({
      kind: "removed",
    });
  });

  test("lists the best, tells the authors once, and writes list and certificates", async () => {
    const closed = await run((tx) => closeRound(tx, { round, now }));
    expect(closed).toMatchObject({
      kind: "closed",
      listed: [{ number: numberOf(1), place: 1, tally: { mean: 70 } }],
    });
    expect(await sheet(0, "1", 40)).toEqual({ kind: "notOpen", status: "closed" });
    const shown = await findRound(opened.db.read, round);
    if (!shown) throw new Error("The round is gone.");
    const issuer = { organization: "Liên đoàn Lao động tỉnh Lai Châu", place: "Lai Châu" };
    expect(await honourPapers(opened.db.read, shown, issuer)).toBeUndefined();
    expect(await praiseOf(opened.db.read, shown)).toBeUndefined();
    const paper = { round, paperNumber: "9/QĐ-LĐLĐ", signer: "Đặng Quốc Khánh", by, now };
    const late = { ...paper, signedOn: "2026-06-18" as CalendarDate };
    expect(await run((tx) => publishRound(tx, late))).toMatchObject({ kind: "paper" });
    const signed = { ...paper, signedOn: "2026-05-18" as CalendarDate };
    expect(await run((tx) => publishRound(tx, signed))).toMatchObject({ kind: "published", told: 1 });
    expect(await run((tx) => publishRound(tx, signed))).toEqual({ kind: "notClosed", status: "published" });

    const published = await findRound(opened.db.read, round);
    const papers = (published && (await honourPapers(opened.db.read, published, issuer))) ?? [];
    expect(papers.map(({ fileName }) => fileName)).toEqual([
      "danh-sach.docx",
      `giay-chung-nhan-${numberOf(1)}.docx`,
    ]);
    const text = await new TemplateHandler().getText(Buffer.from(papers[1]?.bytes ?? []));
    for (const words of ["GIẤY CHỨNG NHẬN BIỂU DƯƠNG", "Lý Thị Hoa", "9/QĐ-LĐLĐ", "ngày 18 tháng 5 năm 2026"])
      expect(text).toContain(words);
  });

  test("is praised by name only with consent, in words a campaign takes", async () => {
    const published = await findRound(opened.db.read, round);
    const draft = published && (await praiseOf(opened.db.read, published));
    expect(draft?.named).toBe(1);
    expect(draft?.text).toMatch(/“Lưới chắn.*” – Lý Thị Hoa/);
    expect(draft?.text).not.toMatch(/https|[{}[\]]/);
    const file = `---\ntitle: ${JSON.stringify(draft?.title)}\naudience: all\nat: "2026-05-28 08:00"\nsources:\n  - kh-360#II.3.4\n---\n${draft?.text}\n`;
    const read = readCampaign(file, { now, limits: new Map(), library: shippedLibrary() });
    expect(read.kind).toBe("plan");
    const [own] = await opened.db.read
      .selectFrom("proposal")
      .select("member_id")
      .where("number", "=", numberOf(1))
      .execute();
    const choice = { memberId: own?.member_id ?? "", purpose: "publish-name", isGiven: false } as const;
    await run((tx) => recordConsent(tx, { ...choice, textVersion: "1", channel: "web-chat", at: now }));
    const silent = published && (await praiseOf(opened.db.read, published));
    expect([silent?.named, silent?.text.includes("Lý Thị Hoa")]).toEqual([0, false]);
  });

  test("is a figure of the report, and what it honoured is no candidate again", async () => {
    const framed = await frameReport(opened.db.read, { period: "2026-H1", unit: null }, now);
    const figure = findFigure("honoured");
    if (framed.kind === "refused" || !figure) throw new Error("There is no such report.");
    expect((await countOf(opened.db.read, figure, framed.frame)).total.now).toBe(1);
    const again = await run((tx) => openRound(tx, { ...given(), title: "Đợt hai" }, { by, now }));
    expect(again).toMatchObject({ kind: "opened", candidates: 2 });
  });
});

test("equals share a place, and whoever equals the last one listed is listed, too", () => {
  const one = (id: string, mean: number) => ({ id, tally: { mean } }) as Parameters<typeof rank>[0][number];
  const all = [one("a", 80), one("b", 90), one("c", 80), one("d", 80), one("e", 40)];
  expect([...rank(all, { least: 0, most: 2 })]).toEqual([
    ["b", 1],
    ["a", 2],
    ["c", 2],
    ["d", 2],
  ]);
  expect([...rank(all, { least: 85, most: 9 })]).toEqual([["b", 1]]);
  expect(rank(all, { least: 95, most: 9 }).size).toBe(0);
});
