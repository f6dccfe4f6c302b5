/** What each part of the method is worth. Measured in docs/retrieval.md; values tuned on one set did worse on the next. */
export const weights = {
  /** A word of asking or connecting, against 1 for a word of content. */
  functionWord: 0.5,
  /** Two neighbours found side by side, against 1 for a word. */
  pair: 0.5,
  /** A document or place that is named: "nghị quyết 16", "mục II.3". */
  reference: 1.5,
  /** A word that came from a repair. */
  repair: 0.9,
  /** A reading of a word that was not chosen. */
  secondReading: 0.35,
  /** An official phrase for an everyday one. */
  synonym: 0.6,
  /** The score of the whole article or section, beside that of the passage itself. */
  group: 0.5,
  /** How much better a passage is when the question holds its whole heading. */
  heading: 0.4,
  /** How much better a passage is that begins with the definition asked for. */
  definition: 0.5,
  /** How soon repetition stops counting (BM25 k1) and how far length is held against a passage (b). */
  saturation: 1.2,
  lengthShare: 0.75,
};
