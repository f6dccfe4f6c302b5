import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { say } from "../../src/kit/message.ts";
import { addMs, sleep } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

const night = { fromMinute: 21 * 60, toMinute: 7 * 60 };

describe.each(databases)("the order of what leaves, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: Stage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => {
    stage = createStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  test("replies leave before a bulk run that was written first", async () => {
    const subscribers = [];
    for (const id of ["a", "b", "c", "d"]) subscribers.push(await stage.addSubscriber(id));
    const asker = await stage.addPerson("asker");
    await stage.launch("news");
    await stage.write(asker, "reply");
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.texts).toEqual(["reply", "news", "news", "news", "news"]);
  });

  test("a reply written during a long bulk run does not wait for its end", async () => {
    await stage.addSubscribers(600);
    const asker = await stage.addPerson("asker");
    await stage.launch("news");
    const channel = createScriptedChannel("telegram", { latencyMs: 20 });
    const delivering = stage.deliver([channel]);
    await until("bulk was under way", () => channel.sends.length > 20);
    await stage.write(asker, "reply");
    delivering.wake();
    const before = channel.sends.length;
    await until("the reply left", () => channel.texts.includes("reply"));
    expect(channel.texts.indexOf("reply") - before).toBeLessThan(300);
    await stage.settled();
    expect(channel.sends).toHaveLength(601);
  });

  test("a platform that hangs on bulk keeps neither replies nor other channels waiting", async () => {
    await stage.addSubscribers(100);
    const asker = await stage.addPerson("asker");
    const visitor = await stage.addPerson("visitor", "web-chat");
    await stage.launch("news");
    const telegram = createScriptedChannel("telegram");
    telegram.answer("*", ...Array.from({ length: 100 }, () => "hangs" as const));
    telegram.answer("asker", { kind: "sent", externalId: "r" });
    const web = createScriptedChannel("web-chat");
    const delivering = stage.deliver([telegram, web]);
    await until("bulk hangs", () => telegram.sends.length >= 32);
    await stage.write(asker, "reply");
    await stage.write(visitor, "web reply");
    delivering.wake();
    await until("both replies left", () => telegram.texts.includes("reply") && web.texts.length === 1);
    await until("everything arrived after all", async () => {
      telegram.release({ kind: "sent", externalId: "late" });
      return (await stage.statuses()).every((status) => status === "sent");
    });
    expect(telegram.sends).toHaveLength(101);
  });

  test("a channel whose replies all hang does not hold up another channel", async () => {
    for (let n = 0; n < 150; n++) await stage.write(await stage.addPerson(`p${n}`), "hello");
    const visitor = await stage.addPerson("visitor", "web-chat");
    const telegram = createScriptedChannel("telegram");
    telegram.answer("*", ...Array.from({ length: 300 }, () => "hangs" as const));
    const web = createScriptedChannel("web-chat");
    const delivering = stage.deliver([telegram, web], { patience: { sendMs: 30_000, stopMs: 50 } });
    await until("the channel is full", () => telegram.sends.length >= 64);
    await sleep(50);
    await stage.write(visitor, "web reply");
    delivering.wake();
    await until("the other channel answered", () => web.texts.length === 1);
    await delivering.stop();
  });

  test("messages to one address leave one after another, in the order they were written", async () => {
    const person = await stage.addPerson("p");
    const channel = createScriptedChannel("telegram", { latencyMs: 5 });
    stage.deliver([channel]);
    await stage.write(person, "1", "2", "3");
    await stage.write(person, "4");
    await stage.write(person, "5", "6");
    await stage.settled();
    expect(channel.texts).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(channel.peak.perAddress).toBe(1);
  });

  test("a message that has to wait holds back the later ones to the same address only", async () => {
    const [slow, other] = [await stage.addPerson("slow"), await stage.addPerson("other")];
    const channel = createScriptedChannel("telegram");
    const at = addMs(noon, 60_000);
    channel.answer("slow", { kind: "later", at, why: "too fast", pausesChannel: false });
    const delivering = stage.deliver([channel]);
    await stage.write(slow, "first", "second");
    await stage.write(other, "elsewhere");
    await until("the other person was served", () => channel.texts.includes("elsewhere"));
    await until("the wait was noted", async () => (await stage.rows())[0]?.not_before === at);
    expect(channel.texts).not.toContain("second");
    stage.clock.set(at);
    delivering.wake();
    await stage.settled();
    expect(channel.sends.filter(({ to }) => to === "slow").map(({ text }) => text)).toEqual([
      "first",
      "first",
      "second",
    ]);
  });

  test("different people are served in parallel", async () => {
    for (let n = 0; n < 30; n++) await stage.write(await stage.addPerson(`p${n}`), "one", "two");
    const channel = createScriptedChannel("telegram", { latencyMs: 20 });
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.peak.overall).toBeGreaterThanOrEqual(20);
    expect(channel.peak.perAddress).toBe(1);
    expect(channel.sends).toHaveLength(60);
  });

  test("two runs take turns, and nobody gets both at the same moment", async () => {
    await stage.addSubscribers(120);
    await stage.launch("long");
    await stage.launch("short");
    const channel = createScriptedChannel("telegram", { latencyMs: 3 });
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.peak.perAddress).toBe(1);
    expect(new Set(channel.sends.map(({ to, text }) => `${to} ${text}`)).size).toBe(240);
    expect(channel.texts.slice(0, 120).filter((text) => text === "short").length).toBeGreaterThan(20);
  });

  test("bulk waits during quiet hours while replies go on, and leaves when they end", async () => {
    for (const id of ["a", "b"]) await stage.addSubscriber(id);
    const asker = await stage.addPerson("asker");
    stage.clock.set(addMs(noon, 10 * 3_600_000)); // 22:00 in Việt Nam
    await stage.launch("news");
    await stage.write(asker, "reply at night");
    const channel = createScriptedChannel("telegram");
    const delivering = stage.deliver([channel], { quietHours: night });
    await until("the reply left", () => channel.texts.length === 1);
    stage.clock.advance(8 * 3_600_000);
    await stage.write(asker, "reply before dawn");
    delivering.wake();
    await until("the second reply left", () => channel.texts.length === 2);
    expect(channel.texts).toEqual(["reply at night", "reply before dawn"]);
    stage.clock.advance(3_600_000);
    delivering.wake();
    await stage.settled();
    expect(channel.texts.slice(2)).toEqual(["news", "news"]);
  });

  test("a notice waits for the morning and holds no reply up that is written after it", async () => {
    const asker = await stage.addPerson("asker");
    stage.clock.set(addMs(noon, 10 * 3_600_000)); // 22:00 in Việt Nam
    const { memberId, address: to } = asker;
    const letter = { memberId, to, content: say("what an officer did"), inboundSeq: null, isNotice: true };
    await stage.db.transact((tx) => enqueue(tx, [letter], stage.clock()));
    await stage.write(asker, "reply at night");
    const channel = createScriptedChannel("telegram");
    const delivering = stage.deliver([channel], { quietHours: night });
    await until("the reply left", () => channel.texts.length === 1);
    expect(channel.texts).toEqual(["reply at night"]);
    expect(await stage.statuses()).toContain("pending");
    stage.clock.advance(9 * 3_600_000);
    await stage.write(asker, "reply in the morning");
    delivering.wake();
    await stage.settled();
    expect(channel.texts.slice(1)).toEqual(["what an officer did", "reply in the morning"]);
  });

  test("a bulk row waits for its own moment", async () => {
    await stage.addSubscriber("a");
    const channel = createScriptedChannel("telegram");
    const delivering = stage.deliver([channel]);
    await stage.launch("tomorrow", { notBefore: addMs(noon, 86_400_000) });
    await stage.launch("today");
    delivering.wake();
    await until("today's message was sent", async () => (await stage.statuses()).includes("sent"));
    expect(channel.texts).toEqual(["today"]);
    stage.clock.advance(86_400_000);
    delivering.wake();
    await stage.settled();
    expect(channel.texts).toEqual(["today", "tomorrow"]);
  });

  test("bulk keeps the channel's pace and waits for nobody but itself, replies do not wait at all", async () => {
    const replies = 40;
    await stage.addSubscribers(30);
    await stage.launch("news");
    for (let n = 0; n < replies; n++) await stage.write(await stage.addPerson(`p${n}`), "reply");
    const channel = createScriptedChannel("telegram", { bulkPerSecond: 20 });
    const began = performance.now();
    stage.deliver([channel]);
    await until("every reply left", () => channel.sends.filter((send) => !send.isBulk).length === replies);
    expect(channel.sends.filter((send) => send.isBulk).length).toBeLessThan(30);
    await stage.settled();
    expect(channel.sends).toHaveLength(30 + replies);
    // Twenty in the first second, and ten in the next.
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000);
  });
});
