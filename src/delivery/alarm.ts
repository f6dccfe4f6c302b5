import { sleep } from "../kit/time.ts";

/** The rest of a loop between two looks, cut short by whoever has work for it. */
export type Alarm = {
  /** Ends the rest, or the coming one when none is under way: no ring between look and rest is lost. */
  ring(): void;
  /** Forgets earlier rings; called before each look. */
  reset(): void;
  /** Resolves after `ms`, on a ring, or when `signal` aborts. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
};

export function createAlarm(): Alarm {
  let isRung = false;
  let nap: AbortController | undefined;
  return {
    ring() {
      isRung = true;
      nap?.abort();
    },
    reset() {
      isRung = false;
    },
    async rest(ms, signal) {
      if (isRung || signal.aborted || ms === 0) return;
      nap = new AbortController();
      const end = () => nap?.abort();
      signal.addEventListener("abort", end, { once: true });
      await sleep(ms, nap.signal);
      signal.removeEventListener("abort", end);
      nap = undefined;
    },
  };
}
