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
