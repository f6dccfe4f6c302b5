import type { Clause, Document, Library } from "../knowledge/library.ts";
import { search } from "../knowledge/retrieve.ts";
import { exactKindsOf } from "./asked-kinds.ts";
import { type Candidate, type Candidates, findCandidates, namedIn } from "./candidates.ts";
import { readClause } from "./clause-reading.ts";
import { confidenceOf, rankOf } from "./confidence.ts";
import type { ExactKind } from "./cues.ts";
import type { Decision } from "./decision.ts";
import { type Figure, type FigureRole, readFigures, statedFigures, valuesOf } from "./figures.ts";
import { holdsAny, type Unit } from "./holds.ts";
import { findList, findOverview } from "./overview.ts";
import { hasPhrase, phrases } from "./phrases.ts";
import { findPointed } from "./pointed.ts";
import { isMentionedAnywhere, isNamed, type NamedDocument } from "./references.ts";
import type { Understanding } from "./understand.ts";

/** A decision with where to look inside its clauses and what came nearest. */
export type Decided = { readonly decision: Decision; readonly found: Candidates };

/** From here on a clause is quoted as the answer. Calibrated on eval/answers, see docs/quality.md. */
const quoteFrom = 0.42;
/** From here on headings are offered to choose from. */
const offerFrom = 0.22;
/** From here on a clause is near enough to say what it does not hold. */
const relatedFrom = 0.35;
/** A second clause is quoted beside the first when it ranks as close as this. */
const tie = 1;
/** A clause that holds the exact thing may rank this much below one that does not. */
const holdingWorth = 1.2;
/** Less is enough when the question is surely about the documents. */
const offerOwnFrom = 0.1;
const resembling = 0.5;
const mostOffers = 3;

/**
 * Decides how a question is answered from the library. `leaning` holds ids of documents the conversation is
 * about. No clause is chosen that does not hold the kind of thing the question asks for.
 */
export function decide(library: Library, question: Understanding, leaning: ReadonlySet<string>): Decided {
  const named = namedIn(library, question);
  const found = findCandidates(library, question, { named, leaning });
  const decision =
    unknownDocument(library, question) ??
    findPointed(library, question, named, found) ??
    validity(question, named) ??
    identity(question, found) ??
    findOverview(library, question, named, found) ??
    findList(library, question, named, found) ??
    attributed(library, question, named, found) ??
    misplacedFigure(library, question, named) ??
    otherYear(library, question, found) ??
    (isBareNumber(question, found) ? { kind: "silent" } : undefined) ??
    (exactKindsOf(question.kinds).length > 0
      ? exactly(library, question, named, found)
      : openly(question, named, found));
  return { decision, found };
}

/** A number or a letter alone says nothing of what it counts; a day of the calendar does. */
function isBareNumber(question: Understanding, { subjects }: Candidates): boolean {
  const isNumber = subjects.length > 0 && subjects.every(({ folded }) => /^(?:\d+|[a-z])$/.test(folded));
  return isNumber && !statedFigures(question.text).some(({ role }) => role === "date");
}

function unknownDocument(library: Library, question: Understanding): Decision | undefined {
  const isThere = (name: NamedDocument) =>
    [...library.documents.values()].some((document) => isNamed(document, name)) ||
    isMentionedAnywhere(library, name);
  const [name] = question.documents;
  return name && !question.documents.some(isThere) ? { kind: "no-document", name } : undefined;
}

/** When a document ends is a fact of the document, not of a clause; most documents do not say. */
function validity(question: Understanding, named: readonly Document[]): Decision | undefined {
  const [document] = named;
  if (!question.kinds.has("validity") || !document) return undefined;
  return { kind: "lacking", lacks: ["validity"], document, elsewhere: undefined, clauses: [] };
}

/** Who issued a document, when and under what number is printed on it, and often said where it is mentioned. */
function identity(question: Understanding, { isIdentity, clauses }: Candidates): Decision | undefined {
  if (!isIdentity) return undefined;
  const asked = exactKindsOf(question.kinds);
  const [best] = clauses
    .filter(({ features, held }) => features.issue === 1 && held.length === asked.length)
    .toSorted((one, other) => other.features.document - one.features.document || other.rank - one.rank);
  if (!best) return undefined;
  if (question.hasPremise && !confirmsAmounts(question, best)) {
    return { kind: "unconfirmed", clauses: [best.clause] };
  }
  return { kind: "quote", clauses: [best.clause], isPremise: question.hasPremise };
}

/**
 * A number asked of one document that stands in a related one: said so, never lent. The plan sets no figures,
 * the resolution it carries out does.
 */
function attributed(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  found: Candidates,
): Decision | undefined {
  const [document] = named;
  if (!document || question.documents.length === 0 || !asksForFigure(question)) return undefined;
  const answers = (one: Candidate) => isAnswering(question, one);
  const free = found.clauses.map(withoutDocument).toSorted((one, other) => other.rank - one.rank);
  const own = found.clauses.find((one) => one.clause.document === document.id && answers(one));
  if (own && own.confidence >= quoteFrom) return undefined;
  const best = free.find(answers);
  const other = best && library.documents.get(best.clause.document);
  const isRelated = other !== undefined && other.id !== document.id && areRelated(document, other);
  const border = borderClause(library, document);
  if (best && isRelated && best.confidence >= quoteFrom) {
    return lacking(["quantity"], document, other, border ? [border, best.clause] : [best.clause]);
  }
  return border && question.kinds.has("quantity")
    ? lacking(["quantity"], document, undefined, [border])
    : undefined;
}

function asksForFigure(question: Understanding): boolean {
  const kinds: readonly ExactKind[] = ["quantity", "percent"];
  return (
    kinds.some((kind) => question.kinds.has(kind)) || (question.hasPremise && amountsIn(question).length > 0)
  );
}

function isAnswering(question: Understanding, one: Candidate): boolean {
  const asked = exactKindsOf(question.kinds);
  if (asked.length > 0) return one.held.length === asked.length;
  return question.hasPremise && confirmsAmounts(question, one);
}

/** The same candidate as if no document had been named. */
function withoutDocument(one: Candidate): Candidate {
  const features = { ...one.features, document: 0, elsewhere: 0 };
  return { ...one, features, rank: rankOf(features), confidence: confidenceOf(features) };
}

/** "The plan gives us 900 …, right?": the figure stands in the related document alone. */
function misplacedFigure(
  library: Library,
  question: Understanding,
  named: readonly Document[],
): Decision | undefined {
  const [document] = named;
  if (!document || named.length > 1 || !question.kinds.has("yes-no")) return undefined;
  const stated = amountsIn(question).filter(
    ({ role, value }) => role === "count" && Number(value) >= telling,
  );
  const holds = (clause: Clause, value: string) => readClause(library, clause).values.has(value);
  const own = library.clauses.filter((clause) => clause.document === document.id);
  for (const { value } of stated) {
    if (own.some((clause) => holds(clause, value))) continue;
    const clause = library.clauses.find((one) => {
      const other = library.documents.get(one.document);
      return other !== undefined && areRelated(document, other) && holds(one, value);
    });
    const elsewhere = clause && library.documents.get(clause.document);
    if (elsewhere) return { kind: "figure-elsewhere", figure: value, document, elsewhere, clauses: [clause] };
  }
  return undefined;
}

/** A smaller number stands anywhere. */
const telling = 10;

const targets = phrases("chỉ tiêu\n mục tiêu\n phấn đấu\n kinh phí");

/** Targets are set for a year: those of another year do not answer, but say what there is. */
function otherYear(library: Library, question: Understanding, found: Candidates): Decision | undefined {
  const years = statedFigures(question.text).filter(({ role }) => role === "year");
  const year = years.find(({ value }) => library.clauses.every(({ text }) => !text.includes(value)))?.value;
  if (year === undefined || !hasPhrase(question.words, targets)) return undefined;
  const [top] = found.clauses;
  if (top && top.confidence >= quoteFrom && !question.kinds.has("quantity"))
    return { kind: "no-year", clauses: [top.clause] };
  if (!found.subjects.some(({ isKnown }) => isKnown)) return undefined;
  const border = [...library.documents.values()].map((one) => borderClause(library, one)).find(Boolean);
  return border && top && top.confidence >= offerFrom ? { kind: "no-year", clauses: [border] } : undefined;
}

function areRelated(one: Document, other: Document): boolean {
  const carriesOut = (from: Document, to: Document) =>
    to.number !== null && from.implements.includes(to.number);
  return carriesOut(one, other) || carriesOut(other, one);
}

/** A clause that says in words what the document does not set. */
function borderClause(library: Library, document: Document): Clause | undefined {
  const limit = /không (?:đặt|nêu|quy định|ghi|có|giao)[^.;]*(?:chỉ tiêu|con số|số lượng|mức)/iu;
  const { number } = document;
  if (number === null) return undefined;
  const { hits } = search(library, `${number} không đặt chỉ tiêu bằng số`);
  return hits.map(({ clause }) => clause).find(({ text }) => limit.test(text) && text.includes(number));
}

function lacking(
  lacks: readonly ExactKind[],
  document: Document | undefined,
  elsewhere: Document | undefined,
  clauses: readonly Clause[],
): Decision {
  return { kind: "lacking", lacks, document, elsewhere, clauses };
}

function exactly(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  { clauses, unit }: Candidates,
): Decision {
  const asked = exactKindsOf(question.kinds);
  const [top] = clauses;
  if (!top) return { kind: "silent" };
  const holding = clauses.filter(
    (one) =>
      one.held.length === asked.length && one.confidence >= quoteFrom && isWhereAsked(question, named, one),
  );
  const [best] = holding;
  if (best && best.rank > top.rank - holdingWorth) {
    if (question.hasPremise && !confirmsAmounts(question, best)) {
      return { kind: "unconfirmed", clauses: [best.clause] };
    }
    return { kind: "quote", clauses: tied(holding), isPremise: question.hasPremise };
  }
  if (top.confidence < relatedFrom) {
    const none = nowhere(library, question, named, unit);
    return none.kind === "silent" && isWorthOffering(question, top) ? choice(clauses) : none;
  }
  const lacks = asked.filter((kind) => !top.held.includes(kind));
  const document = named.find(({ id }) => id === top.clause.document);
  return lacking(lacks.length > 0 ? lacks : asked, document, undefined, [top.clause]);
}

/** What is asked of one published document is never quoted from another that does not speak of it. */
function isWhereAsked(question: Understanding, named: readonly Document[], { features }: Candidate): boolean {
  return question.documents.length === 0 || named.length === 0 || features.elsewhere === 0;
}

/** Of a document that is named it can be said that it holds no such thing at all, when it is so. */
function nowhere(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  unit: Unit,
): Decision {
  const [document] = question.documents.length === 1 ? named : [];
  if (!document) return { kind: "silent" };
  const asked = exactKindsOf(question.kinds);
  const isHeld = library.clauses.some(
    (clause) => clause.document === document.id && holdsAny(clause.text, asked, unit),
  );
  return isHeld ? { kind: "silent" } : lacking(asked, document, undefined, []);
}

function openly(question: Understanding, named: readonly Document[], found: Candidates): Decision {
  const clauses = found.clauses.filter((one) => isWhereAsked(question, named, one));
  const [top] = clauses;
  if (!top || !isWorthOffering(question, top)) return { kind: "silent" };
  if (top.confidence < quoteFrom) {
    return choice(clauses);
  }
  const isContradicted = question.hasPremise && !confirmsAmounts(question, top);
  if (isContradicted) return { kind: "unconfirmed", clauses: [top.clause] };
  return { kind: "quote", clauses: tied(clauses), isPremise: question.hasPremise };
}

/** A weak clause is offered when the question names a document or resembles one the clause is known to answer. */
function isWorthOffering(question: Understanding, { confidence, features }: Candidate): boolean {
  const isOurs = question.documents.length > 0 || features.alike >= resembling;
  const isOpen = exactKindsOf(question.kinds).length === 0;
  return (isOpen && confidence >= offerFrom) || (isOurs && confidence >= offerOwnFrom);
}

function choice(clauses: readonly Candidate[]): Decision {
  return { kind: "choose", clauses: clauses.slice(0, mostOffers).map(({ clause }) => clause) };
}

function tied(clauses: readonly Candidate[]): Clause[] {
  const [best, second] = clauses;
  if (!best) return [];
  const isTie = second && second.confidence >= quoteFrom && best.rank - second.rank < tie;
  return isTie ? [best.clause, second.clause] : [best.clause];
}

/** "1 năm" may only say how often; every other amount, day and year is what can be confirmed or not. */
function amountsIn(question: Understanding): Figure[] {
  const roles = ["count", "percent", "money", "span", "date", "year"];
  const names = new Set(question.documents.flatMap(({ number, year }) => [number, year]));
  return statedFigures(question.text).filter(
    ({ role, value }) =>
      roles.includes(role) && !names.has(value) && !(role === "span" && Number(value) === 1),
  );
}

const ofCalendar: ReadonlySet<FigureRole> = new Set(["date", "month", "year", "quarter", "hour"]);

/** Five per cent is not confirmed by "five times". */
function confirmsAmounts(question: Understanding, { clause }: Candidate): boolean {
  const figures = readFigures(clause.text).filter(({ role }) => role !== "reference" && role !== "document");
  return amountsIn(question).every(({ role, value }) =>
    figures.some(
      (one) =>
        valuesOf(one).includes(value) &&
        (role === "percent") === (one.role === "percent") &&
        // The month of a day confirms no amount.
        ofCalendar.has(role) === ofCalendar.has(one.role),
    ),
  );
}
