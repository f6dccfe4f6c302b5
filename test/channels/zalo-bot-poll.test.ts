import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createZaloBot, type ZaloBot } from "../../src/channels/zalo-bot.ts";
import { isFailure } from "../../src/kit/failure.ts";
import type { Inbound } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { createCounted } from "../support/counted.ts";
import { badGateway } from "../support/zalo-server.ts";
import { type BotPerson, startZaloBotServer, type ZaloBotServer } from "../support/zalo-server-bot.ts";

describe("polling Zalo Bot", () => {
  let server: ZaloBotServer;
  let channel: ZaloBot;
  let person: BotPerson;
  let quit: AbortController;
  beforeEach(async () => {
    server = await startZaloBotServer();
    const settings = { apiRoot: server.url, mode: "polling", webhookSecret: null, bulkPerSecond: 5 } as const;
    channel = createZaloBot({
      ...settings,
      token: server.token,
      clock: systemClock,
      perMonth: 0,
      allotment: createCounted(),
    });
    person = server.person();
    quit = new AbortController();
  });
  afterEach(async () => {
    quit.abort();
    channel.close();
    await server.close();
  });

  const poll = (): AsyncIterator<Inbound[]> => {
    const batches = channel.poll?.(quit.signal);
    if (!batches) throw new Error("no polling in this mode");
    return batches[Symbol.asyncIterator]();
  };
  const textsOf = (result: IteratorResult<Inbound[]>) =>
    result.done ? [] : result.value.map(({ said }) => (said.kind === "text" ? said.text : said.kind));

  test("updates come one by one, in order, and idle answers in between are no errors", async () => {
    const batches = poll();
    const first = batches.next();
    for (let tries = 0; server.callsTo("/getUpdates").length < 2 && tries < 200; tries++) {
      await new Promise((go) => setTimeout(go, 10));
    }
    person.send("một");
    person.send("hai");
    expect(textsOf(await first)).toEqual(["một"]);
    expect(textsOf(await batches.next())).toEqual(["hai"]);
    expect(JSON.parse(server.callsTo("/getUpdates")[0]?.body.toString() ?? "")).toEqual({ timeout: "30" });
  });

  test("an update that could not be stored comes first at the next poll, though Zalo forgot it", async () => {
    person.send("một");
    const first = poll();
    expect(textsOf(await first.next())).toEqual(["một"]);
    await first.return?.();
    person.send("hai");
    const second = poll();
    expect(textsOf(await second.next())).toEqual(["một"]);
    expect(textsOf(await second.next())).toEqual(["hai"]);
  });

  test("a webhook left over from before is removed, for it would silence polling", async () => {
    const hooked = createZaloBot({
      token: server.token,
      apiRoot: server.url,
      mode: "webhook",
      webhookSecret: "at-least-8",
      bulkPerSecond: 5,
      perMonth: 0,
      allotment: createCounted(),
      clock: systemClock,
    });
    await hooked.setUp("http://127.0.0.1:9");
    hooked.close();
    const next = poll().next();
    for (let tries = 0; server.webhook() && tries < 200; tries++)
      await new Promise((go) => setTimeout(go, 10));
    person.send("có ai không?");
    expect(textsOf(await next)).toEqual(["có ai không?"]);
  });

  test("a platform that is away or answers a web page is asked again, and nothing is lost", async () => {
    server.inject({ how: "answer", reply: badGateway, path: "/getUpdates" });
    server.inject({ how: "reset", path: "/getUpdates" });
    person.send("một");
    expect(textsOf(await poll().next())).toEqual(["một"]);
  });

  test.each([401, 404])("a token answered with %i ends polling as forbidden", async (code) => {
    server.refuse(code, "Unauthorized", "/getUpdates");
    const failure = await poll()
      .next()
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(isFailure(failure, "forbidden")).toBe(true);
    expect(String(failure)).not.toContain(server.token);
  });

  test("the signal ends a long wait at once, without an error", async () => {
    const next = poll().next();
    for (let tries = 0; server.callsTo("/getUpdates").length < 1 && tries < 200; tries++) {
      await new Promise((go) => setTimeout(go, 10));
    }
    quit.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
