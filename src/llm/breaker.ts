/** How many failures in a row make the program leave the server alone. */
const mostFailures = 2;
const shortestRestMs = 30_000;
const longestRestMs = 5 * 60_000;

/**
 * Remembers how the server did lately, so that nobody waits for one that is away. After two failures in a row
 * it rests half a minute, then lets one call try; as long as those fail the rest doubles, up to five minutes.
 */
export type Breaker = {
  /** Whether a call may be made; true once per rest while the server is being tried. */
  mayCall(nowMs: number): boolean;
  succeeded(): void;
  /** `restMs`: how long the server itself asked to be left alone; it then rests at once. */
  failed(nowMs: number, restMs?: number): void;
};

export function createBreaker(): Breaker {
  let failures = 0;
  let restsUntil = 0;
  let restMs = shortestRestMs;
  return {
    mayCall(nowMs) {
      if (failures < mostFailures) return true;
      if (nowMs < restsUntil) return false;
      // Only this call tries; the others go on without until it is known how it went.
      restsUntil = nowMs + restMs;
      return true;
    },
    succeeded() {
      failures = 0;
      restMs = shortestRestMs;
    },
    failed(nowMs, asked) {
      failures += 1;
      if (asked !== undefined) failures = Math.max(failures, mostFailures);
      if (failures < mostFailures) return;
      if (failures > mostFailures) restMs = Math.min(longestRestMs, restMs * 2);
      restsUntil = nowMs + Math.min(longestRestMs, Math.max(asked ?? 0, restMs));
    },
  };
}
