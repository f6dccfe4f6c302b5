import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isFailure } from "../../src/kit/failure.ts";
import type { Inbound } from "../../src/kit/message.ts";
import { openPair, type TelegramPair } from "../support/telegram-peer.ts";

describe("long polling", () => {
  let pair: TelegramPair;
  const stop = new AbortController();
  beforeEach(async () => {
    pair = await openPair({ mode: "polling" });
  });
  afterEach(() => pair.close());

  const poll = (signal: AbortSignal = stop.signal): AsyncIterator<Inbound[]> => {
    const batches = pair.channel.poll?.(signal);
    if (!batches) throw new Error("no polling in this mode");
    return batches[Symbol.asyncIterator]();
  };
  const textsOf = (result: IteratorResult<Inbound[]>): string[] =>
    result.done ? [] : result.value.map(({ said }) => (said.kind === "text" ? said.text : said.kind));
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => (isFailure(error) ? error : new Error(String(error))),
    );

  test("messages come in order, and later ones after the consumer has come back", async () => {
    pair.person.send("một");
    const batches = poll();
    expect(textsOf(await batches.next())).toEqual(["/start", "một"]);
    const next = batches.next();
    pair.person.send("hai");
    expect(textsOf(await next)).toEqual(["hai"]);
    await batches.return?.();
  });

  test("a batch is confirmed only when the consumer comes back for more", async () => {
    const batches = poll();
    await batches.next();
    expect(pair.server.world.updates.pending).toBe(1);
    const next = batches.next();
    await waitUntil(() => pair.server.world.updates.pending === 0);
    pair.person.send("thêm");
    await next;
    await batches.return?.();
  });

  test("a batch whose consumer died before storing it comes again", async () => {
    const first = poll();
    const seen = textsOf(await first.next());
    await first.return?.();
    const second = poll();
    expect(textsOf(await second.next())).toEqual(seen);
    await second.return?.();
  });

  test("every question names the kinds it wants, and nothing is ever dropped", async () => {
    const batches = poll();
    await batches.next();
    await batches.return?.();
    expect(pair.server.callsOf("getUpdates")[0]?.fields.allowed_updates).toEqual([
      "message",
      "callback_query",
      "my_chat_member",
    ]);
    expect(pair.server.calls.filter((call) => call.fields.drop_pending_updates === true)).toEqual([]);
  });

  test("a webhook left over from before is removed, and what waited there arrives", async () => {
    pair.server.world.updates.setWebhook(
      { url: "http://127.0.0.1:9/", secret: "", connections: 1 },
      undefined,
      false,
    );
    const batches = poll();
    expect(textsOf(await batches.next())).toEqual(["/start"]);
    await batches.return?.();
  });

  test("updates that are not for us are passed over without waking the consumer", async () => {
    const batches = poll();
    await batches.next();
    const next = batches.next();
    pair.server.emit(
      {
        message: {
          message_id: 1,
          date: 1,
          chat: { id: -5, type: "group", title: "x" },
          from: pair.person.user,
          text: "hi",
        },
      },
      -5,
    );
    pair.person.send("cho bot");
    expect(textsOf(await next)).toEqual(["cho bot"]);
    await batches.return?.();
  });

  test("after an empty answer the next question has no offset: numbers may start anew after a silent week", async () => {
    const batches = poll();
    await batches.next();
    pair.server.world.updates.deleteWebhook(true);
    pair.server.inject({ how: "answer", result: [], method: "getUpdates" });
    const next = batches.next();
    await waitUntil(() => pair.server.callsOf("getUpdates").length === 3);
    pair.person.send("tuần sau");
    expect(textsOf(await next)).toEqual(["tuần sau"]);
    const offsets = pair.server.callsOf("getUpdates").map((call) => call.fields.offset);
    expect(offsets).toEqual([undefined, expect.any(Number), undefined]);
    await batches.return?.();
  });

  test.each([
    { how: "refuse", code: 500, description: "Internal Server Error" },
    { how: "html", status: 502 },
    { how: "reset" },
    { how: "flood", retryAfter: 1 },
  ] as const)("a passing failure ($how) is asked again, and nothing is lost", async (fault) => {
    pair.server.inject({ ...fault, method: "getUpdates" });
    const batches = poll();
    expect(textsOf(await batches.next())).toEqual(["/start"]);
    await batches.return?.();
  });

  test("a second poller is told apart: conflict, with what to do", async () => {
    pair.server.inject({
      how: "refuse",
      code: 409,
      description: "Conflict: terminated by other getUpdates request",
      method: "getUpdates",
    });
    const failure = await failureOf(poll().next());
    expect(failure).toMatchObject({ code: "conflict" });
    expect(failure?.message).toContain("Stop it");
  });

  test("of two pollers the platform keeps the newer one and the older ends in conflict", async () => {
    const older = poll();
    await older.next();
    const waiting = failureOf(older.next());
    await waitUntil(() => pair.server.world.updates.pending === 0);
    const newer = poll();
    const next = newer.next();
    expect(await waiting).toMatchObject({ code: "conflict" });
    pair.person.send("ai nghe?");
    expect(textsOf(await next)).toEqual(["ai nghe?"]);
    await newer.return?.();
  });

  test.each([401, 404])("a token answered with %i ends polling as forbidden", async (code) => {
    pair.server.inject({ how: "refuse", code, description: "Unauthorized" });
    const failure = await failureOf(poll().next());
    expect(failure).toMatchObject({ code: "forbidden" });
    expect(failure?.message).toContain("@BotFather");
    expect(failure?.message).not.toContain(pair.server.token);
  });

  test("the signal ends a long wait at once, without an error", async () => {
    const quit = new AbortController();
    const batches = poll(quit.signal);
    await batches.next();
    const next = batches.next();
    await waitUntil(() => pair.server.callsOf("getUpdates").length === 2);
    const before = Date.now();
    quit.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  test("the signal also ends the pause after a failure", async () => {
    pair.server.inject({ how: "flood", retryAfter: 3_600 });
    const quit = new AbortController();
    const next = poll(quit.signal).next();
    await waitUntil(() => pair.server.calls.length === 1);
    quit.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test("in webhook mode there is no polling", async () => {
    const webhooks = await openPair({ mode: "webhook" });
    expect(webhooks.channel.poll).toBeUndefined();
    await webhooks.close();
  });
});

async function waitUntil(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (isTrue()) return;
    await new Promise((go) => setTimeout(go, 10));
  }
  throw new Error("it did not become true within 5 s");
}
