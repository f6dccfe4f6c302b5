import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import { type Answers, answerSchema } from "./answer.ts";
import { activeFields, askedFields, type Form } from "./form.ts";

const file = z.object({
  handle: z.string(),
  kind: z.enum(["photo", "document", "voice", "video"]),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  /** What was written under it, when that describes the file and answers nothing. */
  caption: z.string().nullable().default(null),
});

const state = z.object({
  v: z.literal(1),
  form: z.string(),
  formVersion: z.number(),
  /** Where the form stands: at a field, at the summary, or asking which field to edit. */
  step: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("ask"), field: z.string() }),
    z.object({ kind: z.literal("summary") }),
    z.object({ kind: z.literal("which") }),
  ]),
  answers: z.record(z.string(), answerSchema),
  skipped: z.array(z.string()),
  files: z.array(file),
  /** Whole texts that were too long for their field: kept word for word, filed with the record. */
  annexes: z.array(z.object({ field: z.string().nullable(), text: z.string() })),
  /** Fields whose answer was read from what was told elsewhere; it gives way to an answer of their own. */
  taken: z.array(z.string()).default([]),
  /** Fields whose answer was taken word for word without being understood: somebody should look at it. */
  unsure: z.array(z.string()).default([]),
  /** Fields whose answer a model found in the person's words: the summary says so until they send it. */
  guessed: z.array(z.string()).default([]),
  /** The field whose last answer was refused with a hint. No words are refused twice in a row. */
  hinted: z.string().nullable().default(null),
});

/** Where a form stands: plain JSON, carrying its version so that a draft outlives the program that wrote it. */
export type State = Readonly<z.infer<typeof state>>;

/** A text this long that fits nowhere is kept word for word. */
export const worthKeeping = 40;

/** A new, empty state at the form's first field. */
export function startState(form: Form): State {
  return {
    v: 1,
    form: form.id,
    formVersion: form.version,
    step: nextStep(form, {}, []),
    answers: {},
    skipped: [],
    files: [],
    annexes: [],
    taken: [],
    unsure: [],
    guessed: [],
    hinted: null,
  };
}

/**
 * Reads a stored state for this form. Answers of fields the form no longer has are kept; a step it no longer
 * has becomes the next open question. Throws `Failure("invalid")` when it is no state of this form at all.
 */
export function readState(form: Form, json: unknown): State {
  const read = state.safeParse(json);
  if (!read.success || read.data.form !== form.id) {
    throw new Failure("invalid", `A stored draft cannot be read as a draft of the form "${form.id}".`);
  }
  const { step, answers, skipped, formVersion } = read.data;
  // Standing at a field that is no question means editing it, which an older form may have asked outright.
  const standing = formVersion === form.version ? activeFields : askedFields;
  const isKnown = step.kind !== "ask" || standing(form, answers).some(({ id }) => id === step.field);
  return {
    ...read.data,
    formVersion: form.version,
    step: isKnown ? step : nextStep(form, answers, skipped),
  };
}

/** The first question that applies and was neither answered nor skipped, else the summary. */
export function nextStep(form: Form, answers: Answers, skipped: readonly string[]): State["step"] {
  const open = askedFields(form, answers).find(({ id }) => !answers[id] && !skipped.includes(id));
  return open ? { kind: "ask", field: open.id } : { kind: "summary" };
}

/** The state with a text kept word for word beside its answers, when it is somebody's effort and new. */
export function withNote(state: State, text: string): State {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < worthKeeping || state.annexes.some((annex) => annex.text === text)) return state;
  return { ...state, annexes: [...state.annexes, { field: null, text }] };
}

/** Whether nothing was said to this form yet. */
export function isUntouched(state: State): boolean {
  const { answers, skipped, files, annexes } = state;
  return Object.keys(answers).length + skipped.length + files.length + annexes.length === 0;
}
