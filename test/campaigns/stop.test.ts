import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { local } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("stopping on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const addSubscribers = async (count: number) => {
    for (let person = 0; person < count; person++) await stage.addSubscriber(`${person}`);
  };

  test("stopped in the middle and resumed, every recipient is sent to exactly once", async () => {
    await addSubscribers(60);
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const telegram = createScriptedChannel("telegram", { bulkPerSecond: 20 });
    stage.deliver([telegram]);
    // The pace is measured on the stage's clock: a message for every 50 ms of it.
    const untilSent = (what: string, count: number) =>
      until(what, () => {
        stage.clock.advance(10);
        return telegram.sends.length >= count;
      });
    await untilSent("some were sent", 15);
    await stage.stop(id);
    await until("what was under way finished", async () => !(await stage.statuses()).includes("sending"));
    const sentAtStop = telegram.sends.length;
    stage.clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(telegram.sends).toHaveLength(sentAtStop);
    expect(sentAtStop).toBeLessThan(60);
    expect(await stage.finish()).toBe(0);
    expect(await stage.campaigns()).toMatchObject([{ status: "stopped" }]);

    expect(await stage.resume(id)).toMatchObject({ kind: "resumed", runs: 1 });
    await untilSent("the rest was sent", 60);
    await stage.settled();
    expect(telegram.sends.map((send) => send.to).toSorted()).toEqual(
      Array.from({ length: 60 }, (_, person) => `${person}`).toSorted(),
    );
    expect(await stage.finish()).toBe(1);
  });

  test("a stopped campaign is not launched, and is held when it is resumed too late", async () => {
    await addSubscribers(1);
    const id = await stage.schedule();
    await stage.stop(id);
    stage.clock.set(due);
    expect(await stage.launch(id)).toBeUndefined();
    stage.clock.set(addMs(due, 3 * 3_600_000));
    expect(await stage.resume(id)).toMatchObject({ kind: "resumed", runs: 0, next: due });
    expect(await stage.launch(id)).toMatchObject({ kind: "held", why: "late" });
    expect(await stage.rows()).toEqual([]);
  });

  test("a single campaign resumed within its grace is launched late rather than never", async () => {
    await addSubscribers(1);
    const id = await stage.schedule();
    await stage.stop(id);
    stage.clock.set(addMs(due, 60_000));
    await stage.resume(id);
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", slot: due });
  });

  test("a series makes up for nothing it missed while it was stopped", async () => {
    await addSubscribers(1);
    const id = await stage.schedule({ at: null, cron: "0 8 * * *" });
    await stage.stop(id);
    stage.clock.set(local("2026-11-25 08:30"));
    expect(await stage.resume(id)).toMatchObject({ next: local("2026-11-26 08:00") });
    expect(await stage.launch(id)).toBeUndefined();
  });

  test("whoever unsubscribes during the stop is not sent to afterwards", async () => {
    const leaving = await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    await stage.stop(id);
    await stage.choose(leaving, false);
    await stage.resume(id);
    const telegram = createScriptedChannel("telegram");
    stage.deliver([telegram]);
    await stage.settled();
    expect(telegram.sends).toEqual([]);
    expect(await stage.statuses()).toEqual(["canceled"]);
  });

  test("what cannot be stopped or resumed is refused and changes nothing", async () => {
    const id = await stage.add();
    expect(await stage.stop(id)).toMatchObject({ kind: "refused", why: "nothingToStop" });
    expect(await stage.resume(id)).toMatchObject({ kind: "refused", why: "nothingToResume" });
    await stage.approve(id);
    expect(await stage.resume(id)).toMatchObject({ kind: "refused", why: "nothingToResume" });
    expect(await stage.stop(id)).toMatchObject({ kind: "stopped", runs: 0 });
    expect(await stage.stop(id)).toMatchObject({ kind: "refused", why: "nothingToStop" });
    expect(await stage.events()).toEqual(["added by Anh Minh", "approved by Chị Hoa", "stopped by Chị Hoa"]);
  });

  test("a stop and a launch at the same moment end in one clear state, thirty times over", async () => {
    await addSubscribers(2);
    stage.clock.set(due);
    for (let round = 0; round < 30; round++) {
      stage.clock.set(addMs(due, -1));
      const id = await stage.schedule({}, `Tin ${round}`);
      stage.clock.set(due);
      const [launched, stopped] = await Promise.all([stage.launch(id), stage.stop(id)]);
      expect(stopped.kind).toBe("stopped");
      const runs = (await stage.runs()).filter((run) => run.campaign_id === id);
      expect(runs.map((run) => run.status)).toEqual(launched === undefined ? [] : ["stopped"]);
    }
    const telegram = createScriptedChannel("telegram");
    stage.deliver([telegram]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(telegram.sends).toEqual([]);
  });
});
