import { fold, normalize } from "../../kit/vietnamese.ts";

/** A proposal that was filed before, with the text it is compared by. */
export type Known = { readonly number: string; readonly start: string; readonly text: string };

/** A filed proposal that speaks of the same thing, and the candidate's own words that say so. */
export type Alike = {
  readonly number: string;
  readonly start: string;
  /** 0 to 1. */
  readonly score: number;
  readonly words: readonly string[];
};

/**
 * Where filed proposals are looked up by their words. An index answers from what is stored, so that what was
 * filed a moment ago is found and nothing is kept in memory.
 */
export type WordIndex = {
  /** How many texts there are. */
  count(): Promise<number>;
  /** How many texts hold each word; a word nobody used may be left out. */
  holders(words: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Every pair of text and word, for these words. */
  postings(words: readonly string[]): Promise<readonly { readonly doc: number; readonly word: string }[]>;
  /** The texts themselves. */
  texts(docs: readonly number[]): Promise<readonly Known[]>;
};

/**
 * Words that nearly every proposal holds: they tell nothing about what it is about. Folded; a word that is
 * also a content word once its marks are gone (bị and bí, làm and lầm) is left out of the comparison with it.
 */
const common = new Set(
  (
    "a ai anh ay ba bi cac cai can cang chi cho chua chung co con cua cung da dang day de dem den di do duoc " +
    "em gap gi hay hon khi khong la lai lam len luc ma mat minh moi mot nen ngay nhieu nhu nhung nua o qua ra rat " +
    "roi sao sau se thanh the them thi theo thu toi tren trong truoc tu tung va van vao ve vi viec voi xong"
  ).split(" "),
);

/** At or above this, two texts speak of the same thing; set on the labelled pairs of `eval/similar`. */
const threshold = 0.26;
/** 0.5 compares whole with whole, 1 asks only how much of the shorter text is in the longer one. */
const leaning = 0.65;
const longestPhrase = 7;
/** A pair of neighbors repeats its two words, so it counts half of what its rarity says. */
const pairWeight = 0.5;
/** How many postings are read for one candidate, rarest words first: bounds the time at any size. */
const mostPostings = 6000;
/** How many texts are compared in full. */
const mostCompared = 60;
/** A text of more different words than this is compared by its first ones. */
const mostWords = 400;

/**
 * The filed proposals most like the candidate, best first, at most `most`. Marks, letter case and word order
 * between phrases do not matter. Compared are content words and pairs of neighbors, rare ones weighing more.
 * `words` are phrases of the candidate itself: nothing of another member's text is shown.
 */
export async function similar(index: WordIndex, candidate: string, most = 3): Promise<Alike[]> {
  const own = contentWords(candidate);
  const ownWords = [...new Set(own)];
  const [count, holders] = await Promise.all([index.count(), index.holders(ownWords)]);
  const rarity = (word: string) => Math.log(1 + (count + 1) / ((holders.get(word) ?? 0) + 1));
  const docs = await nearest(index, { words: ownWords, holders, rarity });
  const compare = comparison(own, rarity);
  return (await index.texts(docs))
    .map(({ number, start, text }) => ({ number, start, ...compare(text) }))
    .filter(({ score, shared }) => score >= threshold && shared.length >= 3)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ number, start, score, shared }) => ({ number, start, score, words: explain(candidate, shared) }));
}

/** The different content words of a text, folded: what an index keeps of it. */
export function indexedWords(text: string): string[] {
  return [...new Set(contentWords(text))];
}

/** The texts that share the most weight of rare words with the candidate. */
async function nearest(
  index: WordIndex,
  given: {
    words: readonly string[];
    holders: ReadonlyMap<string, number>;
    rarity: (word: string) => number;
  },
): Promise<number[]> {
  const held = (word: string) => given.holders.get(word) ?? 0;
  const chosen: string[] = [];
  let budget = mostPostings;
  for (const word of given.words.filter((each) => held(each) > 0).toSorted((a, b) => held(a) - held(b))) {
    budget -= held(word);
    if (budget < 0 && chosen.length > 0) break;
    chosen.push(word);
  }
  const weights = new Map<number, number>();
  for (const { doc, word } of await index.postings(chosen)) {
    weights.set(doc, (weights.get(doc) ?? 0) + given.rarity(word));
  }
  const ranked = [...weights].toSorted(([docA, a], [docB, b]) => b - a || docB - docA);
  return ranked.slice(0, mostCompared).map(([doc]) => doc);
}

/** Compares other texts with one candidate. */
function comparison(own: readonly string[], rarity: (word: string) => number) {
  const ownFeatures = featuresOf(own);
  const weigh = (feature: string) => {
    const [first = "", second] = feature.split(" ");
    if (second === undefined) return rarity(first);
    // A pair is at least as rare as the rarer of its words.
    return pairWeight * Math.max(rarity(first), rarity(second));
  };
  const ownWeight = sum([...ownFeatures].map(weigh));
  // How common the other text's own words are is not asked: they weigh what a feature weighs on average.
  const average = ownFeatures.size === 0 ? 0 : ownWeight / ownFeatures.size;
  return (text: string): { score: number; shared: string[] } => {
    const features = featuresOf(contentWords(text));
    const shared = [...ownFeatures].filter((feature) => features.has(feature));
    const sharedWeight = sum(shared.map(weigh));
    const weight = sharedWeight + (features.size - shared.length) * average;
    const [less, more] = ownWeight < weight ? [ownWeight, weight] : [weight, ownWeight];
    return { score: sharedWeight / (less ** leaning * more ** (1 - leaning) || 1), shared };
  };
}

function contentWords(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !common.has(word) && word.length <= 40).slice(0, mostWords);
}

function featuresOf(content: readonly string[]): Set<string> {
  const pairs = content.slice(1).map((word, index) => `${content[index]} ${word}`);
  return new Set([...content, ...pairs]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The shared words as the candidate wrote them, in runs that small words do not break; the longest three. */
function explain(candidate: string, shared: readonly string[]): string[] {
  const kept = new Set(shared.filter((feature) => !feature.includes(" ")));
  const runs: string[][] = [[]];
  for (const word of normalize(candidate).match(/[\p{L}\p{N}]+|[.,;:!?\n]/gu) ?? []) {
    const run = runs.at(-1) ?? [];
    const isKept = kept.has(fold(word));
    if (isKept || (run.length > 0 && common.has(fold(word)))) run.push(word);
    else if (run.length > 0) runs.push([]);
  }
  const trimmed = runs.map((run) => run.slice(0, 1 + run.findLastIndex((word) => kept.has(fold(word)))));
  const phrases = [...new Set(trimmed.map((run) => run.slice(0, longestPhrase).join(" ")))].filter(Boolean);
  return phrases.sort((a, b) => b.split(" ").length - a.split(" ").length).slice(0, 3);
}

/** An index of texts at hand. */
export function indexOf(known: readonly Known[]): WordIndex {
  const docs = new Map<string, number[]>();
  for (const [doc, { text }] of known.entries()) {
    for (const word of indexedWords(text)) {
      const list = docs.get(word);
      if (list) list.push(doc);
      else docs.set(word, [doc]);
    }
  }
  const of = (word: string) => docs.get(word) ?? [];
  return {
    count: async () => known.length,
    holders: async (words) => new Map(words.map((word) => [word, of(word).length])),
    postings: async (words) => words.flatMap((word) => of(word).map((doc) => ({ doc, word }))),
    texts: async (wanted) => wanted.flatMap((doc) => known[doc] ?? []),
  };
}
