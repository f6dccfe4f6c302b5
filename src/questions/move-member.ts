import type { Queries } from "../database/database.ts";

/** Gives what a member asked, the cases they opened and what they were told to another: both are one person. */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  await tx.updateTable("asked").set({ member_id: to }).where("member_id", "=", from).execute();
  await tx.updateTable("officer_case").set({ member_id: to }).where("member_id", "=", from).execute();
  await tx
    .deleteFrom("faq_told")
    .where("member_id", "=", from)
    .where(
      "faq_seq",
      "in",
      tx.selectFrom("faq_told as kept").select("kept.faq_seq").where("kept.member_id", "=", to),
    )
    .execute();
  await tx.updateTable("faq_told").set({ member_id: to }).where("member_id", "=", from).execute();
}
