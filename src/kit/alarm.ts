/** Lets a loop sleep between two looks while anybody may wake it. */
export type Alarm = {
  /** Ends the present rest; rung while the loop is working, it spares the loop its next rest. */
  ring(): void;
  /** Resolves after `ms`, at a ring, or when `signal` aborts; at once when it rang since the last rest. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
};

export function createAlarm(): Alarm {
  let hasRung = false;
  let endRest = () => {};
  return {
    ring() {
      hasRung = true;
      endRest();
    },
    async rest(ms, signal) {
      if (!hasRung && !signal.aborted) {
        // Loops are rung for every message: an AbortController here would cost more than the look itself.
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          endRest = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener("abort", endRest);
        });
        signal.removeEventListener("abort", endRest);
        endRest = () => {};
      }
      hasRung = false;
    },
  };
}
