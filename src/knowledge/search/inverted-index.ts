import type { PairTable } from "./pair-table.ts";
import type { Postings } from "./postings.ts";

/** What is searched: one clause with the words that stand above it. */
export type Passage = {
  /** Names of the document and the sections above: counted double. */
  readonly title: string;
  /** The nearest heading, counted double; the more of it a question holds, the better the passage. */
  readonly heading: string;
  readonly text: string;
  /** What it is part of: an article, a section. Passages of one group follow each other. */
  readonly group: string;
  /** References that name this very passage (`#dieu5.khoan2`). */
  readonly owns: readonly string[];
  /** References that name what it stands under (`#dieu:5`). */
  readonly within: readonly string[];
};

/** Words of one key space: exact (with marks) or folded. */
export type Words = {
  readonly ids: ReadonlyMap<string, number>;
  readonly keys: readonly string[];
  readonly postings: Postings;
  /** How often each word was seen in running text and titles, unweighted. */
  readonly counts: Uint32Array;
};

/** Pairs of neighbours in one key space. */
export type Pairs = { readonly table: PairTable; readonly postings: Postings; readonly counts: Uint32Array };

/** Everything a search needs, read only once built. */
export type Index = {
  readonly size: number;
  /** BM25's correction for the length of each passage: what is added to a count before dividing by it. */
  readonly damping: Float32Array;
  /** The group of each passage, and the correction for the length of each group. */
  readonly groups: Uint32Array;
  readonly groupDamping: Float32Array;
  readonly exact: Words;
  readonly folded: Words;
  readonly exactPairs: Pairs;
  readonly foldedPairs: Pairs;
  readonly references: { readonly ids: ReadonlyMap<string, number>; readonly postings: Postings };
  /** The exact words behind each folded one, most frequent first. */
  readonly forms: readonly (readonly number[])[];
  /** Folded word of each exact word. */
  readonly foldedOf: Uint32Array;
  /** Of each folded word, whether it is a possible syllable. */
  readonly isSyllable: Uint8Array;
  /** Letters of each folded word, for `closeWords`. */
  readonly shapes: Uint32Array;
  readonly terms: Terms;
  /**
   * Every passage's folded words in reading order: passage p begins where the one before it ends, with its title
   * up to headingStarts[p], its heading up to titleEnds[p] and its text up to ends[p].
   */
  readonly sequence: Uint32Array;
  readonly headingStarts: Uint32Array;
  readonly titleEnds: Uint32Array;
  readonly ends: Uint32Array;
  /** All words seen. */
  readonly total: number;
};

/** Pairs of exact words that form a fixed expression, by their first word. */
export type Terms = {
  readonly offsets: Uint32Array;
  readonly seconds: Uint32Array;
  /** Count × NPMI², to rank expressions. */
  readonly scores: Float32Array;
};
