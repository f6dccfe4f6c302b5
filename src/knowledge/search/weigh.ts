import { nameAskedFor } from "./definition.ts";
import type { Index } from "./inverted-index.ts";
import type { Lexicon } from "./lexicon.ts";
import { type Postings, passagesWith } from "./postings.ts";
import { type Restored, restoreMarks } from "./restore.ts";
import type { QuestionWord } from "./synonyms.ts";
import type { Mention, Word } from "./token.ts";
import type { Understood } from "./understand.ts";
import { weights } from "./weights.ts";

/** One thing that is looked up, with what finding it is worth. */
export type Term = {
  readonly postings: Postings;
  readonly id: number;
  readonly weight: number;
  readonly idf: number;
};

/** Something of the question to tick off in a passage: a content word, a pair, a named document or place. */
export type Sought = {
  /** Finding any of these is finding it; empty when the documents hold none. */
  readonly anyOf: readonly Findable[];
  readonly idf: number;
  /** Folded id of a word; -1 of anything else and of a word the documents do not know. */
  readonly folded: number;
  /** Official phrases that stand for it, as folded ids: all words of one of them count as the word itself. */
  readonly insteadOf: readonly (readonly number[])[];
};

type Findable = { readonly postings: Postings; readonly id: number };

/** What a question is worth to a passage: terms to add up, words and pairs to tick off. */
export type Weighed = {
  readonly terms: readonly Term[];
  readonly words: readonly Sought[];
  readonly pairs: readonly Sought[];
  /** What each folded word, of the question or of a phrase that stands for one, adds to the mass found. */
  readonly worth: ReadonlyMap<number, number>;
  /** The mass of all words and of all pairs. */
  readonly wordMass: number;
  readonly pairMass: number;
  /** Folded ids of every word looked for, added phrases included. */
  readonly looked: ReadonlySet<number>;
  /** The name whose meaning is asked for, as folded ids. */
  readonly name: readonly number[] | undefined;
  /** Score of a short passage that holds every term once. */
  readonly selfScore: number;
};

const leastProbability = 0.02;
/** How rare a term is: the logarithm of how few passages hold it. */
export function rarity(index: Index, passages: number): number {
  return rarityAmong(index.size, passages);
}

/** The same among any number of texts (BM25's idf, never negative). */
export function rarityAmong(texts: number, holding: number): number {
  return Math.log(1 + (texts - holding + 0.5) / (holding + 0.5));
}

/** Turns an understood question into weighted terms. Words of asking and connecting count 0.3. */
export function weigh(question: Understood, index: Index, lexicon: Lexicon): Weighed {
  const gathered = new Map<Postings, Map<number, number>>();
  const add = (postings: Postings, id: number | undefined, weight: number) => {
    const byId = gathered.get(postings) ?? new Map<number, number>();
    gathered.set(postings, byId);
    byId.set(id ?? -1, (byId.get(id ?? -1) ?? 0) + weight);
  };
  const restored = restoreMarks(question.words, index);
  const factors = question.words.map((word, at) => {
    return word.isReference ? weights.functionWord : contentShare(word, restored[at] ?? [], index, lexicon);
  });
  addWords(question.words, restored, factors, index, add);
  for (const extra of question.extras) {
    const words = extra.words.map((word) => ({
      ...word,
      weight: extra.weight,
      afterBreak: false,
      isReference: false,
    }));
    const own = words.map((word) => contentShare(word, [], index, lexicon));
    addWords(words, restoreMarks(words, index), own, index, add);
  }
  for (const mention of question.mentions) {
    const known = knownTerms(mention, index);
    for (const { postings, id } of known) add(postings, id, weights.reference);
    if (known.length === 0) add(index.references.postings, undefined, weights.reference);
  }
  const terms = [...gathered].flatMap(([postings, byId]) =>
    [...byId].map(
      ([id, weight]): Term => ({
        postings,
        id,
        weight,
        idf: rarity(index, id < 0 ? 0 : passagesWith(postings, id)),
      }),
    ),
  );
  const fullCount = (1 + weights.saturation) / (1 + weights.saturation * (1 - weights.lengthShare));
  const { words, pairs } = sought(question, factors, index);
  const selfScore = terms.reduce((sum, { weight, idf }) => sum + weight * idf * fullCount, 0);
  return {
    terms,
    selfScore,
    looked: lookedFor(question, index),
    name: nameAskedFor(question, index),
    words,
    pairs,
    worth: worthOf(words),
    wordMass: massOf(words),
    pairMass: massOf(pairs),
  };
}

function massOf(all: readonly Sought[]): number {
  return all.reduce((sum, { idf }) => sum + idf, 0);
}

function worthOf(words: readonly Sought[]): Map<number, number> {
  const worth = new Map<number, number>();
  for (const { folded, idf, insteadOf } of words) {
    if (folded >= 0) worth.set(folded, Math.max(idf, worth.get(folded) ?? 0));
    for (const phrase of insteadOf)
      for (const key of phrase) if (!worth.has(key)) worth.set(key, idf / phrase.length);
  }
  return worth;
}

function lookedFor({ words, extras }: Understood, index: Index): Set<number> {
  const all = [...words, ...extras.flatMap((extra) => extra.words)];
  return new Set(all.map(({ folded }) => index.folded.ids.get(folded) ?? -1));
}

type Add = (postings: Postings, id: number | undefined, weight: number) => void;

function addWords(
  words: readonly QuestionWord[],
  restored: readonly (readonly Restored[])[],
  factors: readonly number[],
  index: Index,
  add: Add,
): void {
  for (const [at, word] of words.entries()) {
    addWord(word, restored[at] ?? [], word.weight * (factors[at] ?? 1), index, add);
    const before = words[at - 1];
    if (!before || word.afterBreak) continue;
    const share = Math.sqrt((factors[at] ?? 1) * (factors[at - 1] ?? 1));
    const weight = weights.pair * Math.min(word.weight, before.weight) * share;
    addPair([before, word], [restored[at - 1] ?? [], restored[at] ?? []], weight, index, add);
  }
}

function addWord(word: Word, forms: readonly Restored[], weight: number, index: Index, add: Add): void {
  const exact = word.exact === undefined ? undefined : index.exact.ids.get(word.exact);
  const folded = index.folded.ids.get(word.folded);
  const isUncertain = word.exact === undefined && forms.length > 0;
  if (exact !== undefined) add(index.exact.postings, exact, weight);
  else add(index.folded.postings, folded, isUncertain ? weight / 2 : weight);
  if (!isUncertain) return;
  for (const { id, probability } of forms) {
    if (probability > leastProbability) add(index.exact.postings, id, (weight * probability) / 2);
  }
}

function addPair(
  pair: readonly [Word, Word],
  forms: readonly [readonly Restored[], readonly Restored[]],
  weight: number,
  index: Index,
  add: Add,
): void {
  const [first, second] = pair.map((word) =>
    word.exact === undefined ? undefined : index.exact.ids.get(word.exact),
  );
  if (first !== undefined && second !== undefined) {
    addKnownPair(index.exactPairs, first, second, weight, add);
    return;
  }
  const isTyped = pair.every((word) => word.exact !== undefined);
  const [one, other] = forms.map(likeliest);
  const foldedWeight = isTyped || !one || !other ? weight : weight / 2;
  const [left, right] = pair.map((word) => index.folded.ids.get(word.folded));
  if (left !== undefined && right !== undefined)
    addKnownPair(index.foldedPairs, left, right, foldedWeight, add);
  else add(index.foldedPairs.postings, undefined, foldedWeight);
  if (isTyped || !one || !other) return;
  const share = one.probability * other.probability;
  addKnownPair(index.exactPairs, one.id, other.id, (weight * share) / 2, add);
}

function addKnownPair(
  pairs: Index["exactPairs"],
  first: number,
  second: number,
  weight: number,
  add: Add,
): void {
  add(pairs.postings, pairs.table.find(first, second), weight);
}

function likeliest(forms: readonly Restored[]): Restored | undefined {
  return forms.reduce<Restored | undefined>(
    (best, form) => (form.probability > (best?.probability ?? 0) ? form : best),
    undefined,
  );
}

/** 1 for a word of content, 0.3 for a word of asking or connecting; between when its marks are uncertain. */
function contentShare(word: Word, forms: readonly Restored[], index: Index, lexicon: Lexicon): number {
  if (word.exact !== undefined) return lexicon.functionWords.has(word.exact) ? weights.functionWord : 1;
  if (forms.length === 0) return lexicon.functionWordsFolded.has(word.folded) ? weights.functionWord : 1;
  return forms.reduce((sum, { id, probability }) => {
    const isFunction = lexicon.functionWords.has(index.exact.keys[id] ?? "");
    return sum + probability * (isFunction ? weights.functionWord : 1);
  }, 0);
}

function knownTerms({ terms }: Mention, index: Index): Findable[] {
  const { ids, postings } = index.references;
  return terms.flatMap((term) => {
    const id = ids.get(term);
    return id === undefined ? [] : [{ postings, id }];
  });
}

/** Below this share a word is taken as one of asking, and its absence from a passage says nothing. */
const contentLimit = 0.65;

function sought(
  question: Understood,
  factors: readonly number[],
  index: Index,
): { words: Sought[]; pairs: Sought[] } {
  const words = question.mentions.map((mention) => soughtMention(mention, index));
  const pairs: Sought[] = [];
  const isContent = (at: number) => (factors[at] ?? 1) >= contentLimit;
  for (const [at, word] of question.words.entries()) {
    if (word.isReference) continue;
    if (isContent(at))
      words.push({ ...soughtWord(word, index), insteadOf: phrasesInsteadOf(question, at, index) });
    const before = question.words[at - 1];
    if (!before || before.isReference || word.afterBreak) continue;
    if (isContent(at) && isContent(at - 1)) pairs.push(soughtPair(before, word, index));
  }
  return { words, pairs };
}

function phrasesInsteadOf(question: Understood, at: number, index: Index): number[][] {
  return question.extras
    .filter(({ standsFor }) => standsFor && standsFor.from <= at && at < standsFor.to)
    .map(({ words }) => words.map(({ folded }) => index.folded.ids.get(folded) ?? -1));
}

function soughtMention(mention: Mention, index: Index): Sought {
  const anyOf = knownTerms(mention, index);
  return { anyOf, folded: -1, idf: rarityOf(anyOf[0], index), insteadOf: [] };
}

function soughtWord(word: Word, index: Index): Omit<Sought, "insteadOf"> {
  const folded = index.folded.ids.get(word.folded);
  const exact = word.exact === undefined ? undefined : index.exact.ids.get(word.exact);
  const found =
    exact === undefined ? findable(index.folded.postings, folded) : findable(index.exact.postings, exact);
  return { anyOf: found, folded: folded ?? -1, idf: rarityOf(found[0], index) };
}

function soughtPair(first: Word, second: Word, index: Index): Sought {
  const left = index.folded.ids.get(first.folded);
  const right = index.folded.ids.get(second.folded);
  const { table, postings } = index.foldedPairs;
  const anyOf = left === undefined || right === undefined ? [] : findable(postings, table.find(left, right));
  return { anyOf, folded: -1, idf: rarityOf(anyOf[0], index), insteadOf: [] };
}

function findable(postings: Postings, id: number | undefined): Findable[] {
  return id === undefined || id < 0 ? [] : [{ postings, id }];
}

function rarityOf(found: Findable | undefined, index: Index): number {
  return rarity(index, found ? passagesWith(found.postings, found.id) : 0);
}
