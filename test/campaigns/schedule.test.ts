import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  cronFault,
  decideSlot,
  expiryOf,
  nextSlot,
  readAt,
  readYearly,
  type Schedule,
} from "../../src/campaigns/schedule.ts";
import { sayWhen } from "../../src/campaigns/texts.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import { local, now } from "./sample.ts";

const at = (time: string, until: string | null = null): Schedule => ({
  kind: "at",
  at: local(time),
  until: until === null ? null : local(until),
});
const cron = (pattern: string, until: string | null = null): Schedule => ({
  kind: "cron",
  cron: pattern,
  skipsHolidays: false,
  until: until === null ? null : local(until),
});
const workdays = (pattern: string): Schedule => ({
  kind: "cron",
  cron: pattern,
  skipsHolidays: true,
  until: null,
});
const yearly = (text: string): Schedule => {
  const day = readYearly(text);
  if (!day) throw new Error(text);
  return { kind: "yearly", ...day, until: null };
};

describe("the next slot", () => {
  test.each([
    ["a day of this year", yearly("05-18 08:00"), "2026-05-18 07:59", "2026-05-18 08:00"],
    [
      "the same day a year on, once it has come",
      yearly("05-18 08:00"),
      "2026-05-18 08:00",
      "2027-05-18 08:00",
    ],
    ["New Year's first minute", yearly("01-01 00:00"), "2026-12-31 23:59", "2027-01-01 00:00"],
    ["the last minute of the year", yearly("12-31 23:59"), "2026-12-31 23:59", "2027-12-31 23:59"],
    ["29 February in a leap year", yearly("02-29 08:00"), "2028-01-01 00:00", "2028-02-29 08:00"],
    [
      "29 February in a common year, kept on the 28th",
      yearly("02-29 08:00"),
      "2026-11-22 00:00",
      "2027-02-28 08:00",
    ],
    ["Tết", yearly("01-01 00:00 lunar"), "2026-11-22 00:00", "2027-02-06 00:00"],
    ["Tết, once it has come", yearly("01-01 00:00 lunar"), "2027-02-06 00:00", "2028-01-26 00:00"],
    [
      "the eve of Tết in a year whose last month has 29 days",
      yearly("12-30 20:00 lunar"),
      "2026-11-22 00:00",
      "2027-02-05 20:00",
    ],
    ["Mondays", cron("0 8 * * 1"), "2026-11-22 15:00", "2026-11-23 08:00"],
    ["Mondays, from a Monday's slot itself", cron("0 8 * * 1"), "2026-11-23 08:00", "2026-11-30 08:00"],
    ["Sundays written as 7", cron("0 8 * * 7"), "2026-11-23 08:00", "2026-11-29 08:00"],
    ["the first of the month over a year end", cron("30 7 1 * *"), "2026-12-01 07:30", "2027-01-01 07:30"],
    ["the 31st, skipping short months", cron("0 8 31 * *"), "2027-01-31 08:00", "2027-03-31 08:00"],
    ["the last day of February", cron("0 8 L 2 *"), "2027-01-01 00:00", "2027-02-28 08:00"],
    ["29 February by cron, in leap years only", cron("0 0 29 2 *"), "2026-11-22 00:00", "2028-02-29 00:00"],
    ["midnight, which is the day before in UTC", cron("0 0 * * *"), "2026-11-22 23:59", "2026-11-23 00:00"],
    ["a workday over Tết", workdays("0 8 * * *"), "2027-02-04 08:00", "2027-02-10 08:00"],
    ["a Monday that is no holiday", workdays("0 8 * * 1"), "2027-02-02 00:00", "2027-02-15 08:00"],
    ["a holiday, when holidays are not skipped", cron("0 8 * * *"), "2027-02-04 08:00", "2027-02-05 08:00"],
    ["a single moment", at("2026-11-23 08:00"), "2026-11-22 15:00", "2026-11-23 08:00"],
  ] as [string, Schedule, string, string][])("is found: %s", (_, schedule, after, slot) => {
    expect(nextSlot(schedule, local(after))).toBe(local(slot));
  });

  test.each([
    ["a single moment that has come", at("2026-11-23 08:00"), "2026-11-23 08:00"],
    ["a series that has ended", cron("0 8 * * 1", "2026-11-29 23:59"), "2026-11-23 08:00"],
    ["a day no month has", cron("0 0 31 2 *"), "2026-11-22 00:00"],
    ["a holiday only, in a series that skips holidays", workdays("0 8 1 1 *"), "2026-11-22 00:00"],
  ] as [string, Schedule, string][])("is none: %s", (_, schedule, after) => {
    expect(nextSlot(schedule, local(after))).toBeNull();
  });

  test("a fraction of a second before a slot still finds that slot", () => {
    const slot = local("2026-11-23 08:00");
    expect(nextSlot(cron("0 8 * * 1"), addMs(slot, -1))).toBe(slot);
    expect(nextSlot(cron("0 8 * * 1"), addMs(slot, 1))).toBe(addMs(slot, 7 * 86_400_000));
  });

  test.each(["America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])(
    "does not depend on the zone of the machine (%s, over its change of summer time)",
    (zone) => {
      const script = `
        import { nextSlot } from "./src/campaigns/schedule.ts";
        const cron = { kind: "cron", cron: "30 2 * * *", skipsHolidays: false, until: null };
        const yearly = { kind: "yearly", month: 3, day: 8, hour: 2, minute: 30, calendar: "solar", until: null };
        const after = "2026-03-07T18:00:00.000Z";
        console.log(nextSlot(cron, after), nextSlot(yearly, after));`;
      const options = { env: { ...process.env, TZ: zone }, encoding: "utf8" as const };
      const output = execFileSync(
        process.execPath,
        ["--input-type=module-typescript", "-e", script],
        options,
      );
      expect(output.trim()).toBe("2026-03-07T19:30:00.000Z 2026-03-07T19:30:00.000Z");
    },
  );
});

describe("a slot that has come", () => {
  const grace = 120;
  const weekly = cron("0 8 * * 1");
  const monday = local("2026-11-23 08:00");

  test.each([
    ["on time", 0],
    ["at the last minute of its grace", 120],
  ])("is launched %s", (_, minutes) => {
    const decision = decideSlot(weekly, monday, addMs(monday, minutes * 60_000), grace);
    expect(decision).toEqual({ kind: "launch", slot: monday, next: local("2026-11-30 08:00") });
  });

  const tooLate = addMs(monday, 121 * 60_000);
  test("is skipped when a cron series is later than its grace", () => {
    expect(decideSlot(weekly, monday, tooLate, grace).kind).toBe("skip");
  });

  test("is held when a single sending is later than its grace", () => {
    const decision = decideSlot(at("2026-11-23 08:00"), monday, tooLate, grace);
    expect(decision).toEqual({ kind: "hold", slot: monday, next: null });
  });

  test("is held when a yearly sending is later than its grace, for the next chance is a year away", () => {
    const slot = local("2026-05-18 08:00");
    const decision = decideSlot(yearly("05-18 08:00"), slot, addMs(slot, 86_400_000), grace);
    expect(decision).toEqual({ kind: "hold", slot, next: local("2027-05-18 08:00") });
  });

  test("of many missed while the program was down only the newest counts", () => {
    const hourly = cron("0 * * * *");
    const decision = decideSlot(hourly, local("2026-11-20 08:00"), local("2026-11-23 08:10"), grace);
    expect(decision).toEqual({ kind: "launch", slot: monday, next: local("2026-11-23 09:00") });
  });

  test("with no grace is launched in its own minute only", () => {
    expect(decideSlot(weekly, monday, monday, 0).kind).toBe("launch");
    expect(decideSlot(weekly, monday, addMs(monday, 1), 0).kind).toBe("skip");
  });
});

describe("rows that wait", () => {
  const launched = local("2026-11-23 08:00");
  test.each([
    ["a week, when nothing else is said", at("2026-11-23 08:00"), "2026-11-30 08:00"],
    ["the end the campaign names", at("2026-11-23 08:00", "2026-12-31 17:00"), "2026-12-31 17:00"],
    ["the next slot of a series", cron("0 8 * * *"), "2026-11-24 08:00"],
    ["the end of the series", cron("0 8 * * *", "2026-11-23 17:00"), "2026-11-23 17:00"],
    ["a week, in a series of years", yearly("11-23 08:00"), "2026-11-30 08:00"],
  ] as [string, Schedule, string][])("are given up at: %s", (_, schedule, end) => {
    expect(expiryOf(schedule, launched)).toBe(local(end));
  });
});

describe("reading times", () => {
  test.each([
    ["2026-05-18 08:00", "2026-05-18T01:00:00.000Z"],
    ["2026-5-8 8:05", "2026-05-08T01:05:00.000Z"],
    ["2026-01-01T00:00", "2025-12-31T17:00:00.000Z"],
    ["2028-02-29 08:00", "2028-02-29T01:00:00.000Z"],
  ])("%s is %s", (text, moment) => {
    expect(readAt(text)).toBe(moment);
  });

  test.each([
    "2026-02-29 08:00",
    "2026-04-31 08:00",
    "2026-05-18 24:00",
    "18/05/2026 08:00",
    "2026-05-18",
    "mai",
  ])("%s is no local time", (text) => {
    expect(readAt(text)).toBeUndefined();
  });

  test.each([
    "04-31 08:00",
    "02-30 08:00",
    "13-01 08:00",
    "05-18",
    "05-18 25:00",
    "01-31 08:00 lunar",
    "01-01 24:00 lunar",
  ])("%s is no day of the year", (text) => {
    expect(readYearly(text)).toBeUndefined();
  });

  test.each(["0 8 * * 1", "0 * * * *", "59 23 31 12 *", "0 8 * * 1-5", "0 8,20 * * *", "0 8 1 */3 *"])(
    "the cron expression %s can be used",
    (pattern) => {
      expect(cronFault(pattern, now)).toBeUndefined();
    },
  );

  test.each([
    ["*/5 * * * *", "more often than once an hour"],
    ["* * * * *", "more often than once an hour"],
    ["0,30 8 1 1 *", "more often than once an hour"],
    ["0 0 31 2 *", "never comes"],
    ["0 8 * *", "five fields"],
    ["0 0 8 * * 1", "five fields"],
    ["@daily", "five fields"],
    ["0 25 * * *", "cannot be read"],
    ["mỗi thứ hai lúc 8", "cannot be read"],
  ])("the cron expression %s is refused: %s", (pattern, words) => {
    expect(cronFault(pattern, now)).toContain(words);
  });

  test("whether a cron comes too often does not depend on the minute of asking", () => {
    for (let minute = 0; minute < 60; minute++) {
      expect(
        cronFault("10,50 8 * * *", addMs(instant("2026-11-22T01:00:00Z"), minute * 60_000)),
      ).toBeDefined();
    }
  });
});

describe("a schedule in words", () => {
  test.each([
    [at("2026-11-23 08:00"), "một lần lúc 08:00, thứ Hai 23/11/2026"],
    [yearly("05-18 08:00"), "hằng năm lúc 08:00 ngày 18/5"],
    [yearly("02-29 08:00"), "hằng năm lúc 08:00 ngày 29/2 (năm thường: ngày 28/2)"],
    [yearly("12-30 20:00 lunar"), "hằng năm lúc 20:00 ngày 30/12 âm lịch (tháng thiếu: ngày 29)"],
    [cron("0 8 * * 1"), "08:00 thứ Hai hằng tuần"],
    [cron("5 7 * * *"), "07:05 hằng ngày"],
    [cron("0 8 1 * *"), "08:00 ngày 1 hằng tháng"],
    [workdays("0 8 * * 1"), "08:00 thứ Hai hằng tuần, trừ ngày nghỉ lễ"],
    [cron("0 8 1 */3 *"), "theo lịch `0 8 1 */3 *`"],
    [cron("0 8 * * 0", "2026-12-31 23:59"), "08:00 Chủ nhật hằng tuần, đến hết 23:59, thứ Năm 31/12/2026"],
  ] as [Schedule, string][])("%o", (schedule, words) => {
    expect(sayWhen(schedule)).toBe(words);
  });
});

test("a slot never lies in the past of the moment asked from, over ten years of random moments", () => {
  const schedules = [
    cron("0 8 * * 1"),
    cron("30 17 28-31 * *"),
    yearly("02-29 08:00"),
    yearly("07-15 08:00 lunar"),
  ];
  let seed = 7;
  for (let round = 0; round < 300; round++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const after = addMs("2026-01-01T00:00:00.000Z" as Instant, seed % (10 * 365 * 86_400_000));
    for (const schedule of schedules) {
      const slot = nextSlot(schedule, after);
      expect(slot !== null && slot > after).toBe(true);
    }
  }
});
