import { afterEach, describe, expect, test } from "vitest";
import type { Channel, WebhookCall } from "../../src/channels/channel.ts";
import { Failure } from "../../src/kit/failure.ts";
import type { ChannelName, Inbound } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { createVisitor } from "./visitor.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function openServer(options: WorldOptions) {
  const world = await openWorld(options);
  worlds.push(world);
  return createVisitor(world.server);
}

/** A platform whose calls carry their meaning in the body: `forged`, `invalid`, `broken`, or any text. */
function platform(name: ChannelName): Channel & { readonly calls: WebhookCall[] } {
  const calls: WebhookCall[] = [];
  return {
    name,
    calls,
    can: { textLength: 2000, buttons: true, bulkPerSecond: 1, fileBytes: 1 },
    async parse(call) {
      calls.push(call);
      const word = Buffer.from(call.body).toString("utf8");
      if (word === "forged") throw new Failure("forged", "bad signature");
      if (word === "invalid") throw new Failure("invalid", "no JSON");
      if (word === "broken") throw new Error("our own mistake with secrets in it");
      return word === "" ? [] : [inbound(name, word)];
    },
    send: async () => ({ kind: "refused", why: "channelOff" }),
    download: async () => {
      throw new Failure("missing", "none");
    },
  };
}

function inbound(channel: ChannelName, text: string): Inbound {
  const said = { kind: "text" as const, text, files: [] };
  return { channel, externalId: text, from: { externalId: "1", name: null }, said, at: instant(0) };
}

describe("a platform's call", () => {
  test("reaches its channel with the raw bytes and headers, is stored, then confirmed", async () => {
    const telegram = platform("telegram");
    const received: Inbound[][] = [];
    const visitor = await openServer({
      channels: [telegram],
      receive: async (inbounds) => void received.push(inbounds),
    });
    const body = Buffer.from(' {"spaces" :  "are signed too"}');
    const reply = await visitor.post("/webhooks/telegram", body, { "X-Telegram-Bot-Api-Secret-Token": "s" });
    expect(reply.status).toBe(200);
    expect(Buffer.from(telegram.calls[0]?.body ?? []).equals(body)).toBe(true);
    expect(telegram.calls[0]?.headers["x-telegram-bot-api-secret-token"]).toBe("s");
    expect(received).toEqual([[inbound("telegram", body.toString())]]);
  });

  test.each([
    ["telegram", 401],
    ["zalo-bot", 401],
    ["zalo-oa", 200],
  ] as const)("that is forged is not stored; %s is answered %i", async (name, status) => {
    const received: Inbound[][] = [];
    const visitor = await openServer({
      channels: [platform(name)],
      receive: async (inbounds) => void received.push(inbounds),
    });
    const reply = await visitor.post(`/webhooks/${name}`, "forged");
    expect(reply.status).toBe(status);
    expect(received).toEqual([]);
    expect(reply.text).not.toContain("signature");
  });

  test("that cannot be read is answered 400", async () => {
    const visitor = await openServer({ channels: [platform("telegram")] });
    expect((await visitor.post("/webhooks/telegram", "invalid")).status).toBe(400);
  });

  test("that says nothing of interest is confirmed without touching the store", async () => {
    const receive = async () => {
      throw new Error("must not be called");
    };
    const visitor = await openServer({ channels: [platform("telegram")], receive });
    expect((await visitor.post("/webhooks/telegram", "")).status).toBe(200);
  });

  test("that cannot be stored is answered 503, so that the platform sends it again", async () => {
    const receive = async () => {
      throw new Failure("unavailable", "disk full");
    };
    const visitor = await openServer({ channels: [platform("telegram")], receive });
    const reply = await visitor.post("/webhooks/telegram", "chào");
    expect(reply.status).toBe(503);
    expect(reply.headers["retry-after"]).toBe("5");
  });

  test("that meets a mistake of ours shows nothing of it", async () => {
    const visitor = await openServer({ channels: [platform("telegram")] });
    const reply = await visitor.post("/webhooks/telegram", "broken");
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain("secrets");
  });

  test("over 1 MB is refused", async () => {
    const visitor = await openServer({ channels: [platform("telegram")] });
    const reply = await visitor.post("/webhooks/telegram", Buffer.alloc(2 ** 20 + 1));
    expect(reply.status).toBe(413);
    expect(reply.refusal?.message).toContain("1 MB");
  });

  test("for a platform that is switched off, or that has no webhook, finds no page", async () => {
    const visitor = await openServer({ channels: [platform("web-chat")] });
    expect((await visitor.post("/webhooks/telegram", {})).status).toBe(404);
    expect((await visitor.post("/webhooks/web-chat", {})).status).toBe(404);
  });

  test("is counted by what became of it", async () => {
    const visitor = await openServer({ channels: [platform("telegram")] });
    for (const word of ["a", "b", "forged", "invalid"]) await visitor.post("/webhooks/telegram", word);
    const { text } = await visitor.get("/metrics");
    expect(text).toContain('caunoi_inbound_total{channel="telegram",status="stored"} 2');
    expect(text).toContain('caunoi_inbound_total{channel="telegram",status="forged"} 1');
    expect(text).toContain('caunoi_inbound_total{channel="telegram",status="invalid"} 1');
  });
});
