import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { eraseAsked, listUnanswered, recordAsked } from "../../src/questions/asked.ts";
import {
  caseAnswered,
  caseOpened,
  countCases,
  eventsOf,
  findCase,
  listCases,
  openCase,
  waitOf,
} from "../../src/questions/cases.ts";
import {
  answerCase,
  assignCase,
  closeCase,
  memberWrote,
  noteCase,
} from "../../src/questions/cases-change.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const monday = instant("2026-11-23T03:00:00Z");

describe.each(databases)("cases on $name", ({ open }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await open();
  }, 60_000);
  afterAll(() => store.close());

  const hand = (memberId: string, question: string) =>
    store.db.transact((tx) => openCase(tx, { memberId, question, nearest: ["kh-360#II.4"], now: monday }));

  test("a question gets a number, the nearest clauses and a promise", async () => {
    const { opened, isNew } = await hand("m1", "Thưởng bao nhiêu?");
    expect(isNew).toBe(true);
    expect(opened).toMatchObject({ status: "open", nearest: ["kh-360#II.4"], answer: null });
    const said = plainText(caseOpened(opened));
    expect(said).toContain(`Bạn hỏi: “${opened.question}”`);
    expect(said).toContain(`phiếu số ${opened.number}`);
    expect(said).toContain("Cán bộ trả lời trước 10:00, thứ Ba 24/11/2026");
  });

  test("the same question of the same member is one case while it is open", async () => {
    const first = await hand("m2", "Ai ký kế hoạch?");
    const again = await hand("m2", "Ai ký kế hoạch?");
    expect(again).toMatchObject({ isNew: false, opened: { id: first.opened.id } });
    const other = await hand("m3", "Ai ký kế hoạch?");
    expect(other.opened.number).not.toBe(first.opened.number);
  });

  test("cases opened at the same moment get different numbers", async () => {
    const opened = await Promise.all(
      Array.from({ length: 12 }, (_, n) => hand(`burst-${n}`, "Hỏi cùng lúc")),
    );
    expect(new Set(opened.map((one) => one.opened.number)).size).toBe(12);
  });

  test("one officer answers, the second is told somebody was first", async () => {
    const { opened } = await hand("m4", "Số điện thoại của ban?");
    const answerIt = (answer: string) =>
      store.db.transact((tx) => answerCase(tx, { number: opened.number, answer, by: "hoa", now: monday }));
    const settled = await Promise.all([answerIt("Gọi văn phòng."), answerIt("Gọi ban.")]);
    expect(settled.map((one) => one.kind).toSorted()).toEqual(["changed", "settled"]);
    const found = await findCase(store.db.read, opened.number);
    expect(found).toMatchObject({ status: "answered", answeredAt: monday });
    const said = found ? plainText(caseAnswered(found)) : "";
    expect(said).toContain("Số điện thoại của ban?");
    expect(said).toContain("Gọi ");
  });

  test("a case that does not exist is missing, an empty answer is refused", async () => {
    const settle = (number: number, answer: string) =>
      store.db.transact((tx) => answerCase(tx, { number, answer, by: "hoa", now: monday }));
    expect(await settle(9999, "x")).toEqual({ kind: "missing" });
    await expect(settle(1, "   ")).rejects.toMatchObject({ code: "invalid" });
  });

  test("a closed case leaves the open list", async () => {
    const { opened } = await hand("m5", "Không cần nữa");
    await store.db.transact((tx) => closeCase(tx, { number: opened.number, by: "hoa", now: monday }));
    expect((await listCases(store.db.read, { states: ["open"] })).map((one) => one.number)).not.toContain(
      opened.number,
    );
    expect((await listCases(store.db.read)).map((one) => one.number)).toContain(opened.number);
  });

  test("of two officers who read the same version the second is told, whatever they do", async () => {
    const { opened } = await hand("v1", "Quỹ nào chi?");
    const { number, version } = opened;
    const asked = (by: string) => ({ number, by, now: monday, version });
    const taken = await store.db.transact((tx) => assignCase(tx, { ...asked("hoa"), to: "hoa" }));
    expect(taken).toMatchObject({ kind: "changed", changed: { status: "assigned", assignedTo: "hoa" } });
    const late = await store.db.transact((tx) => assignCase(tx, { ...asked("lan"), to: "lan" }));
    expect(late).toMatchObject({ kind: "stale", found: { assignedTo: "hoa", version: version + 1 } });
    const answered = await store.db.transact((tx) =>
      answerCase(tx, { number, by: "lan", now: monday, answer: "Quỹ công đoàn." }),
    );
    expect(answered.kind).toBe("taken");
    expect((await findCase(store.db.read, number))?.answer).toBeNull();
  });

  test("changes made at the same moment all count, one after another", async () => {
    const { opened } = await hand("v2", "Ghi chú cùng lúc");
    const notes = ["một", "hai", "ba"];
    const results = await Promise.all(
      notes.map((note) =>
        store.db.transact((tx) => noteCase(tx, { number: opened.number, by: "hoa", now: monday, note })),
      ),
    );
    expect(results.map(({ kind }) => kind)).toEqual(["changed", "changed", "changed"]);
    const events = await eventsOf(store.db.read, opened.id);
    expect(events.flatMap(({ note }) => note ?? []).toSorted()).toEqual(notes.toSorted());
    expect((await findCase(store.db.read, opened.number))?.version).toBe(4);
  });

  test("the inbox has three tabs, whoever waits longest first, and counts them", async () => {
    const before = await countCases(store.db.read, { officer: "mai", now: monday });
    const first = (await hand("t1", "Tab một")).opened;
    const second = (await hand("t2", "Tab hai")).opened;
    await store.db.transact((tx) =>
      assignCase(tx, { number: second.number, by: "mai", to: "mai", now: monday }),
    );
    const numbers = async (tab: "mine" | "unassigned" | "all") =>
      (await listCases(store.db.read, { tab, officer: "mai", states: ["open", "assigned"] })).map(
        (one) => one.number,
      );
    expect(await numbers("mine")).toEqual([second.number]);
    expect(await numbers("unassigned")).toContain(first.number);
    expect(await numbers("unassigned")).not.toContain(second.number);
    expect((await numbers("all")).slice(-2)).toEqual([first.number, second.number]);
    const late = instant("2026-11-25T03:00:00Z");
    const after = await countCases(store.db.read, { officer: "mai", now: late });
    expect(after).toMatchObject({ mine: before.mine + 1, all: before.all + 2 });
    expect(after.overdue).toBe(after.all);
    expect(waitOf(first, late)).toEqual({ waitedMs: 48 * 3_600_000, isOverdue: true });
  });

  test("a member who writes again gets the answered case open, with its officer and a new clock", async () => {
    const { opened } = await hand("w1", "Hỏi rồi hỏi nữa");
    await store.db.transact((tx) =>
      answerCase(tx, { number: opened.number, by: "hoa", now: monday, answer: "Có." }),
    );
    const friday = instant("2026-11-27T03:00:00Z");
    await store.db.transact((tx) => memberWrote(tx, { memberId: "w1", now: friday }));
    const again = await findCase(store.db.read, opened.number);
    expect(again).toMatchObject({
      status: "assigned",
      assignedTo: "hoa",
      waitingSince: friday,
      answer: "Có.",
    });
    expect(again?.dueAt).toBe("2026-11-30T03:00:00.000Z");
    const later = instant("2026-11-27T04:00:00Z");
    await store.db.transact((tx) => memberWrote(tx, { memberId: "w1", now: later }));
    expect((await findCase(store.db.read, opened.number))?.waitingSince).toBe(friday);
  });

  test("what nobody could answer is listed, newest first, and erased with its member", async () => {
    const record = (question: string, kind: "answer" | "unknown") =>
      store.db.transact((tx) =>
        recordAsked(tx, {
          memberId: "m6",
          inboundSeq: null,
          question,
          answer: { ...silence, kind },
          now: monday,
        }),
      );
    await record("Trời mưa không?", "unknown");
    await record("Sáng kiến là gì?", "answer");
    await record("Đoàn phí bao nhiêu?", "unknown");
    const questions = async () => (await listUnanswered(store.db.read, 10)).map((one) => one.question);
    expect(await questions()).toEqual(["Đoàn phí bao nhiêu?", "Trời mưa không?"]);
    await store.db.transact((tx) => eraseAsked(tx, "m6"));
    expect(await questions()).toEqual([]);
  });

  test("erasing a member empties settled cases and leaves open ones to be answered", async () => {
    const settled = (await hand("m7", "Chuyện cũ")).opened;
    await store.db.transact((tx) =>
      answerCase(tx, { number: settled.number, answer: "Xong", by: "hoa", now: monday }),
    );
    const waiting = (await hand("m7", "Chuyện mới")).opened;
    await store.db.transact((tx) => eraseAsked(tx, "m7"));
    expect(await findCase(store.db.read, settled.number)).toMatchObject({ question: "", answer: null });
    expect(await findCase(store.db.read, waiting.number)).toMatchObject({ question: "Chuyện mới" });
  });
});

const silence = {
  text: "",
  citations: [],
  passages: [],
  remarks: [],
  closing: null,
  offers: [],
  commands: [],
  nearest: [],
} as const;
