import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { couldAnswer } from "../intake/advance.ts";
import type { Field, Found } from "../intake/form.ts";
import { isDeclaration } from "../intake/found.ts";
import { gather } from "../intake/gather.ts";
import { looksLikeQuestion } from "../intake/reading/read-answer.ts";
import { holdsSecrets, mentionsSecrets } from "../intake/secrecy.ts";
import type { Instant } from "../kit/time.ts";
import { clean } from "../kit/vietnamese.ts";
import type { Deadline } from "../llm/deadline.ts";
import { createMask } from "../llm/deidentify.ts";
import type { Model } from "../llm/model.ts";
import { type Draft, findDraft } from "./drafts.ts";

/** A shorter message is one answer; a longer one is more than a model should be sent. */
const fewestLetters = 80;
const mostLetters = 6_000;

const reply = z.object({
  answers: z
    .array(z.object({ field: z.string().max(40), words: z.string().trim().min(1).max(4_000) }))
    .max(30),
});

/**
 * Which open questions of a draft a long message answers, as a model reads it: each in words to be found in the
 * message, which the form machine checks before it takes any. Empty without a model, when the patterns read the
 * message by themselves, when the model gives nothing in time, and always when the message or the draft has
 * something confidential in it: that is sent to nobody. `known` are names to take out of what is sent.
 */
export async function findAnswers(
  queries: Queries,
  given: { draftId: string; memberId: string; text: string; now: Instant },
  help: { model: Model; deadline: Deadline; known: readonly string[] },
): Promise<readonly Found[]> {
  const { model, deadline, known } = help;
  const text = clean(given.text).trim();
  const isFit = text.length >= fewestLetters && text.length <= mostLetters;
  if (!model.can.answer || !isFit || mentionsSecrets(text) || looksLikeQuestion(text)) return [];
  const draft = await findDraft(queries, given.draftId, given.memberId);
  const fields = draft ? openFields(draft, text, given.now) : [];
  if (fields.length < 2) return [];
  const { mask, restore } = createMask(known);
  const asked = fields.map(({ id, label, ask }) => ({ field: id, label, ask }));
  const outcome = await model.extract(
    { prompt: "read-proposal", inputs: { message: mask(text), fields: { published: asked } }, schema: reply },
    deadline,
  );
  if (outcome.kind === "none") return [];
  return outcome.value.answers.map(({ field, words }) => ({ field, words: restore(words) }));
}

/** Whether a member's draft has something confidential in it, or asks for it now: no model may hear of it. */
export async function isConfidentialDraft(
  queries: Queries,
  { draftId, memberId }: { draftId: string; memberId: string },
): Promise<boolean> {
  const draft = await findDraft(queries, draftId, memberId);
  return draft !== undefined && holdsSecrets(draft.form, draft.intake);
}

/** What a message could answer at once; nothing where it is for one field, a command, or holds a secret. */
function openFields(draft: Draft, text: string, now: Instant): Field[] {
  const { form, intake, status, asking } = draft;
  const isListening = status === "open" && asking === null && intake.step.kind === "ask";
  if (!isListening || holdsSecrets(form, intake) || gather(form, intake, text, now)) return [];
  if (couldAnswer(form, intake, text, now) === 1) return [];
  return form.fields.filter(
    (field) =>
      !intake.answers[field.id] &&
      field.id !== form.secret &&
      field.kind !== "files" &&
      !isDeclaration(field),
  );
}
