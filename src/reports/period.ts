import { type CalendarDate, fromLocal, type Instant } from "../kit/time.ts";
import { periodTexts as texts } from "./period-texts.ts";

type PeriodKind = "year" | "half" | "quarter" | "month" | "range";

/** Kỳ báo cáo — calendar days of Việt Nam, both included. */
export type Period = {
  /** As it is typed: `2026`, `2026-H1`, `2026-Q4`, `2026-11`, `2026-01-15..2026-03-20`. */
  readonly name: string;
  readonly kind: PeriodKind;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

export type ReadPeriod =
  | { readonly kind: "period"; readonly period: Period }
  | { readonly kind: "faulty"; readonly words: string };

/** No report before the federation could have had a computer, and none longer than a term of office. */
const firstYear = 2000;
const mostMonths = 60;

/**
 * Reads a period as somebody typed it. One that begins after `today`, ends before it begins or is longer than five
 * years is refused in words; one that is not over yet is taken, and reported up to `today`.
 */
export function readPeriod(text: string, today: CalendarDate): ReadPeriod {
  const period = parse(text.trim());
  if (period === undefined) return { kind: "faulty", words: texts.unreadable(text.trim()) };
  if (period.from > period.to) return { kind: "faulty", words: texts.reversed };
  if (Number(period.from.slice(0, 4)) < firstYear) return { kind: "faulty", words: texts.tooEarly };
  if (period.from > today) return { kind: "faulty", words: texts.future(sayDay(period.from)) };
  if (monthsOf(period).length > mostMonths + 1) return { kind: "faulty", words: texts.tooLong };
  return { kind: "period", period };
}

function parse(text: string): Period | undefined {
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text);
  if (range) {
    const [from, to] = [readDay(range[1]), readDay(range[2])];
    return from && to ? { name: text, kind: "range", from, to } : undefined;
  }
  const named = /^(\d{4})(?:-(?:([hH])([12])|([qQ])([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
  if (!named) return undefined;
  const [, year = "", half, halfNumber, quarter, quarterNumber, month] = named;
  const span = (kind: PeriodKind, first: number, months: number): Period => ({
    name: text.toUpperCase(),
    kind,
    from: dayOf(Number(year), first, 1),
    to: dayOf(Number(year), first + months, 0),
  });
  if (half) return span("half", Number(halfNumber) * 6 - 5, 6);
  if (quarter) return span("quarter", Number(quarterNumber) * 3 - 2, 3);
  if (month) return span("month", Number(month), 1);
  return span("year", 1, 12);
}

function readDay(text: string | undefined): CalendarDate | undefined {
  const [year = 0, month = 0, day = 0] = (text ?? "").split("-").map(Number);
  return fromLocal(year, month, day) === undefined ? undefined : (text as CalendarDate);
}

/** A day by its numbers; months and days beyond their range run over, as calendars do. */
function dayOf(year: number, month: number, day: number): CalendarDate {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) as CalendarDate;
}

/** The part of a period that has been, up to `today`. */
export function untilToday(period: Period, today: CalendarDate): Period {
  return period.to <= today ? period : { ...period, to: today };
}

/**
 * What a period is compared with: as much time right before it. Of a period that is not over, the same days of the
 * one before: quarter IV until 22 November beside quarter III until 22 August.
 */
export function periodBefore(period: Period, today: CalendarDate): Period {
  const until = untilToday(period, today);
  if (period.kind === "range") {
    const days = daysBetween(period.from, until.to) + 1;
    const from = addDays(period.from, -days);
    const to = addDays(period.from, -1);
    return { name: `${from}..${to}`, kind: "range", from, to };
  }
  const months = { year: 12, half: 6, quarter: 3, month: 1 }[period.kind];
  const from = addMonths(period.from, -months);
  const last = addDays(period.from, -1);
  if (until.to === period.to) return { name: nameOf(period.kind, from), kind: period.kind, from, to: last };
  const to = addMonths(until.to, -months);
  return { name: `${from}..${to}`, kind: "range", from, to: to < last ? to : last };
}

function nameOf(kind: Exclude<PeriodKind, "range">, from: CalendarDate): string {
  const [year, month = ""] = from.split("-");
  const number = Number(month);
  if (kind === "year") return String(year);
  if (kind === "half") return `${year}-H${number > 6 ? 2 : 1}`;
  if (kind === "quarter") return `${year}-Q${Math.ceil(number / 3)}`;
  return `${year}-${month}`;
}

function addDays(day: CalendarDate, days: number): CalendarDate {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return dayOf(year, month, date + days);
}

/** The same day some months away; of a month too short for it, the last day. */
function addMonths(day: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const moved = dayOf(year, month + months, date);
  const last = dayOf(year, month + months + 1, 0);
  return moved <= last ? moved : last;
}

function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The first moment of a period and the first one after it. */
export function boundsOf({ from, to }: Pick<Period, "from" | "to">): { since: Instant; until: Instant } {
  return { since: startOf(from), until: startOf(addDays(to, 1)) };
}

function startOf(day: CalendarDate): Instant {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const start = fromLocal(year, month, date);
  if (start === undefined) throw new RangeError(`${day} is no day.`);
  return start;
}

/** The calendar months a period touches, each with the first moment after it. */
export function monthsOf({ from, to }: Pick<Period, "from" | "to">): { name: string; until: Instant }[] {
  const months: { name: string; until: Instant }[] = [];
  for (let first = `${from.slice(0, 7)}-01` as CalendarDate; first <= to; first = addMonths(first, 1)) {
    months.push({ name: first.slice(0, 7), until: startOf(addMonths(first, 1)) });
  }
  return months;
}

/** `23/11/2026`. */
export function sayDay(day: CalendarDate): string {
  return day.split("-").toReversed().join("/");
}

/** What a period is called on paper: `quý IV năm 2026`. */
export function sayPeriod({ kind, name, from, to }: Period): string {
  const [year = "", month = ""] = from.split("-");
  if (kind === "year") return texts.year(year);
  if (kind === "half") return texts.half(month === "01", year);
  if (kind === "quarter")
    return texts.quarter(["I", "II", "III", "IV"][Number(name.slice(-1)) - 1] ?? "", year);
  if (kind === "month") return texts.month(Number(month), year);
  return texts.range(sayDay(from), sayDay(to));
}
