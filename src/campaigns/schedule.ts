import { Cron } from "croner";
import { holidayOn } from "../kit/holidays.ts";
import { fromLunar, lunarDayAt } from "../kit/lunar.ts";
import { addMs, fromLocal, type Instant, instant, localTime, toMs, zone } from "../kit/time.ts";

/**
 * When a campaign is due, in the wall clock of Việt Nam. A *slot* is one such moment; each slot is launched
 * at most once. After `until` no slot is due any more and nothing waiting is sent any more.
 */
export type Schedule = (
  | { readonly kind: "at"; readonly at: Instant }
  /** Five fields: minute, hour, day of month, month, day of week. */
  | { readonly kind: "cron"; readonly cron: string; readonly skipsHolidays: boolean }
  /** A day of every year, by the solar or the lunar calendar. */
  | ({ readonly kind: "yearly" } & YearlyDay)
) & { readonly until: Instant | null };

/**
 * 29/2 is kept in years that lack it on 28/2; lunar day 30 in months of 29 days on the 29th. Other days
 * exist every year.
 */
export type YearlyDay = {
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly calendar: "solar" | "lunar";
};

/** What to do about a slot that has come. `next` is the slot to wait for afterwards, null when none. */
export type Due =
  | { readonly kind: "launch"; readonly slot: Instant; readonly next: Instant | null }
  /** Too late to send without asking: an operator decides. */
  | { readonly kind: "hold"; readonly slot: Instant; readonly next: Instant | null }
  /** Too late, and the series goes on by itself. */
  | { readonly kind: "skip"; readonly slot: Instant; readonly next: Instant | null };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * The first slot strictly after a moment; null when there is none.
 *
 * Only the given moment and the zone's rules count, so a host in another zone or a clock set back cannot move
 * a slot.
 */
export function nextSlot(schedule: Schedule, after: Instant): Instant | null {
  const slot = nextOf(schedule, after);
  if (!slot || (schedule.until !== null && slot > schedule.until)) return null;
  return slot;
}

/**
 * Decides over a slot that is due.
 *
 * Of several slots missed while the program was down only the newest counts: a series never catches up in a
 * burst. It is launched when it is no later than `graceMinutes`. A later one is skipped when a cron series
 * brings the next soon, else held, because a yearly greeting or a single announcement has no other chance.
 */
export function decideSlot(schedule: Schedule, slot: Instant, now: Instant, graceMinutes: number): Due {
  const newest = newestSlot(schedule, slot, now);
  const next = nextSlot(schedule, now);
  const isLate = toMs(now) - toMs(newest) > graceMinutes * minuteMs;
  if (!isLate) return { kind: "launch", slot: newest, next };
  return { kind: schedule.kind === "cron" ? "skip" : "hold", slot: newest, next };
}

/**
 * Until when the rows of a launch may wait for quiet hours, a pause or a person who must write first. A single
 * sending waits until `until`, or a week; one of a series also no longer than the next slot, so that a message
 * overtaken by the next is dropped instead of arriving together with it.
 */
export function expiryOf(schedule: Schedule, launchedAt: Instant): Instant {
  const week = addMs(launchedAt, 7 * dayMs);
  if (schedule.kind === "at") return schedule.until ?? week;
  const limits = [week, schedule.until, nextSlot(schedule, launchedAt)].filter((limit) => limit !== null);
  return limits.reduce((a, b) => (a < b ? a : b));
}

function nextOf(schedule: Schedule, after: Instant): Instant | null {
  switch (schedule.kind) {
    case "at":
      return schedule.at > after ? schedule.at : null;
    case "cron":
      return nextWorkday(schedule, after);
    case "yearly":
      return nextYearly(schedule, after);
  }
}

function newestSlot(schedule: Schedule, slot: Instant, now: Instant): Instant {
  let newest = slot;
  let next = nextSlot(schedule, newest);
  while (next !== null && next <= now) {
    newest = next;
    next = nextSlot(schedule, newest);
  }
  return newest;
}

/** Days of one holiday stand together, so a series finds a slot soon or never (one that asks for 1/1 only). */
const mostHolidaysInARow = 100;

function nextWorkday(schedule: { cron: string; skipsHolidays: boolean }, after: Instant): Instant | null {
  let slot = nextCron(schedule.cron, after);
  for (let tries = 0; slot !== null && tries < mostHolidaysInARow; tries++) {
    if (!schedule.skipsHolidays || holidayOn(slot) === undefined) return slot;
    slot = nextCron(schedule.cron, slot);
  }
  return null;
}

function nextCron(cron: string, after: Instant): Instant | null {
  // `paused` keeps croner from setting a timer: it only computes here, on the date it is given.
  const next = new Cron(cron, { timezone: zone, mode: "5-part", paused: true }).nextRun(new Date(after));
  return next ? instant(next) : null;
}

function nextYearly(yearly: YearlyDay, after: Instant): Instant | null {
  const year = yearly.calendar === "lunar" ? lunarDayAt(after).year : localTime(after).year;
  for (const candidate of [year, year + 1]) {
    const slot = inYear(yearly, candidate);
    if (slot !== undefined && slot > after) return slot;
  }
  return null;
}

function inYear({ month, day, hour, minute, calendar }: YearlyDay, year: number): Instant | undefined {
  if (calendar === "lunar") return fromLunar({ year, month, day }, hour, minute);
  const exact = fromLocal(year, month, day, hour, minute);
  return exact ?? (month === 2 && day === 29 ? fromLocal(year, 2, 28, hour, minute) : undefined);
}

/** Reads `2026-05-18 08:00`, local time; `undefined` when it is no such moment. */
export function readAt(text: string): Instant | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return fromLocal(year, month, day, hour, minute);
}

/** Reads `05-18 08:00` or, by the lunar calendar, `01-01 08:00 lunar`; `undefined` when no year has that day. */
export function readYearly(text: string): YearlyDay | undefined {
  const match = /^(\d{1,2})-(\d{1,2}) +(\d{1,2}):(\d{2})( +lunar)?$/.exec(text.trim());
  if (!match) return undefined;
  const [month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 5).map(Number);
  const calendar = match[5] ? "lunar" : "solar";
  // 2028 is a leap year, so 29 February passes here; lunar months have at most 30 days.
  const exists =
    calendar === "solar"
      ? fromLocal(2028, month, day, hour, minute) !== undefined
      : month >= 1 && month <= 12 && day >= 1 && day <= 30 && hour < 24 && minute < 60;
  return exists ? { month, day, hour, minute, calendar } : undefined;
}

/** A series people can say in words: on some days of every week (0: Sunday), or on one day of every month. */
export type SimpleCron = { readonly hour: number; readonly minute: number } & (
  | { readonly kind: "weekly"; readonly days: readonly number[] }
  | { readonly kind: "monthly"; readonly day: number | "L" }
);

/** Reads a cron expression as such a series; `undefined` for what is beyond it. */
export function readSimpleCron(cron: string): SimpleCron | undefined {
  const match = /^(\d{1,2}) (\d{1,2}) (\d{1,2}|L|\*) \* ([0-7](?:,[0-7])*|\*)$/.exec(cron.trim());
  if (!match) return undefined;
  const [, minute, hour, day = "*", weekday = "*"] = match;
  const at = { hour: Number(hour), minute: Number(minute) };
  if (day !== "*") {
    if (weekday !== "*") return undefined;
    return { ...at, kind: "monthly", day: day === "L" ? day : Number(day) };
  }
  const named = weekday === "*" ? [0, 1, 2, 3, 4, 5, 6] : weekday.split(",").map((one) => Number(one) % 7);
  // The week begins on Monday.
  const days = [...new Set(named)].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  return { ...at, kind: "weekly", days };
}

/** What is wrong with a cron expression, in words for the operator; `undefined` when it can be used. */
export function cronFault(cron: string, now: Instant): string | undefined {
  const example = "write five fields, for example `0 8 * * 1` for Mondays at 08:00";
  if (cron.trim().split(/\s+/).length !== 5) return example;
  let slots: Instant[];
  try {
    slots = firstSlots(cron, now, 3);
  } catch {
    return `cannot be read: ${example}`;
  }
  if (slots.length === 0) return "never comes: no year has such a day";
  // Two minutes of one hour always show up among the first three slots, wherever the count begins.
  const isTooOften = slots.some((slot, index) => {
    const before = slots[index - 1];
    return before !== undefined && toMs(slot) - toMs(before) < 60 * minuteMs;
  });
  return isTooOften
    ? "comes more often than once an hour: give one minute, for example `0 8 * * *`"
    : undefined;
}

function firstSlots(cron: string, after: Instant, count: number): Instant[] {
  const slots: Instant[] = [];
  let next = nextCron(cron, after);
  while (next !== null && slots.length < count) {
    slots.push(next);
    next = nextCron(cron, next);
  }
  return slots;
}
