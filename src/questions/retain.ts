import type { Queries } from "../database/database.ts";
import { type Cleared, nextOf, type Stretch } from "../database/stretch.ts";
import { waitingStates } from "./cases.ts";

/** Takes the words out of questions that are too old; what kind of answer they got stays. */
export async function clearAsked(tx: Queries, stretch: Stretch): Promise<Cleared> {
  const { before, after, limit, keep, isDry } = stretch;
  const rows = await tx
    .selectFrom("asked")
    .select(["seq", "member_id", "question"])
    .where("seq", ">", after)
    .where("at", "<", before)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const due = rows.filter((row) => row.question !== "" && !keep.has(row.member_id)).map(({ seq }) => seq);
  if (!isDry && due.length > 0) {
    await tx.updateTable("asked").set({ question: "" }).where("seq", "in", due).execute();
  }
  return { cleared: due.length, next: nextOf(rows, limit) };
}

/** Takes the words out of cases that were settled long ago, with officers' notes on them. */
export async function clearCases(tx: Queries, stretch: Stretch): Promise<Cleared> {
  const { before, after, limit, keep, isDry } = stretch;
  const rows = await tx
    .selectFrom("officer_case")
    .select(["number as seq", "id", "member_id", "question", "answer", "status", "answered_at"])
    .where("number", ">", after)
    .where("opened_at", "<", before)
    .orderBy("number")
    .limit(limit)
    .execute();
  const due = rows.filter(
    (row) =>
      !waitingStates.some((state) => state === row.status) &&
      (row.answered_at ?? "") < before &&
      (row.question !== "" || row.answer !== null) &&
      !keep.has(row.member_id),
  );
  const ids = due.map(({ id }) => id);
  if (!isDry && ids.length > 0) {
    await tx.updateTable("officer_case").set({ question: "", answer: null }).where("id", "in", ids).execute();
    await tx.updateTable("case_event").set({ note: null }).where("case_id", "in", ids).execute();
  }
  return { cleared: due.length, next: nextOf(rows, limit) };
}

/** Members an officer still owes an answer. */
export async function membersWaiting(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom("officer_case")
    .select("member_id")
    .distinct()
    .where("status", "in", [...waitingStates])
    .execute();
  return rows.map((row) => row.member_id);
}
