import type { Index } from "./inverted-index.ts";
import type { Word } from "./token.ts";

/** A phrase of the documents whose first letters are the abbreviation. */
export type InitialReading = { readonly words: readonly Word[]; readonly prior: number };

const kept = 4;
const beam = 24;

type Chain = { readonly ids: readonly number[]; readonly score: number };

/**
 * Phrases of two to five syllables that the documents use as one term and that begin with these letters
 * (`cspl`: chính sách pháp luật). A term is a chain of pairs seen three times or more that occur together far
 * more often than by chance; d also stands for đ.
 */
export function expandInitials(index: Index, letters: string): InitialReading[] {
  if (!/^[a-zđ]{2,5}$/.test(letters)) return [];
  let chains: Chain[] = startingWith(index, letters[0] ?? "").map((id) => ({
    ids: [id],
    score: Number.POSITIVE_INFINITY,
  }));
  for (const letter of letters.slice(1)) {
    chains = chains
      .flatMap((chain) => longer(index, chain, letter))
      .sort((a, b) => b.score - a.score)
      .slice(0, beam);
  }
  return chains
    .slice(0, kept)
    .map(({ ids }, rank) => ({ words: ids.map((id) => wordOf(index, id)), prior: 1 / (rank + 1) }));
}

function longer(index: Index, chain: Chain, letter: string): Chain[] {
  const last = chain.ids.at(-1) ?? 0;
  return termsAfter(index, last)
    .filter(({ second }) => begins(index.exact.keys[second] ?? "", letter))
    .map(({ second, score }) => ({ ids: [...chain.ids, second], score: Math.min(chain.score, score) }));
}

function termsAfter(index: Index, first: number): { second: number; score: number }[] {
  const { offsets, seconds, scores } = index.terms;
  const found: { second: number; score: number }[] = [];
  for (let at = offsets[first] ?? 0; at < (offsets[first + 1] ?? 0); at++) {
    found.push({ second: seconds[at] ?? 0, score: scores[at] ?? 0 });
  }
  return found;
}

function startingWith(index: Index, letter: string): number[] {
  const ids: number[] = [];
  const { offsets } = index.terms;
  for (let id = 0; id + 1 < offsets.length; id++) {
    const hasTerm = (offsets[id + 1] ?? 0) > (offsets[id] ?? 0);
    if (hasTerm && begins(index.exact.keys[id] ?? "", letter)) ids.push(id);
  }
  return ids;
}

function begins(key: string, letter: string): boolean {
  const first = baseLetters[key[0] ?? ""] ?? key[0];
  return first === letter || (first === "đ" && letter === "d");
}

const baseLetters: Record<string, string> = { ă: "a", â: "a", ê: "e", ô: "o", ơ: "o", ư: "u" };

function wordOf(index: Index, id: number): Word {
  return { exact: index.exact.keys[id], folded: index.folded.keys[index.foldedOf[id] ?? 0] ?? "" };
}
