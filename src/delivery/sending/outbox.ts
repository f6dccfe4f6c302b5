import type { Database } from "../../database/database.ts";
import { describeError } from "../../kit/failure.ts";
import type { Log } from "../../kit/log.ts";
import { addMs, type Clock, type Instant, sleep } from "../../kit/time.ts";
import { type Settled, writeSettlements } from "./settle.ts";

/** Results of bulk messages wait this long for somebody to `flush`, so that many share a transaction. */
const gatherMs = 50;
/** Most results of one transaction. */
const mostResults = 256;

/** Results of sends on their way into the ledger. */
export type Outbox = {
  /** Takes a result to be written: at once when it is a reply's, a moment later with others when it is not. */
  put(result: Omit<Settled, "at">): void;
  /** Begins to write what waits. */
  flush(): void;
  /** Whether results are not committed yet. */
  readonly isBusy: boolean;
};

/**
 * Writes results in groups, one transaction each, and again and again until the database takes them: a
 * result that is lost would turn a message that arrived into doubt.
 *
 * Every group gets a later moment than the one before, even when the clock stands still or is set back:
 * readers of a transcript go on from the moment of the last message they saw.
 */
export function createOutbox(parts: {
  db: Database;
  clock: Clock;
  log: Log;
  onWritten: (group: readonly Settled[]) => void;
}): Outbox {
  const { clock, log } = parts;
  const waiting: Omit<Settled, "at">[] = [];
  let writing: Promise<void> | undefined;
  let lastMoment: Instant | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) writing ??= writeAll();
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const at = nextMoment();
      const group = waiting.splice(0, mostResults).map((result) => ({ ...result, at }));
      await writeUntilTaken(parts, group);
      tell(group);
    }
    writing = undefined;
  }

  function tell(group: readonly Settled[]): void {
    try {
      parts.onWritten(group);
    } catch (error) {
      log.error("delivery.listener_failed", { fault: describeError(error) });
    }
  }

  function nextMoment(): Instant {
    const now = clock();
    lastMoment = lastMoment !== undefined && now <= lastMoment ? addMs(lastMoment, 1) : now;
    return lastMoment;
  }

  return {
    put(result) {
      waiting.push(result);
      if (!result.row.isBulk) flush();
      else timer ??= setTimeout(flush, gatherMs);
    },
    flush,
    get isBusy() {
      return waiting.length > 0 || writing !== undefined;
    },
  };
}

async function writeUntilTaken(
  { db, log }: { db: Database; log: Log },
  group: readonly Settled[],
): Promise<void> {
  for (let failures = 0; ; failures++) {
    try {
      return await writeSettlements(db, group);
    } catch (error) {
      log.error("delivery.settling_failed", { rows: group.length, fault: describeError(error) });
      await sleep(Math.min(5000, 100 * 2 ** failures));
    }
  }
}
