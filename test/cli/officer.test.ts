import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

describe("caunoi officer", () => {
  let terminal: Terminal;
  beforeEach(() => {
    terminal = openTerminal();
  });
  afterEach(() => terminal.close());

  it("invites somebody by a link that it prints alone, and a new one each time", async () => {
    const first = await terminal.type(["officer", "add", "Nguyễn Văn Bình", "--role", "lead", "--send"]);
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.out).toMatch(/^http:\/\/localhost:1\/admin\/set-up\/[\w-]{32}\n$/);
    const again = await terminal.type(["officer", "add", "Nguyễn Văn Bình"]);
    expect(again.out).not.toBe(first.out);
    expect((await terminal.type(["officer", "list"])).out).toBe(
      "invited  lead+send  -  -  Nguyễn Văn Bình\n",
    );
  });

  it.each([
    [["officer", "add"], 2, /NAME is missing/],
    [["officer", "add", "A", "--role", "king"], 1, /--role takes one of admin, lead/],
    [["officer", "add", "A", "--role", "unit"], 1, /needs --unit/],
    [["officer", "add", "A", "--unit", "X"], 1, /no unit with the code X/],
    [["officer", "add", " "], 1, /1 to 100 characters/],
    [["officer", "add", "a".repeat(101)], 1, /1 to 100 characters/],
  ])("says what is wrong with %j, and adds nobody", async (args, code, words) => {
    const ran = await terminal.type(args);
    expect(ran.code).toBe(code);
    expect(ran.errors).toMatch(words);
    expect((await terminal.type(["officer", "list"])).out).toMatch(/^No officer yet/);
  });
});
