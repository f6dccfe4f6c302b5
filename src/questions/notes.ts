import type { Clause, Library } from "../knowledge/library.ts";

/** The officers' notes that go with a clause: its own, and those of the clauses it stands under, outermost first. */
export function notesOn(library: Library, clause: Clause): string[] {
  const parent = clause.parent === null ? undefined : library.clause(clause.document, clause.parent);
  const above = parent ? notesOn(library, parent) : [];
  return clause.note === null ? above : [...above, clause.note];
}
