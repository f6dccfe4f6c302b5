import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readBotCall, readBotUpdate } from "../../src/channels/zalo-bot-read.ts";
import { downloadFromZalo } from "../../src/channels/zalo-download.ts";
import { isFailure } from "../../src/kit/failure.ts";
import type { FileRef } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { startZaloServer, type ZaloReply, type ZaloServer } from "../support/zalo-server.ts";

const now = instant("2026-11-22T08:00:00Z");
const me = { id: "bot-1", name: "Bot Công đoàn" };
const read = (update: object) => readBotUpdate(update, { me, now });
const from = { id: "a1b2c3d4e5f60718293a", is_bot: false, display_name: "Người dùng" };
const chat = { chat_type: "PRIVATE", id: "a1b2c3d4e5f60718293a" };

describe("what Zalo Bot sends", () => {
  test("a documented, wrapped text is read", () => {
    const wrapped =
      '{"ok":true,"result":{"message":{"from":{"id":"6ede9afa66b88fe6d6a9","display_name":"Ted","is_bot":false},"chat":{"id":"6ede9afa66b88fe6d6a9","chat_type":"PRIVATE"},"text":"Xin chào","message_id":"2d758cb5e222177a4e35","date":1750316131602},"event_name":"message.text.received"}}';
    expect(read(JSON.parse(wrapped))).toEqual([
      {
        channel: "zalo-bot",
        externalId: "2d758cb5e222177a4e35",
        from: { externalId: "6ede9afa66b88fe6d6a9", name: "Ted" },
        said: { kind: "text", text: "Xin chào", files: [] },
        at: "2025-06-19T06:55:31.602Z",
      },
    ]);
  });

  test("a real, unwrapped text is read", () => {
    const bare =
      '{"event_name":"message.text.received","message":{"date":1789033572455,"chat":{"chat_type":"PRIVATE","id":"a1b2c3d4e5f60718293a"},"message_id":"m1a2b3c4d5e6f7081920","from":{"id":"a1b2c3d4e5f60718293a","is_bot":false,"display_name":"Người dùng"},"text":"Xin chào"}}';
    expect(read(JSON.parse(bare))).toMatchObject([
      { externalId: "m1a2b3c4d5e6f7081920", from: { name: "Người dùng" }, said: { text: "Xin chào" } },
    ]);
  });

  test.each([
    ["photo_url", "https://photo-stal-1.zdn.vn/x.jpg"],
    ["photo", "https://cdn.zdn.vn/img.jpg"],
  ])("an image in the field %s is a photo with its caption", (field, url) => {
    const message = { message_id: "m1", date: 1, chat, from, [field]: url, caption: "bảng lương" };
    expect(read({ event_name: "message.image.received", message })).toMatchObject([
      { said: { kind: "text", text: "bảng lương", files: [{ kind: "photo", handle: url }] }, at: now },
    ]);
  });

  test("a voice message is a file", () => {
    const message = { message_id: "m1", chat, from, voice_url: "https://f2-voice-aac-dl.zdn.vn/x.aac" };
    expect(read({ event_name: "message.voice.received", message })).toMatchObject([
      { said: { files: [{ kind: "voice", mediaType: "audio/aac" }] } },
    ]);
  });

  test.each([
    ["message.sticker.received", { sticker: "1" }, "sticker"],
    ["message.unsupported.received", {}, "unsupported"],
    ["message.image.received", {}, "photo"],
  ])("%s without content for us is told apart as %s", (event_name, own, what) => {
    expect(read({ event_name, message: { message_id: "m1", chat, from, ...own } })).toMatchObject([
      { said: { kind: "other", what } },
    ]);
  });

  test.each([
    ["an unknown event", { event_name: "message.future.received", message: { message_id: "1", chat, from } }],
    [
      "another bot",
      { event_name: "message.text.received", message: { chat, from: { ...from, is_bot: true } } },
    ],
    ["no sender", { event_name: "message.text.received", message: { chat, text: "a" } }],
    ["no message", { event_name: "message.text.received" }],
    ["nothing", {}],
  ])("%s gives no message", (_what, update) => {
    expect(read(update)).toEqual([]);
  });

  test("a message without an id is the same message when it comes again, and not another one", () => {
    const update = (text: string) => ({ event_name: "message.text.received", message: { chat, from, text } });
    const [first, again, other] = [read(update("a")), read(update("a")), read(update("b"))];
    expect(first[0]?.externalId).toBe(again[0]?.externalId);
    expect(first[0]?.externalId).not.toBe(other[0]?.externalId);
  });

  test("an empty body with the right secret is the platform's probe; with a wrong one it is forged", () => {
    const probe = (given: string | undefined, secret: string | null) =>
      readBotCall({ headers: { "x-bot-api-secret-token": given }, body: new Uint8Array() }, secret, {
        me,
        now,
      });
    expect(probe("the-right-one", "the-right-one")).toEqual([]);
    expect(() => probe("guessed", "the-right-one")).toThrow(/without the right secret/);
    expect(() => probe(undefined, "the-right-one")).toThrow(/without the right secret/);
    expect(() => probe("", null)).toThrow(/without the right secret/);
  });
});

describe("groups on Zalo Bot", () => {
  const group = (own: object, identity: typeof me | undefined = me) =>
    readBotUpdate(
      {
        event_name: "message.text.received",
        message: { message_id: "m1", chat: { id: "zgr-1", chat_type: "group" }, from, ...own },
      },
      { me: identity, now },
    );

  test("a mention by name is answered in the group, without the name and without the speaker", () => {
    expect(group({ text: "@Bot Công đoàn lương tối thiểu là bao nhiêu?" })).toMatchObject([
      {
        from: { externalId: "zgr-1", name: null },
        said: { kind: "text", text: "lương tối thiểu là bao nhiêu?" },
      },
    ]);
  });

  test("a mention by id is enough, and the bare name asks for the menu", () => {
    expect(group({ text: "@Bot ơi", mentions: [{ uid: "bot-1" }] })).toHaveLength(1);
    expect(group({ text: "@Bot Công đoàn" })).toMatchObject([{ said: { text: "/menu" } }]);
  });

  test("what is not said to the bot is not read", () => {
    expect(group({ text: "mai họp nhé" })).toEqual([]);
    expect(group({ text: "@Lan ơi", mentions: [{ uid: "u2" }] })).toEqual([]);
  });

  test("before the bot knows its own name, nothing from groups is read", () => {
    const message = {
      message_id: "m1",
      chat: { id: "g", chat_type: "GROUP" },
      from,
      text: "@Bot Công đoàn a",
    };
    expect(readBotUpdate({ event_name: "message.text.received", message }, { me: undefined, now })).toEqual(
      [],
    );
  });
});

describe("fetching what a person sent over Zalo", () => {
  let server: ZaloServer;
  let reply: ZaloReply;
  beforeEach(async () => {
    server = await startZaloServer(() => reply);
  });
  afterEach(() => server.close());

  const fetchFile = (own: Partial<FileRef> = {}) => {
    const handle = `${server.url}/x.jpg?sig=1`;
    const file = {
      handle,
      kind: "photo",
      name: null,
      mediaType: "image/jpeg",
      sizeBytes: null,
      ...own,
    } as const;
    return downloadFromZalo(file, server.url, AbortSignal.timeout(5_000));
  };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test("a photo comes with its bytes and its type", async () => {
    reply = { type: "image/png; charset=x", body: Uint8Array.from([1, 2]) };
    expect(await fetchFile()).toEqual({ bytes: Buffer.from([1, 2]), mediaType: "image/png" });
    expect(server.calls[0]?.query.get("sig")).toBe("1");
  });

  test("a type nobody looked at is what the message said it was", async () => {
    reply = { type: "application/octet-stream", body: "x" };
    expect(await fetchFile()).toMatchObject({ mediaType: "image/jpeg" });
  });

  test.each([
    ["a page under the name of a photo", { type: "text/html", body: "<script>" }],
    ["a file that is gone", { status: 404, body: "" }],
    ["a way to somewhere else", { status: 302, body: "" }],
  ])("%s is missing", async (_what, given: ZaloReply) => {
    reply = given;
    expect(isFailure(await failureOf(fetchFile()), "missing")).toBe(true);
    expect(server.calls).toHaveLength(1);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:1/x.jpg",
    "https://zdn.vn.example.org/x.jpg",
    "https://evilzdn.vn/x.jpg",
    "https://a.zdn.vn:8443/x.jpg",
    "https://user@a.zdn.vn/x.jpg",
    "file:///etc/passwd",
    "x.jpg",
  ])("%s is not on a host of Zalo's and never asked", async (handle) => {
    expect(isFailure(await failureOf(fetchFile({ handle })), "missing")).toBe(true);
    expect(server.calls).toEqual([]);
  });

  test("a store that is overloaded is asked again later; a file known to be too big is not asked for", async () => {
    reply = { status: 503, body: "" };
    expect(isFailure(await failureOf(fetchFile()), "unavailable")).toBe(true);
    expect(isFailure(await failureOf(fetchFile({ sizeBytes: 21 * 2 ** 20 })), "missing")).toBe(true);
    expect(server.calls).toHaveLength(1);
  });
});
