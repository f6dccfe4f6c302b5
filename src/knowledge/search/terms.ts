import type { Pairs, Terms, Words } from "./inverted-index.ts";

const fewest = 3;
const leastAssociation = 0.3;
const pairsPerSlice = 1 << 14;

/**
 * Finds the pairs that occur together far more often than by chance: seen three times or more, with a normalized
 * pointwise mutual information above 0.3. Yields between slices of work.
 */
export function* findTerms(words: Words, pairs: Pairs, isSyllable: (id: number) => boolean, total: number) {
  const found: { first: number; second: number; score: number }[] = [];
  for (let pair = 0; pair < pairs.table.size; pair++) {
    if (pair % pairsPerSlice === pairsPerSlice - 1) yield;
    const count = pairs.counts[pair] ?? 0;
    if (count < fewest) continue;
    const first = pairs.table.first(pair);
    const second = pairs.table.second(pair);
    if (!isSyllable(first) || !isSyllable(second)) continue;
    const npmi = association(count, words.counts[first] ?? 1, words.counts[second] ?? 1, total);
    if (npmi > leastAssociation) found.push({ first, second, score: count * npmi * npmi });
  }
  found.sort((a, b) => a.first - b.first);
  return packed(found, words.keys.length);
}

function association(together: number, first: number, second: number, total: number): number {
  const chance = Math.log((together * total) / (first * second));
  return chance / -Math.log(Math.min(0.999, together / total));
}

function packed(found: readonly { first: number; second: number; score: number }[], words: number): Terms {
  const offsets = new Uint32Array(words + 1);
  for (const { first } of found) offsets[first + 1] = (offsets[first + 1] ?? 0) + 1;
  for (let word = 0; word < words; word++)
    offsets[word + 1] = (offsets[word + 1] ?? 0) + (offsets[word] ?? 0);
  return {
    offsets,
    seconds: Uint32Array.from(found, ({ second }) => second),
    scores: Float32Array.from(found, ({ score }) => score),
  };
}
