import type { Queries } from "../database/database.ts";

/** Gives a member's drafts and filed proposals to another one: both chats are one person. */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  await tx.updateTable("draft").set({ member_id: to }).where("member_id", "=", from).execute();
  await tx.updateTable("proposal").set({ member_id: to }).where("member_id", "=", from).execute();
}
