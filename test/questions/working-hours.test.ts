import { expect, test } from "vitest";
import { type CalendarDate, instant, sayTime } from "../../src/kit/time.ts";
import { nextWorkingDay } from "../../src/questions/working-hours.ts";

const inVietnam = (local: string) => instant(`${local}:00+07:00`);

test.each([
  ["2026-11-23T10:00", "10:00, thứ Ba 24/11/2026", "asked in the morning, promised for the next morning"],
  ["2026-11-27T16:00", "16:00, thứ Hai 30/11/2026", "a Friday afternoon skips the weekend"],
  ["2026-11-28T09:00", "17:00, thứ Hai 30/11/2026", "a Saturday starts on Monday"],
  ["2026-11-23T03:00", "17:00, thứ Hai 23/11/2026", "before the office opens the whole day is ahead"],
  ["2026-11-23T22:15", "17:00, thứ Ba 24/11/2026", "after the office closed the next day counts"],
  ["2026-04-29T12:00", "12:00, thứ Hai 04/05/2026", "30/4 and 1/5 are days off"],
  ["2026-12-31T16:59", "16:59, thứ Hai 04/01/2027", "New Year and a weekend"],
])("%s is due %s: %s", (asked, due) => {
  expect(sayTime(nextWorkingDay(inVietnam(asked)))).toBe(due);
});

test.each([
  ["2027-02-04T15:00", "15:00, thứ Sáu 12/02/2027", "Tết with two days given for its Saturday and Sunday"],
  ["2027-02-10T09:00", "17:00, thứ Sáu 12/02/2027", "asked on a day given for a holiday"],
  ["2026-02-13T16:00", "16:00, thứ Hai 23/02/2026", "Tết of 2026, Monday to Friday"],
  ["2026-04-24T16:00", "16:00, thứ Ba 28/04/2026", "Giỗ Tổ on a Sunday is given on Monday"],
])("%s is due %s: %s", (asked, due) => {
  expect(sayTime(nextWorkingDay(inVietnam(asked)))).toBe(due);
});

test("days given by decree are days off when told", () => {
  const given = new Set(["2026-11-24"] as CalendarDate[]);
  expect(sayTime(nextWorkingDay(inVietnam("2026-11-23T15:00"), given))).toBe("15:00, thứ Tư 25/11/2026");
});

test("a calendar without any working day still gives a promise", () => {
  const all = { has: () => true } as unknown as ReadonlySet<CalendarDate>;
  expect(nextWorkingDay(inVietnam("2026-11-23T10:00"), all)).toHaveLength(24);
});
