import { describe, expect, test } from "vitest";
import { lunarDay, solarDay } from "../../src/kit/lunar.ts";
import type { CalendarDate } from "../../src/kit/time.ts";

const day = (text: string) => text as CalendarDate;

describe("the lunar calendar of Việt Nam", () => {
  // The last five are those printed in calendars; 1985 and 2007 are years in which China's Tết fell on another day.
  test.each([
    [1968, "1968-01-29"],
    [1985, "1985-01-21"],
    [2007, "2007-02-17"],
    [2024, "2024-02-10"],
    [2025, "2025-01-29"],
    [2026, "2026-02-17"],
    [2027, "2027-02-06"],
    [2028, "2028-01-26"],
    [2029, "2029-02-13"],
    [2030, "2030-02-02"],
  ])("Tết of %i is on %s", (year, date) => {
    expect(solarDay(year, 1, 1)).toBe(date);
  });

  test.each([
    ["Rằm tháng Giêng", 2026, 1, 15, "2026-03-03"],
    ["Giỗ Tổ Hùng Vương", 2026, 3, 10, "2026-04-26"],
    ["Vu lan, after the leap sixth month", 2025, 7, 15, "2025-09-06"],
    ["Trung thu", 2026, 8, 15, "2026-09-25"],
    ["Ông Táo", 2026, 12, 23, "2027-01-30"],
  ])("%s of %i is on its printed day", (_, year, month, dayOfMonth, date) => {
    expect(solarDay(year, month, dayOfMonth)).toBe(date);
  });

  test("the thirtieth of a month with 29 days is its last day", () => {
    expect(solarDay(2026, 12, 30)).toBe("2027-02-05");
    expect(solarDay(2026, 12, 29)).toBe("2027-02-05");
  });

  test.each([
    ["2023-03-30", { year: 2023, month: 2, day: 9, isLeap: true }],
    ["2025-08-01", { year: 2025, month: 6, day: 8, isLeap: true }],
    ["2033-12-25", { year: 2033, month: 11, day: 4, isLeap: true }],
    ["2026-02-16", { year: 2025, month: 12, day: 29, isLeap: false }],
    ["2026-02-17", { year: 2026, month: 1, day: 1, isLeap: false }],
  ])("%s is written %o", (date, written) => {
    expect(lunarDay(day(date))).toEqual(written);
  });

  test("every day from 1950 to 2100 follows the one before it and reads back as itself", () => {
    let before = lunarDay(day("1949-12-31"));
    for (let at = Date.UTC(1950, 0, 1); at < Date.UTC(2100, 0, 1); at += 86_400_000) {
      const date = day(new Date(at).toISOString().slice(0, 10));
      const read = lunarDay(date);
      const goesOn = read.day === before.day + 1 && read.month === before.month;
      const begins = read.day === 1 && before.day >= 29;
      if (!goesOn && !begins) throw new Error(`${date} does not follow the day before it`);
      if (!read.isLeap && solarDay(read.year, read.month, read.day) !== date) throw new Error(date);
      before = read;
    }
    expect(before).toMatchObject({ year: 2099 });
  });

  test("a month that does not exist is refused", () => {
    expect(() => solarDay(2026, 13, 1)).toThrow(RangeError);
  });
});
