import { addMs, type CalendarDate, fromLocal, type Instant, localDate, localTime } from "../../kit/time.ts";

/** The first and the last day that some words can mean. */
export type Span = { readonly from: CalendarDate; readonly to: CalendarDate };

const dayMs = 24 * 60 * 60 * 1000;

/** One day, or undefined when the calendar does not have it (31/2) or the year is not of our time. */
export function day(year: number, month: number, dayOfMonth: number): Span | undefined {
  const at = isSaneYear(year) ? fromLocal(year, month, dayOfMonth) : undefined;
  return at && { from: localDate(at), to: localDate(at) };
}

/** Whole months of one year, `first` to `last` (1–12), or undefined when there are no such months. */
export function months(year: number, first: number, last = first): Span | undefined {
  const from = isSaneYear(year) ? fromLocal(year, first, 1) : undefined;
  const after = last === 12 ? fromLocal(year + 1, 1, 1) : fromLocal(year, last + 1, 1);
  return from && after && { from: localDate(from), to: localDate(addMs(after, -1)) };
}

/** The day so many days before `now`, in Việt Nam. */
export function daysBefore(now: Instant, days: number): Span {
  const date = localDate(addMs(now, -days * dayMs));
  return { from: date, to: date };
}

/** Monday to Sunday, so many weeks before the week of `now`. */
export function weeksBefore(now: Instant, weeks: number): Span {
  const back = localTime(now).weekday - 1 + 7 * weeks;
  return { from: daysBefore(now, back).from, to: daysBefore(now, back - 6).to };
}

/** The year and month (1–12) so many months before the month of `now`. */
export function monthBefore(now: Instant, back: number): { year: number; month: number } {
  const { year, month } = localTime(now);
  const index = year * 12 + month - 1 - back;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** As people write it, as exact as it was said: `15/03/2026`, `tháng 3/2026`, `năm 2025`. */
export function saySpan(from: string, to: string): string {
  const [y, m, d] = from.split("-");
  const [, m2, d2] = to.split("-");
  if (from === to) return `${d}/${m}/${y}`;
  if (isWholeMonths(from, to, 1)) return `tháng ${Number(m)}/${y}`;
  if (isWholeMonths(from, to, 12)) return `năm ${y}`;
  if (isWholeMonths(from, to, 3)) return `tháng ${Number(m)}–${Number(m2)}/${y}`;
  return `${d}/${m}/${y} – ${d2}/${m2}/${to.slice(0, 4)}`;
}

function isWholeMonths(from: string, to: string, length: number): boolean {
  const [year = 0, first = 0] = from.split("-").map(Number);
  if (first + length - 1 > 12) return false;
  const whole = months(year, first, first + length - 1);
  return whole?.from === from && whole.to === to;
}

function isSaneYear(year: number): boolean {
  return year >= 1900 && year <= 2100;
}
