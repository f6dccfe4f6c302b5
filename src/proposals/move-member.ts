import type { Queries } from "../database/database.ts";

/**
 * Gives a member's drafts, filed proposals, invitations and seats in councils to another one: both chats are one
 * person.
 */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  for (const table of ["draft", "proposal", "council_member"] as const) {
    await tx.updateTable(table).set({ member_id: to }).where("member_id", "=", from).execute();
  }
  await tx.updateTable("coauthor_invite").set({ shown_to: to }).where("shown_to", "=", from).execute();
  await tx.updateTable("coauthor_invite").set({ answered_by: to }).where("answered_by", "=", from).execute();
}
