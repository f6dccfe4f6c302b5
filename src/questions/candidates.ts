import { fold } from "../kit/vietnamese.ts";
import type { Clause, Document, Library } from "../knowledge/library.ts";
import { type Hit, search } from "../knowledge/retrieve.ts";
import { understand as readQuestion } from "../knowledge/search/understand.ts";
import { likeness } from "./alike.ts";
import { exactKindsOf } from "./asked-kinds.ts";
import { type ClauseReading, readClause } from "./clause-reading.ts";
import { confidenceOf, type Features, rankOf } from "./confidence.ts";
import type { ExactKind } from "./cues.ts";
import { type Figure, statedFigures } from "./figures.ts";
import { holds, type Unit } from "./holds.ts";
import { isLight } from "./light-words.ts";
import { hasPhrase, phrases, type Word } from "./phrases.ts";
import { isImplied, isNamed, mentions } from "./references.ts";
import { withoutSetting } from "./setting.ts";
import { openFit } from "./shape.ts";
import {
  closeness,
  coverage,
  focusCoverage,
  holdsRarest,
  readPairs,
  readSubjects,
  type Subject,
  type SubjectPair,
  strangeness,
  subjectsIn,
} from "./subjects.ts";
import { speaksOf, topicsOf } from "./topics.ts";
import type { Understanding } from "./understand.ts";

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
  /** The question is about a document as such: who issued it, when, under what number. */
  readonly isIdentity: boolean;
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
  readonly dates: readonly string[];
  readonly topScore: number;
  readonly unit: Unit;
  /** Documents the question names, or speaks of without a number. */
  readonly named: readonly Document[];
  readonly topics: readonly (readonly Word[])[];
  readonly isIdentity: boolean;
  /** Documents and clauses the conversation is about. */
  readonly leaning: ReadonlySet<string>;
};

/**
 * Finds the clauses that may answer a question and measures each against what is asked. `named` are the
 * documents it names (`namedIn`), `leaning` the ids of those the conversation is about.
 */
export function findCandidates(
  library: Library,
  question: Understanding,
  { named, leaning }: { named: readonly Document[]; leaning: ReadonlySet<string> },
): Candidates {
  const { hits, understood } = search(library, withoutSetting(library, question.text), {
    limit: mostHits,
  });
  const subjects = readSubjects(library, question, understood, named);
  const pairs = readPairs(library, subjects);
  const keys = new Set(subjects.flatMap((one) => [one.folded, ...one.insteadOf.flat()]));
  const figures = statedFigures(question.text);
  const isIdentity = asksIdentity(question, named, subjects);
  const unit = unitOf(library, question, subjects);
  const measure: Measure = {
    question,
    subjects,
    keys,
    pairs,
    strangeness: strangeness(subjects, pairs),
    figures,
    dates: figures.filter(({ role }) => role === "date").map(({ value }) => value),
    topScore: hits[0]?.score ?? 1,
    unit,
    topics: topicsOf(library, question.words),
    named,
    isIdentity,
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
    isIdentity,
  };
}

/** The documents of the library a question names; without a number, those of the kind it speaks of. */
export function namedIn(library: Library, question: Understanding): Document[] {
  const all = [...library.documents.values()];
  if (question.documents.length === 0) {
    const folded = fold(question.text);
    return all.filter((document) => isImplied(document, folded));
  }
  return all.filter((document) => question.documents.some((name) => isNamed(document, name)));
}

function toCandidate(library: Library, measure: Measure, hit: Hit): Candidate {
  const { question, subjects, pairs, topics } = measure;
  const { clause } = hit;
  const reading = readClause(library, clause);
  // What stands in a part of it stands in the whole.
  const whole = subjectsIn(subjects, reading.whole);
  const kinds = exactKindsOf(question.kinds);
  const held = meetsYears(measure, reading)
    ? kinds.filter((kind) => holds(reading.holdings, kind, measure.unit))
    : [];
  const features: Features = {
    norm: hit.norm,
    relative: hit.score / measure.topScore,
    cover: hit.cover,
    bicover: hit.bicover,
    subject: coverage(subjects, whole),
    text: coverage(subjects, subjectsIn(whole, reading.text)),
    heading: coverage(subjects, subjectsIn(whole, reading.heading)),
    sameQuestion: [...reading.headingKinds].some((kind) => question.kinds.has(kind)) ? 1 : 0,
    rarest: holdsRarest(subjects, whole),
    focus: focusCoverage(subjects, whole),
    offTopic: topics.some((topic) => isSilentOn(reading, topic)) ? 1 : 0,
    near: Math.max(closeness(pairs, reading.text), closeness(pairs, reading.asked)),
    alike: likeness(subjects, question.kinds, reading.known),
    strange: measure.strangeness,
    ...documentFit(measure, clause, reading),
    held: kinds.length === 0 ? 0 : held.length / kinds.length,
    figures: figureShare(measure, reading),
    date: measure.dates.some((date) => reading.values.has(date)) ? 1 : 0,
    shape: openFit(question.kinds, measure.keys, clause.text),
    issue: issueFit(measure, clause, reading),
    premise: question.hasPremise ? 1 : 0,
  };
  return { clause, features, held, rank: rankOf(features), confidence: confidenceOf(features) };
}

/**
 * The wordings of what is counted: as typed, and as its abbreviations may be read ("gs" is giáo sư or giám
 * sát). Not said, it is anything of the subject: "tác giả được bao nhiêu".
 */
function unitOf(library: Library, question: Understanding, subjects: readonly Subject[]): Unit {
  const content = (all: readonly { exact: string | undefined; folded: string }[]) =>
    all.filter((word) => !isLight(word)).map(({ folded }) => folded);
  if (question.unit.length === 0) return subjects.map(({ folded }) => [folded]);
  const typed = question.unit.map((word) => word.text).join(" ");
  const { words, extras } = readQuestion(typed, library.index, library.lexicon);
  const wordings = [question.unit, words, ...extras.map((extra) => extra.words)].map(content);
  // "Mấy người" may be counted in officers.
  const people = typed === "người" || typed === "nguoi" ? [["can", "bo"]] : [];
  return [...wordings, ...people].filter((wording) => wording.length > 0);
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

/** Neither the clause nor a question kept for it speaks of a topic. */
function isSilentOn({ words, askedWords }: ClauseReading, topic: readonly Word[]): boolean {
  return !speaksOf(words, topic) && !speaksOf(askedWords(), topic);
}

/** A header that only prints the document's title has nothing to quote. */
function isTitle(clause: Clause): boolean {
  return clause.kind === "header" && clause.text === clause.text.toUpperCase();
}

/** Without a number, and from the conversation, a document is only leaned to. */
const leaningFit = 0.5;

function documentFit({ question, named, leaning }: Measure, clause: Clause, { names }: ClauseReading) {
  const isNamedHere = named.some((document) => document.id === clause.document);
  if (leaning.has(`${clause.document}#${clause.id}`)) return { document: 1, elsewhere: 0 };
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

const issuing = phrases("ban hành\n ký\n ra đời\n số hiệu\n có từ\n tên đầy đủ\n tên gọi");
/** These mean the issuing of a document only when nothing else is spoken of. */
const issuingAlone = phrases(
  "của ai\n do ai\n ra ngày/năm/tháng/khi/từ\n cơ quan nào\n khóa mấy\n theo/nghị quyết nào",
);
const fewSubjects = 2;

function asksIdentity(
  question: Understanding,
  named: readonly Document[],
  subjects: readonly Subject[],
): boolean {
  // "Ban hành để làm gì" asks for the purpose, whatever else it says.
  if (named.length === 0 || question.kinds.has("why")) return false;
  return (
    hasPhrase(question.words, issuing) ||
    (subjects.length <= fewSubjects && hasPhrase(question.words, issuingAlone))
  );
}

/** By whom a document was signed stands at its end. */
const signing = phrases("ai ký/kí\n chức vụ/danh … ký/kí\n người … ký/kí\n ký/kí … chức vụ/danh\n ký/kí tên");

/** Asked when or by whom a document was issued, the clause that prints its date is the place to look. */
function issueFit(
  { isIdentity, named, question }: Measure,
  clause: Clause,
  { values }: ClauseReading,
): number {
  if (!isIdentity) return 0;
  if (hasPhrase(question.words, signing)) return clause.kind === "footer" ? 1 : 0;
  return named.some(({ issued }) => issued !== null && values.has(printedDate(issued))) ? 1 : 0;
}

function printedDate(date: string): string {
  return date.split("-").map(Number).reverse().join("/");
}
