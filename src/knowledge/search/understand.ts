import { hasMarks, isMarked, normalize } from "../../kit/vietnamese.ts";
import { pairCount } from "./corpus.ts";
import type { Index } from "./inverted-index.ts";
import { decodeKeystrokes } from "./keystrokes.ts";
import type { Lexicon } from "./lexicon.ts";
import { isClauseWord, isKindCode } from "./references.ts";
import { type Reading, readingsOf } from "./repair.ts";
import { type Extra, officialWords, type QuestionWord } from "./synonyms.ts";
import type { Token, Word } from "./token.ts";
import { readTokens } from "./tokens.ts";
import { weights } from "./weights.ts";

/** A question as the search reads it. */
export type Understood = {
  readonly isMarked: boolean;
  readonly words: readonly QuestionWord[];
  readonly extras: readonly Extra[];
  readonly references: readonly string[];
};

/**
 * Reads a question against what the documents know: expands abbreviations, undoes input methods, mends slips,
 * chooses between readings by their neighbours and adds the official words for everyday ones. Nothing the
 * documents hold as it was typed is changed.
 */
export function understand(question: string, index: Index, lexicon: Lexicon): Understood {
  const typed = decodeDigits(normalize(question), index);
  const { tokens, references } = readTokens(typed);
  const areMarksTrusted = isMarked(typed);
  const readings = tokens.map((token, at) =>
    readingsAt(token, tokens[at - 1], tokens[at + 1], index, lexicon).map((reading) =>
      trusted(reading, token, areMarksTrusted),
    ),
  );
  const chosen = chooseReadings(tokens, readings, index);
  const words = chosen.flatMap((reading, at) => questionWords(reading, tokens[at]?.afterBreak ?? true));
  const second = readings.flatMap((all, at) => all.filter((one) => one !== chosen[at]).map(secondReading));
  return {
    isMarked: areMarksTrusted,
    words,
    extras: [...second, ...officialWords(words, index, lexicon)],
    references,
  };
}

function readingsAt(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  index: Index,
  lexicon: Lexicon,
): readonly Reading[] {
  const isPlaceLetter = before && token.word.length === 1 && !token.afterBreak && isClauseWord(before.word);
  if (isPlaceLetter) return [{ words: [token], prior: 1, isRepair: false }];
  return readingsOf(token, { before, after }, index, lexicon);
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
    return decoded && index.exact.ids.has(decoded.exact) ? decoded.text : typed;
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

function questionWords({ words, isRepair }: Reading, afterBreak: boolean): QuestionWord[] {
  const weight = isRepair ? weights.repair : 1;
  return words.map((word, at) => ({
    exact: word.exact,
    folded: word.folded,
    weight,
    afterBreak: at === 0 && afterBreak,
  }));
}

function secondReading({ words, prior }: Reading): Extra {
  const weight = weights.secondReading * Math.min(1, 1.5 * prior);
  return { words, weight: words.length > 1 ? weight / 2 : weight, standsFor: null };
}
