import { type Instant, toMs } from "../../kit/time.ts";

/** How many bulk messages a channel may send right now. */
export type Pace = {
  /** Whole messages that may leave at `now`. */
  available(now: Instant): number;
  take(count: number, now: Instant): void;
};

/**
 * A token bucket: `perSecond` messages on average, at most a fifth of a second's worth at once, so that the
 * first second does not carry twice the rate the platform allows.
 */
export function createPace(perSecond: number): Pace {
  const capacity = Math.max(1, perSecond / 5);
  let tokens = capacity;
  let filledAt: number | undefined;
  const fill = (now: Instant) => {
    const at = toMs(now);
    const elapsedMs = Math.max(0, at - (filledAt ?? at));
    tokens = Math.min(capacity, tokens + (elapsedMs * perSecond) / 1000);
    filledAt = at;
  };
  return {
    available(now) {
      fill(now);
      return Math.max(0, Math.floor(tokens));
    },
    take(count, now) {
      fill(now);
      tokens -= count;
    },
  };
}
