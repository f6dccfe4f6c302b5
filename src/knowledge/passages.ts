import { romanValue } from "./reading/blocks.ts";
import type { Passage } from "./search/inverted-index.ts";

/** What the search reads of a clause. */
type Readable = {
  readonly document: string;
  readonly id: string;
  readonly kind: string;
  readonly heading: string | null;
  readonly headings: readonly string[];
  readonly text: string;
};

/** One clause as it is searched: under its document's and sections' names, after the words it continues. */
export function passageOf(clause: Readable, documentTitle: string, above: readonly Readable[]): Passage {
  const headings = clause.heading === null ? clause.headings : [...clause.headings, clause.heading];
  const lead = above.filter(({ kind }) => kind === "point").map(({ text }) => text);
  return {
    title: [documentTitle, ...headings.slice(0, -1)].join(".\n"),
    heading: headings.at(-1) ?? "",
    text: clause.text === clause.heading ? "" : [...lead, clause.text].join("\n"),
    group: `${clause.document}#${([...above, clause].findLast(({ heading }) => heading !== null) ?? clause).id}`,
    owns: placesOf(clause.id),
    within: above.flatMap(({ id }) => placesOf(id)),
  };
}

/** The references people make to a clause, from its id: `Đ5.k2` is `#dieu:5` and `#dieu5.khoan2`. */
export function placesOf(id: string): string[] {
  const law = /(?:^|\.)Đ(\d+\p{Ll}?)(?:\.k(\d+))?(?:\.(\p{Ll}))?$/u.exec(id);
  if (law) return lawPlaces(law[1], law[2], law[3]);
  const outline = /^(?:([IVX]+)\.?)?((?:\d+)(?:\.\d+)*)?(?:\/(\d+))?$/.exec(id);
  if (!outline) return [];
  const [, roman, figures, paragraph] = outline;
  const path = [roman === undefined ? undefined : romanValue(roman), figures]
    .filter((part) => part !== undefined)
    .join(".");
  if (path === "") return [];
  return paragraph === undefined ? [`#muc:${path}`] : [`#muc${path}.doan${paragraph}`];
}

function lawPlaces(article = "", clause?: string, point?: string): string[] {
  if (point !== undefined) return [`#khoan${clause}.diem${point}`];
  return clause === undefined ? [`#dieu:${article}`] : [`#dieu${article}.khoan${clause}`];
}
