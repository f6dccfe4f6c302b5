import { describe, expect, test } from "vitest";
import { readCall, readUpdate } from "../../src/channels/telegram-read.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { instant } from "../../src/kit/time.ts";
import { webhookCall, webhookSecret } from "../support/telegram-peer.ts";

const now = instant("2026-11-22T01:00:00Z");
const from = { id: 5_000_000_001, is_bot: false, first_name: "Lan", last_name: "Ng" };
const chat = { id: 5_000_000_001, type: "private", first_name: "Lan" };
const message = (own: object) => ({
  update_id: 9,
  message: { message_id: 1, from, chat, date: 1_790_000_000, ...own },
});
const saidIn = (update: unknown) => readUpdate(update, now)[0]?.said;

describe("an update of a private chat", () => {
  test("carries id, person, moment and words, ids as text", () => {
    expect(readUpdate(message({ text: "xin chào" }), now)).toEqual([
      {
        channel: "telegram",
        externalId: "9",
        from: { externalId: "5000000001", name: "Lan Ng" },
        said: { kind: "text", text: "xin chào", files: [] },
        at: "2026-09-21T14:13:20.000Z",
      },
    ]);
  });

  test.each([
    ["/start abc_DEF-1", "/start abc_DEF-1"],
    ["/menu@cau_noi_bot", "/menu"],
    ["/trangthai@cau_noi_bot SK-2026-0001", "/trangthai SK-2026-0001"],
    ["thư: lan@example.org", "thư: lan@example.org"],
  ])("the text %j is read as %j", (text, expected) => {
    expect(saidIn(message({ text }))).toMatchObject({ text: expected });
  });

  test("a photo is its largest size, with the caption as text", () => {
    const size = (file_id: string, width: number) => ({ file_id, width, height: width, file_size: width });
    const photo = [size("small", 90), size("large", 1280), size("middle", 320)];
    expect(saidIn(message({ photo, caption: "Mẫu đơn" }))).toEqual({
      kind: "text",
      text: "Mẫu đơn",
      files: [{ handle: "large", kind: "photo", name: null, mediaType: "image/jpeg", sizeBytes: 1280 }],
    });
  });

  test.each([
    [
      "document",
      {
        document: {
          file_id: "d",
          file_name: "../thư mục/Đơn.docx",
          mime_type: "application/msword",
          file_size: 9,
        },
      },
      { handle: "d", kind: "document", name: "Đơn.docx", mediaType: "application/msword", sizeBytes: 9 },
    ],
    [
      "voice",
      { voice: { file_id: "v", duration: 3 } },
      { handle: "v", kind: "voice", name: null, mediaType: "audio/ogg", sizeBytes: null },
    ],
    [
      "video",
      { video: { file_id: "m", mime_type: "video/mp4", file_size: 5 } },
      { handle: "m", kind: "video", name: null, mediaType: "video/mp4", sizeBytes: 5 },
    ],
    [
      "round video",
      { video_note: { file_id: "n", length: 240 } },
      { handle: "n", kind: "video", name: null, mediaType: "video/mp4", sizeBytes: null },
    ],
    [
      "music",
      { audio: { file_id: "a", mime_type: "audio/mpeg" } },
      { handle: "a", kind: "document", name: null, mediaType: "audio/mpeg", sizeBytes: null },
    ],
  ])("a %s becomes a file", (_what, own, file) => {
    expect(saidIn(message(own))).toEqual({ kind: "text", text: "", files: [file] });
  });

  test("an animation is one file, though Telegram names it twice", () => {
    const file = { file_id: "g", mime_type: "video/mp4" };
    expect(saidIn(message({ animation: file, document: file }))).toMatchObject({ files: [{ handle: "g" }] });
  });

  test.each(["sticker", "location", "contact", "poll", "dice"])(
    "a %s is something we cannot read",
    (what) => {
      expect(saidIn(message({ [what]: { any: 1 } }))).toEqual({ kind: "other", what });
    },
  );

  test("a press gives the button's data and what to acknowledge", () => {
    const callback_query = {
      id: "4382",
      from,
      data: "12.1",
      chat_instance: "x",
      message: { message_id: 3, chat, date: 0 },
    };
    expect(readUpdate({ update_id: 10, callback_query }, now)[0]).toMatchObject({
      said: { kind: "pressed", button: "12.1", acknowledge: "4382" },
      at: now,
    });
  });

  test.each([
    ["kicked", false],
    ["left", false],
    ["member", true],
  ])("the bot becoming “%s” means reachable: %s", (status, isReachable) => {
    const my_chat_member = {
      chat,
      from,
      date: 1_790_000_000,
      old_chat_member: {},
      new_chat_member: { status },
    };
    expect(saidIn({ update_id: 11, my_chat_member })).toEqual({ kind: "reachable", isReachable });
  });
});

describe("an update that is not for us gives nothing", () => {
  test.each([
    ["a group message", message({ text: "hi", chat: { id: -100, type: "supergroup" } })],
    ["a message of another bot", message({ text: "hi", from: { ...from, is_bot: true } })],
    ["a pinned message", message({ pinned_message: { message_id: 1 } })],
    ["an edited message", { update_id: 1, edited_message: message({ text: "hi" }).message }],
    [
      "a channel post",
      { update_id: 1, channel_post: { message_id: 1, chat: { id: -1, type: "channel" }, text: "x" } },
    ],
    [
      "a press under an inline message",
      { update_id: 1, callback_query: { id: "1", from, data: "1.0", inline_message_id: "i" } },
    ],
    [
      "a press in a group",
      { update_id: 1, callback_query: { id: "1", from, data: "1.0", message: { chat: { type: "group" } } } },
    ],
    [
      "a game press",
      { update_id: 1, callback_query: { id: "1", from, game_short_name: "g", message: { chat } } },
    ],
    [
      "a group adding the bot",
      {
        update_id: 1,
        my_chat_member: { chat: { type: "group" }, from, new_chat_member: { status: "member" } },
      },
    ],
    ["a kind of the future", { update_id: 1, stopped_message_generation: {} }],
    ["an empty message", message({ text: " " })],
  ])("%s", (_what, update) => {
    expect(readUpdate(update, now)).toEqual([]);
  });

  test.each([
    ["a message that is a number", { update_id: 1, message: 5 }],
    ["a message without a sender", { update_id: 1, message: { chat, text: "x" } }],
    ["a message without a chat", { update_id: 1, message: { from, text: "x" } }],
    ["a text that is an object", message({ text: {} })],
    ["photos that are no list", message({ photo: 7 })],
    ["a file without a handle", message({ document: {} })],
    ["a sender without a number", message({ text: "x", from: { ...from, id: "5" } })],
    ["no id", { message: message({ text: "x" }).message }],
    ["no object", null],
  ])("%s, without throwing", (_what, update) => {
    expect(readUpdate(update, now)).toEqual([]);
  });

  test("an impossible moment is replaced by now", () => {
    expect(readUpdate(message({ text: "x", date: 1e18 }), now)[0]?.at).toBe(now);
  });
});

describe("a webhook call", () => {
  const update = message({ text: "chào" });
  const codeOf = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      return isFailure(error) ? error.code : String(error);
    }
    return "read";
  };

  test.each([
    ["the right secret", webhookSecret, "read"],
    ["a wrong secret", "guessed", "forged"],
    ["an empty secret", "", "forged"],
  ])("with %s is %s → %s", (_what, secret, expected) => {
    expect(codeOf(() => readCall(webhookCall(update, secret), webhookSecret, now))).toBe(expected);
  });

  test("without any secret header is forged", () => {
    expect(codeOf(() => readCall({ ...webhookCall(update), headers: {} }, webhookSecret, now))).toBe(
      "forged",
    );
  });

  test("is forged when no secret is configured, whatever it carries", () => {
    expect(codeOf(() => readCall(webhookCall(update, ""), null, now))).toBe("forged");
    expect(codeOf(() => readCall(webhookCall(update, ""), "", now))).toBe("forged");
  });

  test("whose body is an object but no update is invalid", () => {
    expect(codeOf(() => readCall(webhookCall({ message: {} }), webhookSecret, now))).toBe("invalid");
  });
});
