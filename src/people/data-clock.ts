import { holidayOn } from "../kit/holidays.ts";
import { type CalendarDate, fromLocal, type Instant, localDate, localTime } from "../kit/time.ts";

/** What a member can ask about their data. */
export type RequestKind = "see" | "copy" | "correct" | "withdraw" | "erase";

/** Working days until a request is acknowledged, whatever it asks (Nghị định 356/2025/NĐ-CP Điều 5). */
const acknowledgeDays = 2;
/** Days until it is done; one extension adds as many again (the same article). */
const termDays: Readonly<Record<RequestKind, number>> = {
  see: 10,
  copy: 10,
  correct: 10,
  withdraw: 15,
  erase: 20,
};

/** The two days a request runs to. */
export type Clock = { readonly acknowledgeBy: CalendarDate; readonly due: CalendarDate };

/** The law's clock of a request that came at `at`. Its term ends on a day on which an office works. */
export function clockOf(kind: RequestKind, at: Instant): Clock {
  const day = localDate(at);
  return { acknowledgeBy: afterWorkingDays(day, acknowledgeDays), due: dueAfter(day, termDays[kind]) };
}

/** The later end after the one extension the law allows. */
export function extendedDue(kind: RequestKind, receivedAt: Instant): CalendarDate {
  return dueAfter(localDate(receivedAt), termDays[kind] * 2);
}

/** The last working day of a term: what ends on a holiday would be done too late by an office that is closed. */
function dueAfter(from: CalendarDate, days: number): CalendarDate {
  let day = addDays(from, days);
  while (isDayOff(day) && day > from) day = addDays(day, -1);
  return day;
}

function afterWorkingDays(from: CalendarDate, days: number): CalendarDate {
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (!isDayOff(day)) left -= 1;
  }
  return day;
}

function isDayOff(day: CalendarDate): boolean {
  const noon = noonOf(day);
  return localTime(noon).weekday > 5 || holidayOn(noon) !== undefined;
}

function addDays(day: CalendarDate, days: number): CalendarDate {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10) as CalendarDate;
}

function noonOf(day: CalendarDate): Instant {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const noon = fromLocal(year, month, date, 12);
  if (!noon) throw new RangeError(`${day} is no day.`);
  return noon;
}
