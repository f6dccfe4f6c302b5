/** One word or number of a text, with the keys it is compared by. */
export type Token = {
  /** As written, normalized. A number is in its plain form: `75.000` is `75000`, `05` is `5`. */
  readonly word: string;
  readonly exact: string;
  readonly folded: string;
  readonly isNumber: boolean;
  /** A sentence or phrase ended before it, so it makes no pair with the word to its left. */
  readonly afterBreak: boolean;
};

/** A word of a question; `exact` is missing when the writer's marks are unknown or not to be trusted. */
export type Word = { readonly exact: string | undefined; readonly folded: string };

/** A document or place named in a text. Terms are looked up like words; the first is the most precise. */
export type Mention = {
  /** The tokens that name it, from … up to … (exclusive); none for what two mentions say together. */
  readonly from: number;
  readonly to: number;
  readonly terms: readonly string[];
  /** Whether it names something even when no document is known by it. */
  readonly isSure: boolean;
};
