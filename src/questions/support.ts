import type { Citation } from "../kit/message.ts";
import { clean, exactKey, words } from "../kit/vietnamese.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import { readFigures, valuesOf } from "./figures.ts";
import { notesOn } from "./notes.ts";
import { remembering } from "./remember.ts";

/** Everything an answer may repeat: the cited clauses, what stands above and directly under them, their names. */
export type Support = {
  readonly clauses: readonly Clause[];
  /** Words of the cited clauses and of the clauses directly under cited sections. */
  readonly texts: readonly string[];
  readonly quotes: ReadonlySet<string>;
  /** Values of every number in the texts and names. */
  readonly values: ReadonlySet<string>;
  /** Exact keys of every word in the texts and names. */
  readonly words: ReadonlySet<string>;
};

/** Gathers what the citations carry; citations of clauses that do not exist carry nothing. */
export function readSupport(library: Library, citations: readonly Citation[]): Support {
  const clauses = citations.flatMap(({ document, clause }) => library.clause(document, clause) ?? []);
  const texts = clauses.flatMap((clause) => textsOf(library, clause)).map(readCarrier);
  const names = clauses.flatMap((clause) => namesOf(library, clause)).map(readCarrier);
  const all = [...texts, ...names];
  return {
    clauses,
    texts: texts.map(({ text }) => text),
    quotes: new Set(citations.map(({ quote }) => sameSpacing(quote))),
    values: new Set(all.flatMap((one) => one.values)),
    words: new Set(all.flatMap((one) => one.words)),
  };
}

/** A text that carries what an answer says. */
type Carrier = {
  readonly text: string;
  readonly values: readonly string[];
  readonly words: readonly string[];
};

const keptCarriers = 500;
const readCarrier = remembering(keptCarriers, (written: string): Carrier => {
  const text = sameSpacing(written);
  return { text, values: readFigures(text).flatMap(valuesOf), words: words(text).map(exactKey) };
});

/** The same words however they are composed in Unicode and spaced. */
export function sameSpacing(text: string): string {
  return clean(text).replace(/\s+/g, " ").trim();
}

function textsOf(library: Library, clause: Clause): string[] {
  const under = library.children(clause).map((child) => child.text);
  return [clause.text, ...(clause.heading === null ? [] : [clause.heading]), ...under];
}

function namesOf(library: Library, clause: Clause): string[] {
  const document = library.documents.get(clause.document);
  const names = [
    clause.label,
    ...clause.headings,
    document?.title,
    document?.name,
    ...notesOn(library, clause),
  ];
  return names.filter((name) => typeof name === "string");
}
