import type { Clause, Library } from "../../knowledge/library.ts";
import type { ClauseView } from "./wire.ts";

/** What a reader of `document`#`id` sees, or undefined when nothing of that name is published. */
export function viewClause(library: Library, document: string, id: string): ClauseView | undefined {
  const about = library.documents.get(document);
  const clause = library.clause(document, id);
  if (!about || !clause) return undefined;
  const above = ancestors(library, clause);
  return {
    document,
    clause: clause.id,
    label: clause.label,
    title: about.title,
    authority: about.authority,
    provenance: about.provenance,
    issued: about.issued,
    inForceUntil: about.inForceUntil,
    replacedBy: about.replacedBy,
    path: above.map(headingOf),
    blocks: blocksOf(library, clause, 0),
    notes: [...above, clause].flatMap(({ note }) => note ?? []),
    ...neighbors(library, clause),
  };
}

function ancestors(library: Library, clause: Clause): readonly Clause[] {
  const parent = clause.parent === null ? undefined : library.clause(clause.document, clause.parent);
  return parent ? [...ancestors(library, parent), parent] : [];
}

function headingOf(clause: Clause): string {
  const words = clause.heading ?? clause.text;
  return clause.number === "" ? words : `${clause.number}. ${words}`;
}

function blocksOf(library: Library, clause: Clause, depth: number): ClauseView["blocks"] {
  const own = { mark: clause.number, text: clause.text.trim(), depth };
  return [own, ...library.children(clause).flatMap((child) => blocksOf(library, child, depth + 1))];
}

/** The clauses read before and after it: a section is read together with what stands under it. */
function neighbors(library: Library, clause: Clause): Pick<ClauseView, "previous" | "next"> {
  const ofDocument = library.clauses.filter(({ document }) => document === clause.document);
  const readable = ofDocument.filter(({ kind, id }) => kind !== "section" || id === clause.id);
  const at = readable.findIndex(({ id }) => id === clause.id);
  const isUnder = (other: Clause) => ancestors(library, other).some(({ id }) => id === clause.id);
  const toNeighbor = (other: Clause | undefined) => (other ? { clause: other.id, label: other.label } : null);
  return {
    previous: toNeighbor(readable[at - 1]),
    next: toNeighbor(readable.slice(at + 1).find((other) => !isUnder(other))),
  };
}
