import type { CalendarDate } from "../kit/time.ts";
import { passageOf } from "./passages.ts";
import { buildIndex, buildIndexNow } from "./search/indexing.ts";
import type { Index, Passage } from "./search/inverted-index.ts";
import { type Lexicon, readLexicon } from "./search/lexicon.ts";

/** How far a document's words may be trusted: its own text, the press about it, or a summary of it. */
export type Authority = "official" | "reported" | "summary";

/** Văn bản — one document the program may answer from, as its front matter describes it. */
export type Document = {
  readonly id: string;
  /** As printed: `360/KH-LĐLĐ`. */
  readonly number: string | null;
  readonly title: string;
  /** What people call it in one phrase: `Kế hoạch 360/KH-LĐLĐ`. Labels of clauses begin with it. */
  readonly name: string;
  readonly kind: string | null;
  readonly issuer: string | null;
  readonly issued: CalendarDate | null;
  readonly authority: Authority;
  /** First and last day on which it is in force; null when the document does not say. */
  readonly inForceFrom: CalendarDate | null;
  readonly inForceUntil: CalendarDate | null;
  /** The id or number of the document that took its place. */
  readonly replacedBy: string | null;
  /** Numbers of the documents it carries out. */
  readonly implements: readonly string[];
  readonly sources: readonly string[];
  readonly provenance: string | null;
};

/** `section`: a heading with clauses under it; `point`: a numbered text; `paragraph`: an unnumbered one. */
export type ClauseKind = "header" | "section" | "point" | "paragraph" | "footer";

/** Điều, mục, khoản, điểm, đoạn — the smallest part of a document that is cited on its own. */
export type Clause = {
  readonly document: string;
  /** From the document's own numbering: `II.3.4`, `III.1/2`, `header`, `Đ5.k2.b`. */
  readonly id: string;
  /** As people write it: `Kế hoạch 360/KH-LĐLĐ, mục II.3.4`. */
  readonly label: string;
  readonly kind: ClauseKind;
  /** Its own printed mark without punctuation (`II`, `3.4`, `a`), empty when it has none. */
  readonly number: string;
  /** Its own heading without the mark, when it has one. */
  readonly heading: string | null;
  /** The headings above it, outermost first, without marks. */
  readonly headings: readonly string[];
  /** The words that may be quoted, without the mark; of a section its heading. Paragraphs end with \n. */
  readonly text: string;
  /** Id of the clause it stands under, null at the top. */
  readonly parent: string | null;
  /** 0, 1, 2 … in reading order within the document. */
  readonly position: number;
  /** An officer's remark that goes with every answer citing the clause or a clause under it. */
  readonly note: string | null;
};

/** Everything published, at one moment: read only, replaced as a whole when a document changes. */
export type Library = {
  readonly documents: ReadonlyMap<string, Document>;
  readonly clauses: readonly Clause[];
  clause(document: string, id: string): Clause | undefined;
  /** The clauses directly under this one, in reading order. */
  children(clause: Clause): readonly Clause[];
  /** Over the clauses: passage n of the index is clauses[n]. */
  readonly index: Index;
  readonly lexicon: Lexicon;
  /** Set for one message by `withMeaning`: positions of the clauses nearest to it in meaning, nearest first. */
  readonly near?: readonly number[];
};

/** A library over these documents and their clauses (in reading order per document), indexed at once. */
export function createLibrary(
  documents: readonly Document[],
  clauses: readonly Clause[],
  lexicon: Lexicon = readLexicon(),
): Library {
  const shelf = shelve(documents, clauses);
  return { ...shelf, lexicon, index: buildIndexNow(passagesOf(shelf, lexicon)) };
}

/** The same, indexed in slices so that the program goes on answering from the library it has. */
export async function indexLibrary(
  documents: readonly Document[],
  clauses: readonly Clause[],
  lexicon: Lexicon,
): Promise<Library> {
  const shelf = shelve(documents, clauses);
  return { ...shelf, lexicon, index: await buildIndex(passagesOf(shelf, lexicon)) };
}

type Shelf = Omit<Library, "index" | "lexicon" | "near">;

function shelve(documents: readonly Document[], clauses: readonly Clause[]): Shelf {
  const byPlace = new Map(clauses.map((clause) => [place(clause.document, clause.id), clause]));
  const under = Map.groupBy(clauses, (clause) => place(clause.document, clause.parent ?? ""));
  return {
    documents: new Map(documents.map((document) => [document.id, document])),
    clauses,
    clause: (document, id) => byPlace.get(place(document, id)),
    children: (clause) => under.get(place(clause.document, clause.id)) ?? [],
  };
}

function* passagesOf(shelf: Shelf, lexicon: Lexicon): Generator<Passage> {
  for (const clause of shelf.clauses) {
    const document = shelf.documents.get(clause.document);
    const title = document?.title ?? clause.document;
    const asked = lexicon.asked(place(clause.document, clause.id));
    yield passageOf({ ...clause, asked }, title, clausesAbove(shelf, clause));
  }
}

function clausesAbove(shelf: Shelf, clause: Clause): readonly Clause[] {
  const parent = clause.parent === null ? undefined : shelf.clause(clause.document, clause.parent);
  return parent ? [...clausesAbove(shelf, parent), parent] : [];
}

function place(document: string, id: string): string {
  return `${document}#${id}`;
}
