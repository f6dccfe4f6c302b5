import { defines } from "./definition.ts";
import type { Index } from "./inverted-index.ts";
import { countIn, passagesWith } from "./postings.ts";
import { rarity, rarityAmong, type Sought, type Term, type Weighed } from "./weigh.ts";
import { weights } from "./weights.ts";

/** A passage and what it is worth for a question. */
export type Scored = {
  readonly passage: number;
  /** With its group, its heading and the like: for ranking. */
  readonly score: number;
  /** What its own words are worth. */
  readonly own: number;
};

/**
 * How far a passage covers a question, each 0 to 1: `norm` its score against a passage holding everything;
 * `cover` the rare-word mass found; `bicover` the same for neighbouring pairs; `window` the mass found in its
 * best stretch of 60 words; `p` the chance, calibrated on such questions, that it answers.
 */
export type Signals = {
  readonly norm: number;
  readonly cover: number;
  readonly bicover: number;
  readonly window: number;
  readonly p: number;
};

const windowLength = 60;

/** BM25 over all terms: of every passage, and of every group as if it were one text. */
type Scores = { readonly passages: Float64Array; readonly groups: Float64Array };

function scoreAll(question: Weighed, index: Index): Scores {
  const scores = {
    passages: new Float64Array(index.size),
    groups: new Float64Array(index.groupDamping.length),
  };
  for (const term of question.terms) if (term.id >= 0) scoreTerm(term, index, scores);
  return scores;
}

/** The innermost loop of a search: everything it reads is at hand, and it makes nothing. */
function scoreTerm({ postings, id, weight, idf }: Term, index: Index, scores: Scores): void {
  const { damping, groups, groupDamping } = index;
  const { passages, counts } = postings;
  const end = postings.offsets[id + 1] ?? 0;
  const worth = weight * idf * (1 + weights.saturation);
  const rarityOfGroups = rarityAmong(groupDamping.length, postings.groups[id] ?? 0);
  const groupWorth = weight * rarityOfGroups * (1 + weights.saturation);
  let group = -1;
  let inGroup = 0;
  const closeGroup = () => {
    if (group < 0) return;
    const share = inGroup / (inGroup + (groupDamping[group] ?? 0));
    scores.groups[group] = (scores.groups[group] ?? 0) + groupWorth * share;
  };
  for (let at = postings.offsets[id] ?? 0; at < end; at++) {
    const passage = passages[at] ?? 0;
    const count = counts[at] ?? 0;
    scores.passages[passage] =
      (scores.passages[passage] ?? 0) + (worth * count) / (count + (damping[passage] ?? 0));
    const own = groups[passage] ?? 0;
    if (own !== group) {
      closeGroup();
      group = own;
      inGroup = 0;
    }
    inGroup += count;
  }
  closeGroup();
}

/** Passages looked at again for their headings. */
const secondLook = 60;

/**
 * The `limit` best passages, best first; equal ones in reading order. Among the first sixty, those whose heading
 * the question holds, and those that begin with a definition it asks for, are raised.
 */
export function rank(question: Weighed, index: Index, limit: number): Scored[] {
  const first = highest(scoreAll(question, index), index, Math.max(limit, secondLook));
  const raised = first.map((scored) => ({
    ...scored,
    score: scored.score * merit(scored.passage, question, index),
  }));
  return raised.sort((a, b) => b.score - a.score || a.passage - b.passage).slice(0, limit);
}

function merit(passage: number, { looked, name }: Weighed, index: Index): number {
  const isDefinition = name !== undefined && defines(passage, name, index);
  return 1 + weights.heading * headingShare(passage, looked, index) + (isDefinition ? weights.definition : 0);
}

/** How much of the passage's heading the question holds, rare words counting more; figures say nothing. */
function headingShare(passage: number, looked: ReadonlySet<number>, index: Index): number {
  let mass = 0;
  let held = 0;
  const end = index.titleEnds[passage] ?? 0;
  for (let at = index.headingStarts[passage] ?? end; at < end; at++) {
    const word = index.sequence[at] ?? 0;
    const worth = rarity(index, passagesWith(index.folded.postings, word));
    mass += worth;
    if (looked.has(word)) held += worth;
  }
  return mass > 0 ? held / mass : 0;
}

function highest({ passages, groups }: Scores, index: Index, limit: number): Scored[] {
  const top: Scored[] = [];
  let least = 0;
  for (let passage = 0; passage < passages.length; passage++) {
    const own = passages[passage] ?? 0;
    if (own <= 0) continue;
    const score = own + weights.group * (groups[index.groups[passage] ?? 0] ?? 0);
    if (score <= least) continue;
    let at = top.length;
    while (at > 0 && (top[at - 1]?.score ?? 0) < score) at--;
    top.splice(at, 0, { passage, score, own });
    if (top.length > limit) top.pop();
    if (top.length === limit) least = top[limit - 1]?.score ?? 0;
  }
  return top;
}

/** Judges one passage against the question. */
export function signalsOf({ passage, own }: Scored, question: Weighed, index: Index): Signals {
  const norm = question.selfScore > 0 ? Math.min(1, own / question.selfScore) : 0;
  const cover = foundShare([question.words, question.wordMass], passage, index);
  const bicover = foundShare([question.pairs, question.pairMass], passage, index);
  const window = windowShare(question, passage, index);
  const logit = 7.6 * norm + 3.8 * cover + 0.3 * window - 6.1;
  return { norm, cover, bicover, window, p: 1 / (1 + Math.exp(-logit)) };
}

function foundShare(
  [all, mass]: readonly [readonly Sought[], number],
  passage: number,
  index: Index,
): number {
  if (mass === 0) return 0;
  return all.reduce((sum, one) => sum + (isFound(one, passage, index) ? one.idf : 0), 0) / mass;
}

function isFound({ anyOf, insteadOf }: Sought, passage: number, index: Index): boolean {
  if (anyOf.some(({ postings, id }) => countIn(postings, id, passage) > 0)) return true;
  const holds = (folded: number) => folded >= 0 && countIn(index.folded.postings, folded, passage) > 0;
  return insteadOf.some((phrase) => phrase.every(holds));
}

/** The title always counts; of the text only the best stretch. */
function windowShare({ words, worth, wordMass: mass }: Weighed, passage: number, index: Index): number {
  if (mass === 0) return 0;
  const named = words.filter(({ anyOf, folded }) => folded < 0 && anyOf.length > 0);
  let held = named.reduce((sum, one) => sum + (isFound(one, passage, index) ? one.idf : 0), 0);
  let bestHeld = held;
  const start = passage === 0 ? 0 : (index.ends[passage - 1] ?? 0);
  const titleEnd = index.titleEnds[passage] ?? start;
  const end = index.ends[passage] ?? titleEnd;
  const seen = new Map<number, number>();
  for (let at = start; at < end; at++) {
    held += change(index.sequence[at] ?? 0, 1, seen, worth);
    if (at - windowLength >= titleEnd)
      held += change(index.sequence[at - windowLength] ?? 0, -1, seen, worth);
    bestHeld = Math.max(bestHeld, held);
  }
  return Math.min(1, bestHeld / mass);
}

/** What the held mass gains or loses when a word enters (+1) or leaves (-1) the stretch. */
function change(
  word: number,
  step: 1 | -1,
  seen: Map<number, number>,
  worth: ReadonlyMap<number, number>,
): number {
  const value = worth.get(word);
  if (value === undefined) return 0;
  const before = seen.get(word) ?? 0;
  seen.set(word, before + step);
  if (step === 1) return before === 0 ? value : 0;
  return before === 1 ? -value : 0;
}
