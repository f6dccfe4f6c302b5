import { holidayOn } from "../kit/holidays.ts";
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
const dayMs = 24 * 3_600_000;
/** Longer than any run of days off: what is owed from before it was given before it. */
const lookBackDays = 21;
/** Holds the longest run of days off (Tết) and ends the search whatever the calendar says. */
const lookAheadDays = 21;

/**
 * The moment one full working day after `at`: what an officer promises. Monday 10:00 gives Tuesday 10:00,
 * Friday 16:00 gives Monday 16:00, Saturday gives the end of Monday.
 *
 * Days off are weekends, public holidays, Tết among them, and the working day given for each holiday that
 * falls on a weekend (Bộ luật Lao động 2019, Điều 111.3 and 112). `holidays` adds days given by decree.
 */
export function nextWorkingDay(at: Instant, holidays: ReadonlySet<CalendarDate> = new Set()): Instant {
  let left = workingDayMs;
  let end = at;
  for (const day of workingDays(at, holidays)) {
    const from = day.from > at ? day.from : at;
    if (from >= day.until) continue;
    const available = toMs(day.until) - toMs(from);
    if (available >= left) return addMs(from, left);
    left -= available;
    end = day.until;
  }
  return addMs(end, left);
}

/** The hours of each working day from the day of `at` on, as far ahead as anything is looked for. */
function* workingDays(
  at: Instant,
  holidays: ReadonlySet<CalendarDate>,
): Generator<{ from: Instant; until: Instant }> {
  let owed = 0;
  let day = addMs(at, -lookBackDays * dayMs);
  for (let passed = -lookBackDays; passed <= lookAheadDays; passed++, day = startOfNextDay(day)) {
    const isWeekend = localTime(day).weekday > 5;
    const isHoliday = holidayOn(day) !== undefined || holidays.has(localDate(day));
    if (isWeekend && holidayOn(day) !== undefined) owed += 1;
    if (isWeekend || isHoliday) continue;
    if (owed > 0) {
      owed -= 1;
      continue;
    }
    const hours = passed >= 0 ? hoursOf(day) : undefined;
    if (hours) yield hours;
  }
}

function hoursOf(day: Instant): { from: Instant; until: Instant } | undefined {
  const { year, month, day: date } = localTime(day);
  const from = fromLocal(year, month, date, opening.hour, opening.minute);
  const until = fromLocal(year, month, date, closing.hour, closing.minute);
  return from && until && { from, until };
}

function startOfNextDay(at: Instant): Instant {
  const { year, month, day } = localTime(at);
  const midnight = fromLocal(year, month, day) ?? at;
  return addMs(midnight, dayMs);
}
