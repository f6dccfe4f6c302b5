import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { quizFile } from "../campaigns/quiz/quizzes.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describe("caunoi campaign", () => {
  let terminal: Terminal;
  beforeEach(() => {
    terminal = openTerminal();
  });
  afterEach(() => terminal.close());

  const write = (name: string, text: string) => {
    const path = join(terminal.folder, name);
    writeFileSync(path, text);
    return path;
  };
  const draft = async (...args: string[]) => (await terminal.type(["campaign", "draft", ...args])).out;
  const add = async (path: string, ...args: string[]) => {
    const ran = await terminal.type(["campaign", "add", path, ...args]);
    return { ...ran, id: ran.out.split("\n")[0] ?? "" };
  };

  it("prints a draft from a clause, which can be added, shown, forecast, edited and copied", async () => {
    const file = write("tin.md", await draft("--from", "kh-360#II.3.4"));
    const { id, code } = await add(file);
    expect(code).toBe(0);
    const shown = (await terminal.type(["campaign", "show", id])).out;
    expect(shown).toContain("Nguồn: kh-360#II.3.4");
    expect(shown).toContain("[Xem quy định] clause:kh-360#II.3.4");
    expect((await terminal.type(["campaign", "forecast", id])).out).toContain("Nhận được: 0 người");
    await terminal.type(["campaign", "approve", id, "--by", "Hoa"]);
    const other = write("khac.md", readFileSync(file, "utf8").replace("Công đoàn gửi bạn", "Mời bạn đọc"));
    expect((await terminal.type(["campaign", "edit", id, other])).out).toContain("draft again");
    const changed = (await terminal.type(["campaign", "show", id])).out;
    expect(changed).toMatch(/Duyệt lần gần nhất: Hoa/);
    expect(changed).toMatch(/nội dung: “Công đoàn gửi bạn[\s\S]*→ “Mời bạn đọc/);
    const copied = await terminal.type([
      "campaign",
      "duplicate",
      id,
      "--at",
      "2026-12-18 08:00",
      "--title",
      "Bản sao",
    ]);
    expect((await terminal.type(["campaign", "show", copied.out.trim()])).out).toContain(
      "08:00, thứ Sáu 18/12/2026",
    );
  });

  it.each([
    [["campaign", "draft"], /Name the clauses/],
    [["campaign", "draft", "--from", "kh-9#I"], /kh-9#I is no published clause/],
    [["campaign", "draft", "--from", "kh-360#II.3.4", "--kind", "song"], /notice, weekly, event/],
    [["campaign", "assist", "an toàn"], /OPENAI_MODEL/],
    [["campaign", "show", "abcdef12"], /no such campaign/],
    [["quiz", "results", "abcdef12"], /no such quiz/],
    [["quiz", "results", "abcdef12", "--top", "x"], /--top/],
    [["officer", "link", "Nobody"], /no such officer/],
  ])("%j says what is wrong and exits with 1", async (args, words) => {
    const ran = await terminal.type(args);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.errors).toMatch(words);
  });

  it("a copy of what is past wants another time, a quiz another file", async () => {
    const late = openTerminal({ DATA_DIR: terminal.folder }, "2027-01-01T00:00:00Z");
    const { id } = await add(write("tin.md", await draft("--from", "kh-360#II.3.4")));
    expect((await late.type(["campaign", "duplicate", id])).errors).toMatch(/another one with --at/);
    late.close();
  });

  it("once an officer could approve it, the command wants one, and asks them in their chat only when tied", async () => {
    await terminal.type(["officer", "add", "Lan", "--role", "approver", "--send"]);
    const db = await openDatabase(terminal.config.database.url);
    await db.transact((tx) => tx.updateTable("officer").set({ status: "active", login: "lan" }).execute());
    await db.close();
    const { id } = await add(write("tin.md", await draft("--from", "kh-360#II.3.4")), "--by", "Hoa");
    expect((await terminal.type(["campaign", "approve", id, "--by", "Hoa"])).errors).toContain("(Lan)");
    expect((await terminal.type(["campaign", "ask", id])).errors).toContain("officer link");
    expect((await terminal.type(["officer", "link", "lan"])).out).toMatch(/^CB-[2-9A-Z]{4}-[2-9A-Z]{4}\n$/);
    expect((await terminal.type(["officer", "unlink", "lan"])).out).toBe("0 chats untied.\n");
    expect(await terminal.type(["campaign", "approve", id, "--by", "lan"])).toMatchObject({
      code: 0,
      errors: "",
    });
  });

  it("adds a quiz with its campaign, and shows how it stands", async () => {
    const questions = (await terminal.type(["quiz", "draft", "--from", "kh-360#II.3.4"])).out;
    expect(questions).toMatch(/^## Nội dung nào nằm trong Kế hoạch 360/);
    const file = write("thi.md", quizFile({}, questions));
    const added = await terminal.type(["quiz", "add", file]);
    expect(added).toMatchObject({ code: 0, errors: "" });
    const quiz = /quiz ([0-9a-f-]{36})/.exec(added.out)?.[1] ?? "";
    expect((await terminal.type(["quiz", "list"])).out).toContain(quiz);
    const xlsx = join(terminal.folder, "kq.xlsx");
    const shown = await terminal.type(["quiz", "results", quiz.slice(-8), "--xlsx", xlsx]);
    expect(shown.out).toContain("0 người tham gia");
    expect(readFileSync(xlsx).subarray(0, 2).toString()).toBe("PK");
    const campaign = added.out.split("\n")[0] ?? "";
    expect((await terminal.type(["campaign", "duplicate", campaign])).errors).toMatch(
      /add the quiz file again/,
    );
    const broken = await terminal.type(["quiz", "add", write("x.md", quizFile({}, "## A?\n- [ ] một\n"))]);
    expect(broken).toMatchObject({ code: 1, out: "" });
    expect(broken.errors).toMatch(/x\.md:8: /);
  });
});
