import type { Index } from "./inverted-index.ts";

/** Whether the documents hold the word without regard to marks. */
export function knows(index: Index, folded: string): boolean {
  return index.folded.ids.has(folded);
}

/** Whether the documents hold every word of the phrase as it is written. */
export function knowsPhrase(index: Index, exact: readonly string[]): boolean {
  return exact.every((key) => index.exact.ids.has(key));
}

/** How often the word occurs, marks aside. */
export function countOf(index: Index, folded: string): number {
  return index.folded.counts[index.folded.ids.get(folded) ?? -1] ?? 0;
}

/** How often the two words stand side by side, marks aside. */
export function pairCount(index: Index, first: string, second: string): number {
  const one = index.folded.ids.get(first);
  const other = index.folded.ids.get(second);
  if (one === undefined || other === undefined) return 0;
  return index.foldedPairs.counts[index.foldedPairs.table.find(one, other)] ?? 0;
}
