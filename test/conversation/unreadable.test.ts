import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FileRef, Said } from "../../src/kit/message.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

describe("what cannot be read", () => {
  let opened: TestDatabase;
  let stage: ConversationStage;
  beforeEach(async () => {
    opened = await openTestDatabase();
    stage = await openConversation(opened);
    await stage.engine.receive([stage.said("lan", "/start")]);
    await stage.settled();
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });

  /** What the bot says to something that is no words. */
  const hear = async (said: Said) => {
    const before = stage.textsTo("lan").length;
    await stage.engine.receive([{ ...stage.said("lan", ""), said }]);
    await stage.settled();
    return stage.textsTo("lan").slice(before);
  };
  const file = (kind: FileRef["kind"]): Said => {
    const ref = { handle: `blob:${kind}`, kind, name: null, mediaType: null, sizeBytes: 3 };
    return { kind: "text", text: "", files: [ref] };
  };

  test.each([
    ["sticker", "nhãn dán"],
    ["location", "tên xã, phường"],
    ["venue", "tên xã, phường"],
    ["contact", "danh thiếp"],
    ["poll", "nhắn bằng chữ"],
  ])("a %s is answered with what to do instead", async (what, words) => {
    expect(await hear({ kind: "other", what })).toEqual([expect.stringContaining(words)]);
  });

  test("a recording, a video and a picture outside of a form each get a line of their own", async () => {
    expect(await hear(file("voice"))).toEqual([expect.stringContaining("chưa nghe được tin thoại")]);
    expect(await hear(file("video"))).toEqual([expect.stringContaining("đã nhận video")]);
    expect(await hear(file("photo"))).toEqual([expect.stringContaining("đã nhận ảnh")]);
  });

  test("inside a form the form says again where it stands", async () => {
    await stage.engine.receive([stage.said("lan", "gửi sáng kiến")]);
    await stage.settled();
    const [line, question] = await hear({ kind: "other", what: "sticker" });
    expect(line).toContain("nhãn dán");
    expect(question).toContain("Câu 1");
  });
});
