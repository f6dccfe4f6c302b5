import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { listUncertain, resolveUncertain } from "./ledger.ts";

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

/**
 * An officer's decision about every uncertain row at once: of one run, or of everything when `runId` is left out. See
 * `resolveUncertain`. Returns how many rows that were.
 */
export async function resolveAllUncertain(
  tx: Queries,
  { runId, as, now }: { runId?: string | undefined; as: "sent" | "resend"; now: Instant },
): Promise<number> {
  const all = (await listUncertain(tx)).filter((row) => runId === undefined || row.runId === runId);
  let settled = 0;
  for (const { seq } of all) if (await resolveUncertain(tx, seq, { as, now })) settled += 1;
  return settled;
}
