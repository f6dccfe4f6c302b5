import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { WireLine } from "../../src/http/chat/wire.ts";
import { type Address, say } from "../../src/kit/message.ts";
import { until } from "./visitor.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

type Event = { readonly id: string; readonly event: string; readonly data: string };

/** A page's event stream, read with nothing but `fetch`. */
type Stream = {
  readonly status: number;
  readonly events: readonly Event[];
  /** Texts of the answers so far, in their order. */
  texts(): string[];
  lastId(): string | undefined;
  readonly ended: Promise<void>;
  close(): void;
};

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

async function openListening(options: WorldOptions = {}) {
  const world = await openWorld(options);
  open.push(world);
  return { world, url: await world.listen() };
}

async function meet(url: string): Promise<{ cookie: string; to: Address }> {
  const response = await fetch(url);
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const externalId = cookie.replace("caunoi_chat=", "").split(".")[0] ?? "";
  return { cookie, to: { channel: "web-chat", externalId } };
}

async function follow(url: string, headers: Record<string, string>, query = ""): Promise<Stream> {
  const stopping = new AbortController();
  const response = await fetch(`${url}/chat/events${query}`, { headers, signal: stopping.signal });
  const events: Event[] = [];
  let rest = "";
  const read = async () => {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + Buffer.from(chunk).toString("utf8")).split("\n\n");
      rest = blocks.pop() ?? "";
      events.push(...blocks.map(readEvent));
    }
  };
  const stream = {
    status: response.status,
    events,
    texts: () => events.filter(({ event }) => event === "line").map(({ data }) => textOf(JSON.parse(data))),
    lastId: () => events.findLast(({ id }) => id !== "")?.id,
    ended: read().catch(() => {}),
    close: () => stopping.abort(),
  };
  open.push(stream);
  return stream;
}

function readEvent(block: string): Event {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
  return { id: field("id"), event: field("event"), data: field("data") };
}

function textOf(line: WireLine): string {
  const [part] = line.kind === "sent" ? line.parts : [];
  return part?.kind === "text" ? part.text : "";
}

const has = (stream: Stream, count: number) => () => (stream.texts().length >= count ? true : undefined);

describe("the stream of replies", () => {
  test("shows an answer as soon as it is sent", async () => {
    const { url } = await openListening({ rereadMs: 60_000 });
    const { cookie } = await meet(url);
    const stream = await follow(url, { cookie });
    const body = JSON.stringify({ id: randomUUID(), text: "chào" });
    const headers = { cookie, "content-type": "application/json" };
    await fetch(`${url}/chat/messages`, { method: "POST", headers, body });
    await until(has(stream, 1));
    expect(stream.texts()).toEqual(["Bạn viết: chào"]);
  });

  test("shows what another process has sent, at its next look into the ledger", async () => {
    const { world, url } = await openListening({ rereadMs: 30 });
    const { cookie, to } = await meet(url);
    const stream = await follow(url, { cookie });
    await world.send(to, say("từ tiến trình khác"), true);
    await until(has(stream, 1));
    expect(stream.texts()).toEqual(["từ tiến trình khác"]);
  });

  test("shows each message once, though it is told of it and finds it in the ledger", async () => {
    const { world, url } = await openListening({ rereadMs: 20 });
    const { cookie, to } = await meet(url);
    const stream = await follow(url, { cookie });
    await world.send(to, say("một"));
    await world.send(to, say("hai"));
    await until(() => stream.lastId());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stream.texts()).toEqual(["một", "hai"]);
  });

  test("tells that an answer is being written", async () => {
    const { world, url } = await openListening();
    const { cookie, to } = await meet(url);
    const stream = await follow(url, { cookie });
    await world.webChat.showTyping?.(to);
    await until(() => stream.events.find(({ event }) => event === "typing"));
  });

  test("shows an answer as far as it is written, to whoever waits for it alone, and keeps none of it", async () => {
    const { world, url } = await openListening();
    const [one, other] = [await meet(url), await meet(url)];
    const [stream, strange] = [
      await follow(url, { cookie: one.cookie }),
      await follow(url, { cookie: other.cookie }),
    ];
    await world.webChat.showDraft?.(one.to, { id: 1, text: "Đến năm 2028\n có" });
    const draft = await until(() => stream.events.find(({ event }) => event === "draft"));
    expect(JSON.parse(draft.data)).toEqual({ text: "Đến năm 2028\n có" });
    expect(draft.id).toBe("");
    await world.send(other.to, say("của bạn"));
    await until(has(strange, 1));
    expect(strange.events.some(({ event }) => event === "draft")).toBe(false);
    const history = await fetch(`${url}/chat/history`, { headers: { cookie: one.cookie } });
    expect(await history.json()).toMatchObject({ lines: [] });
  });

  test("is one person's: another session sees nothing of it", async () => {
    const { world, url } = await openListening({ rereadMs: 20 });
    const [one, other] = [await meet(url), await meet(url)];
    const stream = await follow(url, { cookie: other.cookie });
    await world.send(one.to, say("riêng"));
    await world.send(other.to, say("của bạn"));
    await until(has(stream, 1));
    expect(stream.texts()).toEqual(["của bạn"]);
  });

  test("needs a session", async () => {
    const { url } = await openListening();
    expect((await follow(url, {})).status).toBe(401);
    expect((await follow(url, { cookie: `caunoi_chat=${randomUUID()}.forged` })).status).toBe(401);
  });

  test("is given to twelve pages of a session, not to a thirteenth", async () => {
    const { url } = await openListening();
    const { cookie } = await meet(url);
    for (let n = 0; n < 12; n++) expect((await follow(url, { cookie })).status).toBe(200);
    expect((await follow(url, { cookie })).status).toBe(429);
  });

  test("is not held back by a proxy or kept by a browser", async () => {
    const { url } = await openListening();
    const { cookie } = await meet(url);
    const stopping = new AbortController();
    const { headers } = await fetch(`${url}/chat/events`, { headers: { cookie }, signal: stopping.signal });
    stopping.abort();
    expect(headers.get("x-accel-buffering")).toBe("no");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  });
});

describe("a page that comes back", () => {
  test("receives what was sent meanwhile, and not again what it has", async () => {
    const { world, url } = await openListening({ rereadMs: 20 });
    const { cookie, to } = await meet(url);
    const first = await follow(url, { cookie });
    await world.send(to, say("một"));
    const id = await until(() => first.lastId());
    first.close();
    await world.send(to, say("hai"));
    await world.send(to, say("ba"), true);
    for (const [headers, query] of [
      [{ cookie, "last-event-id": id }, ""],
      [{ cookie }, `?after=${encodeURIComponent(id)}`],
    ] as const) {
      const second = await follow(url, headers, query);
      await until(has(second, 2));
      expect(second.texts()).toEqual(["hai", "ba"]);
    }
  });

  test.each(["abc", "0", "2026-01-01T00:00:00.000Z_", "'; DROP TABLE delivery; --"])(
    "with %j as its place is shown the newest",
    async (place) => {
      const { world, url } = await openListening({ rereadMs: 20 });
      const { cookie, to } = await meet(url);
      await world.send(to, say("một"), true);
      const stream = await follow(url, { cookie, "last-event-id": place });
      await until(has(stream, 1));
      expect(stream.texts()).toEqual(["một"]);
    },
  );

  test("finds its conversation after the server was restarted", async () => {
    const folder = await mkdtemp(join(tmpdir(), "caunoi-restart-"));
    open.push({ close: () => rm(folder, { recursive: true, force: true }) });
    const before: World = await openWorld({ folder, rereadMs: 20 });
    const { cookie, to } = await meet(await before.listen());
    await before.send(to, say("trước"), true);
    await before.stop();
    const { world, url } = await openListening({ folder, rereadMs: 20 });
    await world.send(to, say("sau"), true);
    const stream = await follow(url, { cookie });
    await until(has(stream, 2));
    expect(stream.texts()).toEqual(["trước", "sau"]);
  });
});

describe("a server that stops", () => {
  test("ends its streams with a hint to come back, and does not wait for them", async () => {
    const { world, url } = await openListening();
    const { cookie } = await meet(url);
    const stream = await follow(url, { cookie });
    const startedAt = Date.now();
    await world.server.close();
    await stream.ended;
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect(stream.events.at(-1)?.event).toBe("bye");
  });
});
