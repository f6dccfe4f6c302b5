import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/**
 * Names everything that has not left as uncertain, and returns how many rows that are. After a backup is
 * restored nobody knows which of them were sent since it was made: an officer decides.
 */
export async function doubtUnsent(tx: Queries, now: Instant): Promise<number> {
  const result = await tx
    .updateTable("delivery")
    .set({
      status: "uncertain",
      why: "restored from a backup",
      settled_at: now,
      claimed_by: null,
      claimed_at: null,
    })
    .where("status", "in", ["pending", "sending", "held"])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
