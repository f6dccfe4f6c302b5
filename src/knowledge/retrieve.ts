import type { Clause, Library } from "./library.ts";
import { rank, type Scored, type Signals, signalsOf } from "./search/score.ts";
import { type Understood, understand } from "./search/understand.ts";
import { weigh } from "./search/weigh.ts";

/** A clause that was found, with how far it covers the question (each signal 0 to 1). */
export type Hit = Signals & { readonly clause: Clause; readonly score: number };

export type SearchResult = {
  /** Best first; empty when no clause holds any word of the question. */
  readonly hits: readonly Hit[];
  /** How the question was read: its words after repair, what was added, the references in it. */
  readonly understood: Understood;
};

/**
 * Finds the clauses that answer a question as people type it: without marks, in chat spelling, with slips.
 *
 * `limit` is the most hits returned; what is near in meaning (`Library.near`) comes on top of them, at most
 * eight. `score` compares hits of one search only; `p` is comparable between searches: about the chance that
 * the clause answers (quote it from 0.7, offer headings from 0.2, see docs/retrieval.md).
 */
export function search(
  library: Library,
  question: string,
  { limit = 10 }: { limit?: number } = {},
): SearchResult {
  const { index, lexicon } = library;
  const understood = understand(question, index, lexicon);
  const weighed = weigh(understood, index, lexicon);
  const isByName = understood.mentions.length > 0;
  const near = isByName ? [] : (library.near ?? []);
  const byWords = rank(weighed, index, limit);
  const ranked = near.length > 0 ? fuse(byWords, near) : byWords;
  const hits = ranked.flatMap((scored): Hit[] => {
    const clause = library.clauses[scored.passage];
    return clause ? [{ clause, score: scored.score, ...signalsOf(scored, weighed, index) }] : [];
  });
  return { hits, understood };
}

/** How many clauses are added for their meaning alone, and how little the first places stand out. */
const mostAdded = 8;
const flatness = 60;

/**
 * The hits of the words with the nearest in meaning among them, ordered by reciprocal rank fusion. No hit of the
 * words is lost, and the best of them stays first: scores are measured against it. Without any word in common
 * nothing is found.
 */
function fuse(byWords: readonly Scored[], near: readonly number[]): Scored[] {
  const [best, ...rest] = byWords;
  if (!best) return [];
  const worth = new Map<number, number>();
  const count = (passage: number, at: number) =>
    worth.set(passage, (worth.get(passage) ?? 0) + 1 / (flatness + at + 1));
  for (const [at, { passage }] of byWords.entries()) count(passage, at);
  for (const [at, passage] of near.entries()) count(passage, at);
  const known = new Set(byWords.map(({ passage }) => passage));
  const added = near.filter((passage) => !known.has(passage)).slice(0, mostAdded);
  const others = [...rest, ...added.map((passage): Scored => ({ passage, score: 0, own: 0 }))];
  return [best, ...others.toSorted((a, b) => (worth.get(b.passage) ?? 0) - (worth.get(a.passage) ?? 0))];
}
