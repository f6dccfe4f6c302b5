import { isFoldedSyllable, normalize } from "../kit/vietnamese.ts";
import { decodeKeystrokes } from "../knowledge/search/keystrokes.ts";
import { isLight } from "./light-words.ts";
import { hasPhrase, phrases, type Word } from "./phrases.ts";
import { understand } from "./understand.ts";

/** A question as two of them are compared: what it is about, what kind of thing it asks, and its figures. */
export type Wording = {
  /** All its words but figures; without marks a light one may be a word of substance of the other question. */
  readonly words: readonly Word[];
  readonly about: readonly Word[];
  readonly kinds: ReadonlySet<string>;
  readonly figures: readonly string[];
  readonly isDenied: boolean;
};

/** Reads a question for comparing; undefined when it leans on an earlier one or is about nothing. */
export function readWording(question: string): Wording | undefined {
  const { act, isElliptic, kinds, words: all } = understand(withoutKeystrokes(question));
  const [figures, words] = [all.filter(isFigure), all.filter((word) => !isFigure(word))];
  const about = words.filter((word) => !isLight(shown(word)) && !fillers.has(word.folded));
  if (act !== undefined || isElliptic || about.length === 0) return undefined;
  return {
    words,
    about,
    kinds: new Set([...kinds].map((kind) => broadKinds.get(kind) ?? kind)),
    figures: figures.map(({ text }) => text).toSorted(),
    isDenied: hasPhrase(all, denials),
  };
}

/** Kinds that a word more or less turns into each other: what is asked about tells them apart. */
const broadKinds: ReadonlyMap<string, string> = new Map([
  ...["money", "percent", "quantity"].map((kind) => [kind, "amount"] as const),
  ...["time", "hour", "day", "month", "quarter", "year"].map((kind) => [kind, "when"] as const),
]);

/** Said or left out beside a figure: "năm 2026", "2026". */
const fillers = new Set(["nam"]);

function isFigure({ text }: Word): boolean {
  return /\d/.test(text);
}

/** Undoes an input method that was switched off (`luwowng` is lương) in words that are none as they stand. */
function withoutKeystrokes(question: string): string {
  return normalize(question).replace(/\p{L}+/gu, (word) =>
    isFoldedSyllable(word) ? word : (decodeKeystrokes(word)?.text ?? word),
  );
}

/**
 * Whether two questions ask the same: the same subject words in any order, with or without marks, slips of
 * the finger forgiven; the same kind of thing; the same figures; both or neither denied. Strict on purpose: an
 * officer's answer given to another question is worse than none.
 */
export function isAlike(one: Wording, other: Wording): boolean {
  return (
    one.isDenied === other.isDenied &&
    sameText([...one.kinds].toSorted(), [...other.kinds].toSorted()) &&
    sameText(one.figures, other.figures) &&
    covers(one.about, other.words) &&
    covers(other.about, one.words)
  );
}

/** Every way of asking that a text holds: one a line. */
export function readWordings(text: string): Wording[] {
  return text.split("\n").flatMap((line) => readWording(line) ?? []);
}

/** "Không" before what it denies; at the end of a question it only asks. */
const denials = phrases(
  "không/chưa/chẳng/đừng được/phải/có/cần/nên/bị/muốn/thể/còn\n không/chưa/chẳng … thì/mà/sao",
);

function covers(words: readonly Word[], by: readonly Word[]): boolean {
  return words.every((word) => by.some((other) => isSame(word, other)));
}

function isSame(one: Word, other: Word): boolean {
  const isEqual = one.isMarked && other.isMarked ? one.exact === other.exact : one.folded === other.folded;
  return isEqual || isSlip(one.folded, other.folded) || isSlip(other.folded, one.folded);
}

/** A word that is none, one keystroke from one that is: "sagn kien". Short words are too near each other. */
function isSlip(typed: string, meant: string): boolean {
  if (meant.length < 4 || isFoldedSyllable(typed) || !isFoldedSyllable(meant)) return false;
  return isOneKeyAway(typed, meant);
}

/** One letter more, less or other, or two neighbors exchanged. */
function isOneKeyAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (end < shorter && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function sameText(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

function shown(word: Word) {
  return { exact: word.isMarked ? word.exact : undefined, folded: word.folded };
}
