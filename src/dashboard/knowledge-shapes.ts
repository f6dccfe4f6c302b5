import type { Instant } from "../kit/time.ts";

/** What the pages show of the documents answers are taken from. */

export type DocumentRow = {
  readonly id: string;
  readonly version: number;
  readonly status: "draft" | "published";
  readonly origin: "shipped" | "added";
  readonly name: string;
  readonly title: string;
  readonly at: Instant;
  /** Of the published version; null for a draft. */
  readonly clauses: number | null;
};

export type FaqRow = {
  readonly number: number;
  readonly question: string;
  readonly answer: string;
  readonly status: "draft" | "published" | "retired";
  readonly version: number;
  readonly answeredBy: string;
  readonly draftedBy: string;
};

export type KnowledgeList = {
  readonly documents: readonly DocumentRow[];
  readonly unanswered: readonly {
    readonly question: string;
    readonly kind: string;
    readonly count: number;
    readonly at: Instant;
  }[];
  readonly faqs: readonly FaqRow[];
};

export type ClauseRow = {
  readonly id: string;
  readonly label: string;
  readonly depth: number;
  readonly text: string;
  /** Its own note, or that of the clause above it. */
  readonly note: string | null;
  /** Its own alone; empty without one. */
  readonly ownNote: string;
};

export type DocumentView = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly title: string;
  readonly authority: string;
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  readonly replacedBy: string | null;
  readonly clauses: readonly ClauseRow[];
};

export type SearchHit = { readonly label: string; readonly text: string; readonly confidence: number };

export type FaultRow = {
  readonly line: number;
  readonly isError: boolean;
  readonly what: string;
  readonly fix: string;
};

/** A file as text with a description proposed on top, for an officer to correct. */
export type FileRead =
  | { readonly kind: "read"; readonly source: string; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly why: string };

export type DocumentAdded = {
  readonly id: string;
  readonly version: number;
  readonly faults: readonly FaultRow[];
  readonly report: string;
};
