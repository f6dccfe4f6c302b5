import { hasMarks, isFoldedSyllable, isSyllable } from "../../kit/vietnamese.ts";
import { closeWords } from "./close-words.ts";
import { countOf, knows, knowsPhrase, pairCount } from "./corpus.ts";
import { expandInitials } from "./initials.ts";
import type { Index } from "./inverted-index.ts";
import { decodeKeystrokes } from "./keystrokes.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token, Word } from "./token.ts";

/** One thing a typed word may mean: a word or a phrase, with how likely that is before its neighbours speak. */
export type Reading = { readonly words: readonly Word[]; readonly prior: number; readonly isRepair: boolean };

export type Neighbors = { readonly before: Token | undefined; readonly after: Token | undefined };

/**
 * What a typed word may mean. Only what the documents do not know as it stands is repaired, and only into words
 * they do know: a dictionary entry, initials, forgotten Telex, a shortened first syllable, two words in one, a slip.
 */
export function readingsOf(
  token: Token,
  near: Neighbors,
  index: Index,
  lexicon: Lexicon,
): readonly Reading[] {
  const itself = reading([asTyped(token)], 1, false);
  if (token.isNumber) return [itself];
  const expansions = dictionary(token, index, lexicon);
  if (expansions.length > 0)
    return knows(index, token.folded) ? [...expansions, { ...itself, prior: 0.5 }] : expansions;
  const isKnown = knows(index, token.folded);
  const canBeSyllable = isFoldedSyllable(token.word);
  if ((isKnown && canBeSyllable) || lexicon.isEveryday(token.folded)) return [itself];
  const found = firstFound(
    () =>
      canBeSyllable || isKnown
        ? []
        : expandInitials(index, token.word).map((one) => repair(one.words, one.prior)),
    () => keystrokes(token, index, lexicon),
    () => (isKnown ? [itself] : []),
    () => (canBeSyllable ? [] : shortened(token, index)),
    () => (lexicon.functionWordsFolded.has(token.folded) ? [itself] : []),
    () => (token.folded.length >= 4 ? joined(token, index) : []),
    () => (canBeSyllable ? slips(token, near, index).concat(itself) : slips(token, near, index)),
  );
  return found.length > 0 ? found : [itself];
}

/** Whether the word could be Vietnamese, in whatever spelling. When most are not, mending would only invent. */
export function isReadable(token: Token, index: Index, lexicon: Lexicon): boolean {
  if (token.isNumber || hasMarks(token.word) || !/[aeiouy]/.test(token.word)) return true;
  if (isFoldedSyllable(token.word) || lexicon.expansions(token.word).length > 0) return true;
  return keystrokes(token, index, lexicon).length > 0;
}

/** A word inside a name: `nq` in "nq 16" is nghị quyết, the letter in "điểm a" is itself; no slips are mended. */
export function nameReadings(token: Token, index: Index, lexicon: Lexicon): readonly Reading[] {
  const expansions = token.word.length === 1 ? [] : dictionary(token, index, lexicon).slice(0, 1);
  return expansions.length > 0 ? expansions : [reading([asTyped(token)], 1, false)];
}

function firstFound(...rules: (() => readonly Reading[])[]): readonly Reading[] {
  for (const rule of rules) {
    const found = rule();
    if (found.length > 0) return found;
  }
  return [];
}

function asTyped(token: Token): Word {
  return { exact: token.exact, folded: token.folded };
}

function reading(words: readonly Word[], prior: number, isRepair: boolean): Reading {
  return { words, prior, isRepair };
}

function repair(words: readonly Word[], prior: number): Reading {
  return reading(words, prior, true);
}

/** Meanings the documents know, or else the likeliest: a known abbreviation is no slip of another word. */
function dictionary(token: Token, index: Index, lexicon: Lexicon): Reading[] {
  const all = lexicon.expansions(token.word);
  const isAsking = (exact: readonly string[]) => exact.every((key) => lexicon.functionWords.has(key));
  const known = all.filter(({ phrase }) => isAsking(phrase.exact) || knowsPhrase(index, phrase.exact));
  const kept = known.length > 0 ? known : all.slice(0, 1);
  return kept.map(({ phrase, prior }) => repair(wordsOf(phrase.exact, phrase.folded), prior));
}

function wordsOf(exact: readonly string[], folded: readonly string[]): Word[] {
  return folded.map((key, at) => ({ exact: exact[at], folded: key }));
}

function keystrokes(token: Token, index: Index, lexicon: Lexicon): Reading[] {
  const decoded = decodeKeystrokes(token.word);
  const isWord = decoded && (index.exact.ids.has(decoded.exact) || lexicon.functionWords.has(decoded.exact));
  return isWord ? [repair([decoded], 1)] : [];
}

/** `ktra`, `hđộng`: the first letters of a syllable, then a whole one that often follows such a syllable. */
function shortened(token: Token, index: Index): Reading[] {
  const found = /^(ngh?|nh|th|tr|ch|ph|kh|gi|gh|qu|[bcdđghklmnpqrstvx])(.+)$/.exec(token.word);
  const [, onset = "", rest = ""] = found ?? [];
  if (!isSyllable(rest) && !isFoldedSyllable(rest)) return [];
  const second = token.folded.slice(onset.length);
  const letter = onset === "đ" ? "d" : onset;
  const firsts: { key: string; count: number }[] = [];
  for (const key of index.folded.keys) {
    const count = key.startsWith(letter) && key !== letter ? pairCount(index, key, second) : 0;
    if (count > 0) firsts.push({ key, count });
  }
  firsts.sort((a, b) => b.count - a.count);
  return firsts.slice(0, 3).map(({ key }, rank) => repair([unsure(key), unsure(second)], 1 / (rank + 1)));
}

function unsure(folded: string): Word {
  return { exact: undefined, folded };
}

/** `nguoilaodong`: the cheapest split into known syllables whose every neighbouring pair is known. */
function joined(token: Token, index: Index): Reading[] {
  const text = token.folded;
  const best: ({ cost: number; from: number; word: string } | undefined)[] = [{ cost: 0, from: 0, word: "" }];
  for (let end = 1; end <= text.length; end++) {
    for (let start = Math.max(0, end - 7); start < end; start++) {
      const before = best[start];
      const word = text.slice(start, end);
      if (!before || !isFoldedSyllable(word) || !knows(index, word)) continue;
      const pairs = start === 0 ? 1 : pairCount(index, before.word, word);
      if (pairs === 0) continue;
      const cost =
        before.cost +
        4 -
        0.2 * Math.log(countOf(index, word) + 1) -
        (start === 0 ? 0 : Math.log(pairs + 0.01));
      if (cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY)) best[end] = { cost, from: start, word };
    }
  }
  const words: Word[] = [];
  for (let at = text.length; at > 0; at = best[at]?.from ?? 0) {
    const step = best[at];
    if (!step) return [];
    words.unshift(unsure(step.word));
  }
  return words.length > 1 ? [repair(words, 1)] : [];
}

/** Words of the documents one or two slips away, ranked by how well they fit between their neighbours. */
function slips(token: Token, near: Neighbors, index: Index): Reading[] {
  if (token.folded.length < 3 && !hasMarks(token.word)) return [];
  const left = token.afterBreak ? undefined : near.before;
  const right = near.after?.afterBreak ? undefined : near.after;
  const mustFit = isFoldedSyllable(token.word);
  const ranked = closeWords(index, token.folded)
    .map(({ key, distance }) => {
      const lefts = left ? pairCount(index, left.folded, key) : 0;
      const rights = right ? pairCount(index, key, right.folded) : 0;
      const fits = (!left || lefts > 0) && (!right || rights > 0);
      const frequency = 0.2 * Math.sqrt(countOf(index, key));
      const score = 20 * (lefts + rights) + frequency + (isFoldedSyllable(key) ? 1 : 0) - 10 * (distance - 1);
      return { key, score, fits };
    })
    .filter(({ score, fits }) => score > 0 && (fits || !mustFit))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  const kept = ranked.slice(0, 3).filter(({ score }) => score > 0.15 * best);
  return kept.map(({ key, score }) => repair([unsure(key)], (0.8 * score) / best));
}
