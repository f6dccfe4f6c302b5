import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { instant } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { openCase } from "../../src/questions/cases.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

const lines = (text: string) => text.trim().split("\n");

describe("ask", () => {
  it("answers in words, with the clause and its quoted words, and leaves nothing behind", async () => {
    const { code, out, errors } = await terminal.type(["ask", "ngay 18/5 la ngay gi"]);
    expect([code, errors]).toEqual([0, ""]);
    expect(out).toContain("“Ngày 18/5 là ngày Khoa học và Công nghệ Việt Nam.”");
    expect(out).toContain("mục 1.3");
    expect(readdirSync(terminal.folder)).toEqual([]);
  });

  it("answers as one JSON object with the keys of the contract", async () => {
    const question = "Ngày 18/5 là ngày gì?";
    const { out } = await terminal.type(["ask", "--json", question]);
    expect(lines(out)).toHaveLength(1);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual(["id", "question", "kind", "text", "citations"]);
    expect(answer).toMatchObject({ question, kind: "answer" });
    expect(answer.citations[0]).toMatchObject({ document: "lich", clause: "1.3" });
    expect(Object.keys(answer.citations[0])).toEqual(["document", "clause", "label", "quote"]);
  });

  it("answers lines in their order, each with the id it came with, and names those it cannot read", async () => {
    const input = [
      `\uFEFF{"id":"a","q":"Ngày 18/5 là ngày gì?"}`,
      "not json",
      "",
      `{"id":7,"q":"xin chao"}\r`,
      `{"id":"c"}`,
      `["q"]`,
      `{"id":"d","q":"${"rất dài ".repeat(500)}"}`,
      `{"id":"e","q":""}`,
    ];
    const { code, out, errors } = await terminal.type(["ask", "--jsonl"], input.join("\n"));
    const answers = lines(out).map((line) => JSON.parse(line));
    expect(answers.map((answer) => answer.id ?? `line ${answer.line}`)).toEqual([
      "a",
      "line 2",
      7,
      "line 5",
      "line 6",
      "d",
      "e",
    ]);
    expect(answers[0].kind).toBe("answer");
    expect(code).toBe(1);
    expect(errors).toBe("caunoi: 3 of 8 lines could not be read\n");
  });

  it("exits with 0 when every line could be read, also when there is none", async () => {
    expect(await terminal.type(["ask", "--jsonl"], `{"id":"a","q":"chào"}\n`)).toMatchObject({ code: 0 });
    expect(await terminal.type(["ask", "--jsonl"], "")).toEqual({ code: 0, out: "", errors: "" });
  });

  it("is called in one way at a time", async () => {
    expect((await terminal.type(["ask"])).code).toBe(2);
    expect((await terminal.type(["ask", "--jsonl", "câu hỏi"])).code).toBe(2);
    expect((await terminal.type(["ask", "hai", "câu"])).errors).toMatch(/between quotes/);
  });

  it("answers from what officers published, once there is a database", async () => {
    await terminal.type(["knowledge", "list"]);
    expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(true);
    expect((await terminal.type(["ask", "--json", "Ngày 18/5 là ngày gì?"])).out).toContain(
      `"document":"lich"`,
    );
  });
});

describe("chat", () => {
  it("talks as the program talks to members, and keeps a draft for the next time", async () => {
    const first = await terminal.type(["chat"], "/start\n2\nMáy sàng chè hay kẹt, mỗi ca dừng 30 phút\n");
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/trợ lý tự động[\s\S]*2\. Gửi sáng kiến[\s\S]*Câu 1[\s\S]*Câu 2/);
    const second = await terminal.type(["chat"], "sáng kiến là gì?\n");
    expect(second.out).toMatch(/giải pháp kỹ thuật[\s\S]*Câu 2/);
    const third = await terminal.type(["chat", "--fresh"], "/start\n");
    expect(third.out).toContain("Chào bạn!");
  });

  it("touches no real data", async () => {
    await terminal.type(["chat"], "gửi sáng kiến\n");
    expect(readdirSync(terminal.folder)).toEqual(["practice"]);
    expect((await terminal.type(["proposals", "list"])).out).toContain("Không có hồ sơ nào.");
  });
});

describe("cases", () => {
  const now = instant("2026-11-20T01:00:00Z");
  const address = { channel: "telegram" as const, externalId: "77" };

  async function change<T>(
    work: Parameters<Awaited<ReturnType<typeof openDatabase>>["transact"]>[0],
  ): Promise<T> {
    const db = await openDatabase(terminal.config.database.url);
    const result = await db.transact(work);
    await db.close();
    return result as T;
  }

  beforeEach(() =>
    change(async (tx) => {
      const { memberId } = await meet(tx, { address, name: "Lò Thị Mây", at: now });
      await openCase(tx, { memberId, question: "Bao giờ\nđại hội?", nearest: [], now });
    }),
  );

  it("wait in a list, and an answer goes to whoever asked, once", async () => {
    expect((await terminal.type(["case", "list"])).out).toMatch(
      /^1 +2026-\S+Z +\d+h.* - +open +Bao giờ đại hội\?\n$/,
    );
    const { code, out } = await terminal.type(["case", "answer", "1", "Tháng 12 bạn nhé."]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 is answered/);
    const [letter] = await change<{ content: string; channel: string; address_id: string }[]>((tx) =>
      tx.selectFrom("delivery").select(["content", "channel", "address_id"]).execute(),
    );
    expect(letter).toMatchObject({ channel: "telegram", address_id: "77" });
    expect(letter?.content).toContain("Tháng 12 bạn nhé.");
    expect((await terminal.type(["case", "list"])).out).toBe("No question waits.\n");
    const again = await terminal.type(["case", "answer", "1", "Lần nữa"]);
    expect([again.code, again.errors]).toEqual([1, "caunoi: Question 1 is answered already.\n"]);
  });

  it("are shared: assigned, noted, shown with their conversation, refused to who read an older one", async () => {
    const by = ["--by", "Hoa"];
    expect((await terminal.type(["case", "assign", "1", "Hoa", ...by])).out).toBe("1 is assigned.\n");
    expect((await terminal.type(["case", "list", "--unassigned"])).out).toBe("No question waits.\n");
    expect((await terminal.type(["case", "list", "--mine", ...by])).out).toMatch(/ Hoa +assigned /);
    expect((await terminal.type(["case", "note", "1", "Hỏi ban tổ chức", ...by])).out).toBe(
      "1 has the note.\n",
    );
    const shown = (await terminal.type(["case", "show", "1"])).out;
    expect(shown).toContain("version 3");
    expect(shown).toContain("Hỏi ban tổ chức");
    const other = await terminal.type(["case", "answer", "1", "Sớm thôi", "--by", "Lan"]);
    expect([other.code, other.errors]).toEqual([1, expect.stringContaining("Hoa has question 1")]);
    const late = await terminal.type(["case", "answer", "1", "Tháng 12.", ...by, "--version", "2"]);
    expect([late.code, late.errors]).toEqual([1, expect.stringContaining("version 3 now")]);
    expect((await terminal.type(["case", "answer", "1", "Tháng 12.", ...by, "--version", "3"])).code).toBe(0);
    expect((await terminal.type(["case", "show", "1"])).out).toContain("silent until");
    expect((await terminal.type(["case", "handback", "1"])).out).toMatch(/answers again/);
    expect((await terminal.type(["case", "handback", "1"])).out).toMatch(/No officer had/);
  });

  it("become an answer for everybody once another officer approves", async () => {
    expect((await terminal.type(["case", "faq", "1"])).errors).toMatch(/has no answer yet/);
    await terminal.type(["case", "answer", "1", "Tháng 12.", "--by", "Hoa"]);
    const drafted = await terminal.type([
      "case",
      "faq",
      "1",
      "--by",
      "Hoa",
      "--question",
      "Đại hội bao giờ?",
    ]);
    expect(drafted.out).toMatch(/^Draft 1\n\nĐại hội bao giờ\?\n\nTháng 12\.\n/);
    expect((await terminal.type(["faq", "approve", "1", "--by", "hoa"])).errors).toMatch(/another officer/);
    expect((await terminal.type(["faq", "approve", "1", "--by", "Lan"])).out).toBe(
      "1 is published; 0 who asked the same and waited are told.\n",
    );
    expect((await terminal.type(["faq", "list", "--full"])).out).toMatch(
      /^1 +published +Hoa +Lan +Đại hội bao giờ\? → Tháng 12\.\n$/,
    );
    expect((await terminal.type(["faq", "retire", "1", "--by", "Lan"])).code).toBe(0);
    expect((await terminal.type(["faq", "retire", "1"])).errors).toBe(
      "caunoi: Answer 1 is retired already.\n",
    );
    expect((await terminal.type(["faq", "approve", "7"])).errors).toMatch(/There is no answer 7/);
  });

  it("are closed without a word, or refused in words", async () => {
    expect((await terminal.type(["case", "close", "1"])).out).toBe("1 is closed.\n");
    expect((await terminal.type(["case", "close", "9"])).errors).toMatch(/There is no question 9/);
    expect((await terminal.type(["case", "answer", "1"])).code).toBe(2);
    expect(await change<unknown[]>((tx) => tx.selectFrom("delivery").selectAll().execute())).toEqual([]);
  });
});
