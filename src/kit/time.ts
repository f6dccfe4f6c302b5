/** A moment in UTC as ISO-8601 text, always 24 characters: compares correctly as text in every database. */
export type Instant = string & { readonly __instant: true };

/** A day on the calendar of Việt Nam, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly __calendarDate: true };

/** The one zone people in this program live in. Offsets come from `Intl`, never from arithmetic. */
export const zone = "Asia/Ho_Chi_Minh";

/** The only reader of the clock. Pure code receives `now` as an argument. */
export type Clock = () => Instant;

export const systemClock: Clock = () => new Date().toISOString() as Instant;

/** Reads an ISO-8601 text or epoch milliseconds; throws `RangeError` when it is no moment at all. */
export function instant(value: string | number | Date): Instant {
  return new Date(value).toISOString() as Instant;
}

export function toMs(at: Instant): number {
  return Date.parse(at);
}

export function addMs(at: Instant, ms: number): Instant {
  return instant(Date.parse(at) + ms);
}

/** The entry of a dated list that holds on `day`: the latest that has begun, or the first to come. */
export function inForceOn<T extends { readonly from: CalendarDate }>(
  list: readonly T[],
  day: CalendarDate,
): T {
  const sorted = list.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const found = sorted.findLast(({ from }) => from <= day) ?? sorted[0];
  if (!found) throw new RangeError("A dated list needs an entry.");
  return found;
}

/** What a wall clock in Việt Nam shows. `weekday` 1 = Monday … 7 = Sunday. */
export type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
};

const wallClock = new Intl.DateTimeFormat("en-US", {
  timeZone: zone,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  weekday: "short",
});
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function localTime(at: Instant): LocalTime {
  const parts: Record<string, string> = {};
  for (const part of wallClock.formatToParts(Date.parse(at))) parts[part.type] = part.value;
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
    weekday: weekdays.indexOf(parts.weekday ?? "") + 1,
  };
}

export function localDate(at: Instant): CalendarDate {
  const { year, month, day } = localTime(at);
  return `${year}-${pad(month)}-${pad(day)}` as CalendarDate;
}

/**
 * The moment a wall clock in Việt Nam shows the given local time. Fields beyond their range are refused
 * with `undefined` (31 April, 24:30), so a typed date is checked and read by the same call.
 */
export function fromLocal(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
): Instant | undefined {
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute);
  if (Number.isNaN(asIfUtc)) return undefined;
  // Two passes settle any zone: the first finds the offset near the moment, the second confirms it.
  let guess = asIfUtc;
  for (let pass = 0; pass < 2; pass++) guess = asIfUtc - offsetMs(guess);
  const result = instant(guess);
  const read = localTime(result);
  const same =
    read.year === year &&
    read.month === month &&
    read.day === day &&
    read.hour === hour &&
    read.minute === minute;
  return same ? result : undefined;
}

function offsetMs(at: number): number {
  const local = localTime(instant(at));
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  return asUtc - Math.floor(at / 1000) * 1000;
}

const weekdayNames = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];

/** As people say it: `14:20, thứ Hai 23/11/2026`. */
export function sayTime(at: Instant): string {
  const local = localTime(at);
  const time = `${pad(local.hour)}:${pad(local.minute)}`;
  return `${time}, ${weekdayNames[local.weekday - 1]} ${pad(local.day)}/${pad(local.month)}/${local.year}`;
}

/** As people say a day: `23/11/2026`. */
export function sayDate(at: Instant): string {
  const local = localTime(at);
  return `${pad(local.day)}/${pad(local.month)}/${local.year}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}
