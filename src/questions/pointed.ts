import type { Clause, Document, Library } from "../knowledge/library.ts";
import type { Candidates } from "./candidates.ts";
import { readText } from "./clause-reading.ts";
import type { Decision } from "./decision.ts";
import { pointedClauses } from "./references.ts";
import { coverage, subjectsIn } from "./subjects.ts";
import type { Understanding } from "./understand.ts";

/** More words of content than this beside the clause number make it a question of its own. */
const mostWordsBeside = 4;
const mostOffers = 3;
/** A title that holds this much of the subject is the document that is meant. */
const enoughTitle = 0.5;

/** Shows the clause a question points at by its number; with several of that number, offers them. */
export function findPointed(
  library: Library,
  question: Understanding,
  named: readonly Document[],
  found: Candidates,
): Decision | undefined {
  const subjects = found.subjects.filter(({ folded }) => !/\d/.test(folded));
  if (subjects.length > mostWordsBeside) return undefined;
  const clauses = pointedClauses(library, question.text, named);
  const isMeant = ({ document }: Clause) => {
    const title = readText(library.documents.get(document)?.title ?? "");
    return coverage(subjects, subjectsIn(subjects, title)) >= enoughTitle;
  };
  const meant = clauses.length > 1 ? clauses.filter(isMeant) : clauses;
  const [clause] = meant;
  if (clause && meant.length === 1) return show(library, clause);
  return clauses.length === 0 ? undefined : { kind: "choose", clauses: clauses.slice(0, mostOffers) };
}

function show(library: Library, clause: Clause): Decision {
  return library.children(clause).length > 0
    ? { kind: "list", section: clause }
    : { kind: "quote", clauses: [clause], isPremise: false };
}
