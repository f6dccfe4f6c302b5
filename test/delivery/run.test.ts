import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cancelBulk,
  closeRunWhenDone,
  resolveUncertain,
  resumeRun,
  runRows,
  stopRun,
  tally,
} from "../../src/delivery/ledger.ts";
import { addMs } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

const inAnHour = addMs(noon, 3_600_000);

describe.each(databases)("a bulk run, on $name", ({ open }) => {
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

  const stop = (runId: string) => stage.db.transact((tx) => stopRun(tx, runId));
  const resume = (runId: string) => stage.db.transact((tx) => resumeRun(tx, runId));
  const close = (runId: string) => stage.db.transact((tx) => closeRunWhenDone(tx, runId));

  test("its audience is frozen: who joins later is not in it, who is in it gets it once", async () => {
    await stage.addSubscribers(5);
    expect(await stage.launch("news")).toBe(5);
    await stage.addSubscriber("latecomer");
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.sends.map(({ to }) => to).toSorted()).toEqual(["s0", "s1", "s2", "s3", "s4"]);
  });

  test("the same run cannot be launched twice", async () => {
    await stage.addSubscribers(3);
    await stage.launch("news");
    await expect(stage.launch("news")).rejects.toThrow();
    expect(await stage.rows()).toHaveLength(3);
  });

  test("two thousand people are frozen in one statement and can be paged through", async () => {
    await stage.addSubscribers(2000);
    expect(await stage.launch("news")).toBe(2000);
    expect(await tally(stage.db.read, "news")).toMatchObject({ planned: 2000, pending: 2000 });
    const page = await runRows(stage.db.read, "news", { afterSeq: 0, limit: 400 });
    const next = await runRows(stage.db.read, "news", { afterSeq: page.at(-1)?.seq ?? 0, limit: 400 });
    expect(new Set([...page, ...next].map((row) => row.memberId)).size).toBe(800);
  });

  test("who withdrew their consent between freeze and send gets nothing more", async () => {
    const leaver = await stage.addSubscriber("leaver");
    await stage.addSubscriber("stayer");
    await stage.launch("news");
    await stage.choose(leaver, false);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.sends.map(({ to }) => to)).toEqual(["stayer"]);
    expect(await tally(stage.db.read, "news")).toMatchObject({
      planned: 2,
      sent: 1,
      canceled: 1,
      reasons: { unsubscribed: 1 },
    });
  });

  test("taking back what is meant for one person leaves replies and everybody else alone", async () => {
    const leaver = await stage.addSubscriber("leaver");
    await stage.addSubscriber("stayer");
    await stage.launch("news");
    await stage.write(leaver, "you are unsubscribed");
    await stage.db.transact((tx) => cancelBulk(tx, leaver.address, noon));
    expect((await stage.rows()).map((row) => [row.address_id, row.status]).toSorted()).toEqual([
      ["leaver", "canceled"],
      ["leaver", "pending"],
      ["stayer", "pending"],
    ]);
  });

  test("what was not sent in time is canceled", async () => {
    await stage.addSubscribers(2);
    await stage.launch("news", { expiresAt: inAnHour });
    stage.clock.set(inAnHour);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.sends).toHaveLength(0);
    expect(await tally(stage.db.read, "news")).toMatchObject({ canceled: 2, reasons: { expired: 2 } });
  });

  test("a run on a channel that is gone ends when its time is over", async () => {
    await stage.addSubscribers(2);
    await stage.launch("news", { expiresAt: inAnHour });
    await stage.launch("endless");
    const delivering = stage.deliver([]);
    expect(await close("news")).toBe(false);
    stage.clock.set(inAnHour);
    delivering.wake();
    await until("the run is over", () => close("news"));
    expect(await tally(stage.db.read, "news")).toMatchObject({ canceled: 2, pending: 0 });
    expect(await tally(stage.db.read, "endless")).toMatchObject({ pending: 2 });
  });

  test("a row an officer sends again leaves also after the end of its run", async () => {
    await stage.addSubscribers(1);
    await stage.launch("news", { expiresAt: inAnHour });
    const channel = createScriptedChannel("telegram");
    channel.answer("s0", { kind: "unknown", why: "timeout" });
    const delivering = stage.deliver([channel]);
    await stage.settled();
    expect(await close("news")).toBe(true);
    stage.clock.set(addMs(inAnHour, 120_000));
    const [row] = await stage.rows();
    await stage.db.transact((tx) =>
      resolveUncertain(tx, row?.seq ?? 0, { as: "resend", now: stage.clock() }),
    );
    delivering.wake();
    await stage.settled();
    expect(channel.sends).toHaveLength(2);
    expect(await close("news")).toBe(true);
  });

  test("stopped and resumed again and again, with restarts, it repeats nobody and skips nobody", async () => {
    const people = 150;
    await stage.addSubscribers(people);
    await stage.launch("news");
    const channel = createScriptedChannel("telegram", { latencyMs: 2 });
    let delivering = stage.deliver([channel]);
    for (let round = 0; round < 6; round++) {
      await until("some more left", () => channel.sends.length >= Math.min(people, round * 25));
      await stop("news");
      if (round % 2 === 0) {
        await delivering.stop();
        delivering = stage.deliver([channel]);
      }
      await resume("news");
      delivering.wake();
    }
    await stage.settled();
    expect(channel.sends).toHaveLength(people);
    expect(new Set(channel.sends.map(({ to }) => to)).size).toBe(people);
    expect(await tally(stage.db.read, "news")).toMatchObject({ planned: people, sent: people });
  });

  test("after a stop is committed no further row leaves", async () => {
    await stage.addSubscribers(200);
    await stage.launch("news");
    const channel = createScriptedChannel("telegram", { bulkPerSecond: 50 });
    const delivering = stage.deliver([channel]);
    await until("some left", () => channel.sends.length >= 5);
    await stop("news");
    await until("nothing is under way", async () => (await tally(stage.db.read, "news")).sending === 0);
    const sentSoFar = channel.sends.length;
    for (let ticks = 0; ticks < 5; ticks++) {
      stage.clock.advance(1000);
      delivering.wake();
      await until("it was looked at", async () => (await tally(stage.db.read, "news")).sending === 0);
    }
    expect(channel.sends).toHaveLength(sentSoFar);
    expect(await close("news")).toBe(false);
  });

  test("it is done when nothing is pending or sending; uncertain rows are named and do not keep it open", async () => {
    await stage.addSubscribers(3);
    await stage.launch("news");
    const channel = createScriptedChannel("telegram");
    channel.answer("s0", { kind: "unknown", why: "timeout" });
    channel.answer("s1", { kind: "refused", why: "blocked" });
    expect(await close("news")).toBe(false);
    stage.deliver([channel]);
    await stage.settled();
    expect(await close("news")).toBe(true);
    expect(await tally(stage.db.read, "news")).toEqual({
      planned: 3,
      pending: 0,
      sending: 0,
      held: 0,
      sent: 1,
      refused: 1,
      uncertain: 1,
      canceled: 0,
      reasons: { timeout: 1, blocked: 1 },
    });
  });
});
