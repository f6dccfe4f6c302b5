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

/** Gives one member's drafts, answers and marks to another: both are one person. */
export async function moveMember(tx: Queries, from: string, to: string): Promise<void> {
  await moveMarks(tx, from, to);
  for (const table of ["form_draft", "form_answer"] as const)
    await tx.updateTable(table).set({ member_id: to }).where("member_id", "=", from).execute();
}
