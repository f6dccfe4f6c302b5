import { foldedKey, words } from "../kit/vietnamese.ts";
import type { Clause } from "../knowledge/library.ts";
import { remembering } from "./remember.ts";
import { sentencesOf } from "./sentences.ts";

/** A clause up to this length is quoted whole: cutting it saves nothing on a phone and may change its sense. */
const wholeClause = 420;
/** The longest quote. A single sentence may be longer than a screen; then the part that answers is taken. */
const longestQuote = 620;
/** A heading up to this length is listed whole. */
const wholeHead = 180;
const leadingWords = 150;

/**
 * The words of a clause that answer: all of a short clause, else its sentences that hold most of `keys`
 * (folded words of the question), in their order. Verbatim, except that a line break becomes a space.
 */
export function extractQuote(
  clause: Clause,
  keys: ReadonlySet<string>,
  mustHold: (text: string) => boolean,
): string {
  if (clause.text.length <= wholeClause) return oneLine(clause.text);
  const rated = sentencesWithKeys(clause.text).map(({ text, keys: own }, at) => ({
    sentence: text,
    at,
    rate: heldIn(own, keys) + (mustHold(text) ? 100 : 0),
  }));
  const best = rated.toSorted((one, other) => other.rate - one.rate)[0];
  if (!best) return oneLine(clause.text).slice(0, longestQuote);
  if (best.sentence.length > longestQuote) return windowOf(best.sentence, keys);
  return joinNeighbors(rated, best.at);
}

/** The head of a long text for a list, cut at a joint and marked with "…" when something is left out. */
export function headOf(text: string): string {
  const whole = oneLine(text);
  // An item of a list is one sentence: a second one would stand there without its number.
  const line = whole.split(/(?<=[.;])\s/)[0]?.replace(/[.;]$/, "") ?? whole;
  if (line.length <= wholeHead) return line.length < whole.length - 1 ? `${line}…` : line;
  const cut = line.slice(0, leadingWords);
  const joint = Math.max(cut.lastIndexOf(", "), cut.lastIndexOf("; "), cut.lastIndexOf(": "));
  const end = joint > leadingWords / 2 ? joint : cut.lastIndexOf(" ");
  return `${line.slice(0, end)}…`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A piece of a clause with its folded words. */
type Piece = { readonly text: string; readonly keys: ReadonlySet<string> };

const keptTexts = 200;
const sentencesWithKeys = remembering(keptTexts, (text: string) => sentencesOf(text).map(toPiece));
const jointsWithKeys = remembering(keptTexts, (sentence: string) => {
  return sentence.split(/(?<=[,;:])\s+/).map(toPiece);
});

function toPiece(text: string): Piece {
  return { text, keys: new Set(words(text).map(foldedKey)) };
}

/** How many different words of the question a passage holds. */
function heldIn(own: ReadonlySet<string>, keys: ReadonlySet<string>): number {
  return [...own].filter((key) => keys.has(key)).length;
}

type Rated = { readonly sentence: string; readonly at: number; readonly rate: number };

/** Adds the sentence behind, else the one before, while the quote stays short: a sentence alone may dangle. */
function joinNeighbors(rated: readonly Rated[], at: number): string {
  const best = rated[at]?.sentence ?? "";
  const next = rated[at + 1];
  const previous = rated[at - 1];
  if (next && next.rate > 0 && best.length + next.sentence.length < wholeClause)
    return `${best} ${next.sentence}`;
  if (previous && best.length + previous.sentence.length < wholeClause) return `${previous.sentence} ${best}`;
  return best;
}

/** A sentence says at its beginning what it is about: a part that leaves it out must hold two words more. */
const worthOfBeginning = 1_500;

/** The joints of one long sentence that hold most of the question, as one unbroken run. */
function windowOf(sentence: string, keys: ReadonlySet<string>): string {
  const pieces = jointsWithKeys(sentence);
  let best = { from: 0, to: 1, rate: -1 };
  for (let from = 0; from < pieces.length; from++) {
    const held = new Set<string>();
    let length = -1;
    for (const [offset, piece] of pieces.slice(from).entries()) {
      length += 1 + piece.text.length;
      if (length > longestQuote) break;
      for (const key of piece.keys) if (keys.has(key)) held.add(key);
      const rate = held.size * 1000 - length + (from === 0 ? worthOfBeginning : 0);
      if (rate > best.rate) best = { from, to: from + offset + 1, rate };
    }
  }
  return pieces
    .slice(best.from, best.to)
    .map(({ text }) => text)
    .join(" ")
    .slice(0, longestQuote)
    .replace(/[,;:]$/, "");
}
