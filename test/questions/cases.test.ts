import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { eraseAsked, listUnanswered, recordAsked } from "../../src/questions/asked.ts";
import {
  answerCase,
  caseAnswered,
  caseOpened,
  closeCase,
  findCase,
  listCases,
  openCase,
} from "../../src/questions/cases.ts";
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
      store.db.transact((tx) => answerCase(tx, { number: opened.number, answer, now: monday }));
    const settled = await Promise.all([answerIt("Gọi văn phòng."), answerIt("Gọi ban.")]);
    expect(settled.map((one) => one.kind).toSorted()).toEqual(["not-open", "settled"]);
    const found = await findCase(store.db.read, opened.number);
    expect(found).toMatchObject({ status: "answered", answeredAt: monday });
    const said = found ? plainText(caseAnswered(found)) : "";
    expect(said).toContain("Số điện thoại của ban?");
    expect(said).toContain("Gọi ");
  });

  test("a case that does not exist is missing, an empty answer is refused", async () => {
    const settle = (number: number, answer: string) =>
      store.db.transact((tx) => answerCase(tx, { number, answer, now: monday }));
    expect(await settle(9999, "x")).toEqual({ kind: "missing" });
    await expect(settle(1, "   ")).rejects.toMatchObject({ code: "invalid" });
  });

  test("a closed case leaves the open list", async () => {
    const { opened } = await hand("m5", "Không cần nữa");
    await store.db.transact((tx) => closeCase(tx, opened.number));
    expect((await listCases(store.db.read, "open")).map((one) => one.number)).not.toContain(opened.number);
    expect((await listCases(store.db.read)).map((one) => one.number)).toContain(opened.number);
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
    await store.db.transact((tx) => answerCase(tx, { number: settled.number, answer: "Xong", now: monday }));
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
