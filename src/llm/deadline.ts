/** The time everything that is done for one message has together. */
export type Deadline = {
  readonly signal: AbortSignal;
  /** Milliseconds that are left; 0 when it is over. */
  left(): number;
};

/** A deadline `ms` from now; `stop` ends it earlier. */
export function deadlineIn(ms: number, stop?: AbortSignal): Deadline {
  const endsAt = performance.now() + ms;
  const timeout = AbortSignal.timeout(ms);
  const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
  return { signal, left: () => (signal.aborted ? 0 : Math.max(0, endsAt - performance.now())) };
}
