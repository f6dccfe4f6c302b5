import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WebhookCall } from "../../src/channels/channel.ts";
import { createZaloBot, type ZaloBot } from "../../src/channels/zalo-bot.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { type Content, say } from "../../src/kit/message.ts";
import { instant, systemClock, toMs } from "../../src/kit/time.ts";
import { createCounted } from "../support/counted.ts";
import { badGateway } from "../support/zalo-server.ts";
import { type BotPerson, startZaloBotServer, type ZaloBotServer } from "../support/zalo-server-bot.ts";
import { describeChannel, type Peer } from "./conformance.ts";

const secret = "at-least-8-chars";

function connect(apiRoot: string, token: string, mode: "polling" | "webhook" = "webhook"): ZaloBot {
  return createZaloBot({
    token,
    apiRoot,
    mode,
    webhookSecret: secret,
    bulkPerSecond: 5,
    clock: systemClock,
    perMonth: 0,
    allotment: createCounted(),
  });
}

function call(body: Uint8Array | object, given: string | undefined = secret): WebhookCall {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body));
  return { headers: { "x-bot-api-secret-token": given }, body: bytes };
}

describeChannel(
  "Zalo Bot",
  async (): Promise<Peer> => {
    const server = await startZaloBotServer();
    const channel = connect(server.url, server.token);
    const person = server.person();
    const closed = await startZaloBotServer();
    await closed.close();
    const lonely = connect(closed.url, server.token);
    let current = channel;
    let messages = 0;
    const textCall = (text: string, name = "Lan") => {
      const from = { id: person.id, is_bot: false, display_name: name };
      const chat = { id: person.id, chat_type: "PRIVATE" };
      const message = { from, chat, text, message_id: `m${messages++}`, date: 1_789_033_572_455 };
      return call({ event_name: "message.text.received", message });
    };
    return {
      get channel() {
        return current;
      },
      person: { channel: "zalo-bot", externalId: person.id },
      seen: () => person.replies().map((text) => ({ text, buttons: [] })),
      fail: {
        flood: () => server.refuse(429, "Quota exceeded", "/sendMessage"),
        revoked: () => server.refuse(401, "Unauthorized", "/sendMessage"),
        serverError: () => server.refuse(403, "Internal server error", "/sendMessage"),
        lostAnswer: () => server.inject({ how: "reset", isStored: true }),
        notJson: () => server.inject({ how: "answer", reply: badGateway }),
        noConnection() {
          current = lonely;
        },
        silence: () => server.inject({ how: "hang" }),
      },
      calls: {
        says: textCall,
        proven: (body) => (body.byteLength === 0 ? undefined : call(body)),
        unknownKind: () => call({ event_name: "message.future.received", message: { message_id: "x" } }),
        forged: (real) => ({ ...real, headers: { "x-bot-api-secret-token": "guessed-wrong" } }),
      },
      async close() {
        channel.close();
        lonely.close();
        await server.close();
      },
    };
  },
  {
    buttons: "the platform has none",
    emptyBody: "an empty body is the platform's check of the address",
    blocked: "the platform has no such answer",
    neverStarted: "the platform has no such answer",
  },
);

describe("sending over Zalo Bot", () => {
  let server: ZaloBotServer;
  let channel: ZaloBot;
  let person: BotPerson;
  beforeEach(async () => {
    server = await startZaloBotServer();
    channel = connect(server.url, server.token);
    person = server.person();
  });
  afterEach(async () => {
    channel.close();
    await server.close();
  });

  const send = (content: Content, externalId = person.id) =>
    channel.send(
      { to: { channel: "zalo-bot", externalId }, content, deliverySeq: 5, isBulk: false, at: systemClock() },
      AbortSignal.timeout(15_000),
    );

  test("campaigns wait for the next month when this one's messages are used up; answers go", async () => {
    const clock = () => instant("2026-12-30T10:00:00Z");
    const allotment = createCounted();
    const settings = {
      apiRoot: server.url,
      token: server.token,
      mode: "polling",
      webhookSecret: null,
    } as const;
    const limited = createZaloBot({ ...settings, bulkPerSecond: 5, perMonth: 2, allotment, clock });
    const sendOne = (isBulk: boolean) =>
      limited.send(
        {
          to: { channel: "zalo-bot", externalId: person.id },
          content: say("tin"),
          deliverySeq: 5,
          isBulk,
          at: clock(),
        },
        AbortSignal.timeout(15_000),
      );
    expect(await sendOne(true)).toMatchObject({ kind: "sent" });
    server.refuse(400, "Bad request");
    expect(await sendOne(true)).toMatchObject({ kind: "refused" });
    expect(await sendOne(true)).toMatchObject({ kind: "sent" });
    expect(await sendOne(true)).toMatchObject({
      kind: "later",
      at: "2026-12-31T17:00:00.000Z",
      pausesChannel: false,
    });
    expect(await sendOne(false)).toMatchObject({ kind: "sent" });
    expect(allotment.used()).toBe(3);
    limited.close();
  });

  test("choices are numbered under the text, for there are no buttons", async () => {
    await send(
      say("Bạn cần gì?", [
        { label: "Hỏi chế độ", action: "/menu" },
        { label: "Gặp cán bộ", action: "/canbo" },
      ]),
    );
    expect(person.replies()).toEqual(["Bạn cần gì?\n\n1. Hỏi chế độ\n2. Gặp cán bộ\n(trả lời bằng số)"]);
  });

  test("the call is the documented one, with ids as the text they came as", async () => {
    await send(say("Xin chào"));
    const [sent] = server.callsTo("/sendMessage");
    expect(sent?.headers[":path"]).toBe(`/bot${server.token}/sendMessage`);
    expect(sent?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(sent?.body.toString() ?? "")).toEqual({ chat_id: person.id, text: "Xin chào" });
  });

  test.each([
    [400, "Bad request: The chat_id must not be empty", { kind: "refused", why: "neverStarted" }],
    [400, "Bad request: chat not found", { kind: "refused", why: "neverStarted" }],
    [403, "Forbidden: bot was blocked by the user", { kind: "refused", why: "blocked" }],
    [400, "Bad request: text is too long", { kind: "refused", why: "badContent" }],
    [401, "Unauthorized", { kind: "refused", why: "channelOff", stopsChannel: true }],
    [404, "Not Found", { kind: "refused", why: "channelOff", stopsChannel: true }],
    [403, "Internal server error", { kind: "unknown" }],
    [408, "Request timeout", { kind: "unknown" }],
    [500, "Oops", { kind: "unknown" }],
  ])("the answer %i “%s” ends as %j", async (code, description, expected) => {
    server.refuse(code, description);
    expect(await send(say("chào"))).toMatchObject(expected);
    expect(server.callsTo("/sendMessage")).toHaveLength(1);
  });

  test("each quota refusal in a row waits twice as long, and a success starts anew", async () => {
    const waitS = async () => {
      server.refuse(429, "Quota exceeded");
      const before = Date.now();
      const outcome = await send(say("chào"));
      if (outcome.kind !== "later") throw new Error(`expected later, got ${outcome.kind}`);
      return Math.round((toMs(outcome.at) - before) / 1000);
    };
    expect([await waitS(), await waitS(), await waitS()]).toEqual([30, 60, 120]);
    await send(say("chào"));
    expect(await waitS()).toBe(30);
    for (let count = 0; count < 8; count++) await waitS();
    expect(await waitS()).toBe(3600);
  });

  test("once the first piece has arrived, a failure of a later one is doubt and nothing is repeated", async () => {
    const text = Array.from({ length: 900 }, (_, index) => `câu ${index}.`).join(" ");
    await send(say("trước"));
    server.inject({ how: "slow", ms: 1, path: "/sendMessage" });
    const sending = send(say(text));
    server.refuse(400, "Bad request: text is too long", "/sendMessage");
    expect(await sending).toMatchObject({
      kind: "unknown",
      why: expect.stringMatching(/^Message 2 of \d: 400/),
    });
    expect(person.replies()).toHaveLength(2);
  });

  test("a success that names no message is doubt", async () => {
    server.inject({ how: "answer", reply: { body: '{"ok":true,"result":{}}' } });
    expect(await send(say("chào"))).toMatchObject({ kind: "unknown" });
  });

  test("no outcome ever names the token or a word behind a second colon", async () => {
    server.refuse(400, `Bad request: https://x/bot${server.token}/sendMessage`);
    server.refuse(500, `Error: text: lương của tôi`);
    const outcomes = [await send(say("a")), await send(say("b"))];
    expect(outcomes).toHaveLength(2);
    expect(JSON.stringify(outcomes)).not.toMatch(/loopback_only|lương/);
  });

  test("“typing” is shown, and a refusal of it harms nobody", async () => {
    await channel.showTyping?.({ channel: "zalo-bot", externalId: person.id });
    expect(JSON.parse(server.callsTo("/sendChatAction")[0]?.body.toString() ?? "")).toEqual({
      chat_id: person.id,
      action: "typing",
    });
    server.refuse(429, "Quota exceeded");
    await expect(
      channel.showTyping?.({ channel: "zalo-bot", externalId: person.id }),
    ).resolves.toBeUndefined();
  });
});

describe("setting Zalo Bot up", () => {
  let server: ZaloBotServer;
  const open: ZaloBot[] = [];
  const make = (mode: "polling" | "webhook", token = server.token) => {
    const channel = connect(server.url, token, mode);
    open.push(channel);
    return channel;
  };
  beforeEach(async () => {
    server = await startZaloBotServer();
  });
  afterEach(async () => {
    for (const channel of open.splice(0)) channel.close();
    await server.close();
  });
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test("in webhook mode the address and the secret are registered", async () => {
    expect(await make("webhook").setUp("https://hoi.example.vn/")).toBe("bot.CauNoi");
    expect(server.webhook()).toEqual({ url: "https://hoi.example.vn/webhooks/zalo-bot", secret });
  });

  test("in polling mode nothing is registered", async () => {
    await make("polling").setUp("https://hoi.example.vn");
    expect(server.calls.map(({ path }) => path)).toEqual(["/getMe"]);
  });

  test.each([
    [401, "Unauthorized", "forbidden"],
    [404, "Not Found", "forbidden"],
    [400, "Bad request: url", "invalid"],
    [403, "Internal server error", "unavailable"],
    [429, "Quota exceeded", "unavailable"],
  ] as const)("a set-up answered %i “%s” fails as %s", async (code, words, expected) => {
    server.refuse(code, words);
    expect(isFailure(await failureOf(make("webhook").setUp("https://a.vn")), expected)).toBe(true);
  });

  test("a secret that is too short stops the start", () => {
    const settings = { token: "1:a", apiRoot: server.url, mode: "webhook", bulkPerSecond: 5 } as const;
    expect(() =>
      createZaloBot({
        ...settings,
        webhookSecret: "short",
        clock: systemClock,
        perMonth: 0,
        allotment: createCounted(),
      }),
    ).toThrow(/8 to 256/);
  });

  test("the check-up knows the bot and finds nothing wrong when all is well", async () => {
    const channel = make("webhook");
    await channel.setUp("https://a.vn");
    expect(await channel.check("https://a.vn")).toEqual({
      isWell: true,
      lines: ["Zalo knows the bot as bot.CauNoi.", "Webhook at https://a.vn/webhooks/zalo-bot."],
    });
    expect(await make("polling").check("https://a.vn")).toMatchObject({ isWell: false });
  });

  test("the check-up finds a missing webhook, a wrong token and a platform that is away", async () => {
    expect((await make("webhook").check("https://a.vn")).lines.at(-1)).toMatch(/should be https:\/\/a.vn/);
    const wrong = await make("polling", "1:wrong").check("https://a.vn");
    expect(wrong).toEqual({ isWell: false, lines: [expect.stringContaining("ZALO_BOT_TOKEN")] });
    const { url } = server;
    await server.close();
    const away = connect(url, server.token);
    open.push(away);
    expect((await away.check("https://a.vn")).lines).toEqual([expect.stringMatching(/could not be asked/)]);
    server = await startZaloBotServer();
  });
});
