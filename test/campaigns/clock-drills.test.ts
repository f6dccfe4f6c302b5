import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChannelName } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { local } from "./sample.ts";
import { type CampaignStage, createCampaignStage } from "./stage.ts";

const night = { fromMinute: 21 * 60, toMinute: 7 * 60 };

describe("the clock and the night", () => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
    await stage.addSubscriber("1");
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const open = (name: ChannelName = "telegram") => createScriptedChannel(name);
  /** Sends what may leave at this moment of the clock, and stops. */
  async function sendNow(channel: ReturnType<typeof open>, expected: number): Promise<void> {
    const loop = stage.deliver([channel], { quietHours: night });
    // A reply leaves at any hour: once it has, the loop has looked at everything there is.
    await stage.write(await stage.addPerson("probe"), "đáp");
    await until("the probe was sent", () => channel.sends.some(({ to }) => to === "probe"));
    if (expected > 0) await until("the campaign was sent", () => bulk(channel) === expected);
    await loop.stop();
    expect(bulk(channel)).toBe(expected);
  }
  const bulk = (channel: ReturnType<typeof open>) => channel.sends.filter(({ to }) => to !== "probe").length;

  test("down from before the slot into the night: launched within its grace, sent in the morning, once", async () => {
    const id = await stage.schedule({ at: "2026-11-23 20:30", grace: "120" });
    stage.clock.set(local("2026-11-23 22:00"));
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", slot: local("2026-11-23 20:30") });
    const telegram = open();
    await sendNow(telegram, 0);
    stage.clock.set(local("2026-11-24 07:00"));
    await sendNow(telegram, 1);
    await stage.finish();
    expect(await stage.campaigns()).toMatchObject([{ status: "finished" }]);
  });

  test("down across the whole night, later than its grace: held, and nothing leaves in the morning", async () => {
    const id = await stage.schedule({ at: "2026-11-23 20:30", grace: "120" });
    stage.clock.set(local("2026-11-24 07:30"));
    expect(await stage.launch(id)).toMatchObject({ kind: "held", why: "late" });
    await sendNow(open(), 0);
  });

  test("launched before the night and down through it: what had not left leaves in the morning", async () => {
    const id = await stage.schedule({ at: "2026-11-23 20:59" });
    stage.clock.set(local("2026-11-23 20:59"));
    await stage.launch(id);
    stage.clock.set(local("2026-11-24 09:00"));
    await sendNow(open(), 1);
  });

  test("a clock that jumps ahead a day and back sends a slot once", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * *" });
    stage.clock.set(local("2026-11-24 08:00"));
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", slot: local("2026-11-24 08:00") });
    stage.clock.set(local("2026-11-23 08:00"));
    expect(await stage.launch(id)).toBeUndefined();
    stage.clock.set(local("2026-11-24 08:00"));
    expect(await stage.launch(id)).toBeUndefined();
    expect(await stage.runs()).toHaveLength(1);
  });

  test("a clock set back by an hour over the quiet hours' end holds bulk until it comes again", async () => {
    const id = await stage.schedule({ at: "2026-11-23 06:30" });
    stage.clock.set(local("2026-11-23 06:30"));
    await stage.launch(id);
    const telegram = open();
    stage.clock.set(addMs(local("2026-11-23 07:00"), -1));
    await sendNow(telegram, 0);
    stage.clock.set(local("2026-11-23 07:00"));
    await sendNow(telegram, 1);
    stage.clock.set(local("2026-11-23 06:10"));
    await sendNow(telegram, 1);
  });

  test("a greeting at Tết waits for the first morning, and a series of workdays leaves the days out", async () => {
    const greeting = await stage.schedule(
      { at: null, yearly: "01-01 00:00 lunar", title: "Chúc Tết" },
      "Chúc mừng năm mới.",
    );
    await stage.schedule({ at: null, cron: "0 8 * * *", holidays: "skip", title: "Hằng ngày" }, "Bản tin.");
    stage.clock.set(local("2027-02-06 00:00"));
    expect(await stage.launch(greeting)).toMatchObject({ kind: "launched", slot: local("2027-02-06 00:00") });
    const telegram = open();
    await sendNow(telegram, 0);
    stage.clock.set(local("2027-02-06 07:00"));
    await sendNow(telegram, 1);
    const late = await stage.schedule(
      { at: null, cron: "5 8 * * *", holidays: "skip", title: "Khác" },
      "Tin khác.",
    );
    const row = (await stage.campaigns()).find(({ id }) => id === late);
    // 6 to 9 February 2027 are the first four days of Tết.
    expect(row?.next_slot).toBe(local("2027-02-10 08:05"));
  });
});
