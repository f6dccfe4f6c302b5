import {
  addMs,
  type CalendarDate,
  fromLocal,
  type Instant,
  localDate,
  localTime,
  toMs,
} from "../kit/time.ts";

/** One day of an office: Monday to Friday, 07:30–17:00 by the wall clock of Việt Nam. */
const opening = { hour: 7, minute: 30 };
const closing = { hour: 17, minute: 0 };
const workingDayMs = (17 * 60 - (7 * 60 + 30)) * 60_000;

/** Days off that fall on the same date each year (Bộ luật Lao động 2019, Điều 112). */
const yearlyHolidays: ReadonlySet<string> = new Set(["01-01", "04-30", "05-01", "09-02"]);

/**
 * The moment one full working day after `at`: what an officer promises. Monday 10:00 gives Tuesday 10:00,
 * Friday 16:00 gives Monday 16:00, Saturday gives the end of Monday.
 *
 * `holidays` adds the days that move with the lunar calendar or by decree.
 */
export function nextWorkingDay(at: Instant, holidays: ReadonlySet<CalendarDate> = new Set()): Instant {
  let left = workingDayMs;
  let day = at;
  // Two weeks hold the longest run of days off (Tết) and end the loop whatever `holidays` says.
  for (let passed = 0; passed < 14; passed++) {
    const span = openSpan(day, holidays);
    const from = span && (span.from > at ? span.from : at);
    if (span && from && from < span.until) {
      const available = toMs(span.until) - toMs(from);
      if (available >= left) return addMs(from, left);
      left -= available;
    }
    day = startOfNextDay(day);
  }
  return addMs(day, left);
}

function openSpan(
  at: Instant,
  holidays: ReadonlySet<CalendarDate>,
): { from: Instant; until: Instant } | undefined {
  const { year, month, day, weekday } = localTime(at);
  const date = localDate(at);
  if (weekday > 5 || holidays.has(date) || yearlyHolidays.has(date.slice(5))) return undefined;
  const from = fromLocal(year, month, day, opening.hour, opening.minute);
  const until = fromLocal(year, month, day, closing.hour, closing.minute);
  return from && until && { from, until };
}

function startOfNextDay(at: Instant): Instant {
  const { year, month, day } = localTime(at);
  const midnight = fromLocal(year, month, day) ?? at;
  return addMs(midnight, 24 * 3_600_000);
}
