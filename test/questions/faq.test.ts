import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { eraseAsked } from "../../src/questions/asked.ts";
import { findCase, openCase } from "../../src/questions/cases.ts";
import { answerCase, assignCase } from "../../src/questions/cases-change.ts";
import { approveFaq, draftFaq, editFaq, findFaq, listFaqs, retireFaq } from "../../src/questions/faq.ts";
import { isAlike, readWording } from "../../src/questions/faq-alike.ts";
import { createFaqBook, curatedAnswer } from "../../src/questions/faq-book.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const organization = "Liên đoàn Lao động tỉnh Lai Châu";

const alike = (one: string, other: string) => {
  const [first, second] = [readWording(one), readWording(other)];
  return first !== undefined && second !== undefined && isAlike(first, second);
};

describe("questions that ask the same", () => {
  const known = "Lương tối thiểu vùng 2026 là bao nhiêu?";
  test.each([
    "luong toi thieu vung 2026 la bao nhieu",
    "Lương tối thiểu vùng 2026 bn ạ",
    "cho em hỏi lương tối thiểu vùng 2026 là bao nhiêu vậy ad",
    "lương tối thiểu vùng năm 2026 bao nhiêu",
    "luwowng tối thieur vùng 2026 là bao nhiêu",
    "lươg tối thiểu vùng 2026 là bao nhiêu",
    "2026 lương tối thiểu vùng là bao nhiêu",
  ])("%j does", (asked) => {
    expect(alike(known, asked)).toBe(true);
  });
  test.each([
    "lương tối thiểu vùng 2025 là bao nhiêu",
    "lương tối thiểu vùng là bao nhiêu",
    "lương tối đa vùng 2026 là bao nhiêu",
    "ai quyết định lương tối thiểu vùng 2026",
    "lương tối thiểu vùng 2026 tính từ ngày nào",
    "thế còn vùng 3?",
    "cảm ơn",
    "",
  ])("%j does not", (asked) => {
    expect(alike(known, asked)).toBe(false);
  });
  test("a denied question is another one, a “không” that only asks is none", () => {
    const may = "Cán bộ hợp đồng được nộp sáng kiến không?";
    expect(alike(may, "can bo hop dong co duoc nop sang kien ko")).toBe(true);
    expect(alike(may, "cán bộ hợp đồng không được nộp sáng kiến à")).toBe(false);
  });
  test("with marks on both sides bán is not bàn, without them it may be", () => {
    expect(alike("Công đoàn bán vé ở đâu?", "Công đoàn bàn về ở đâu?")).toBe(false);
    expect(alike("Công đoàn bán vé ở đâu?", "cong doan ban ve o dau")).toBe(true);
  });
});

const monday = instant("2026-11-23T03:00:00Z");
const later = instant("2026-11-24T03:00:00Z");

describe.each(databases)("answers for everybody on $name", ({ open }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await open();
  }, 60_000);
  afterAll(() => store.close());

  const ask = (who: string, question: string) =>
    store.db.transact(async (tx) => {
      const address = { channel: "telegram" as const, externalId: who };
      const { memberId } = await meet(tx, { address, name: who, at: monday });
      const { opened } = await openCase(tx, {
        memberId,
        askedFrom: address,
        question,
        nearest: [],
        now: monday,
      });
      return opened;
    });
  const answer = (number: number, words: string) =>
    store.db.transact((tx) => answerCase(tx, { number, answer: words, by: "Hoa", now: monday }));
  const draft = (caseNumber: number, more: { question?: string; answer?: string } = {}) =>
    store.db.transact((tx) => draftFaq(tx, { caseNumber, by: "Hoa", now: later, ...more }));
  const approve = (number: number, by: string) =>
    store.db.transact((tx) => approveFaq(tx, { number, by, now: later, organization }));
  const lettersTo = async (who: string) => {
    const rows = await store.db.read
      .selectFrom("delivery")
      .select("content")
      .where("address_id", "=", who)
      .execute();
    return rows.map(({ content }) => content ?? "");
  };
  /** An answered case made a draft; its number among the answers. */
  const drafted = async (who: string, question: string, words = "Trả lời.") => {
    const { number } = await ask(who, question);
    await answer(number, words);
    const result = await draft(number);
    if (result.kind !== "drafted") throw new Error(result.kind);
    return result.drafted;
  };

  test("come from an answered case, once, and another officer has to approve", async () => {
    const { number } = await ask("d1", "Đoàn phí đóng ở đâu?");
    expect((await draft(number)).kind).toBe("unanswered");
    await answer(number, "Đóng tại tổ công đoàn.");
    const made = await draft(number);
    expect(made).toMatchObject({ kind: "drafted", drafted: { status: "draft", answeredBy: "Hoa" } });
    expect((await draft(number)).kind).toBe("exists");
    expect((await draft(9999)).kind).toBe("missing");
    const faq = made.kind === "drafted" ? made.drafted.number : 0;
    expect((await approve(faq, "hoa")).kind).toBe("own");
    expect(await createFaqBook().find(store.db.read, "doan phi dong o dau")).toBeUndefined();
    expect(await approve(faq, "Lan")).toMatchObject({ kind: "changed", changed: { approvedBy: "Lan" } });
    expect((await approve(faq, "Lan")).kind).toBe("settled");
  });

  test("go to everybody who waits for the same, once each, and settle those cases", async () => {
    const faq = await drafted("w1", "Quỹ mái ấm hỗ trợ mấy triệu?", "Tối đa 60 triệu đồng.");
    const waiting = await ask("w2", "quy mai am ho tro may trieu");
    const twice = await ask("w2", "Cho em hỏi quỹ mái ấm hỗ trợ mấy triệu ạ");
    const assigned = await ask("w3", "Quỹ mái ấm hỗ trợ mấy triệu vậy?");
    await store.db.transact((tx) =>
      assignCase(tx, { number: assigned.number, by: "Mai", to: "Mai", now: monday }),
    );
    const other = await ask("w4", "Quỹ mái ấm ai được hỗ trợ?");
    expect(await approve(faq.number, "Lan")).toMatchObject({ kind: "changed", told: 2 });
    const [letter, ...rest] = await lettersTo("w2");
    expect(rest).toEqual([]);
    expect(letter).toContain("Tối đa 60 triệu đồng.");
    expect(letter).toContain("Giải đáp của Liên đoàn Lao động tỉnh Lai Châu, ngày 23/11/2026");
    expect(await lettersTo("w3")).toHaveLength(1);
    expect(await lettersTo("w4")).toEqual([]);
    expect(await lettersTo("w1")).toEqual([]);
    for (const { number } of [waiting, twice, assigned]) {
      expect(await findCase(store.db.read, number)).toMatchObject({ status: "answered", waitingSince: null });
    }
    expect(await findCase(store.db.read, assigned.number)).toMatchObject({ answeredBy: "Mai" });
    expect(await findCase(store.db.read, other.number)).toMatchObject({ status: "open" });
  });

  test("are found as soon as they are published and no longer when retired, by a book that stays open", async () => {
    const book = createFaqBook();
    const faq = await drafted("b1", "Nghỉ cưới được mấy ngày?", "Ba ngày.");
    const find = (question: string) => book.find(store.db.read, question);
    expect(await find("nghi cuoi dc may ngay")).toBeUndefined();
    await approve(faq.number, "Lan");
    const found = await find("nghi cuoi dc may ngay");
    expect(found?.number).toBe(faq.number);
    expect(await find("nghỉ cưới có lương không")).toBeUndefined();
    const given = found && curatedAnswer(found, organization);
    expect(given).toMatchObject({ kind: "answer" });
    expect(given?.text).toContain("cán bộ trả lời, không phải trích văn bản");
    expect(given?.citations).toEqual([
      expect.objectContaining({ document: "giai-dap", clause: String(faq.number), quote: "Ba ngày." }),
    ]);
    await store.db.transact((tx) => retireFaq(tx, { number: faq.number, by: "Lan", now: later }));
    expect(await find("nghi cuoi dc may ngay")).toBeUndefined();
  });

  test("know several ways of asking, a line each", async () => {
    const { number } = await ask("l1", "Em tên Nam, nhà trẻ đóng mấy giờ?");
    await answer(number, "17 giờ.");
    const made = await draft(number, {
      question: "Nhà trẻ đóng cửa lúc mấy giờ?\nMấy giờ phải đón con ở nhà trẻ?",
    });
    await approve(made.kind === "drafted" ? made.drafted.number : 0, "Lan");
    const book = createFaqBook();
    expect((await book.find(store.db.read, "nha tre dong cua luc may gio"))?.answer).toBe("17 giờ.");
    expect((await book.find(store.db.read, "may gio phai don con o nha tre"))?.answer).toBe("17 giờ.");
  });

  test("of an edited draft are the last editor's, who cannot approve; an old reading is refused", async () => {
    const faq = await drafted("e1", "Khám sức khỏe khi nào?");
    const edit = (by: string) =>
      store.db.transact((tx) =>
        editFaq(tx, {
          number: faq.number,
          by,
          now: later,
          version: faq.version,
          question: "Khám khi nào?",
          answer: "Tháng 6.",
        }),
      );
    expect(await edit("Lan")).toMatchObject({ kind: "changed", changed: { draftedBy: "Lan" } });
    expect(await edit("Mai")).toMatchObject({ kind: "stale", found: { draftedBy: "Lan" } });
    expect((await approve(faq.number, "Lan")).kind).toBe("own");
    expect((await approve(faq.number, "Mai")).kind).toBe("changed");
    expect((await edit("Mai")).kind).toBe("settled");
  });

  test("forget a member's words in drafts, and keep what was published", async () => {
    const draftOnly = await drafted("x1", "Chuyện riêng của em thì sao?");
    const published = await drafted("x2", "Xe đưa đón chạy mấy giờ?", "5 giờ 30.");
    await approve(published.number, "Lan");
    for (const { caseNumber } of [draftOnly, published]) {
      const found = await findCase(store.db.read, caseNumber ?? 0);
      await store.db.transact((tx) => eraseAsked(tx, found?.memberId ?? ""));
    }
    expect(await findFaq(store.db.read, draftOnly.number)).toMatchObject({ question: "", status: "retired" });
    expect(await findFaq(store.db.read, published.number)).toMatchObject({
      answer: "5 giờ 30.",
      status: "published",
    });
    expect((await listFaqs(store.db.read, "published")).map(({ number }) => number)).toContain(
      published.number,
    );
  });
});
