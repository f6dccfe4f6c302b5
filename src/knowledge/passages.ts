import type { Passage } from "./search/inverted-index.ts";
import { placesOf } from "./search/places.ts";

/** What the search reads of a clause. */
type Readable = {
  readonly document: string;
  readonly id: string;
  readonly kind: string;
  readonly heading: string | null;
  readonly headings: readonly string[];
  readonly text: string;
};

/** A clause with the questions it is known to answer. */
type Searchable = Readable & { readonly asked: readonly string[] };

/**
 * One clause as it is searched: under its document's and sections' names, after the words it continues, before
 * the questions it answers.
 */
export function passageOf(clause: Searchable, documentTitle: string, above: readonly Readable[]): Passage {
  const headings = clause.heading === null ? clause.headings : [...clause.headings, clause.heading];
  const lead = above.filter(({ kind }) => kind === "point").map(({ text }) => text);
  return {
    title: [documentTitle, ...headings.slice(0, -1)].join(".\n"),
    heading: headings.at(-1) ?? "",
    text: [...(clause.text === clause.heading ? [] : [...lead, clause.text]), ...clause.asked].join("\n"),
    group: `${clause.document}#${([...above, clause].findLast(({ heading }) => heading !== null) ?? clause).id}`,
    owns: placesOf(clause.id).exact,
    within: [...placesOf(clause.id).loose, ...above.flatMap(({ id }) => Object.values(placesOf(id)).flat())],
  };
}
