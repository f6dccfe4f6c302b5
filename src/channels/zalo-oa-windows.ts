import { type CalendarDate, type Instant, inForceOn, localDate, toMs } from "../kit/time.ts";

/** What Zalo allows from one day on; null: no limit. Prices are the forecast's business. */
export type Terms = {
  readonly from: CalendarDate;
  readonly freeHours: number;
  readonly openHours: number;
  readonly paidPerDay: number | null;
  readonly paidPerMonth: number | null;
  readonly templatesPerDay: number | null;
  readonly templatesPerMonth: number | null;
  readonly callsPerMinute: number;
};

/** The part of the time after a person's last message that a moment is in. */
export type Zone = "free" | "paid" | "closed";

const hourMs = 3_600_000;

/** The terms that hold at a moment. */
export function termsAt(terms: readonly Terms[], at: Instant): Terms {
  return inForceOn(terms, localDate(at));
}

/** Where `now` is in a person's window. Who is not known to have written counts as free: Zalo decides then. */
export function zoneOf(last: Instant | null, now: Instant, { freeHours, openHours }: Terms): Zone {
  if (last === null) return "free";
  const ageMs = toMs(now) - toMs(last);
  if (ageMs <= freeHours * hourMs) return "free";
  return ageMs <= openHours * hourMs ? "paid" : "closed";
}

/** Of the calls a minute, what bulk may use: the rest is for answers. */
const bulkShare = 0.9;

/** The bulk pace that leaves room for answers within the calls a minute. */
export function paceOf(wished: number, terms: Terms): number {
  return Math.min(wished, (terms.callsPerMinute * bulkShare) / 60);
}

/** Counts the calls of the last minute, by the second. */
export type Meter = {
  note(now: Instant): void;
  /** Whether another call may leave now: bulk is told no before answers are. */
  isFree(now: Instant, terms: Terms, isBulk: boolean): boolean;
};

export function createMeter(): Meter {
  const counts = new Map<number, number>();
  const second = (now: Instant) => Math.floor(toMs(now) / 1000);
  return {
    note(now) {
      const at = second(now);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    },
    isFree(now, { callsPerMinute }, isBulk) {
      const oldest = second(now) - 60;
      for (const at of counts.keys()) if (at <= oldest) counts.delete(at);
      const used = [...counts.values()].reduce((sum, n) => sum + n, 0);
      return used < callsPerMinute * (isBulk ? bulkShare : 1);
    },
  };
}
