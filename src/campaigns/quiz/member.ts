import type { Queries } from "../../database/database.ts";

/** Takes away what a member answered, on their wish. Counts of a poll shrink with it. */
export async function eraseQuizzes(tx: Queries, memberId: string): Promise<void> {
  await tx.deleteFrom("quiz_answer").where("member_id", "=", memberId).execute();
  await tx.deleteFrom("quiz_attempt").where("member_id", "=", memberId).execute();
}

/** What a member took part in, a line each. */
export async function ownQuizzes(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom("quiz_attempt")
    .innerJoin("quiz", "quiz.id", "quiz_attempt.quiz_id")
    .select("quiz.title")
    .where("member_id", "=", memberId)
    .orderBy("started_at")
    .execute();
  return rows.map(({ title }) => `Câu trả lời trong “${title}”`);
}

/**
 * Gives what one member answered to another: both are one person. Where both took part, the attempt of the one who
 * stays counts, for nobody has two.
 */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  const taken = tx.selectFrom("quiz_attempt as kept").select("kept.quiz_id").where("kept.member_id", "=", to);
  for (const table of ["quiz_answer", "quiz_attempt"] as const)
    await tx.deleteFrom(table).where("member_id", "=", from).where("quiz_id", "in", taken).execute();
  for (const table of ["quiz_answer", "quiz_attempt"] as const)
    await tx.updateTable(table).set({ member_id: to }).where("member_id", "=", from).execute();
}
