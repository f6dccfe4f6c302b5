import type { Queries } from "../database/database.ts";
import type { State } from "../intake/state.ts";
import { newId } from "../kit/id.ts";
import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { nameField } from "./as-intake.ts";
import { deleteFormDraft, type FormDraft, isAnonymous, saveFormDraft } from "./form-drafts.ts";
import { answerNumber, type StoredForm } from "./forms.ts";
import { leaveMark, randomKey } from "./marks.ts";
import { serve } from "./services.ts";
import { texts } from "./texts.ts";

/**
 * What a turn came to. `draftId` is the draft in hand afterwards, null when none is. `forgetSince`: everything said
 * from then on belonged to an anonymous answer, and has to be erased where the conversation keeps it.
 */
export type FormTurn = {
  readonly draftId: string | null;
  readonly replies: readonly Content[];
  readonly outcome: "going" | "filed" | "paused" | "canceled";
  readonly forgetSince?: Instant;
};

type Filing = { readonly draft: FormDraft; readonly form: StoredForm; readonly now: Instant };

/**
 * Files a held draft: answer, mark, the service's own work and the draft's end in the caller's transaction, so that a
 * crash leaves all of it or none, and two answers of one person to a form answered once can never both be there.
 */
export async function fileAnswer(tx: Queries, filing: Filing): Promise<FormTurn> {
  const { draft, form, now } = filing;
  const isOnce = form.definition.times === "once";
  if (isOnce && !(await leaveMark(tx, form.id, draft.memberId))) {
    await saveFormDraft(tx, { ...draft, status: "filed" }, now);
    return { draftId: null, replies: [texts.already(form.title)], outcome: "filed" };
  }
  if (isAnonymous(draft)) return fileAnonymous(tx, filing);
  return { draftId: null, replies: await fileNamed(tx, filing), outcome: "filed" };
}

async function fileNamed(tx: Queries, { draft, form, now }: Filing): Promise<Content[]> {
  const { last_number: last } = await tx
    .updateTable("form")
    .set((eb) => ({ last_number: eb("last_number", "+", 1) }))
    .where("id", "=", form.id)
    .returning("last_number")
    .executeTakeFirstOrThrow();
  const number = Number(last);
  const { memberId, version, intake } = draft;
  const answer = {
    id: newId<"answer">(),
    number,
    memberId,
    answers: intake.answers,
    begunAt: draft.createdAt,
  };
  // The form's row is held from here on: seats are counted by one at a time.
  const { state, detail, replies } = await serve(tx, { form, answer, now });
  await tx
    .insertInto("form_answer")
    .values({
      ...{ id: answer.id, form_id: form.id, version, number, member_id: memberId },
      ...{ answers: writeAnswers(intake), state, detail: JSON.stringify(detail) },
      ...{ filed_at: now, updated_at: now, updated_by: null },
    })
    .execute();
  // What was said stands in the answer from now on, and nowhere twice.
  await deleteFormDraft(tx, draft.id);
  const { title } = form;
  const { thanks } = form.definition;
  return [texts.receipt({ title, number: answerNumber(form.code, number), at: now, thanks }), ...replies];
}

async function fileAnonymous(tx: Queries, { draft, form }: Filing): Promise<FormTurn> {
  const { version, intake, createdAt } = draft;
  const row = { id: randomKey(), form_id: form.id, version, answers: writeAnswers(withoutWords(intake)) };
  await tx.insertInto("form_anonymous_answer").values(row).execute();
  await deleteFormDraft(tx, draft.id);
  const receipt = texts.anonymousReceipt({ title: form.title, thanks: form.definition.thanks });
  const again = form.definition.service.kind === "policy" ? [texts.again(form.code)] : [];
  const replies = [{ ...receipt, choices: again }];
  return { draftId: null, replies, outcome: "filed", forgetSince: createdAt };
}

/** What a date, a sum or a figure was said in tells more than the answer itself. */
function withoutWords(intake: State): State {
  const answers = Object.entries(intake.answers)
    .filter(([id]) => id !== nameField)
    .map(([id, answer]) => [id, "said" in answer ? { ...answer, said: "" } : answer] as const);
  return { ...intake, answers: Object.fromEntries(answers), files: [] };
}

function writeAnswers({ answers, files, annexes, unsure }: State): string {
  return JSON.stringify({ v: 1, answers, files, annexes, unsure });
}
