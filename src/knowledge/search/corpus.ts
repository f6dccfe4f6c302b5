import type { Index } from "./inverted-index.ts";
import type { Word } from "./token.ts";

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

/** Whether every two neighbours of the phrase are neighbours somewhere in the documents. */
export function standsInText(index: Index, exact: readonly string[]): boolean {
  return exact.every((key, at) => {
    const first = index.exact.ids.get(exact[at - 1] ?? "");
    const second = index.exact.ids.get(key);
    return (
      at === 0 ||
      (first !== undefined && second !== undefined && index.exactPairs.table.find(first, second) >= 0)
    );
  });
}

/** Whether the two words form a fixed expression of the documents, as far as their marks are known. */
export function isTerm(index: Index, first: Word, second: Word): boolean {
  return formsOf(index, first).some((one) => {
    const { offsets, seconds } = index.terms;
    for (let at = offsets[one] ?? 0; at < (offsets[one + 1] ?? 0); at++) {
      const other = seconds[at] ?? 0;
      const key = index.exact.keys[other];
      if (second.exact === undefined ? isFormOf(index, other, second.folded) : key === second.exact)
        return true;
    }
    return false;
  });
}

/** The exact words a word may be: itself when its marks are known, else all with its letters. */
export function formsOf(index: Index, word: Word): readonly number[] {
  if (word.exact === undefined) return index.forms[index.folded.ids.get(word.folded) ?? -1] ?? [];
  const id = index.exact.ids.get(word.exact);
  return id === undefined ? [] : [id];
}

function isFormOf(index: Index, exact: number, folded: string): boolean {
  return index.folded.keys[index.foldedOf[exact] ?? -1] === folded;
}
