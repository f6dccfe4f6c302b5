import { fold, normalize } from "../kit/vietnamese.ts";

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

/** At or above this, two texts speak of the same thing; set on the labelled pairs of the test. */
const threshold = 0.26;
/** 0.5 compares whole with whole, 1 asks only how much of the shorter text is in the longer one. */
const leaning = 0.65;
const longestPhrase = 7;
/** A pair of neighbors repeats its two words, so it counts half of what its rarity says. */
const pairWeight = 0.5;

/**
 * The filed proposals most like the candidate, best first, at most `most`. Marks, letter case and word order
 * between phrases do not matter. Compared are content words and pairs of neighbors, rare ones weighing more.
 * `words` are phrases of the candidate itself: nothing of another member's text is shown.
 */
export function similar(known: readonly Known[], candidate: string, most = 3): Alike[] {
  const own = featuresOf(candidate);
  const others = known.map((each) => ({ each, features: featuresOf(each.text) }));
  const weigh = weigher(others.map(({ features }) => features));
  const ownWeight = weightOf(own, weigh);
  return others
    .map(({ each, features }) => {
      const shared = [...own].filter((feature) => features.has(feature));
      const weights = [ownWeight, weightOf(features, weigh)].sort((a, b) => a - b);
      const [less = 0, more = 0] = weights;
      const score = weightOf(shared, weigh) / (less ** leaning * more ** (1 - leaning) || 1);
      return { number: each.number, start: each.start, score, shared };
    })
    .filter(({ score, shared }) => score >= threshold && shared.length >= 3)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ number, start, score, shared }) => ({ number, start, score, words: explain(candidate, shared) }));
}

function featuresOf(text: string): Set<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const content = words.filter((word) => !common.has(word));
  const pairs = content.slice(1).map((word, index) => `${content[index]} ${word}`);
  return new Set([...content, ...pairs]);
}

/** How much a feature tells: the more proposals hold it, the less. */
function weigher(all: readonly ReadonlySet<string>[]): (feature: string) => number {
  const holders = new Map<string, number>();
  for (const features of all) {
    for (const feature of features) holders.set(feature, (holders.get(feature) ?? 0) + 1);
  }
  return (feature) => {
    const rarity = Math.log(1 + (all.length + 1) / ((holders.get(feature) ?? 0) + 1));
    return feature.includes(" ") ? rarity * pairWeight : rarity;
  };
}

function weightOf(features: Iterable<string>, weigh: (feature: string) => number): number {
  let sum = 0;
  for (const feature of features) sum += weigh(feature);
  return sum;
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
