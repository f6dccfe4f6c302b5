import type { Clause, Document, Library } from "../knowledge/library.ts";
import type { Candidates } from "./candidates.ts";
import { readClause, readText, type TextReading } from "./clause-reading.ts";
import type { Decision } from "./decision.ts";
import { pointedClauses, pointedGroup } from "./references.ts";
import { coverage, type Subject, subjectsIn } from "./subjects.ts";
import type { Understanding } from "./understand.ts";

/** More words of content than this beside the clause number make it a question of its own. */
const mostWordsBeside = 4;
const mostOffers = 3;
/** A title or clause that holds this much of the subject is the one that is meant. */
const enoughHeld = 0.5;

/** Shows the clause a question points at by its number; with several of that number, offers them. */
export function findPointed(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  found: Candidates,
): Decision | undefined {
  const group = pointedGroup(library, question.text, named);
  if (group) return show(library, group);
  const subjects = found.subjects.filter(({ folded }) => !/\d/.test(folded));
  if (subjects.length > mostWordsBeside) return undefined;
  const clauses = pointedClauses(library, question.text, named);
  const [clause, ...others] = clauses.length > 1 ? meantAmong(library, subjects, clauses) : clauses;
  if (clause && others.length === 0) return show(library, clause);
  return clauses.length === 0 ? undefined : { kind: "choose", clauses: clauses.slice(0, mostOffers) };
}

/** Those whose document's title, or else whose own words, hold enough of what is asked about. */
function meantAmong(
  library: Library,
  subjects: readonly Subject[],
  clauses: readonly Clause[],
): readonly Clause[] {
  const holding = (clause: Clause, text: TextReading) =>
    coverage(subjects, subjectsIn(subjects, text)) >= enoughHeld ? [clause] : [];
  const byTitle = clauses.flatMap((clause) =>
    holding(clause, readText(library.documents.get(clause.document)?.title ?? "")),
  );
  if (byTitle.length > 0) return byTitle;
  return clauses.flatMap((clause) => holding(clause, readClause(library, clause).text));
}

function show(library: Library, clause: Clause): Decision {
  return library.children(clause).length > 0
    ? { kind: "list", section: clause }
    : { kind: "quote", clauses: [clause], isPremise: false };
}
