import { exactKey, foldedKey, words } from "../kit/vietnamese.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import { readAsked } from "./asked-kinds.ts";
import type { AskedKind } from "./cues.ts";
import { readFigures, valuesOf } from "./figures.ts";
import { type Holdings, readHoldings } from "./holds.ts";
import { type KnownQuestions, readKnown } from "./known-questions.ts";
import { readWords, type Word } from "./phrases.ts";
import { type NamedDocument, namedDocuments } from "./references.ts";
import { remembering } from "./remember.ts";

/** The words of a text in every form they are compared in. */
export type TextReading = {
  readonly exact: ReadonlySet<string>;
  /** Folded words and numbers without leading zeros. */
  readonly folded: ReadonlySet<string>;
  /** Places of each folded word. */
  readonly places: ReadonlyMap<string, readonly number[]>;
};

/** What a clause holds. */
export type ClauseReading = {
  /**
   * Its own words, those of the heading right above, of questions it is known to answer, and its words with all
   * headings, the title and those questions.
   */
  readonly text: TextReading;
  readonly heading: TextReading;
  readonly asked: TextReading;
  readonly whole: TextReading;
  /** The questions it is known to answer, one by one. */
  readonly known: KnownQuestions;
  /** Words in order with all headings and the title, for phrases, and those of the questions, read when wanted. */
  readonly words: readonly Word[];
  askedWords(): readonly Word[];
  readonly holdings: Holdings;
  /** Values of every number in it. */
  readonly values: ReadonlySet<string>;
  readonly names: readonly NamedDocument[];
  /** What the heading right above asks for, when it is put as a question. */
  readonly headingKinds: ReadonlySet<AskedKind>;
};

/** Readings of the clauses met lately are kept, some tens of kilobytes each. */
const keptReadings = 600;
/** By the index: a library that is given a sense of meaning for one message is the same library otherwise. */
const remembered = new WeakMap<Library["index"], (clause: Clause) => ClauseReading>();

/** Reads a clause of the library under its document's title. */
export function readClause(library: Library, clause: Clause): ClauseReading {
  const known = remembered.get(library.index);
  if (known) return known(clause);
  const read = remembering(keptReadings, (one: Clause) => readAfresh(library, one));
  remembered.set(library.index, read);
  return read(clause);
}

function readAfresh(library: Library, clause: Clause): ClauseReading {
  const title = library.documents.get(clause.document)?.title ?? "";
  const above = [...clause.headings, clause.heading ?? "", title];
  const asked = library.lexicon.asked(`${clause.document}#${clause.id}`);
  const heading = clause.headings.at(-1) ?? "";
  let askedWords: readonly Word[] | undefined;
  return {
    text: readText(clause.text),
    heading: readText(heading),
    asked: readText(asked.join(" ")),
    whole: readText([clause.text, ...above, ...asked].join(" ")),
    known: readKnown(library, asked),
    words: readWords([clause.text, ...above].join(". ")),
    askedWords() {
      askedWords ??= readWords(asked.join(". "));
      return askedWords;
    },
    holdings: readHoldings(clause.text),
    values: new Set(readFigures(clause.text).flatMap(valuesOf)),
    names: namedDocuments(clause.text),
    headingKinds: readAsked(readWords(heading)).kinds,
  };
}

/** Reads the words of a text. */
export function readText(text: string): TextReading {
  const all = words(text);
  const folded = all.map(foldedKey);
  const numbers = text.match(/\d+/g)?.map((digits) => digits.replace(/^0+(?=\d)/, "")) ?? [];
  const places = Map.groupBy(folded.keys(), (at) => folded[at] ?? "");
  return { exact: new Set(all.map(exactKey)), folded: new Set([...folded, ...numbers]), places };
}
