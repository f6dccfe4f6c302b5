import { type CalendarDate, fromLocal, type Instant, localTime } from "../kit/time.ts";

/** Kỳ báo cáo — `2026-11` a month, `2026-Q4` a quarter; both sort as text within their kind. */
export type Period = string;
type Every = "month" | "quarter";

const monthsOf = { month: 1, quarter: 3 } as const;

/** The newest period that is over. */
export function lastOver(now: Instant, every: Every): Period {
  const { year, month } = localTime(now);
  return before(periodOf(year, month, every));
}

/** Every period from `first` to the newest that is over, oldest first; none when the first is still to come. */
export function periodsSince(first: Period, now: Instant, every: Every): Period[] {
  const periods: Period[] = [];
  for (let one = lastOver(now, every); one >= first; one = before(one)) periods.unshift(one);
  return periods;
}

export function before(period: Period): Period {
  const { year, month } = firstMonth(period);
  const every = everyOf(period);
  const back = month - monthsOf[every];
  return back < 1 ? periodOf(year - 1, back + 12, every) : periodOf(year, back, every);
}

/** A moment in the month after the period: its first morning is when units are asked, a day's evening the end. */
export function momentAfter(period: Period, day: number, hour: number): Instant {
  const { year, month } = firstMonth(period);
  const next = month + monthsOf[everyOf(period)];
  const at = next > 12 ? fromLocal(year + 1, next - 12, day, hour) : fromLocal(year, next, day, hour);
  if (at === undefined) throw new RangeError(`There is no day ${day} after ${period}.`);
  return at;
}

/** The last day of a period. */
export function lastDay(period: Period): CalendarDate {
  const { year, month } = firstMonth(period);
  const end = month + monthsOf[everyOf(period)] - 1;
  const days = new Date(Date.UTC(year, end, 0)).getUTCDate();
  return `${year}-${String(end).padStart(2, "0")}-${String(days).padStart(2, "0")}` as CalendarDate;
}

/** `tháng 11/2026`, `quý 4/2026`. */
export function sayPeriod(period: Period): string {
  const [year, part = ""] = period.split("-");
  return part.startsWith("Q") ? `quý ${part.slice(1)}/${year}` : `tháng ${Number(part)}/${year}`;
}

function everyOf(period: Period): Every {
  return period.includes("Q") ? "quarter" : "month";
}

function firstMonth(period: Period): { year: number; month: number } {
  const [year, part = ""] = period.split("-");
  const month = part.startsWith("Q") ? (Number(part.slice(1)) - 1) * 3 + 1 : Number(part);
  return { year: Number(year), month };
}

function periodOf(year: number, month: number, every: Every): Period {
  return every === "month"
    ? `${year}-${String(month).padStart(2, "0")}`
    : `${year}-Q${Math.floor((month - 1) / 3) + 1}`;
}
