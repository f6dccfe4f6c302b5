/** How a clause and a question meet; 0 to 1 unless said otherwise. */
export type Features = {
  /** Search score against a clause that would hold everything, and against the best hit. */
  readonly norm: number;
  readonly relative: number;
  /** Share of the question's words and of its neighboring pairs, by the search's own measure. */
  readonly cover: number;
  readonly bicover: number;
  /** Share of the subject found with headings and titles, in the text alone, in the nearest heading alone. */
  readonly subject: number;
  readonly text: number;
  readonly heading: number;
  /** 1 when the heading asks for the same kind of thing ("Nộp ở đâu, khi nào"). */
  readonly sameQuestion: number;
  /** 1 when it holds the rarest word of the subject that any document knows. */
  readonly rarest: number;
  /** Like `subject`, of the words beside the word that asks; 1 when there are none. */
  readonly focus: number;
  /** 1 when the question is about a thing of its own that neither the clause nor a question kept for it speaks of. */
  readonly offTopic: number;
  /** How much the question resembles one the clause is known to answer. */
  readonly alike: number;
  /** Share of neighboring subject words that stand close together here; in no document at all. */
  readonly near: number;
  readonly strange: number;
  /** 1 in the document that is named, 0.5 in one that is leaned to. */
  readonly document: number;
  /** 1 in another document than the named one. */
  readonly elsewhere: number;
  /** Share of the exact things asked for that it holds; 0 when none is asked. */
  readonly held: number;
  /** Share of the question's numbers that stand in it. */
  readonly figures: number;
  /** 1 when the question names a day of the calendar and the clause holds it. */
  readonly date: number;
  /** It has the shape of an answer to the open kind asked. */
  readonly shape: number;
  /** It prints when the named document was issued, and that is asked. */
  readonly issue: number;
  /** 1 when the question states something to be confirmed. */
  readonly premise: number;
};

/**
 * Weights of a conditional logit over the clauses found for a question, and of a logistic regression for
 * "this clause is about what is asked". Fitted on the `development` and `tuned` questions of
 * `eval/answers/questions.jsonl`, with questions on other law as counter-examples, never on the held-out ones;
 * rounded. A weight the fit would turn against its meaning is left out.
 */
const rankWeights = listed({
  norm: 2.1,
  relative: 4.5,
  cover: 1.4,
  bicover: 1.4,
  subject: 0.9,
  text: 0.9,
  heading: 0.7,
  sameQuestion: 0.3,
  rarest: 0.7,
  near: 1.3,
  alike: 2.7,
  document: 0.8,
  elsewhere: -0.7,
  held: 1.5,
  figures: 1.1,
  date: 1.3,
  shape: 1.3,
  issue: 1.8,
});
const confidenceWeights = listed({
  norm: 6.3,
  cover: 2.1,
  bicover: 1.1,
  near: 0.4,
  alike: 1.8,
  document: 0.3,
  elsewhere: -3.4,
  figures: 1.3,
  date: 1.6,
  issue: 1.6,
});
const confidenceBias = -4.8;
/** What is left of the confidence of a clause that does not speak of the thing asked about. */
const offTopicShare = 0.05;
/** Orders the clauses found for one question. */
export function rankOf(features: Features): number {
  return weighted(features, rankWeights);
}

/** The chance, 0 to 1, that a clause is about what is asked. */
export function confidenceOf(features: Features): number {
  const chance = 1 / (1 + Math.exp(-confidenceBias - weighted(features, confidenceWeights)));
  return features.offTopic === 1 ? chance * offTopicShare : chance;
}

type Weights = readonly (readonly [name: keyof Features, weight: number])[];

function listed(weights: Partial<Features>): Weights {
  return Object.entries(weights).map(([name, weight]) => [name as keyof Features, weight]);
}

function weighted(features: Features, weights: Weights): number {
  return weights.reduce((sum, [name, weight]) => sum + weight * features[name], 0);
}
