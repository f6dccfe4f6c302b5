import { type Instant, localDate, localTime } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { day, daysBefore, monthBefore, months, type Span, weeksBefore } from "./calendar.ts";

export type DateReading =
  | { readonly kind: "read"; readonly span: Span }
  /** The words name a day the calendar does not have: 31/2, tháng 13. */
  | { readonly kind: "impossible" }
  /** Two different dates stand in the text. */
  | { readonly kind: "several" }
  | { readonly kind: "none" };

/** What a pattern may look at: when it is said, and whether a date without a year lies in the past. */
type Today = { readonly now: Instant; readonly year: number; readonly isPast: boolean };
/** undefined: the calendar has no such day. */
type Pattern = readonly [RegExp, (parts: readonly string[], today: Today) => Span | undefined];

const count = "(\\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua)";
const monthWord = "(mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi|0?[1-9]|1\\d|[2-9]\\d)";
const yearWord = "(\\d{4}|nay|ngoai|truoc|roi|kia)";
/** "ba tháng nay" counts months; "tháng nay" names one. */
const notCounted = `(?<!${count} )\\b`;
const inYear = `(?:[ ,/]*(?:nam )?${yearWord}(?!\\d))?`;

/**
 * Looked for in folded text, in this order; the first pattern that occurs decides. "15 tháng 3 năm nay" must
 * be read before "3 năm nay" (for three years), and a day with its month before the month alone.
 */
const patterns: readonly Pattern[] = [
  [/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  [
    /(?<!\d)(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})(?!\d)/,
    ([d, m, y], today) => day(yearOf(y, today), Number(m), Number(d)),
  ],
  [
    new RegExp(`(?<!\\d)(\\d{1,2}) ?(?:thang|/) ?(\\d{1,2}) nam ${yearWord}`),
    ([d, m, y], today) => day(yearOf(y, today), Number(m), Number(d)),
  ],
  [/(?<![\d/])(?<!quy )(\d{1,2}) ?[/.-] ?(\d{4})(?!\d)/, ([m, y]) => months(Number(y), Number(m))],
  [/\bngay (\d{1,2}) thang (nay|truoc|roi)\b/, dayOfNearMonth],
  [/(?<!\d)(\d{1,2}) thang (\d{1,2})(?!\d| ?(?:ngay|tuan)\b)/, dayAndMonth],
  [/(?<![\d/-])(\d{1,2})[/-](\d{1,2})(?![\d/-]| ?(?:ngay|tuan|thang|nam) (?:truoc|nay|roi))/, dayAndMonth],
  [/\bhom nay\b/, (_, { now }) => daysBefore(now, 0)],
  [/\b(?:hom|sang|trua|chieu|toi|dem) qua\b/, (_, { now }) => daysBefore(now, 1)],
  [/\bhom kia\b/, (_, { now }) => daysBefore(now, 2)],
  [new RegExp(`${notCounted}tuan nay\\b`), (_, { now }) => weeksBefore(now, 0)],
  [new RegExp(`${notCounted}tuan (?:truoc|roi|qua|vua roi|vua qua)\\b`), (_, { now }) => weeksBefore(now, 1)],
  [new RegExp(`${notCounted}thang nay\\b`), (_, { now }) => monthsAgo(0, now)],
  [new RegExp(`${notCounted}thang (?:truoc|roi|qua|vua roi|vua qua)\\b`), (_, { now }) => monthsAgo(1, now)],
  [new RegExp(`\\bthang ${monthWord}${inYear}\\b`), monthInYear],
  [new RegExp(`\\bquy (1|2|3|4|iv|iii|ii|i)${inYear}\\b`), quarter],
  [new RegExp(`(?<![\\d-])\\b${count} (ngay|tuan|thang|nam)( ruoi)? (?:truoc|nay|roi|qua)\\b`), ago],
  [new RegExp(`\\b(?:cach day|duoc|hon|gan|khoang) ${count} (ngay|tuan|thang|nam)( ruoi)?\\b`), ago],
  [/\bnam (\d{4}|nay|ngoai|truoc|roi|kia)\b/, ([y], today) => months(yearOf(y, today), 1, 12)],
  [/(?<![\d.,/-])((?:19|20)\d{2})(?![\d.,/-]*\d)/, ([y]) => months(Number(y), 1, 12)],
  [/\bngay (?:mung |mong )?(\d{1,2})(?!\d)/, recentDay],
];

const mostNamed = 5;

/**
 * Finds the one date a Vietnamese text names, with the precision it is named with: "hôm qua" is a day,
 * "tháng trước" a month, "năm ngoái" a year. A day or month without a year is the nearest one, never after
 * today when `isPast`.
 */
export function readDate(text: string, now: Instant, isPast: boolean): DateReading {
  const today = { now, year: localTime(now).year, isPast };
  const words = fold(text);
  for (const [pattern, read] of patterns) {
    const matches = [...words.matchAll(new RegExp(pattern, "g"))];
    // Whoever names hundreds of days names none: each of them costs a look into the calendar.
    const few = matches.slice(0, mostNamed);
    if (few.length > 0) return settle(few.map((match) => read(match.slice(1), today)));
  }
  return { kind: "none" };
}

function settle(found: readonly (Span | undefined)[]): DateReading {
  const spans = found.filter((span) => span !== undefined);
  const span = spans[0];
  if (!span || spans.length < found.length) return { kind: "impossible" };
  const isOne = spans.every(({ from, to }) => from === span.from && to === span.to);
  return isOne ? { kind: "read", span } : { kind: "several" };
}

/** "15/3", or "3/26" when the second number can only be a year. */
function dayAndMonth([first, second]: readonly string[], today: Today): Span | undefined {
  const [a, b] = [Number(first), Number(second)];
  if (b >= 20 && a <= 12) return months(2000 + b, a);
  return nearest(today, (year) => day(year, b, a));
}

function dayOfNearMonth([d, which]: readonly string[], { now }: Today): Span | undefined {
  const { year, month } = monthBefore(now, which === "nay" ? 0 : 1);
  return day(year, month, Number(d));
}

function recentDay([d]: readonly string[], today: Today): Span | undefined {
  for (let back = 0; back < 12; back++) {
    const { year, month } = monthBefore(today.now, back);
    const found = day(year, month, Number(d));
    if (found && !isTooLate(found, today)) return found;
  }
  return undefined;
}

/** This year's; the latest earlier one when it must be past. 29/2 exists in some years only. */
function nearest(today: Today, read: (year: number) => Span | undefined): Span | undefined {
  const years = today.isPast ? [0, 1, 2, 3, 4].map((back) => today.year - back) : [today.year];
  return years.map(read).find((span) => span && !isTooLate(span, today));
}

function isTooLate(span: Span, today: Today): boolean {
  return today.isPast && span.from > localDate(today.now);
}

function monthInYear([monthSaid, yearSaid]: readonly string[], today: Today): Span | undefined {
  const month = monthNumber(monthSaid);
  if (yearSaid) return months(yearOf(yearSaid, today), month);
  return nearest(today, (year) => months(year, month));
}

function quarter([quarterSaid, yearSaid]: readonly string[], today: Today): Span | undefined {
  const roman = ["i", "ii", "iii", "iv"].indexOf(quarterSaid ?? "");
  const number = roman >= 0 ? roman + 1 : Number(quarterSaid);
  const read = (year: number) => months(year, number * 3 - 2, number * 3);
  return yearSaid ? read(yearOf(yearSaid, today)) : nearest(today, read);
}

const monthNames = "mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi|muoi mot|muoi hai".split("|");

function monthNumber(said: string | undefined): number {
  const named = monthNames.indexOf(said ?? "");
  return named >= 0 ? named + 1 : Number(said);
}

/** A year in digits (two of them mean the nearest century) or as a word: nay, kia, ngoái and its synonyms. */
function yearOf(said: string | undefined, today: Today): number {
  if (said === "nay") return today.year;
  if (said === "kia") return today.year - 2;
  const year = Number(said);
  if (Number.isNaN(year)) return today.year - 1;
  if (year >= 100) return year;
  return year <= (today.year % 100) + 1 ? 2000 + year : 1900 + year;
}

function monthsAgo(back: number, now: Instant): Span | undefined {
  const { year, month } = monthBefore(now, back);
  return months(year, month);
}

const counts = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi".split("|");

/** "3 tháng trước" is a month, "2 năm nay" a year: no more exact than it was said. */
function ago([said, unit, half]: readonly string[], { now, year }: Today): Span | undefined {
  const named = counts.indexOf(said ?? "");
  const whole = named >= 0 ? named + 1 : Number(said === "nua" ? 0 : said);
  const isHalf = said === "nua" || half !== undefined;
  if (unit === "nam") return isHalf ? monthsAgo(whole * 12 + 6, now) : months(year - whole, 1, 12);
  if (unit === "thang") return monthsAgo(whole, now);
  return unit === "tuan" ? weeksBefore(now, whole) : daysBefore(now, whole);
}
