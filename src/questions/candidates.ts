import type { Clause, Document, Library } from "../knowledge/library.ts";
import { type Hit, search } from "../knowledge/retrieve.ts";
import { understand as readQuestion } from "../knowledge/search/understand.ts";
import { type ClauseReading, readClause } from "./clause-reading.ts";
import { confidenceOf, type Features, rankOf } from "./confidence.ts";
import type { ExactKind } from "./cues.ts";
import { type Figure, statedFigures } from "./figures.ts";
import { holds, type Unit } from "./holds.ts";
import { isLight } from "./light-words.ts";
import { hasPhrase, phrases, type Word } from "./phrases.ts";
import { isImplied, isNamed, mentions } from "./references.ts";
import { openFit } from "./shape.ts";
import {
  closeness,
  coverage,
  focusCoverage,
  readPairs,
  readSubjects,
  type Subject,
  type SubjectPair,
  strangeness,
} from "./subjects.ts";
import { speaksOf, topicsOf } from "./topics.ts";
import { exactKindsOf, type Understanding } from "./understand.ts";

/** A clause that may answer, with everything the decision looks at. */
export type Candidate = {
  readonly clause: Clause;
  readonly features: Features;
  /** The exact kinds asked for that it holds. */
  readonly held: readonly ExactKind[];
  /** Orders the candidates of one question; comparable within it only. */
  readonly rank: number;
  /** The chance that it is about what is asked, whether or not it holds the exact thing. */
  readonly confidence: number;
};

export type Candidates = {
  /** Clauses with words of their own, best first. */
  readonly clauses: readonly Candidate[];
  /** Headings, best first. */
  readonly sections: readonly Candidate[];
  readonly subjects: readonly Subject[];
  /** Folded words of the question and of what may stand for them: where to look inside a clause. */
  readonly keys: ReadonlySet<string>;
  readonly unit: Unit;
};

const mostHits = 24;

/** What all clauses are measured against. */
type Measure = {
  readonly question: Understanding;
  readonly subjects: readonly Subject[];
  readonly keys: ReadonlySet<string>;
  readonly pairs: readonly SubjectPair[];
  readonly strangeness: number;
  /** Numbers the question states. */
  readonly figures: readonly Figure[];
  readonly topScore: number;
  readonly unit: Unit;
  /** Documents the question names, or speaks of without a number. */
  readonly named: readonly Document[];
  readonly topics: readonly (readonly Word[])[];
  /** Documents the conversation is about. */
  readonly leaning: ReadonlySet<string>;
};

/**
 * Finds the clauses that may answer `text` and measures each against what is asked. `leaning` holds ids of
 * documents the conversation is about.
 */
export function findCandidates(
  library: Library,
  question: Understanding,
  text: string,
  leaning: ReadonlySet<string> = new Set(),
): Candidates {
  const { hits, understood } = search(library, text, { limit: mostHits });
  const subjects = readSubjects(library, question, understood);
  const pairs = readPairs(library, subjects);
  const keys = new Set(subjects.flatMap((one) => [one.folded, ...one.insteadOf.flat()]));
  const unit = unitKeys(library, question);
  const measure: Measure = {
    question,
    subjects,
    keys,
    pairs,
    strangeness: strangeness(subjects, pairs),
    figures: statedFigures(question.text),
    topScore: hits[0]?.score ?? 1,
    unit,
    topics: topicsOf(question.words),
    named: namedIn(library, question),
    leaning,
  };
  const all = hits
    .filter(({ clause }) => !isTitle(clause))
    .map((hit) => toCandidate(library, measure, hit))
    .toSorted((one, other) => other.rank - one.rank);
  return {
    clauses: all.filter(({ clause }) => clause.kind !== "section"),
    sections: all.filter(({ clause }) => clause.kind === "section"),
    subjects,
    keys,
    unit,
  };
}

/** The documents of the library a question names; without a number, those of the kind it speaks of. */
export function namedIn(library: Library, question: Understanding): Document[] {
  const all = [...library.documents.values()];
  if (question.documents.length === 0) return all.filter((document) => isImplied(document, question.text));
  return all.filter((document) => question.documents.some((name) => isNamed(document, name)));
}

function toCandidate(library: Library, measure: Measure, hit: Hit): Candidate {
  const { question, subjects, pairs, topics } = measure;
  const { clause } = hit;
  const reading = readClause(clause, library.documents.get(clause.document));
  const kinds = exactKindsOf(question.kinds);
  const held = meetsYears(measure, reading)
    ? kinds.filter((kind) => holds(clause.text, kind, measure.unit))
    : [];
  const features: Features = {
    norm: hit.norm,
    relative: hit.score / measure.topScore,
    cover: hit.cover,
    bicover: hit.bicover,
    subject: coverage(subjects, reading.whole),
    text: coverage(subjects, reading.text),
    heading: coverage(subjects, reading.heading),
    focus: focusCoverage(subjects, reading.whole),
    offTopic: topics.some((topic) => !speaksOf(reading.words, topic)) ? 1 : 0,
    near: closeness(pairs, reading.text),
    strange: measure.strangeness,
    ...documentFit(measure, clause, reading),
    held: kinds.length === 0 ? 0 : held.length / kinds.length,
    figures: figureShare(measure, reading),
    shape: openFit(question.kinds, measure.keys, clause.text),
    issue: issueFit(measure, reading),
    premise: question.hasPremise ? 1 : 0,
  };
  return { clause, features, held, rank: rankOf(features), confidence: confidenceOf(features) };
}

/** What is counted, with what its abbreviations may mean ("gs" is giáo sư, or giám sát). */
function unitKeys(library: Library, question: Understanding): Unit {
  if (question.unit.length === 0) return new Set();
  const typed = question.unit.map((word) => word.text).join(" ");
  const { words, extras } = readQuestion(typed, library.index, library.lexicon);
  const meant = [...words, ...extras.flatMap((extra) => extra.words)].filter((word) => !isLight(word));
  const keys = [...question.unit, ...meant].map(({ folded }) => folded);
  // "Mấy người" may be counted in officers.
  return new Set(keys.includes("nguoi") ? [...keys, "can"] : keys);
}

/**
 * A year in the question is a condition: the wage of 2026 is not answered by a clause that does not speak of
 * 2026. The year of a named document is part of its name.
 */
function meetsYears({ figures, named }: Measure, { values }: ClauseReading): boolean {
  const issued = named.map((document) => document.issued?.slice(0, 4));
  const years = figures.filter(({ role }) => role === "year");
  return years.every(({ value }) => values.has(value) || issued.includes(value));
}

/** A header that only prints the document's title has nothing to quote. */
function isTitle(clause: Clause): boolean {
  return clause.kind === "header" && clause.text === clause.text.toUpperCase();
}

/** Without a number, and from the conversation, a document is only leaned to. */
const leaningFit = 0.5;

function documentFit({ question, named, leaning }: Measure, clause: Clause, { names }: ClauseReading) {
  const isNamedHere = named.some((document) => document.id === clause.document);
  const isLeaned = isNamedHere || leaning.has(clause.document);
  if (question.documents.length === 0) return { document: isLeaned ? leaningFit : 0, elsewhere: 0 };
  if (isNamedHere) return { document: 1, elsewhere: 0 };
  const isMentioned = question.documents.some((name) => mentions(names, name));
  return { document: 0, elsewhere: isMentioned ? 0 : 1 };
}

function figureShare({ figures }: Measure, { values }: ClauseReading): number {
  if (figures.length === 0) return 0;
  return figures.filter(({ value }) => values.has(value)).length / figures.length;
}

const issuing = phrases("ban hành\n ký\n ra đời\n số hiệu\n có từ");

/** Asked when or by whom a document was issued, the clause that prints its date is the place to look. */
function issueFit({ question, named }: Measure, { values }: ClauseReading): number {
  if (!hasPhrase(question.words, issuing)) return 0;
  return named.some(({ issued }) => issued !== null && values.has(printedDate(issued))) ? 1 : 0;
}

function printedDate(date: string): string {
  return date.split("-").map(Number).reverse().join("/");
}
