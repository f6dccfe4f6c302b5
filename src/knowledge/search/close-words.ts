import type { Index } from "./inverted-index.ts";

/** A word of the documents and how many slips (missing, extra, wrong or swapped letters) it is away. */
export type CloseWord = { readonly key: string; readonly distance: number };

/** The letters a word holds, one bit each, so that most words are ruled out without comparing them. */
export function shapeOf(key: string): number {
  let shape = 0;
  for (let at = 0; at < key.length; at++) shape |= 1 << ((key.charCodeAt(at) - 97) & 31);
  return shape;
}

/** The words of the documents within one slip of `word`, or two when it has six letters or more. */
export function closeWords(index: Index, word: string): CloseWord[] {
  const reach = word.length >= 6 ? 2 : 1;
  const shape = shapeOf(word);
  const close: CloseWord[] = [];
  const { keys } = index.folded;
  for (let id = 0; id < keys.length; id++) {
    // One slip changes at most two letters of the set: one goes, one comes.
    if (bitCount(shape ^ (index.shapes[id] ?? 0)) > 2 * reach) continue;
    const key = keys[id] ?? "";
    if (Math.abs(key.length - word.length) > reach || key === word || /^\d/.test(key)) continue;
    const distance = slipsBetween(word, key, reach);
    if (distance <= reach) close.push({ key, distance });
  }
  return close;
}

/** Damerau–Levenshtein distance (neighbours swapped count as one), given up beyond `reach`. */
export function slipsBetween(one: string, other: string, reach: number): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + (isSame ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > reach) return reach + 1;
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
