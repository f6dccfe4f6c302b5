import type { Library } from "../knowledge/library.ts";
import { passagesWith } from "../knowledge/search/postings.ts";
import { rarity } from "../knowledge/search/weigh.ts";
import { readAsked } from "./asked-kinds.ts";
import type { AskedKind } from "./cues.ts";
import { isLight } from "./light-words.ts";
import { readWords } from "./phrases.ts";

/** A question a clause is known to answer: its words of content with their rarity, and what it asks for. */
export type KnownQuestion = {
  /** Folded words. */
  readonly words: ReadonlySet<string>;
  /** Rarity of all its words together. */
  readonly mass: number;
  readonly kinds: ReadonlySet<AskedKind>;
};

/** The questions kept for a clause, found by any of their words; lists hold places in `all`. */
export type KnownQuestions = {
  readonly all: readonly KnownQuestion[];
  readonly byExact: ReadonlyMap<string, readonly number[]>;
  readonly byFolded: ReadonlyMap<string, readonly number[]>;
};

/** Reads the questions kept for a clause, one by one. */
export function readKnown({ index }: Library, phrases: readonly string[]): KnownQuestions {
  const rarityOf = (folded: string) => {
    const id = index.folded.ids.get(folded);
    return rarity(index, id === undefined ? 0 : passagesWith(index.folded.postings, id));
  };
  const byExact = new Map<string, number[]>();
  const byFolded = new Map<string, number[]>();
  const all = phrases.map((phrase, at): KnownQuestion => {
    const typed = readWords(phrase);
    const content = typed.filter(({ exact, folded }) => !isLight({ exact, folded }));
    const words = new Set(content.map(({ folded }) => folded));
    for (const one of new Set(content.map(({ exact }) => exact))) listUnder(byExact, one, at);
    for (const one of words) listUnder(byFolded, one, at);
    const mass = [...words].reduce((sum, one) => sum + rarityOf(one), 0);
    return { words, mass, kinds: readAsked(typed).kinds };
  });
  return { all, byExact, byFolded };
}

function listUnder(lists: Map<string, number[]>, key: string, at: number): void {
  const list = lists.get(key);
  if (list) list.push(at);
  else lists.set(key, [at]);
}
