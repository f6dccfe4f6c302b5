import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createScheduler, type ScheduleParts } from "../../src/campaigns/run-schedule.ts";
import type { Database } from "../../src/database/database.ts";
import type { Log } from "../../src/kit/log.ts";
import { addMs } from "../../src/kit/time.ts";
import { databases, openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { library } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("the schedule's loop on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  let events: string[];
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
    events = [];
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await stage.clear();
  });
  afterAll(() => opened.close());

  function run(change: Partial<ScheduleParts> = {}) {
    const note = (event: string) => void events.push(event);
    const log: Log = { info: note, warn: note, error: note };
    const scheduler = createScheduler({
      db: stage.db,
      clock: stage.clock,
      log,
      library: () => library,
      ...change,
    });
    const ended = new AbortController();
    const finished = scheduler.run(ended.signal);
    ends.push(async () => {
      ended.abort();
      await finished;
    });
    return scheduler;
  }

  test("launches what is due, tells the sender, and finishes what is done", async () => {
    await stage.addSubscriber("1");
    await stage.schedule();
    stage.clock.set(due);
    let launches = 0;
    const scheduler = run({ onLaunched: () => (launches += 1) });
    await until("it was launched", () => launches === 1);
    stage.deliver([createScriptedChannel("telegram")]);
    await stage.settled();
    await until("it was finished", async () => {
      scheduler.wake();
      return (await stage.campaigns()).every((campaign) => campaign.status === "finished");
    });
    expect(events).toEqual(["campaign.launched"]);
  });

  test("wakes up by itself when the next slot comes", async () => {
    await stage.schedule();
    stage.clock.set(addMs(due, -200));
    run();
    setTimeout(() => stage.clock.set(due), 150);
    await until("it was launched", () => events.includes("campaign.launched"));
  });

  test("running twice on one database fires each of twenty slots once", async () => {
    await stage.addSubscriber("1");
    for (let index = 0; index < 20; index++) await stage.schedule({}, `Tin ${index}`);
    stage.clock.set(due);
    run();
    run();
    await until("all were launched", async () => (await stage.rows()).length === 20);
    expect(events.filter((event) => event === "campaign.launched")).toHaveLength(20);
    expect(events.filter((event) => event !== "campaign.launched")).toEqual([]);
  });

  test("one campaign that cannot be launched holds up no other", async () => {
    const broken = await stage.schedule({}, "Một");
    await stage.schedule({}, "Hai");
    await stage.db.transact((tx) =>
      tx.updateTable("campaign").set({ audience: "{" }).where("id", "=", broken).execute(),
    );
    stage.clock.set(due);
    run();
    await until("the other was launched", () => events.includes("campaign.launched"));
    expect(events).toContain("campaign.launch_failed");
  });
});

test("a database that does not answer is asked again until it does", async () => {
  const opened = await openTestDatabase();
  const stage = createCampaignStage(opened);
  await stage.schedule();
  stage.clock.set(due);
  let failures = 0;
  const flaky: Database = {
    ...stage.db,
    transact: (work) => {
      failures += 1;
      return failures <= 2 ? Promise.reject(new Error("away")) : stage.db.transact(work);
    },
  };
  const events: string[] = [];
  const note = (event: string) => void events.push(event);
  const log: Log = { info: note, warn: note, error: note };
  const scheduler = createScheduler({ db: flaky, clock: stage.clock, log, library: () => library });
  const ended = new AbortController();
  const finished = scheduler.run(ended.signal);
  await until("it was launched", () => {
    scheduler.wake();
    return events.includes("campaign.launched");
  });
  ended.abort();
  await finished;
  expect(events.slice(0, 2)).toEqual(["campaign.launch_failed", "campaign.schedule_failed"]);
  expect(await stage.runs()).toHaveLength(1);
  await opened.close();
});
