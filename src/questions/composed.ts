import type { Citation } from "../kit/message.ts";
import type { Authority } from "../knowledge/library.ts";

/**
 * `answer` quotes a clause that answers; `partial` quotes what is related and says what is missing, or offers
 * headings; `unknown` says the documents are silent; `refused` is no question we take.
 */
export type AnswerKind = "answer" | "partial" | "unknown" | "smalltalk" | "refused";

/** A heading to choose from. */
export type Offer = { readonly label: string; readonly document: string; readonly clause: string };

/** One piece of an answer: words of ours, a quote with the words that introduce it, or both. */
export type Passage = {
  readonly opening: string | null;
  /** Introduces the quote with its label and authority; null without a quote. */
  readonly lead: string | null;
  readonly authority: Authority | null;
  readonly citation: Citation | null;
  /** Whether the words of the citation are shown: those of a listed heading are in the opening already. */
  readonly isShown: boolean;
};

/** An answer in pieces, before its text is put together. */
export type Composed = {
  readonly kind: AnswerKind;
  readonly passages: readonly Passage[];
  /** Notes of officers and remarks on validity. */
  readonly remarks: readonly string[];
  /** What can be done next, in words. */
  readonly closing: string | null;
  readonly offers: readonly Offer[];
  /** Chat commands offered as buttons: `/canbo`. */
  readonly commands: readonly string[];
  /** The clauses that came nearest, as `document#clause`: for an officer who takes the question over. */
  readonly nearest: readonly string[];
};

/** A passage of words of ours alone. */
export function said(opening: string): Passage {
  return { opening, lead: null, authority: null, citation: null, isShown: false };
}
