import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findItem, visibleSheets } from "../../src/proposals/council/item.ts";
import { minutesOf, minutesText, rewordConclusion } from "../../src/proposals/council/minutes.ts";
import { closeScoring, referToCouncil, sayConflict, score } from "../../src/proposals/council/score.ts";
import { findCouncil, formCouncil } from "../../src/proposals/council/seats.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createOffice, type Office } from "./office.ts";

const five = ["Trần Văn Giám", "Vàng A Pao", "Lý Thị Mỷ", "Lò Thị Mai", "Giàng A Tủa"].map((name, seat) => ({
  name,
  unit: seat === 4 ? "Xưởng chè Tân Uyên" : "Công ty Chè Than Uyên",
  role: seat === 0 ? "chair" : "member",
}));
const council = {
  name: "Hội đồng sáng kiến",
  unit: "Công ty Chè Than Uyên",
  basis: "03/QĐ-CT",
  members: five,
};

describe.each(databases)("a council on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  let number: string;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
    const { memberId } = await office.author("mai");
    number = await office.file(memberId);
    await office.accept(number);
  });
  afterEach(() => opened.close());

  const by = () => ({ number, by: "Thư ký", now: office.clock() });
  const form = (given: unknown) =>
    opened.db.transact((tx) => formCouncil(tx, given, { by: "Thư ký", now: office.clock() }));
  async function refer(given: unknown = council) {
    const formed = await form(given);
    if (formed.kind !== "formed") throw new Error(formed.why);
    const councilId = formed.council.id;
    return opened.db.transact((tx) => referToCouncil(tx, { ...by(), councilId, version: null }));
  }
  const give = (member: string, points = [30, 20, 20], comment = "") =>
    opened.db.transact((tx) => {
      const [novelty = 0, applied = 0, benefit = 0] = points;
      return score(tx, { ...by(), member, comment, points: { novelty, applied, benefit } });
    });
  const conflict = (member: string, kind: "declared" | "cleared") =>
    opened.db.transact((tx) => sayConflict(tx, { ...by(), member, kind, why: "anh em ruột với tác giả" }));
  const close = () => opened.db.transact((tx) => closeScoring(tx, by()));
  const item = async () => findItem(opened.db.read, (await office.find(number)).id);

  test("of one person is refused with the way to decide without one", async () => {
    const formed = await form({ ...council, members: five.slice(0, 1) });
    expect(formed).toMatchObject({ kind: "faulty", why: expect.stringContaining("without a council") });
    const two = await form({ ...council, members: five.slice(1, 3) });
    expect(two).toMatchObject({ kind: "formed", warnings: ["fewMembers", "evenMembers", "noChair"] });
    await office.draft(number);
    expect(await office.publish()).toMatchObject({ kind: "published", numbers: [number] });
  });

  test.each([
    ["weights that do not add up", { rubric: [{ id: "a", label: "Một", weight: 60 }] }, "add up to 60"],
    ["a member named twice", { members: [five[0], five[0]] }, "named twice"],
    ["two chairs", { members: [five[0], { ...five[1], role: "chair" }] }, "more than one chair"],
    ["no name", { name: "" }, "name"],
  ])("with %s is refused in words", async (_, change, words) => {
    expect(await form({ ...council, ...change })).toMatchObject({
      kind: "faulty",
      why: expect.stringContaining(words),
    });
  });

  test("keeps its own criteria in place of the default ones", async () => {
    const rubric = [
      { id: "safety", label: "An toàn hơn", weight: 55 },
      { id: "cost", label: "Bớt tốn", weight: 45 },
    ];
    const formed = await form({ ...council, rubric });
    if (formed.kind !== "formed") throw new Error(formed.why);
    const stored = await findCouncil(opened.db.read, formed.council.id);
    expect(stored?.rubric.map(({ id, weight }) => [id, weight])).toEqual([
      ["safety", 55],
      ["cost", 45],
    ]);
    expect(stored?.quorum).toBeCloseTo(2 / 3);
  });

  test("nobody sees another's sheet before the closing, and everybody after it", async () => {
    await refer();
    await give("Trần Văn Giám", [40, 30, 30]);
    await give("Vàng A Pao", [10, 10, 10]);
    const open = await item();
    const [chair, pao] = open?.council.members ?? [];
    if (!open || !chair || !pao) throw new Error("no council");
    expect(visibleSheets(open, pao.id).map(({ councilMemberId }) => councilMemberId)).toEqual([pao.id]);
    expect(visibleSheets(open, null)).toEqual([]);
    expect((await office.find(number)).events.some(({ note }) => /10|40/.test(note ?? ""))).toBe(false);
    await give("Lý Thị Mỷ", [20, 20, 20]);
    expect(await close()).toMatchObject({ kind: "closedNow" });
    const closed = await item();
    expect(closed && visibleSheets(closed, pao.id)).toHaveLength(3);
  });

  test("an author in it never scores, by the name they share, until an officer finds somebody else", async () => {
    const referred = await refer();
    expect(referred).toMatchObject({ kind: "done", conflicts: [{ kind: "namesake" }] });
    expect(await give("Lò Thị Mai")).toMatchObject({ kind: "conflicted", name: "Lò Thị Mai" });
    expect(await conflict("Vàng A Pao", "cleared")).toMatchObject({ kind: "notNamesake" });
    expect(await conflict("Lò Thị Mai", "cleared")).toMatchObject({ kind: "said" });
    expect(await give("Lò Thị Mai")).toMatchObject({ kind: "scored" });
  });

  test("an author known by their account is never cleared", async () => {
    const { memberId } = await office.find(number);
    const members = [...five.slice(0, 3), { name: "Mai", unit: "", memberId }];
    expect(await refer({ ...council, members })).toMatchObject({ conflicts: [{ kind: "author" }] });
    expect(await conflict("Mai", "cleared")).toMatchObject({ kind: "notNamesake" });
    expect(await give("Mai")).toMatchObject({ kind: "conflicted" });
  });

  test("a conflict declared after scoring takes the sheet out of every figure", async () => {
    await refer({ ...council, members: [...five.slice(0, 3), five[4]] });
    await give("Trần Văn Giám", [40, 30, 30]);
    await give("Vàng A Pao", [30, 20, 20]);
    await give("Lý Thị Mỷ", [20, 10, 10]);
    expect((await item())?.tally).toMatchObject({ mean: 70, entitled: 4, needed: 3, hasQuorum: true });
    await conflict("Lý Thị Mỷ", "declared");
    expect((await item())?.tally).toMatchObject({ mean: 85, entitled: 3, needed: 2, hasQuorum: true });
    await close();
    expect((await item())?.tally.spread).toBeCloseTo(Math.sqrt(450));
  });

  test("members of the author's unit are left out when the council says so", async () => {
    const referred = await refer({ ...council, excludesSameUnit: true });
    expect(referred).toMatchObject({ kind: "done" });
    expect((await item())?.conflicts.map(({ kind }) => kind)).toEqual(["namesake", "sameUnit"]);
    expect(await give("Giàng A Tủa")).toMatchObject({
      kind: "conflicted",
      why: "cùng đơn vị Xưởng chè Tân Uyên",
    });
  });

  test("scoring closes with a quorum only, and never on one sheet", async () => {
    await refer({ ...council, members: five.slice(0, 3) });
    await give("Trần Văn Giám");
    expect(await close()).toMatchObject({ kind: "noQuorum", tally: { needed: 2 } });
    for (const member of ["Vàng A Pao", "Lý Thị Mỷ"]) await conflict(member, "declared");
    expect(await close()).toMatchObject({ kind: "noQuorum", tally: { entitled: 1, needed: 2 } });
    expect((await item())?.status).toBe("open");
  });

  test("a sheet can be given again before the closing, and not after it", async () => {
    await refer({ ...council, members: five.slice(0, 3) });
    await give("Trần Văn Giám", [0, 0, 0]);
    await give("1", [40, 30, 30]);
    await give("Vàng A Pao", [40, 30, 30]);
    await close();
    expect(await give("Vàng A Pao", [0, 0, 0])).toEqual({ kind: "closed", number });
    expect((await item())?.tally.mean).toBe(100);
  });

  test.each([
    [[41, 0, 0], { kind: "outOfRange", id: "novelty", most: 40 }],
    [[-1, 0, 0], { kind: "outOfRange", id: "novelty", most: 40 }],
    [[Number.NaN, 0, 0], { kind: "outOfRange", id: "novelty", most: 40 }],
  ])("points %j are refused", async (points, fault) => {
    await refer();
    expect(await give("Vàng A Pao", points)).toEqual({ kind: "points", fault });
    expect(await give("Sùng A Lềnh")).toMatchObject({ kind: "noSuchMember" });
  });

  test("minutes are drafted from the sheets, and the council's own words replace the draft", async () => {
    await refer();
    expect(await minutesOf(opened.db.read, number)).toEqual({ kind: "stillScoring", number });
    for (const member of ["Trần Văn Giám", "Vàng A Pao", "Lý Thị Mỷ"]) await give(member, [35, 20.5, 25]);
    await close();
    const found = await minutesOf(opened.db.read, number);
    if (found.kind !== "minutes") throw new Error(found.kind);
    const text = minutesText(found.minutes);
    expect(text).toContain(`BIÊN BẢN HỌP XÉT SÁNG KIẾN ${number}`);
    expect(text).toContain("Thành viên chấm điểm: Trần Văn Giám, Vàng A Pao, Lý Thị Mỷ\n\nVắng: Giàng A Tủa");
    expect(text).toContain("• Lò Thị Mai: trùng tên tác giả Lò Thị Mai");
    expect(text).toContain(
      "3/4 thành viên có quyền chấm đã chấm, 1 thành viên không chấm vì có xung đột lợi ích",
    );
    expect(text).toContain("Điểm trung bình 80,5/100, độ lệch 0.");
    const conclusion = "Hội đồng thống nhất đề nghị công nhận.";
    await opened.db.transact((tx) => rewordConclusion(tx, { ...by(), conclusion }));
    expect(await minutesOf(opened.db.read, number)).toMatchObject({
      minutes: { conclusion, tally: { mean: 80.5 } },
    });
  });

  test("a decision waits for the closing, and a proposal taken back starts afresh before a council", async () => {
    await refer();
    await give("Vàng A Pao");
    expect(await office.draft(number)).toEqual({ kind: "stillScoring", number });
    await office.act(number, "takeBack");
    expect(await item()).toBeUndefined();
    await refer();
    expect((await item())?.sheets).toEqual([]);
    for (const member of ["Trần Văn Giám", "Vàng A Pao", "Lý Thị Mỷ"]) await give(member);
    await close();
    expect(await office.draft(number)).toMatchObject({ kind: "drafted" });
    const old = await opened.db.read.selectFrom("council_score").selectAll().execute();
    expect(old).toHaveLength(4);
  });
});
