import type { Criterion } from "../proposals/record-types.ts";

export type HonourRow = {
  readonly id: string;
  readonly year: number;
  readonly title: string;
  readonly status: "open" | "closed" | "published";
  readonly since: string;
  readonly until: string;
};

/** A round as one officer may see it: sheets are blind until scoring is closed. */
export type HonourView = HonourRow & {
  readonly occasion: string;
  readonly council: string;
  readonly rubric: readonly Criterion[];
  readonly paper: { readonly number: string; readonly signedOn: string; readonly signer: string } | null;
  /** Whether whoever asks has a seat in its council. */
  readonly hasSeat: boolean;
  readonly candidates: readonly HonourCandidate[];
};

export type HonourCandidate = {
  readonly number: string;
  readonly start: string;
  readonly unit: string;
  readonly authors: string;
  readonly status: "candidate" | "listed" | "notListed" | "removed";
  readonly place: number | null;
  readonly why: string | null;
  readonly scored: number;
  readonly needed: number;
  /** Null while the round is open. */
  readonly mean: number | null;
  /** The points of whoever asks; null: not scored yet. */
  readonly mine: Readonly<Record<string, number>> | null;
  /** Why whoever asks does not score it. */
  readonly conflict: string | null;
};
