import { isTerm, knowsPhrase, standsInText } from "./corpus.ts";
import type { Index } from "./inverted-index.ts";
import type { Lexicon, Phrase, Synonym } from "./lexicon.ts";
import type { Word } from "./token.ts";
import { weights } from "./weights.ts";

/** A word the question is taken to hold, in order. */
export type QuestionWord = Word & {
  /** 1, less when it comes from a repair. */
  readonly weight: number;
  readonly afterBreak: boolean;
  /** Part of a name like "nghị quyết 16" or "mục II.3": the reference is looked for, the word says little. */
  readonly isReference: boolean;
};

/** A phrase searched for beside the question's own words. */
export type Extra = {
  readonly words: readonly Word[];
  readonly weight: number;
  /** The words of the question it stands for, from … up to … (exclusive); null for a second reading of a word. */
  readonly standsFor: { readonly from: number; readonly to: number } | null;
};

/**
 * Official phrases for the everyday ones in the question, the longest first, none overlapping. Only phrases the
 * documents hold are added; a single syllable is left alone inside a term of the documents (chủ in "chủ tịch").
 */
export function officialWords(words: readonly QuestionWord[], index: Index, lexicon: Lexicon): Extra[] {
  const extras: Extra[] = [];
  for (let from = 0; from < words.length; ) {
    const known = lexicon.synonymsFrom(words[from]?.folded ?? "");
    const [longest, ...others] = known.filter(
      (one) => matches(one.from, words, from) && !isInsideTerm(one.from, words, from, index),
    );
    const length = longest?.from.folded.length ?? 1;
    // Typed without marks a phrase may be several ("làm chung", "làm chứng"): each may be meant.
    const asLong = others.filter((one) => one.from.folded.length === length);
    for (const synonym of longest ? [longest, ...asLong] : [])
      extras.push(...phrasesFor(synonym, from, index));
    from += length;
  }
  return extras;
}

function matches(phrase: Phrase, words: readonly QuestionWord[], from: number): boolean {
  return phrase.folded.every((folded, at) => {
    const word = words[from + at];
    if (!word || word.isReference || (at > 0 && word.afterBreak)) return false;
    return word.exact === undefined ? word.folded === folded : word.exact === phrase.exact[at];
  });
}

function isInsideTerm(phrase: Phrase, words: readonly QuestionWord[], from: number, index: Index): boolean {
  if (phrase.folded.length > 1) return false;
  const [before, word, after] = [words[from - 1], words[from], words[from + 1]];
  if (!word) return false;
  const joinsBefore = before !== undefined && !word.afterBreak && isTerm(index, before, word);
  return joinsBefore || (after !== undefined && !after.afterBreak && isTerm(index, word, after));
}

function phrasesFor(synonym: Synonym, from: number, index: Index): Extra[] {
  const standsFor = { from, to: from + synonym.from.folded.length };
  return synonym.to
    .filter(({ exact }) => knowsPhrase(index, exact) && standsInText(index, exact))
    .map(({ exact, folded }) => ({
      words: folded.map((key, at) => ({ exact: exact[at], folded: key })),
      weight: weights.synonym,
      standsFor,
    }));
}
