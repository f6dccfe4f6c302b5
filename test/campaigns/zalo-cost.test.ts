import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forecastCampaign } from "../../src/campaigns/forecast.ts";
import { forecastZalo, type ZaloMeans } from "../../src/campaigns/zalo-cost.ts";
import { readZaloTerms } from "../../src/config/zalo-terms.ts";
import { openAllotment } from "../../src/delivery/allotment.ts";
import { addMs } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createHandClock } from "../support/delivery-stage.ts";
import { createStagePeople } from "../support/stage-people.ts";
import { local, planOf } from "./sample.ts";

const { terms: prices } = readZaloTerms(undefined, () => {});
const at = local("2026-11-23 08:00");
const nothingUsed = { paid: { day: 0, month: 0 }, template: { day: 0, month: 0 } };
const means: ZaloMeans = { isPaidAllowed: true, hasTemplate: true, used: nothingUsed };

describe("what a sending over Zalo costs", () => {
  const audience = { free: 100, paid: 40, closed: 60 };

  test.each([
    ["paid and by template", {}, { free: 100, paid: 40, templates: 60, held: 0, cost: 40 * 55 + 60 * 120 }],
    ["paid only", { hasTemplate: false }, { free: 100, paid: 40, templates: 0, held: 60, cost: 2200 }],
    [
      "free only",
      { isPaidAllowed: false, hasTemplate: false },
      { paid: 0, templates: 0, held: 100, cost: 0 },
    ],
    ["by template alone", { isPaidAllowed: false }, { paid: 0, templates: 100, held: 0, cost: 12_000 }],
    [
      "with 10 paid left of the month and 5 templates of the day",
      { used: { paid: { day: 3, month: 490 }, template: { day: 495, month: 495 } } },
      { paid: 10, templates: 5, held: 85, cost: 550 + 600 },
    ],
    [
      "with more used than allowed",
      { used: { paid: { day: 0, month: 999 }, template: { day: 999, month: 0 } } },
      { paid: 0, templates: 0, held: 100, cost: 0 },
    ],
  ])("%s", (_what, more, expected) => {
    expect(forecastZalo(audience, prices, { ...means, ...more, at })).toMatchObject(expected);
  });

  test("the prices are those of the day it is sent", () => {
    const [base] = prices;
    if (!base) throw new Error("no prices");
    const dear = { ...base, from: "2027-01-01" as typeof base.from, paidPrice: 99 };
    const list = [dear, base];
    const costAt = (when: string) => forecastZalo(audience, list, { ...means, at: local(when) }).cost;
    expect(costAt("2027-01-01 00:00") - costAt("2026-12-31 23:59")).toBe(40 * 44);
    expect(forecastZalo(audience, [dear], { ...means, at }).cost).toBe(40 * 99 + 60 * 120);
  });

  test("everybody is free, paid for, sent a template or held, whatever the numbers", () => {
    const many = fc.nat(100_000);
    const used = fc.record({ day: many, month: many });
    const given = fc.record({
      isPaidAllowed: fc.boolean(),
      hasTemplate: fc.boolean(),
      used: fc.record({ paid: used, template: used }),
    });
    fc.assert(
      fc.property(fc.record({ free: many, paid: many, closed: many }), given, (people, how) => {
        const { free, paid, templates, held, cost } = forecastZalo(people, prices, { ...how, at });
        expect(free + paid + templates + held).toBe(people.free + people.paid + people.closed);
        expect(Math.min(paid, templates, held, cost)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe.each(databases)("the forecast of a campaign with Zalo OA, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
    const hour = (hours: number) =>
      createStagePeople(opened.db, createHandClock(addMs(at, -hours * 3_600_000)));
    await hour(1).addSubscriber("fresh", "zalo-oa");
    await hour(48).addSubscriber("just free", "zalo-oa");
    await hour(49).addSubscriber("to pay", "zalo-oa");
    await hour(200).addSubscriber("gone", "zalo-oa");
    await hour(1).addSubscriber("elsewhere", "telegram");
    const allotment = openAllotment(opened.db, "zalo-oa");
    for (let n = 0; n < 3; n++) await allotment.take("paid", at, { perDay: null, perMonth: null });
  });
  afterAll(() => opened.close());

  const forecast = (paidPerMonth: number | null) =>
    forecastCampaign(opened.db.read, planOf(), {
      slot: at,
      perSecond: new Map(),
      quietHours: { fromMinute: 0, toMinute: 0 },
      zalo: {
        prices: prices.map((one) => ({ ...one, paidPerMonth })),
        isPaidAllowed: true,
        templates: {},
      },
    });

  test("counts people by their last message, and knows what is left of the month", async () => {
    const all = { free: 2, paid: 1, templates: 0, held: 1, cost: 55 };
    expect((await forecast(4)).zalo).toEqual(all);
    expect((await forecast(3)).zalo).toEqual({ ...all, paid: 0, held: 2, cost: 0 });
  });
});
