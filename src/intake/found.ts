import { fold } from "../kit/vietnamese.ts";
import { activeFields, type Field, type Found, fieldOf } from "./form.ts";
import type { Piece } from "./gather.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { sayAnswer, shorten } from "./show.ts";
import { record, withAnnex } from "./take.ts";
import { texts } from "./texts.ts";
import { goNext, type Moment, type Turn } from "./turn.ts";

/** Shown of each understood answer. */
const longestShown = 60;

type Carried = { readonly field: Field; readonly text: string };

/**
 * The state with what was found in a message, for fields nobody answered and the message itself does not name;
 * each is marked as guessed, so that the summary shows it as such. `own` is the part of the message that answers
 * the question that stands, when other parts answered something else.
 */
export function withFound(
  before: Moment,
  heard: { text: string; found: readonly Found[]; pieces: readonly Piece[] | undefined },
): { moment: Moment; own: string | undefined } {
  const { step } = before.state;
  const here = step.kind === "ask" ? step.field : undefined;
  const named = new Set(heard.pieces?.map(({ field }) => field?.id));
  let moment = before;
  const lines: string[] = [];
  let own: string | undefined;
  for (const { field, text } of carriedOf(before, heard.text, heard.found)) {
    if (field.id === here) own = field.kind === "text" ? text : undefined;
    if (field.id === here || named.has(field.id) || !isOpen(moment, field)) continue;
    const reading = readAnswer(field, text, moment.now);
    if (reading.kind !== "read") continue;
    moment = asGuess(record(moment, field, { ...reading, rest: "" }), field);
    lines.push(texts.guessLine(field.label, shorten(sayAnswer(field, reading.answer), longestShown)));
  }
  if (lines.length === 0) return { moment: before, own: undefined };
  return { moment: { ...moment, lead: [...moment.lead, texts.guessed(lines)] }, own };
}

/** Takes the part of a message that answers this field; the whole of it is kept word for word. */
export function takeOwn(moment: Moment, field: Field, { own, text }: { own: string; text: string }): Turn {
  const reading = readAnswer(field, own, moment.now);
  if (reading.kind !== "read") return goNext(withAnnex(moment, null, text));
  return goNext(asGuess(record(withAnnex(moment, null, text), field, { ...reading, rest: "" }), field));
}

/** A field that applies, is open, and is not one that only its own explicit words may answer. */
function isOpen({ form, state }: Moment, field: Field): boolean {
  const isExplicit = field.kind === "files" || field.id === form.secret || isDeclaration(field);
  return !isExplicit && !state.answers[field.id] && activeFields(form, state.answers).includes(field);
}

/** A choice of one is a declaration: nobody makes it for somebody else. */
export function isDeclaration(field: Field): boolean {
  return field.kind === "choice" && field.options.length < 2;
}

/** What is read from the person's own words later on goes before a guess. */
function asGuess(moment: Moment, { id }: Field): Moment {
  const { state } = moment;
  return {
    ...moment,
    state: {
      ...state,
      taken: [...state.taken.filter((each) => each !== id), id],
      guessed: [...state.guessed.filter((each) => each !== id), id],
    },
  };
}

/** What was found and stands in the message, in the order of the form, as the message itself has it. */
function carriedOf({ form }: Moment, text: string, found: readonly Found[]): Carried[] {
  return form.fields.flatMap(({ id }) => {
    const words = found.find((each) => each.field === id)?.words;
    const field = fieldOf(form, id);
    if (words === undefined || !field) return [];
    const isTold = field.kind === "text" || field.kind === "choice" || field.kind === "date";
    const own = standing(text, words, isTold);
    return own === undefined ? [] : [{ field, text: own }];
  });
}

/**
 * The stretch of `text` that says exactly `words`, compared word by word without marks and punctuation; undefined
 * when none does. `isWhole` widens it to whole clauses, so that no "chưa" or "không" before it is lost.
 */
export function standing(text: string, words: string, isWhole: boolean): string | undefined {
  const wanted = wordsOf(words).map(({ word }) => word);
  const own = wordsOf(text);
  if (wanted.length === 0) return undefined;
  const at = own.findIndex((_, index) => wanted.every((word, step) => own[index + step]?.word === word));
  const [first, last] = [own[at], own[at + wanted.length - 1]];
  if (at < 0 || !first || !last) return undefined;
  if (!isWhole) return text.slice(first.from, last.to);
  const before = text.slice(0, first.from);
  const start = Math.max(...[...before.matchAll(/[;:!?\n]|[.,](?!\d)/g)].map(({ index }) => index + 1), 0);
  const rest = text.slice(last.to);
  const end = rest.search(/[;!?\n]|[.,](?!\d)/);
  return text.slice(start, end < 0 ? text.length : last.to + end).trim();
}

function wordsOf(text: string): { word: string; from: number; to: number }[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: said, index }) => ({
    word: fold(said),
    from: index,
    to: index + said.length,
  }));
}
