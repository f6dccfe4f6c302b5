import { hasMarks, isMarked, normalize } from "../../kit/vietnamese.ts";
import { pairCount } from "./corpus.ts";
import { isKindCode } from "./document-numbers.ts";
import type { Index } from "./inverted-index.ts";
import { decodeKeystrokes } from "./keystrokes.ts";
import type { Lexicon } from "./lexicon.ts";
import { isClauseWord } from "./places.ts";
import { isReadable, nameReadings, type Reading, readingsOf } from "./repair.ts";
import { type Extra, officialWords, type QuestionWord } from "./synonyms.ts";
import type { Mention, Token, Word } from "./token.ts";
import { readTokens } from "./tokens.ts";
import { weights } from "./weights.ts";

/** A question as the search reads it. */
export type Understood = {
  readonly isMarked: boolean;
  readonly words: readonly QuestionWord[];
  readonly extras: readonly Extra[];
  readonly mentions: readonly Mention[];
};

/** What is read of a question, in characters: a longer text is no question, and must not hold up the others. */
const longestQuestion = 1_000;

/**
 * Reads a question against what the documents know: expands abbreviations, undoes input methods, mends slips,
 * chooses between readings by their neighbours and adds the official words for everyday ones. Nothing the
 * documents hold as it was typed is changed.
 */
export function understand(question: string, index: Index, lexicon: Lexicon): Understood {
  const typed = decodeDigits(normalize(question.slice(0, longestQuestion)), index);
  const { tokens, mentions: named } = readTokens(typed);
  const mentions = named.filter(({ isSure, terms }) => isSure || index.references.ids.has(terms[0] ?? ""));
  const isNamed = (at: number) => mentions.some(({ from, to }) => from <= at && at < to);
  const areMarksTrusted = isMarked(typed);
  const isForeign = 2 * tokens.filter((token) => isReadable(token, index, lexicon)).length < tokens.length;
  const readings = tokens.map((token, at) => {
    const near = { before: tokens[at - 1], after: tokens[at + 1] };
    const isKept = isNamed(at) || isForeign;
    const all = isKept ? nameReadings(token, index, lexicon) : readingsOf(token, near, index, lexicon);
    return all.map((reading) => trusted(reading, token, areMarksTrusted));
  });
  const chosen = chooseReadings(tokens, readings, index);
  const words = chosen.flatMap((reading, at) => {
    const { afterBreak = true } = tokens[at] ?? {};
    return questionWords(reading, { afterBreak, isReference: isNamed(at) });
  });
  const second = readings.flatMap((all, at) => {
    return isNamed(at) ? [] : all.filter((one) => one !== chosen[at]).map(secondReading);
  });
  return {
    isMarked: areMarksTrusted,
    words,
    extras: [...second, ...officialWords(words, index, lexicon)],
    mentions,
  };
}

/** In a question typed without marks a bare word may be any word with these letters. */
function trusted(reading: Reading, token: Token, areMarksTrusted: boolean): Reading {
  if (reading.isRepair || areMarksTrusted || token.isNumber || hasMarks(token.word)) return reading;
  return { ...reading, words: reading.words.map(({ folded }) => ({ exact: undefined, folded })) };
}

/** VNI keystrokes (`tie6ng1`) become the word they stand for, unless the figure belongs to `nq16` or `dieu5`. */
function decodeDigits(question: string, index: Index): string {
  return question.replace(/(?<![\p{L}\d/.-])(\p{L}+)\d[\p{L}\d]*/gu, (typed, letters: string) => {
    if (typed.length < 3 || isKindCode(letters) || isClauseWord(letters)) return typed;
    const decoded = decodeKeystrokes(typed);
    // A hat or horn between letters is no count of anything: the word need not be one of the documents.
    const isSure = /\p{L}[6-9]\p{L}/u.test(typed);
    return decoded && (isSure || index.exact.ids.has(decoded.exact)) ? decoded.text : typed;
  });
}

/** The likeliest reading of each word, given its neighbours (Viterbi over pairs the documents hold). */
function chooseReadings(
  tokens: readonly Token[],
  readings: readonly (readonly Reading[])[],
  index: Index,
): Reading[] {
  type Path = { readonly score: number; readonly taken: readonly Reading[] };
  let paths: Path[] = [{ score: 0, taken: [] }];
  for (const [at, all] of readings.entries()) {
    const isCut = tokens[at]?.afterBreak ?? true;
    paths = all.map((reading) => {
      const own = Math.log(reading.prior + 0.05) + innerFit(reading, index);
      const ranked = paths.map(({ score, taken }) => {
        const fit = isCut ? 0 : fitBetween(taken.at(-1)?.words.at(-1), reading.words[0], index);
        return { score: score + own + fit, taken: [...taken, reading] };
      });
      return ranked.reduce((best, path) => (path.score > best.score ? path : best));
    });
  }
  return [...paths.reduce((best, path) => (path.score > best.score ? path : best)).taken];
}

function innerFit({ words }: Reading, index: Index): number {
  return words.reduce((sum, word, at) => sum + (at === 0 ? 0 : fitBetween(words[at - 1], word, index)), 0);
}

function fitBetween(first: Word | undefined, second: Word | undefined, index: Index): number {
  if (!first || !second) return 0;
  return 0.6 * Math.log(pairCount(index, first.folded, second.folded) + 0.5);
}

function questionWords(
  { words, isRepair }: Reading,
  place: { afterBreak: boolean; isReference: boolean },
): QuestionWord[] {
  const weight = isRepair ? weights.repair : 1;
  const { isReference } = place;
  return words.map(({ exact, folded }, at) => {
    return { exact, folded, weight, afterBreak: at === 0 && place.afterBreak, isReference };
  });
}

function secondReading({ words, prior }: Reading): Extra {
  const weight = weights.secondReading * Math.min(1, 1.5 * prior);
  return { words, weight: words.length > 1 ? weight / 2 : weight, standsFor: null };
}
