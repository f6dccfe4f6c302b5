import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endOf, forecastCampaign } from "../../src/campaigns/forecast.ts";
import type { ChannelName } from "../../src/kit/message.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { local, planOf } from "./sample.ts";
import { createCampaignStage } from "./stage.ts";

const night = { fromMinute: 21 * 60, toMinute: 7 * 60 };
const noRest = { fromMinute: 0, toMinute: 0 };
const hourMs = 3_600_000;

describe("when a sending ends", () => {
  test.each([
    ["without quiet hours", "2026-11-23 08:00", 30, noRest, "2026-11-24 14:00"],
    ["before the quiet hours", "2026-11-23 08:00", 2, night, "2026-11-23 10:00"],
    ["at the last moment before them", "2026-11-23 08:00", 13, night, "2026-11-23 21:00"],
    ["after a night", "2026-11-23 20:00", 3, night, "2026-11-24 09:00"],
    ["after two nights", "2026-11-23 20:00", 17, night, "2026-11-25 09:00"],
    ["at once, when there is nothing to send", "2026-11-23 08:00", 0, night, "2026-11-23 08:00"],
    ["with a rest at noon", "2026-11-23 11:00", 2, { fromMinute: 720, toMinute: 780 }, "2026-11-23 14:00"],
  ])("%s", (_, begins, hours, quiet, ends) => {
    expect(endOf(local(begins), hours * hourMs, quiet)).toBe(local(ends));
  });
});

describe.each(databases)("a forecast on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
    const stage = createCampaignStage(opened);
    for (let person = 0; person < 6; person++) await stage.addSubscriber(`t${person}`);
    for (let person = 0; person < 2; person++) await stage.addSubscriber(`z${person}`, "zalo-oa");
    await stage.addPerson("silent");
  });
  afterAll(() => opened.close());

  const perSecond = new Map<ChannelName, number>([["telegram", 0.1]]);

  test("counts the people of each channel and when it is done", async () => {
    const terms = { slot: local("2026-11-23 08:00"), perSecond, quietHours: night };
    expect(await forecastCampaign(opened.db.read, planOf(), terms)).toEqual({
      slot: local("2026-11-23 08:00"),
      begins: local("2026-11-23 08:00"),
      channels: [
        { channel: "telegram", people: 6, ends: local("2026-11-23 08:01") },
        { channel: "zalo-oa", people: 2, ends: "2026-11-23T01:00:02.000Z" },
      ],
      ends: local("2026-11-23 08:01"),
      holiday: undefined,
    });
  });

  test("begins when the quiet hours end, and names the holiday it begins on", async () => {
    const terms = { slot: local("2027-02-05 22:00"), perSecond, quietHours: night };
    expect(await forecastCampaign(opened.db.read, planOf(), terms)).toMatchObject({
      begins: local("2027-02-06 07:00"),
      holiday: "Tết Nguyên đán",
    });
  });

  test("of nobody ends as it begins", async () => {
    const plan = planOf({ channels: "zalo-bot" });
    const terms = { slot: local("2026-11-23 08:00"), perSecond, quietHours: night };
    expect(await forecastCampaign(opened.db.read, plan, terms)).toMatchObject({
      channels: [],
      ends: local("2026-11-23 08:00"),
    });
  });
});
