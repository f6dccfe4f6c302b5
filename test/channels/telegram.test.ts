import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SendOutcome } from "../../src/channels/channel.ts";
import type { Content, Part } from "../../src/kit/message.ts";
import { say } from "../../src/kit/message.ts";
import { systemClock, toMs } from "../../src/kit/time.ts";
import {
  connect,
  deadUrl,
  openPair,
  type TelegramPair,
  tinyJpeg,
  webhookCall,
} from "../support/telegram-peer.ts";
import type { Person } from "../support/telegram-server-person.ts";
import type { World } from "../support/telegram-server-world.ts";
import { describeChannel, type Peer } from "./conformance.ts";

describeChannel("Telegram", async (): Promise<Peer> => {
  const { server, channel, person, close } = await openPair();
  const lonely = connect(await deadUrl(), { token: server.token });
  let current = channel;
  let updateId = 10;
  const from = { id: person.id, is_bot: false, first_name: "Lan" };
  const chat = { id: person.id, type: "private" };
  return {
    get channel() {
      return current;
    },
    person: { channel: "telegram", externalId: String(person.id) },
    seen: () => seenBy(server.world, person),
    fail: {
      flood: () => server.inject({ how: "flood", retryAfter: 3 }),
      blocked: () => person.block(),
      neverStarted() {
        const known = server.world.chats.get(person.id);
        if (known) known.isStarted = false;
      },
      revoked: () => server.inject({ how: "refuse", code: 401, description: "Unauthorized" }),
      serverError: () => server.inject({ how: "refuse", code: 502, description: "Bad Gateway" }),
      lostAnswer: () => server.inject({ how: "reset", isStored: true }),
      notJson: () => server.inject({ how: "html", status: 502 }),
      noConnection() {
        current = lonely;
      },
      silence: () => server.inject({ how: "hang" }),
    },
    calls: {
      says: (text, name) =>
        webhookCall({
          update_id: updateId++,
          message: {
            message_id: 1,
            from: { ...from, first_name: name ?? "Lan" },
            chat,
            date: 1_790_000_000,
            text,
          },
        }),
      presses: (data) =>
        webhookCall({
          update_id: updateId++,
          callback_query: {
            id: "77",
            from,
            chat_instance: "1",
            data,
            message: { message_id: 1, chat, date: 0 },
          },
        }),
      proven: (body) => webhookCall(body),
      unknownKind: () => webhookCall({ update_id: updateId++, widget_query: { id: "1" } }),
      forged: (call) => ({ ...call, headers: { "x-telegram-bot-api-secret-token": "guessed" } }),
    },
    async close() {
      lonely.close();
      await close();
    },
  };
});

/** What the person's telephone shows, with the wire's own button ids. */
function seenBy(world: World, person: Person) {
  const stored = world.chats.get(person.id)?.messages ?? [];
  return stored.map(({ message, visible }) => ({
    text: visible,
    buttons: (message.reply_markup?.inline_keyboard.flat() ?? []).map((button) => ({
      label: button.text,
      id: "callback_data" in button ? String(button.callback_data) : "",
    })),
  }));
}

describe("Telegram sending", () => {
  let pair: TelegramPair;
  beforeEach(async () => {
    pair = await openPair({
      blobs: { poster: tinyJpeg, form: Uint8Array.from([1, 2, 3]), broken: Uint8Array.from([9]) },
    });
  });
  afterEach(() => pair.close());

  const send = (
    content: Content,
    options: { isBulk?: boolean; externalId?: string } = {},
  ): Promise<SendOutcome> => {
    const { isBulk = false, externalId = String(pair.person.id) } = options;
    const message = {
      to: { channel: "telegram" as const, externalId },
      content,
      deliverySeq: 5,
      isBulk,
      at: systemClock(),
    };
    return pair.channel.send(message, AbortSignal.timeout(15_000));
  };
  const parts = (...list: Part[]): Content => ({ parts: list, choices: [] });
  const poster: Part = { kind: "image", blob: "poster", mediaType: "image/jpeg", alt: "Tháng Công nhân" };
  const longText = Array.from({ length: 1_000 }, (_, index) => `câu ${index}.`).join(" ");

  test.each([
    [1000, true, [true, true]],
    [1000, false, [undefined, undefined]],
    [30, true, [undefined, undefined]],
  ])("at %i a second, a message to many (%s) is marked as paid as %j says", async (rate, isBulk, marks) => {
    const { server, person } = pair;
    const blobs = { poster: tinyJpeg };
    const channel = connect(server.url, { token: server.token, bulkPerSecond: rate, blobs });
    const to = { channel: "telegram" as const, externalId: String(person.id) };
    const message = {
      to,
      content: parts(poster, { kind: "text", text: longText.slice(0, 2000) }),
      deliverySeq: 5,
    };
    const outcome = await channel.send(
      { ...message, isBulk, at: systemClock() },
      AbortSignal.timeout(15_000),
    );
    channel.close();
    expect(outcome.kind).toBe("sent");
    const calls = [...server.callsOf("sendPhoto"), ...server.callsOf("sendMessage")];
    // A form with a file in it carries its flags as words.
    expect(calls.map(({ fields }) => fields.allow_paid_broadcast)).toEqual(
      marks.map((mark, index) => (mark && index === 0 ? "true" : mark)),
    );
  });

  test("words right after an image are its caption, with the buttons under it", async () => {
    const content = {
      ...parts(poster, { kind: "text", text: "Chào <mừng> & chúc" }),
      choices: [{ label: "Xem", action: "/menu" }],
    };
    expect(await send(content)).toMatchObject({ kind: "sent" });
    expect(pair.person.replies()).toMatchObject([
      { text: "Chào <mừng> & chúc", buttons: ["Xem"], photo: tinyJpeg },
    ]);
  });

  test("words too long for a caption follow the image as messages of their own, all ids are kept", async () => {
    const outcome = await send(parts(poster, { kind: "text", text: longText }));
    const replies = pair.person.replies();
    expect(replies[0]).toMatchObject({ photo: tinyJpeg, text: "" });
    expect(
      replies
        .slice(1)
        .map((reply) => reply.text)
        .join(" "),
    ).toBe(longText);
    expect(outcome).toEqual({ kind: "sent", externalId: replies.map((reply) => reply.messageId).join(",") });
  });

  test("a file keeps its Vietnamese name, without what would cut the name on the way", async () => {
    await send(
      parts({ kind: "file", blob: "form", mediaType: "application/pdf", name: 'Đơn; đề nghị "mới".pdf' }),
    );
    expect(pair.person.replies()).toMatchObject([
      { document: { name: "Đơn đề nghị mới .pdf", bytes: Uint8Array.from([1, 2, 3]) } },
    ]);
  });

  test("a picture is uploaded once and sent by its handle afterwards", async () => {
    for (let count = 0; count < 3; count++) await send(parts(poster), { isBulk: true });
    expect(pair.server.callsOf("sendPhoto").map((call) => call.fileNames.length)).toEqual([1, 0, 0]);
    expect(pair.person.replies()).toHaveLength(3);
  });

  test("a handle that Telegram forgot is replaced by a new upload, and the person sees one picture more", async () => {
    await send(parts(poster));
    pair.server.world.files.clear();
    expect(await send(parts(poster))).toMatchObject({ kind: "sent" });
    expect(pair.person.replies()).toHaveLength(2);
  });

  test("a blob that is not there refuses the message before anything is sent", async () => {
    const lost: Part = { kind: "file", blob: "nowhere", mediaType: "application/pdf", name: "a.pdf" };
    expect(await send(parts(lost))).toMatchObject({ kind: "refused", why: "badContent" });
    expect(pair.server.calls).toEqual([]);
  });

  test("bytes that are no picture are refused as bad content", async () => {
    expect(await send(parts({ ...poster, blob: "broken" }))).toMatchObject({
      kind: "refused",
      why: "badContent",
    });
  });

  test("once the first piece has arrived, a failure of a later one is doubt and nothing is repeated", async () => {
    pair.server.inject({
      how: "refuse",
      code: 400,
      description: "Bad Request: message is too long",
      method: "sendMessage",
    });
    const outcome = await send(parts(poster, { kind: "text", text: longText }));
    expect(outcome).toEqual({ kind: "unknown", why: "Message 2 of 4: 400 Bad Request: message is too long" });
    expect(pair.server.callsOf("sendPhoto")).toHaveLength(1);
    expect(pair.server.callsOf("sendMessage")).toHaveLength(1);
  });

  test("a short flood wait in the middle is waited for, so that the message is not torn", async () => {
    pair.server.inject({ how: "flood", retryAfter: 1, method: "sendMessage" });
    expect(await send(parts(poster, { kind: "text", text: longText }))).toMatchObject({ kind: "sent" });
    expect(
      pair.person
        .replies()
        .slice(1)
        .map((reply) => reply.text)
        .join(" "),
    ).toBe(longText);
  });

  test("a long flood wait in the middle is doubt", async () => {
    pair.server.inject({ how: "flood", retryAfter: 600, method: "sendMessage" });
    const before = Date.now();
    expect(await send(parts(poster, { kind: "text", text: longText }))).toMatchObject({ kind: "unknown" });
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  test("tags Telegram cannot read are left out and the words arrive once", async () => {
    pair.server.inject({
      how: "refuse",
      code: 400,
      description: "Bad Request: can't parse entities: Unsupported start tag",
    });
    expect(await send(say("1 < 2"))).toMatchObject({ kind: "sent" });
    expect(pair.server.callsOf("sendMessage")[1]?.fields).not.toHaveProperty("parse_mode");
    expect(pair.person.replies()).toMatchObject([{ text: "1 < 2" }]);
  });

  test("what Telegram repeats of a message's text does not reach the ledger", async () => {
    const description = 'Bad Request: can\'t parse entities: Unsupported start tag "lương" at byte offset 3';
    pair.server.inject({ how: "refuse", code: 400, description, times: 2 });
    const detail = "400 Bad Request: can't parse entities";
    expect(await send(say("x"))).toEqual({ kind: "refused", why: "badContent", detail });
  });

  test("bulk messages carry no link preview, replies may", async () => {
    await send(say("https://example.org"), { isBulk: true });
    await send(say("https://example.org"));
    const previews = pair.server.callsOf("sendMessage").map((call) => call.fields.link_preview_options);
    expect(previews).toEqual([{ is_disabled: true }, undefined]);
  });

  test.each(["@some_channel", "", "5e3", "12 34"])(
    "an address that is no number (%j) is never asked of Telegram",
    async (externalId) => {
      expect(await send(say("chào"), { externalId })).toEqual({ kind: "refused", why: "neverStarted" });
      expect(pair.server.calls).toEqual([]);
    },
  );

  test.each([[[]], [[{ kind: "text", text: " \n " }]]] as [Part[]][])(
    "content without anything to see is bad content: %j",
    async (list) => {
      expect(await send({ parts: list, choices: [] })).toMatchObject({ kind: "refused", why: "badContent" });
    },
  );

  test.each([
    [400, "Bad Request: BUTTON_DATA_INVALID", { kind: "refused", why: "badContent" }],
    [400, "Bad Request: message is too long", { kind: "refused", why: "badContent" }],
    [
      400,
      "Bad Request: group chat was upgraded to a supergroup chat",
      { kind: "refused", why: "neverStarted" },
    ],
    [400, "Bad Request: message is not modified: same", { kind: "sent" }],
    [403, "Forbidden: user is deactivated", { kind: "refused", why: "blocked" }],
    [403, "Forbidden: bot can't initiate conversation with a user", { kind: "refused", why: "blocked" }],
    [404, "Not Found", { kind: "refused", why: "channelOff", stopsChannel: true }],
    [413, "Request Entity Too Large", { kind: "refused", why: "badContent" }],
    [500, "Internal Server Error: restart", { kind: "unknown" }],
  ])("the answer %i “%s” ends as %j", async (code, description, expected) => {
    pair.server.inject({ how: "refuse", code, description });
    expect(await send(say("chào"))).toMatchObject(expected);
    expect(pair.server.callsOf("sendMessage")).toHaveLength(1);
  });

  test.each([
    [35, 35],
    ["7", 7],
    [0, 1],
    [0.2, 1],
    [-5, 10],
    [undefined, 10],
    [null, 10],
    ["soon", 10],
    [1e12, 86_400],
  ])("a flood wait of %j pauses the channel for %i s", async (retryAfter, expectedS) => {
    pair.server.inject({ how: "flood", retryAfter });
    const before = Date.now();
    const outcome = await send(say("chào"));
    if (outcome.kind !== "later") throw new Error(`expected later, got ${outcome.kind}`);
    expect(outcome.pausesChannel).toBe(true);
    const waitS = (toMs(outcome.at) - before) / 1000;
    expect(waitS).toBeGreaterThanOrEqual(expectedS - 0.1);
    expect(waitS).toBeLessThan(expectedS + 5);
  });

  test("a flood answer that is a web page still pauses, by its Retry-After header", async () => {
    pair.server.inject({ how: "html", status: 429, headers: { "retry-after": "20" } });
    expect(await send(say("chào"))).toMatchObject({ kind: "later", why: "429 Too Many Requests, 20 s" });
  });

  test("a success that names no message is doubt", async () => {
    pair.server.inject({ how: "answer", result: true });
    expect(await send(say("chào"))).toMatchObject({ kind: "unknown" });
  });

  test("a handshake that fails has sent nothing: later", async () => {
    const overTls = connect(pair.server.url.replace("http:", "https:"));
    const to = { channel: "telegram" as const, externalId: String(pair.person.id) };
    const message = { to, content: say("chào"), deliverySeq: 1, isBulk: false, at: systemClock() };
    const outcome = await overTls.send(message, AbortSignal.timeout(10_000));
    overTls.close();
    expect(outcome).toMatchObject({ kind: "later", pausesChannel: true });
  });

  test("no outcome ever names the token", async () => {
    const { token } = pair.server;
    const described: string[] = [];
    const faults = [
      { how: "refuse", code: 400, description: `Bad Request: https://api.telegram.org/bot${token}/x` },
      { how: "refuse", code: 500, description: `Internal Server Error ${token}` },
      { how: "html", status: 502 },
      { how: "reset" },
    ] as const;
    for (const fault of faults) {
      pair.server.inject(fault);
      described.push(JSON.stringify(await send(say("chào"))));
    }
    expect(described).toHaveLength(faults.length);
    expect(described.filter((text) => text.includes("AAF-loopback"))).toEqual([]);
  });
});
