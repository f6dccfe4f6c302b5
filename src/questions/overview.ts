import { fold } from "../kit/vietnamese.ts";
import type { Clause, Document, Library } from "../knowledge/library.ts";
import { exactKindsOf } from "./asked-kinds.ts";
import type { Candidate, Candidates } from "./candidates.ts";
import { readText } from "./clause-reading.ts";
import type { Decision } from "./decision.ts";
import { isLight } from "./light-words.ts";
import { hasPhrase, holdsRun, phrases, readWords } from "./phrases.ts";
import { namedDocuments } from "./references.ts";
import { remembering } from "./remember.ts";
import { coverage, type Subject, subjectsIn } from "./subjects.ts";
import type { Understanding } from "./understand.ts";

/** A heading answers a question for a list when it holds this much of the subject. */
const enoughHeading = 0.7;

/** What a heading holds that the question speaks out in full. */
const spokenOut = 2;

const leastOfSpoken = 0.3;

/** A long heading that shares one word with the question is not what is asked for. */
const leastOfHeading = 0.25;

/** "What must … do": the heading names who, the clauses under it say what. */
const dutyCues = phrases(`
  nhiệm vụ của
  trách nhiệm của
  trách nhiệm gì
  nhiệm vụ gì
  phải làm gì
  phải làm những gì
  làm những gì
  làm những việc gì
  được giao … gì`);
/** "Có tất cả bao nhiêu nhóm lớn": what counts is no word of the heading either. */
const howMany = new Set(["tat", "ca", "tong", "cong", "chia", "thanh", "lon"]);
const dutyWords = new Set(["nhiem", "vu", "trach", "giao"]);

/** Lists what stands under a heading when the question asks for a list, a count or somebody's duties. */
export function findList(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  found: Candidates,
): Decision | undefined {
  const isDuty = hasPhrase(question.words, dutyCues);
  const isCount = question.kinds.has("quantity") && question.unit.length > 0;
  if (!isDuty && !isCount && !question.kinds.has("list")) return undefined;
  // "Bốn nhóm", "4 nhóm": how many there are is no word of the heading.
  const spoken = found.subjects.filter(({ folded }) => !/^\d/.test(folded) && !howMany.has(folded));
  const besideDuty = isDuty ? spoken.filter(({ folded }) => !dutyWords.has(folded)) : [];
  const known = knownHeading(library, named, found);
  if (known) return { kind: "list", section: known };
  const subjects = besideDuty.length > 0 ? besideDuty : spoken;
  if (subjects.length === 0) return undefined;
  if (isCount && !isDuty && countsItself(found.clauses[0])) return undefined;
  const headings = found.sections
    .filter(({ clause }) => library.children(clause).length > 1 && isWithin(named, clause))
    .filter(({ clause }) => !isCount || isDuty || countsUnit(question, clause))
    .map((section) => ({ section, held: headingHeld(question, subjects, section.clause) }))
    .filter(({ held }) => held >= enoughHeading)
    .toSorted((one, other) => other.held - one.held || other.section.rank - one.section.rank);
  const [best] = headings;
  if (!best) return undefined;
  const isInOneClause =
    best.held < spokenOut && question.kinds.has("list") && listsItself(found.clauses[0], best.section.clause);
  return isInOneClause ? undefined : { kind: "list", section: best.section.clause };
}

/**
 * "What does the resolution say": with nothing asked beyond the document itself, its purpose is quoted and
 * the clause that introduces it.
 */
export function findOverview(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  found: Candidates,
): Decision | undefined {
  const [document] = named;
  if (!document || found.isIdentity || exactKindsOf(question.kinds).length > 0) return undefined;
  const asksWhy = question.kinds.has("why") && found.subjects.length <= fewSubjects;
  if (found.subjects.length > 0 && !asksWhy) return undefined;
  const clauses = library.clauses.filter(
    (clause) => clause.document === document.id && clause.kind !== "section",
  );
  const purpose = clauses.find((clause) =>
    clause.headings.some((heading) => /mục (?:đích|tiêu)/iu.test(heading)),
  );
  const itself = clauses.find((clause) => clause.kind !== "header" && introduces(clause, document));
  const chosen = (asksWhy ? [purpose] : [itself, purpose]).filter((clause) => clause !== undefined);
  return chosen.length === 0 ? undefined : { kind: "quote", clauses: chosen, isPremise: false };
}

/** From here on a question is one the heading is known to answer. */
const enoughAlike = 0.8;

/** A clause as sure as this answers by itself. */
const sureClause = 0.95;

function knownHeading(
  library: Library,
  named: readonly Document[],
  { sections, clauses }: Candidates,
): Clause | undefined {
  const likest = (all: readonly Candidate[]) =>
    all.toSorted((one, other) => other.features.alike - one.features.alike)[0];
  const best = likest(
    sections.filter(({ clause }) => library.children(clause).length > 1 && isWithin(named, clause)),
  );
  if (!best || best.features.alike < enoughAlike || best.features.offTopic === 1) return undefined;
  const isSurer = (clauses[0]?.confidence ?? 0) < sureClause;
  return isSurer && best.features.alike > (likest(clauses)?.features.alike ?? 0) ? best.clause : undefined;
}

const keptHeadings = 500;
const wordsOfHeading = remembering(keptHeadings, readWords);
const textOfHeading = remembering(keptHeadings, readText);

/** A heading that is spoken out in full is meant, unless the question says more beside it than it holds. */
function headingHeld(question: Understanding, subjects: readonly Subject[], { text }: Clause): number {
  const spoken = wordsOfHeading(text);
  const isSpoken = spoken.length >= 3 && holdsRun(question.words, spoken);
  const share = coverage(subjects, subjectsIn(subjects, textOfHeading(text)));
  if (isSpoken && share >= leastOfSpoken) return spokenOut;
  const asked = new Set(subjects.flatMap((one) => [one.folded, ...one.insteadOf.flat()]));
  const content = spoken.filter((word) => !isLight(word));
  const answered = content.filter(({ folded }) => asked.has(folded)).length;
  return answered < leastOfHeading * content.length ? 0 : share;
}

/** "Why was the plan made" may say whose plan it is; more words make it a question of its own. */
const fewSubjects = 2;

function introduces(clause: Clause, document: Document): boolean {
  const own = document.number === null ? [] : namedDocuments(`${document.kind ?? ""} ${document.number}`);
  return own.some((name) => fold(clause.text).startsWith(`${fold(document.kind ?? "")} so ${name.number}`));
}

function isWithin(named: readonly Document[], clause: Clause): boolean {
  return named.length === 0 || named.some(({ id }) => id === clause.document);
}

/** "How many members" is no question for the parts of a heading that speaks of something else. */
function countsUnit({ unit }: Understanding, { text }: Clause): boolean {
  const spoken = new Set(wordsOfHeading(text).map(({ folded }) => folded));
  const content = unit.filter((word) => !isLight(word) && !howMany.has(word.folded));
  return content.length === 0 || content.some(({ folded }) => spoken.has(folded));
}

/** A clause that surely holds the number asked for is no list. */
function countsItself(best: Candidate | undefined): boolean {
  return best?.held.includes("quantity") === true && best.confidence >= sureClause;
}

/** One clause under the heading that enumerates is a better list than the heads of all of them. */
function listsItself(best: Candidate | undefined, section: Clause): boolean {
  return best !== undefined && best.features.shape === 1 && best.clause.parent === section.id;
}
