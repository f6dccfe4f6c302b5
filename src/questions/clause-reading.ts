import { exactKey, foldedKey, words } from "../kit/vietnamese.ts";
import type { Clause, Document } from "../knowledge/library.ts";
import { readAsked } from "./asked-kinds.ts";
import type { AskedKind } from "./cues.ts";
import { type Figure, readFigures, valuesOf } from "./figures.ts";
import { readWords, type Word } from "./phrases.ts";
import { type NamedDocument, namedDocuments } from "./references.ts";

/** The words of a text in every form they are compared in. */
export type TextReading = {
  readonly exact: ReadonlySet<string>;
  /** Folded words and numbers without leading zeros. */
  readonly folded: ReadonlySet<string>;
  /** Places of each folded word. */
  readonly places: ReadonlyMap<string, readonly number[]>;
};

/** What a clause holds, read once. */
export type ClauseReading = {
  /** Its own words, those of the heading right above, and its words with all headings and the title. */
  readonly text: TextReading;
  readonly heading: TextReading;
  readonly whole: TextReading;
  /** Words in order with all headings and the title, for phrases. */
  readonly words: readonly Word[];
  readonly figures: readonly Figure[];
  readonly values: ReadonlySet<string>;
  readonly names: readonly NamedDocument[];
  /** What the heading right above asks for, when it is put as a question. */
  readonly headingKinds: ReadonlySet<AskedKind>;
};

/** Clauses never change, so what was read of one holds as long as it is in use. */
const readings = new WeakMap<Clause, ClauseReading>();

export function readClause(clause: Clause, document: Document | undefined): ClauseReading {
  const known = readings.get(clause);
  if (known) return known;
  const above = [...clause.headings, clause.heading ?? "", document?.title ?? ""];
  const figures = readFigures(clause.text);
  const reading: ClauseReading = {
    text: readText(clause.text),
    heading: readText(clause.headings.at(-1) ?? ""),
    whole: readText([clause.text, ...above].join(" ")),
    words: readWords([clause.text, ...above].join(". ")),
    figures,
    values: new Set(figures.flatMap(valuesOf)),
    names: namedDocuments(clause.text),
    headingKinds: readAsked(readWords(clause.headings.at(-1) ?? "")).kinds,
  };
  readings.set(clause, reading);
  return reading;
}

/** Reads the words of a text. */
export function readText(text: string): TextReading {
  const all = words(text);
  const folded = all.map(foldedKey);
  const numbers = text.match(/\d+/g)?.map((digits) => digits.replace(/^0+(?=\d)/, "")) ?? [];
  const places = Map.groupBy(folded.keys(), (at) => folded[at] ?? "");
  return { exact: new Set(all.map(exactKey)), folded: new Set([...folded, ...numbers]), places };
}
