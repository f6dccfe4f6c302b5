import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { answerNumber } from "./forms.ts";
import { moveMarks } from "./marks.ts";
import { texts } from "./texts.ts";

/** What a member answered by name and what they began, a line each; nothing anonymous is known to be theirs. */
export async function ownForms(queries: Queries, memberId: string): Promise<string[]> {
  const { drafts, answers } = await owned(queries, memberId);
  return [
    ...drafts.map(({ title }) => texts.draftLine(title)),
    ...answers.map(({ title, code, number }) => texts.answerLine(title, answerNumber(code, number))),
  ];
}

/** The same with every word of it. */
export async function ownFormWords(queries: Queries, memberId: string): Promise<string[]> {
  const { drafts, answers } = await owned(queries, memberId);
  return [
    ...drafts.map(({ title, state }) => `${texts.draftLine(title)} · ${wordsIn(state).join(" · ")}`),
    ...answers.map(
      ({ title, code, number, answers: given }) =>
        `${texts.answerLine(title, answerNumber(code, number))} · ${wordsIn(given).join(" · ")}`,
    ),
  ];
}

async function owned(queries: Queries, memberId: string) {
  const drafts = await queries
    .selectFrom("form_draft")
    .innerJoin("form", "form.id", "form_draft.form_id")
    .select(["form.title", "form_draft.state"])
    .where("form_draft.member_id", "=", memberId)
    .where("form_draft.status", "in", ["open", "paused", "canceled"])
    .orderBy("form_draft.created_at")
    .execute();
  const answers = await queries
    .selectFrom("form_answer")
    .innerJoin("form", "form.id", "form_answer.form_id")
    .select(["form.title", "form.code", "form_answer.number", "form_answer.answers"])
    .where("form_answer.member_id", "=", memberId)
    .orderBy("form_answer.filed_at")
    .execute();
  return { drafts, answers };
}

/** Every text and figure in stored answers. */
function wordsIn(json: string): string[] {
  const of = (value: unknown): string[] => {
    if (typeof value === "string" || typeof value === "number") return [String(value)];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(of) : [];
  };
  const { intake, answers } = JSON.parse(json) as { intake?: { answers: unknown }; answers?: unknown };
  return of(intake?.answers ?? answers);
}

/**
 * Takes away what a member began and answered by name, on their wish. Anonymous answers are nobody's; the figures of a
 * report are the unit's.
 */
export async function eraseForms(tx: Queries, memberId: string): Promise<void> {
  await tx.deleteFrom("form_draft").where("member_id", "=", memberId).execute();
  await tx.deleteFrom("form_answer").where("member_id", "=", memberId).execute();
  await tx.deleteFrom("form_chase").where("member_id", "=", memberId).execute();
}

/** Gives one member's drafts, answers and marks to another: both are one person, who has one seat at an event. */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  await moveMarks(tx, from, to);
  const seats = tx
    .selectFrom("form_answer as kept")
    .select("kept.form_id")
    .where("kept.member_id", "=", to)
    .where("kept.state", "in", ["going", "queued", "attended"]);
  await tx
    .updateTable("form_answer")
    .set({ state: "gone" })
    .where("member_id", "=", from)
    .where("state", "in", ["going", "queued"])
    .where("form_id", "in", seats)
    .execute();
  // Who was asked under either name is not asked for the same thing again.
  await tx
    .insertInto("form_chase")
    .columns(["form_id", "period", "member_id", "step", "at"])
    .expression(
      tx
        .selectFrom("form_chase")
        .select(["form_id", "period", sql<string>`CAST(${to} AS TEXT)`.as("member_id"), "step", "at"])
        .where("member_id", "=", from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx.deleteFrom("form_chase").where("member_id", "=", from).execute();
  for (const table of ["form_draft", "form_answer"] as const)
    await tx.updateTable(table).set({ member_id: to }).where("member_id", "=", from).execute();
}
