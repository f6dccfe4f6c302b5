import { z } from "zod";
import { type Answers, answerSchema } from "../intake/answer.ts";
import { activeFields, type Form } from "../intake/form.ts";
import { shorten } from "../intake/show.ts";
import type { State } from "../intake/state.ts";
import { secretStart } from "./record-texts.ts";

const record = z.object({
  v: z.literal(1),
  form: z.string(),
  formVersion: z.number(),
  answers: z.record(z.string(), answerSchema),
  files: z.array(
    z.object({
      handle: z.string(),
      kind: z.string(),
      name: z.string().nullable(),
      mediaType: z.string().nullable(),
      caption: z.string().nullable().default(null),
    }),
  ),
  annexes: z.array(z.object({ field: z.string().nullable(), text: z.string() })),
  /** Fields whose answer stands as it was said, without being understood. */
  unsure: z.array(z.string()).default([]),
});

/** What a filed proposal holds: the answers that applied when it was filed, files and texts kept whole. */
export type ProposalRecord = Readonly<z.infer<typeof record>>;

/** The record a finished draft becomes. Answers of questions that no longer apply stay in the draft only. */
export function recordOf(form: Form, state: State): ProposalRecord {
  const applying = new Set(activeFields(form, state.answers).map(({ id }) => id));
  return {
    v: 1,
    form: form.id,
    formVersion: state.formVersion,
    answers: Object.fromEntries(Object.entries(state.answers).filter(([id]) => applying.has(id))),
    files: state.files.map(({ sizeBytes: _, ...file }) => file),
    annexes: state.annexes,
    unsure: state.unsure.filter((id) => applying.has(id)),
  };
}

/** Reads the text of `proposal.answers`; throws a `ZodError` when this program did not write it. */
export function readRecord(json: string): ProposalRecord {
  return record.parse(JSON.parse(json));
}

/** The text of a free answer, "" when there is none. */
export function textOf(answers: Answers, field: string): string {
  const answer = answers[field];
  return answer?.kind === "text" ? answer.text : "";
}

/**
 * What a proposal is called in a list: its title, or the first words of what is proposed. Where its author keeps
 * something secret, only a title they chose stands in lists.
 */
export function startOf(answers: Answers): string {
  const isSecret = textOf(answers, "confidential") !== "" && textOf(answers, "title") === "";
  return isSecret ? secretStart : firstWordsOf(answers);
}

/** The same whatever is secret: for those who may read it all. */
export function firstWordsOf(answers: Answers): string {
  return shorten(textOf(answers, "title") || textOf(answers, "solution") || textOf(answers, "problem"), 60);
}
