import type { Clause, Library } from "./library.ts";
import { rank, type Signals, signalsOf } from "./search/score.ts";
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
 * `limit` is the most hits returned. `score` compares hits of one search only; `p` is comparable between
 * searches: about the chance that the clause answers (quote it from 0.7, offer headings from 0.2, see
 * docs/retrieval.md).
 */
export function search(
  library: Library,
  question: string,
  { limit = 10 }: { limit?: number } = {},
): SearchResult {
  const { index, lexicon } = library;
  const understood = understand(question, index, lexicon);
  const weighed = weigh(understood, index, lexicon);
  const hits = rank(weighed, index, limit).flatMap((scored): Hit[] => {
    const clause = library.clauses[scored.passage];
    return clause ? [{ clause, score: scored.score, ...signalsOf(scored, weighed, index) }] : [];
  });
  return { hits, understood };
}
