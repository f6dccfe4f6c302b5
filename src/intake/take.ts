import { fold } from "../kit/vietnamese.ts";
import { type Answer, type Read, type Reading, read, unclear } from "./answer.ts";
import { activeFields, type Field, fieldOf } from "./form.ts";
import type { Piece } from "./gather.ts";
import { looksLikeQuestion, readAnswer } from "./reading/read-answer.ts";
import { readTold } from "./reading/told.ts";
import { asksSecrecy, withSecret } from "./secrecy.ts";
import { shorten } from "./show.ts";
import { nextStep, type State, worthKeeping } from "./state.ts";
import { texts } from "./texts.ts";
import { goNext, goTo, type Moment, repeat, type Turn } from "./turn.ts";

const longestName = 200;

/**
 * Takes a text as the answer of one field: the form goes on, or says once what to write instead. Words are
 * never refused twice in a row: then they are taken as they were said, or kept beside the form. Only shares that
 * do not add up are asked for until they do.
 */
export function take(moment: Moment, field: Field, text: string): Turn {
  const reading = readingOf(moment, field, text);
  if (reading.kind === "read") {
    const taken = record(moment, field, reading);
    const { answers, skipped } = taken.state;
    // A summary shows by itself what was noted.
    const isDone = nextStep(moment.form, answers, skipped).kind === "summary";
    const also = isDone ? [] : alsoTaken(moment, taken, field);
    return goNext(taken, [...also, ...noteOf(field, reading.answer)]);
  }
  const asking = withStep(moment, field);
  const isWords = /[\p{L}\p{N}]/u.test(text) && !looksLikeQuestion(text) && field.kind !== "files";
  if (!isWords) return takeElsewhere(asking, text, reading.say);
  if (reading.kind === "unclear" && reading.isNear) return repeat(withHint(asking, field), [reading.say]);
  if (moment.state.hinted === field.id) return takeAsSaid(asking, field, text);
  const hinted = withHint(asking, field);
  if (reading.kind === "tooLong") return repeat(withAnnex(hinted, field, text), [reading.say]);
  return takeElsewhere(hinted, text, reading.say);
}

/** The second answer in a row that cannot be read: an open field has it as said, a closed one is left open. */
function takeAsSaid(moment: Moment, field: Field, text: string): Turn {
  const answer = asSaid(field, text);
  if (answer) {
    const isWhole = (answer.kind === "text" ? answer.text : answer.name) === text;
    const kept = record(isWhole ? moment : withAnnex(moment, field, text), field, read(answer));
    const unsure = [...kept.state.unsure, field.id];
    return goNext({ ...kept, state: { ...kept.state, unsure } }, [texts.takenAsSaid(field.label)]);
  }
  const kept = withAnnex(moment, field, text);
  const { answers, skipped } = kept.state;
  const left = answers[field.id] || skipped.includes(field.id) ? skipped : [...skipped, field.id];
  return goNext({ ...kept, state: { ...kept.state, skipped: left } }, [texts.leftForLater(field.label)]);
}

function asSaid(
  field: Field,
  text: string,
): Extract<Answer, { kind: "text" | "person" | "unit" }> | undefined {
  if (field.kind === "text")
    return { kind: "text", text: text.length > field.max ? shorten(text, field.max) : text };
  if (field.kind !== "person" && field.kind !== "unit") return undefined;
  return { kind: field.kind, name: text.length > longestName ? shorten(text, longestName) : text };
}

/** A choice made by its button. */
export function takeChoice(moment: Moment, field: Field, value: string): Turn {
  const answer: Answer = { kind: "choice", value };
  return goNext(record(moment, field, read(answer)), noteOf(field, answer));
}

/** Takes every piece it can, and asks for the first one it could not read. */
export function takePieces(moment: Moment, pieces: readonly Piece[]): Turn {
  const named = new Set(pieces.map(({ field }) => field?.id));
  let taken = moment;
  const noted = new Set<string>();
  const notes: string[] = [];
  const faults: { field: Field; say: string }[] = [];
  for (const { field, text } of pieces) {
    if (!field) {
      taken = takePreamble(taken, text, named);
      continue;
    }
    const reading = readingOf(taken, field, text);
    if (reading.kind === "tooLong") taken = withAnnex(taken, field, text);
    if (reading.kind !== "read") {
      faults.push({ field, say: reading.say });
      continue;
    }
    const before = taken;
    // What a piece says beyond its own field yields to the piece that names that other field.
    taken = record(taken, field, named.has(field.restTo) ? { ...reading, rest: "" } : reading);
    for (const label of [field.label, ...otherTaken(before, taken, field)]) noted.add(label);
    notes.push(...noteOf(field, reading.answer));
  }
  const lead = noted.size > 0 ? [texts.noted([...noted]), ...notes] : notes;
  const fault = faults.find(({ field }) => activeFields(moment.form, taken.state.answers).includes(field));
  if (!fault) return goNext(taken, lead);
  return goTo(withHint(taken, fault.field), { kind: "ask", field: fault.field.id }, [...lead, fault.say]);
}

/** A text that answers nothing now: kept when it is long and no question; `say` tells what to write. */
export function takeElsewhere(moment: Moment, text: string, say: string): Turn {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const { step } = moment.state;
  const field = step.kind === "ask" ? fieldOf(moment.form, step.field) : undefined;
  if (field?.kind === "text" || letters < worthKeeping || looksLikeQuestion(text))
    return repeat(moment, [say]);
  return repeat(withAnnex(moment, field ?? null, text), [texts.annexKept, say]);
}

/** What stands before the first named piece answers the question that was asked, if no piece does. */
function takePreamble(moment: Moment, text: string, named: ReadonlySet<string | undefined>): Moment {
  if (!/\p{L}{2}/u.test(text)) return moment;
  const { step } = moment.state;
  const field = step.kind === "ask" ? fieldOf(moment.form, step.field) : undefined;
  const isFree = field?.kind === "text" && !named.has(field.id);
  const reading = isFree ? readAnswer(field, text, moment.now) : undefined;
  if (isFree && reading?.kind === "read") return record(moment, field, reading);
  return withAnnex(moment, null, text);
}

function readingOf({ state, now }: Moment, field: Field, text: string): Reading {
  if (field.kind !== "files") return readAnswer(field, text, now);
  const isDone = /^(?:xong|het|du|day)(?: |$)/.test(fold(text)) && state.files.length > 0;
  return isDone ? read({ kind: "files", count: state.files.length }) : unclear(texts.filesUnclear);
}

/** Writes an answer down, with what else the same words say. */
export function record(moment: Moment, field: Field, reading: Read): Moment {
  const { form, state, now } = moment;
  const answers = { ...state.answers, [field.id]: reading.answer };
  const read = readAgain({ ...moment, state: withAnswers(state, answers, field.id) });
  const next = withSecretIn(read, field, reading.answer);
  const other = field.restTo === undefined ? undefined : fieldOf(form, field.restTo);
  if (!other || reading.rest === "" || !activeFields(form, answers).includes(other)) return next;
  const rest = readAnswer(other, reading.rest, now);
  return rest.kind === "read" ? record(next, other, rest) : next;
}

/** An answer that asks to be kept secret is marked as such, and who wrote it is told. */
function withSecretIn(moment: Moment, field: Field, answer: Answer): Moment {
  const { form } = moment;
  if (answer.kind !== "text" || field.id === form.secret || !asksSecrecy(answer.text)) return moment;
  const marked = withSecret(moment, field.label);
  if (marked === moment) return moment;
  return { ...marked, lead: [...marked.lead, texts.secretKept(field.label)] };
}

/** Reads the fields that nobody answered from what is told by now. What was read once is never lost again. */
function readAgain(moment: Moment): Moment {
  let { state } = moment;
  for (const { id } of moment.form.fields) {
    const field = activeFields(moment.form, state.answers).find((each) => each.id === id && each.readFrom);
    if (!field || (state.answers[id] && !state.taken.includes(id))) continue;
    const answer = readTold(field, storyOf(field, state), moment.now);
    if (!answer) continue;
    const taken = [...state.taken.filter((each) => each !== id), id];
    const guessed = state.guessed.filter((each) => each !== id);
    state = { ...state, answers: { ...state.answers, [id]: answer }, taken, guessed };
  }
  return { ...moment, state };
}

function storyOf(field: Field, { answers }: State): string[] {
  return (field.readFrom ?? []).flatMap((id) => {
    const answer = answers[id];
    return answer?.kind === "text" ? [answer.text] : [];
  });
}

/** Says which other field the same words answered, so that nothing is filled in unseen. */
function alsoTaken(before: Moment, after: Moment, field: Field): string[] {
  const other = otherTaken(before, after, field);
  return other.length > 0 ? [texts.noted([field.label, ...other])] : [];
}

function otherTaken(before: Moment, { form, state }: Moment, field: Field): string[] {
  const other = field.restTo === undefined ? undefined : fieldOf(form, field.restTo);
  return other && state.answers[other.id] !== before.state.answers[other.id] ? [other.label] : [];
}

function withAnswers(state: State, answers: State["answers"], answered: string): State {
  const without = (ids: readonly string[]) => ids.filter((id) => id !== answered);
  const { skipped, taken, unsure, guessed } = state;
  return {
    ...state,
    answers,
    skipped: without(skipped),
    taken: without(taken),
    unsure: without(unsure),
    guessed: without(guessed),
  };
}

function withHint(moment: Moment, field: Field): Moment {
  return { ...moment, state: { ...moment.state, hinted: field.id } };
}

function withStep(moment: Moment, field: Field): Moment {
  return { ...moment, state: { ...moment.state, step: { kind: "ask", field: field.id } } };
}

/** What is too long or fits nowhere is kept word for word. */
export function withAnnex(moment: Moment, field: Field | null, text: string): Moment {
  const { state } = moment;
  if (state.annexes.some((annex) => annex.text === text)) return moment;
  const annexes = [...state.annexes, { field: field?.id ?? null, text }];
  return { ...moment, state: { ...state, annexes } };
}

function noteOf(field: Field, answer: Answer): string[] {
  if (field.kind !== "choice" || answer.kind !== "choice") return [];
  const note = field.options.find(({ value }) => value === answer.value)?.note;
  return note === undefined ? [] : [note];
}
