import { sql } from "kysely";
import type { Database, Queries } from "../../database/database.ts";
import { addMs, type Instant } from "../../kit/time.ts";
import { cancelOverdueHeld } from "../held.ts";

const sweepEveryMs = 60_000;

/**
 * Cancels, at most once a minute, what is left of runs whose time has run out, held rows too. Rows of a channel that is
 * paused, stopped or no longer configured are never claimed, and would keep their run open for ever.
 */
export function createExpiry(db: Database): (now: Instant) => Promise<void> {
  let nextSweep: Instant | undefined;
  return async (now) => {
    if (nextSweep !== undefined && now < nextSweep) return;
    const runs = await overdueRuns(db.read, now);
    if (runs.length > 0) await db.transact((tx) => cancelRest(tx, runs, now));
    await cancelOverdueHeld(db, now);
    nextSweep = addMs(now, sweepEveryMs);
  };
}

async function overdueRuns(queries: Queries, now: Instant): Promise<string[]> {
  const rows = await queries
    .selectFrom("delivery_run")
    .select("run_id")
    .where(sql<boolean>`is_open = 1`)
    .where("expires_at", "<=", now)
    .execute();
  return rows.map((row) => row.run_id);
}

/** Rows an officer wants sent again have no end of their own and stay. */
async function cancelRest(tx: Queries, runs: readonly string[], now: Instant): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ status: "canceled", why: "expired", settled_at: now })
    .where("run_id", "in", [...runs])
    .where("status", "=", "pending")
    .where("expires_at", "<=", now)
    .execute();
}
