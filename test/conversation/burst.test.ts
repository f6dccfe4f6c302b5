import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countFollowers, isOpening, joinSaid } from "../../src/conversation/burst.ts";
import type { Said } from "../../src/kit/message.ts";
import { sleep } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

const typed = (text: string): Said => ({ kind: "text", text, files: [] });

describe("what more is likely to follow", () => {
  test.each([
    "chị ơi",
    "cho em hỏi chút",
    "ad oi",
    "luong toi thieu",
    "vùng 3",
    "máy sàng chè số 2",
    "em có ý tưởng",
  ])("%j waits", (text) => {
    expect(isOpening(typed(text))).toBe(true);
  });
  test.each([
    ["a command", "tắt tin"],
    ["a slash command", "/menu"],
    ["a whole question", "sáng kiến là gì"],
    ["a question without marks", "nop o dau"],
    ["a sentence", "Em bị nợ lương."],
    ["a greeting", "xin chào"],
    ["thanks", "cảm ơn"],
    ["a yes", "đồng ý"],
    ["a number", "2"],
    ["a proposal's number", "SK-2026-0001"],
    ["a long message", "máy sàng chè số 2 của tổ em hay kẹt"],
    ["no words", "😀😀"],
  ])("%s does not: %j", (_, text) => {
    expect(isOpening(typed(text))).toBe(false);
  });
  test("presses, stickers and pictures do not", () => {
    expect(isOpening({ kind: "pressed", button: "1.0", acknowledge: null })).toBe(false);
    expect(isOpening({ kind: "other", what: "sticker" })).toBe(false);
    const photo = { handle: "blob:1", kind: "photo" as const, name: null, mediaType: null, sizeBytes: 3 };
    expect(isOpening({ kind: "text", text: "ảnh máy", files: [photo] })).toBe(false);
  });
  test("what follows belongs to it up to the first whole message, and never a command", () => {
    const count = (...texts: string[]) => countFollowers(texts.map(typed));
    expect(count("cho em hỏi", "sáng kiến là gì", "nộp ở đâu")).toBe(2);
    expect(count("cho em hỏi", "menu", "sáng kiến là gì")).toBe(1);
    expect(count("menu")).toBe(0);
    expect(count()).toBe(0);
    expect(joinSaid([typed("chị ơi "), typed("nộp ở đâu")])).toEqual(typed("chị ơi\nnộp ở đâu"));
  });
});

/** So long that a test which waits it out fails by its own time limit. */
const longMs = 60_000;

describe.each(databases)("a burst on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: ConversationStage;
  beforeEach(async () => {
    opened = await open();
    stage = await openConversation(opened, { burstMs: longMs });
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });

  const say = async (who: string, ...texts: string[]) => {
    for (const text of texts) await stage.engine.receive([stage.said(who, text)]);
  };
  const rows = () =>
    opened.db.read
      .selectFrom("inbound")
      .select(["seq", "status", "joined_to"])
      .orderBy("seq")
      .execute()
      .then((all) => all.map((row) => ({ ...row })));

  test("is one turn as soon as its question is whole, and the ledger marks each message of it", async () => {
    await say("lan", "chị ơi", "cho em hỏi", "sáng kiến là gì");
    await stage.settled();
    expect(stage.textsTo("lan").filter((text) => text.includes("giải pháp kỹ thuật"))).toHaveLength(1);
    const [first, ...rest] = await rows();
    expect(first).toMatchObject({ status: "done", joined_to: null });
    expect(rest.map((row) => [row.status, row.joined_to])).toEqual([
      ["done", first?.seq],
      ["done", first?.seq],
    ]);
    const asked = await opened.db.read.selectFrom("asked").select("question").execute();
    expect(asked.map(({ question }) => question)).toEqual(["chị ơi\ncho em hỏi\nsáng kiến là gì"]);
  });

  test("in one delivery of the platform is the same", async () => {
    await stage.engine.receive(
      ["chị ơi", "cho em hỏi", "sáng kiến là gì"].map((text) => stage.said("lan", text)),
    );
    await stage.settled();
    const joined = await rows();
    expect(joined.filter((row) => row.joined_to === joined[0]?.seq)).toHaveLength(2);
  });

  test("ends at a command, which has a turn of its own after it", async () => {
    await say("lan", "chị ơi", "menu");
    await stage.settled();
    expect(stage.textsTo("lan").at(-1)).toContain("Bạn muốn làm gì");
    expect((await rows()).map((row) => row.joined_to)).toEqual([null, null]);
  });

  test("delays nobody else and no whole message", async () => {
    await say("lan", "chị ơi");
    await say("mai", "menu");
    await say("tú", "sáng kiến là gì");
    const isAnswered = () => stage.textsTo("mai").length === 2 && stage.textsTo("tú").length === 2;
    for (let looks = 0; !isAnswered() && looks < 500; looks++) await sleep(10);
    expect(stage.textsTo("mai").at(-1)).toContain("Bạn muốn làm gì");
    expect(stage.textsTo("tú").at(-1)).toContain("giải pháp kỹ thuật");
    expect(stage.textsTo("lan")).toEqual([]);
  });

  test("outlives the process: nothing is lost, and it is still one turn", async () => {
    await say("lan", "chị ơi", "cho em hỏi");
    await stage.close();
    stage = await openConversation(opened, { burstMs: longMs });
    // Another process knows nothing of the opening: what waits is due in its own time.
    await opened.db.transact((tx) =>
      tx
        .updateTable("inbound")
        .set({ not_before: "2026-01-01T00:00:00.000Z" as never })
        .execute(),
    );
    await stage.settled();
    expect((await rows()).map((row) => row.status)).toEqual(["done", "done"]);
    expect((await rows())[1]?.joined_to).toBe((await rows())[0]?.seq);
  });

  test("of twenty equal messages is a loop like twenty single ones", async () => {
    await say("lan", ...Array.from({ length: 11 }, () => "chị ơi"));
    await say("lan", ...Array.from({ length: 10 }, () => "chị ơi"), "menu");
    await stage.settled();
    const texts = stage.textsTo("lan");
    expect(texts.filter((text) => text.includes("nhiều lần"))).toHaveLength(1);
    expect(texts.at(-1)).toContain("Bạn muốn làm gì");
  });
});
