import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/** Refusals that only the person can undo: they would be refused again. */
const theirs = ["blocked", "neverStarted"] as const;

/**
 * Lets the refused rows of a run leave once more, also after its end, except to those who blocked us or never wrote.
 * Rows that arrived or are in doubt stay as they are. Returns how many rows go again.
 */
export async function resendRefused(tx: Queries, runId: string, now: Instant): Promise<number> {
  const again = {
    status: "pending",
    not_before: now,
    expires_at: null,
    settled_at: null,
    attempts: 0,
  } as const;
  const result = await tx
    .updateTable("delivery")
    .set({ ...again, why: null, code: null })
    .where("run_id", "=", runId)
    .where("status", "=", "refused")
    .where((eb) => eb.or([eb("why", "is", null), eb("why", "not in", [...theirs])]))
    .executeTakeFirst();
  const rows = Number(result.numUpdatedRows);
  if (rows > 0)
    await tx.updateTable("delivery_run").set({ is_open: 1 }).where("run_id", "=", runId).execute();
  return rows;
}
