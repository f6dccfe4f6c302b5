import type { Database, Queries } from "../database/database.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import { keptCanceledMs } from "./drafts.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Deletes drafts that were given up and can no longer be taken back. Returns how many. */
export async function purgeCanceledDrafts(tx: Queries, now: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("draft")
    .where("status", "=", "canceled")
    .where("updated_at", "<", addMs(now, -keptCanceledMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Does that now and once a day until the returned function is called; a day it fails is made up for on the next. */
export function purgeDaily(db: Database, { clock, log }: { clock: Clock; log: Log }): () => Promise<void> {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      try {
        const purged = await db.transact((tx) => purgeCanceledDrafts(tx, clock()));
        if (purged > 0) log.info("drafts.purged", { purged });
      } catch (error) {
        log.error("drafts.not_purged", { fault: describeError(error) });
      }
      await sleep(dayMs, stopping.signal);
    }
  };
  const ended = work();
  return async () => {
    stopping.abort();
    await ended;
  };
}
