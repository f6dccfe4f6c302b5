import type { Queries } from "../database/database.ts";

/** A member's own filed proposals as short lines (`SK-2026-0001`), oldest first. */
export async function listOwn(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select("number")
    .where("member_id", "=", memberId)
    .orderBy("filed_at")
    .execute();
  return rows.map((row) => row.number);
}

/** Deletes a member's drafts that were never filed. Filed proposals are not touched. */
export async function eraseDrafts(tx: Queries, memberId: string): Promise<void> {
  await tx.deleteFrom("draft").where("member_id", "=", memberId).where("status", "!=", "filed").execute();
}
