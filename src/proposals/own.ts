import type { Queries } from "../database/database.ts";
import { readRecord, startOf } from "./record.ts";
import { texts } from "./texts.ts";

/** A member's own filed proposals, oldest first: `SK-2026-0001 – máy sàng chè …, đã ghi nhận 22/11/2026`. */
export async function listOwn(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["number", "answers", "filed_at"])
    .where("member_id", "=", memberId)
    .orderBy("filed_at")
    .orderBy("number")
    .execute();
  return rows.map((row) => texts.ownLine(row.number, startOf(readRecord(row.answers).answers), row.filed_at));
}

/**
 * Deletes a member's drafts that were never filed, and forgets which invitations they looked at. Filed proposals,
 * and what they confirmed of others', are not touched.
 */
export async function eraseDrafts(tx: Queries, memberId: string): Promise<void> {
  await tx.updateTable("coauthor_invite").set({ shown_to: null }).where("shown_to", "=", memberId).execute();
  await tx.deleteFrom("draft").where("member_id", "=", memberId).where("status", "!=", "filed").execute();
}
