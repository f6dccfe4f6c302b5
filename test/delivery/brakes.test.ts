import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addMs, sleep } from "../../src/kit/time.ts";
import { findPerson } from "../../src/people/members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

const inHalfAMinute = addMs(noon, 30_000);
const flood = { kind: "later", at: inHalfAMinute, why: "flood", pausesChannel: true } as const;
const revoked = { kind: "refused", why: "channelOff", stopsChannel: true } as const;

describe.each(databases)("the brakes of a channel, on $name", ({ open }) => {
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

  const lane = (channel: string) =>
    stage.db.read.selectFrom("lane").selectAll().where("channel", "=", channel).executeTakeFirst();

  test("a platform's 429 pauses its whole channel and nothing else", async () => {
    const [first, second] = [await stage.addPerson("first"), await stage.addPerson("second")];
    const visitor = await stage.addPerson("visitor", "web-chat");
    const [telegram, web] = [createScriptedChannel("telegram"), createScriptedChannel("web-chat")];
    telegram.answer("first", flood);
    const delivering = stage.deliver([telegram, web]);
    await stage.write(first, "hello");
    delivering.wake();
    await until("the pause was written", async () => (await lane("telegram")) !== undefined);
    await stage.write(second, "not now");
    await stage.write(visitor, "elsewhere");
    delivering.wake();
    await until("the other channel went on", () => web.texts.length === 1);
    await sleep(50);
    expect(telegram.texts).toEqual(["hello"]);
    expect(await lane("telegram")).toMatchObject({
      paused_until: inHalfAMinute,
      is_stopped: 0,
      why: "flood",
    });

    stage.clock.set(inHalfAMinute);
    delivering.wake();
    await stage.settled();
    expect(telegram.texts.toSorted()).toEqual(["hello", "hello", "not now"]);
    expect(await stage.statuses()).toEqual(["sent", "sent", "sent"]);
  });

  test("of several waits the longest counts, whichever answer comes last", async () => {
    const telegram = createScriptedChannel("telegram");
    const people = [await stage.addPerson("long"), await stage.addPerson("short")];
    telegram.answer("long", { ...flood, at: addMs(noon, 60_000) });
    telegram.answer("short", "hangs");
    for (const person of people) await stage.write(person, "hello");
    const delivering = stage.deliver([telegram]);
    await until("the long wait was written", async () => (await lane("telegram")) !== undefined);
    telegram.release(flood);
    await until("the short wait was written", async () =>
      (await stage.rows()).every((row) => row.status === "pending" && row.why === "flood"),
    );
    expect(await lane("telegram")).toMatchObject({ paused_until: addMs(noon, 60_000) });
    stage.clock.set(inHalfAMinute);
    delivering.wake();
    await sleep(50);
    expect(telegram.sends).toHaveLength(2);
  });

  test("a pause outlives a restart", async () => {
    const person = await stage.addPerson("p");
    const before = createScriptedChannel("telegram");
    before.answer("p", flood);
    const first = stage.deliver([before]);
    await stage.write(person, "hello");
    await until("the pause was written", async () => (await lane("telegram")) !== undefined);
    await first.stop();

    const after = createScriptedChannel("telegram");
    const second = stage.deliver([after]);
    await sleep(80);
    expect(after.sends).toHaveLength(0);
    stage.clock.set(inHalfAMinute);
    second.wake();
    await stage.settled();
    expect(after.texts).toEqual(["hello"]);
  });

  test("a revoked token stops the channel, and its rows wait for a start with a good one", async () => {
    for (const id of ["a", "b", "c"]) await stage.addSubscriber(id);
    await stage.launch("news");
    const asker = await stage.addPerson("asker");
    await stage.write(asker, "reply");
    const before = createScriptedChannel("telegram");
    before.answer("*", revoked, revoked, revoked, revoked);
    const first = stage.deliver([before]);
    await until("the channel stopped", async () => (await lane("telegram"))?.is_stopped === 1);
    await stage.write(asker, "second reply");
    first.wake();
    await sleep(60);
    expect(before.sends.length).toBeLessThanOrEqual(4);
    expect(new Set(await stage.statuses())).toEqual(new Set(["pending"]));
    expect((await stage.rows()).map((row) => row.attempts)).toEqual([0, 0, 0, 0, 0]);
    await first.stop();

    const after = createScriptedChannel("telegram");
    stage.deliver([after]);
    await stage.settled();
    expect(new Set(await stage.statuses())).toEqual(new Set(["sent"]));
    expect(after.sends).toHaveLength(5);
  });

  test("who blocked the bot is unreachable from then on, until they write again", async () => {
    const blocker = await stage.addSubscriber("blocker");
    await stage.addSubscriber("friend");
    const telegram = createScriptedChannel("telegram");
    telegram.answer("blocker", { kind: "refused", why: "blocked" });
    stage.deliver([telegram]);
    expect(await stage.launch("first")).toBe(2);
    await stage.settled();
    expect(await stage.launch("second")).toBe(1);
    await stage.settled();
    const rows = await stage.rows();
    expect(rows.filter((row) => row.status === "refused").map((row) => row.why)).toEqual(["blocked"]);
    expect(telegram.sends.filter(({ to }) => to === "blocker")).toHaveLength(1);

    await stage.addPerson("blocker");
    expect(await stage.launch("third")).toBe(2);
    expect((await findPerson(stage.db.read, blocker.address))?.memberId).toBe(blocker.memberId);
  });

  test("a message the platform will never take is refused alone, and the next one leaves", async () => {
    const person = await stage.addPerson("p");
    const telegram = createScriptedChannel("telegram");
    telegram.answer("p", { kind: "refused", why: "badContent" });
    stage.deliver([telegram]);
    await stage.write(person, "broken", "fine");
    await stage.settled();
    expect((await stage.rows()).map((row) => [row.status, row.why])).toEqual([
      ["refused", "badContent"],
      ["sent", null],
    ]);
    expect(await stage.launch("nobody subscribed")).toBe(0);
  });

  test("rows for a channel that is not configured stay where they are", async () => {
    const person = await stage.addPerson("p", "zalo-oa");
    await stage.write(person, "hello");
    stage.deliver([createScriptedChannel("telegram")]);
    await sleep(80);
    expect(await stage.statuses()).toEqual(["pending"]);
  });
});
