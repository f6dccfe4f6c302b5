import type { Queries } from "../database/database.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { keptCanceledMs } from "./drafts.ts";

/** Deletes drafts that were given up and can no longer be taken back. Returns how many. */
export async function purgeCanceledDrafts(tx: Queries, now: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("draft")
    .where("status", "=", "canceled")
    .where("updated_at", "<", addMs(now, -keptCanceledMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
