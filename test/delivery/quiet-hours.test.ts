import { describe, expect, test } from "vitest";
import { isQuiet, nextWakingMoment } from "../../src/delivery/quiet-hours.ts";
import { type Instant, instant } from "../../src/kit/time.ts";

/** A moment of 23 November 2026 (and the days around it) as a wall clock in Việt Nam shows it. */
const local = (time: string, day = 23): Instant => instant(`2026-11-${day}T${time}+07:00`);
const night = { fromMinute: 21 * 60, toMinute: 7 * 60 };
const lunch = { fromMinute: 11 * 60 + 30, toMinute: 13 * 60 };
const none = { fromMinute: 0, toMinute: 0 };

describe("quiet hours", () => {
  test.each([
    ["20:59:59.999", false],
    ["21:00:00.000", true],
    ["23:59:59.999", true],
    ["00:00:00.000", true],
    ["06:59:59.999", true],
    ["07:00:00.000", false],
    ["12:00:00.000", false],
  ])("a night from 21:00 to 07:00 at %s: %s", (time, quiet) => {
    expect(isQuiet(local(time), night)).toBe(quiet);
  });

  test.each([
    ["11:29:59.999", false],
    ["11:30:00.000", true],
    ["12:59:59.999", true],
    ["13:00:00.000", false],
    ["23:00:00.000", false],
  ])("a lunch break from 11:30 to 13:00 at %s: %s", (time, quiet) => {
    expect(isQuiet(local(time), lunch)).toBe(quiet);
  });

  test.each(["00:00:00.000", "03:00:00.000", "12:00:00.000"])("equal ends are never quiet (%s)", (time) => {
    expect(isQuiet(local(time), none)).toBe(false);
  });

  test.each([
    ["before midnight the night ends tomorrow", local("22:15:30"), night, local("07:00:00", 24)],
    ["after midnight the night ends today", local("00:00:00"), night, local("07:00:00")],
    ["at the first quiet minute", local("21:00:00"), night, local("07:00:00", 24)],
    ["a break within the day ends the same day", local("12:10:00"), lunch, local("13:00:00")],
    ["a waking moment is its own answer", local("12:34:56"), night, local("12:34:56")],
    ["the end of the night is waking", local("07:00:00"), night, local("07:00:00")],
    ["without quiet hours every moment is waking", local("03:00:00"), none, local("03:00:00")],
  ])("%s", (_name, at, quiet, expected) => {
    expect(nextWakingMoment(at, quiet)).toBe(expected);
  });

  test("the night over the end of a year ends on the first of January", () => {
    const newYear = instant("2026-12-31T23:30:00+07:00");
    expect(nextWakingMoment(newYear, night)).toBe(instant("2027-01-01T07:00:00+07:00"));
  });
});
