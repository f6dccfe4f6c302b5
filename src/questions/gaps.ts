import { clean } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { search } from "../knowledge/retrieve.ts";
import { isLight } from "./light-words.ts";
import { readWords } from "./phrases.ts";

/** Questions that found no answer and ask alike. */
export type Gap = {
  /** How often it was asked, in whatever words. */
  readonly count: number;
  /** The shortest wording, and up to two others. */
  readonly question: string;
  readonly others: readonly string[];
  /** The clause that comes nearest (`document#clause`) with its label; undefined when none shares a word. */
  readonly nearest: { readonly place: string; readonly label: string } | undefined;
};

/** Share of words of content two questions must have in common to ask alike. */
const alikeFrom = 0.6;
const mostOthers = 2;

/** Groups unanswered questions that ask alike, the most asked first. */
export function findGaps(library: Library, questions: readonly string[]): Gap[] {
  const groups: { words: ReadonlySet<string>; asked: string[] }[] = [];
  for (const question of questions) {
    const words = contentOf(library, question);
    if (words.size === 0) continue;
    const group = groups.find((one) => shared(one.words, words) >= alikeFrom);
    if (group) group.asked.push(question);
    else groups.push({ words, asked: [question] });
  }
  return groups
    .toSorted((one, other) => other.asked.length - one.asked.length)
    .map(({ asked }) => gapOf(library, asked));
}

function gapOf(library: Library, asked: readonly string[]): Gap {
  const different = [...new Set(asked.map((question) => clean(question).replace(/\s+/g, " ").trim()))];
  const [question = "", ...others] = different.toSorted((one, other) => one.length - other.length);
  const [hit] = search(library, question, { limit: 1 }).hits;
  return {
    count: asked.length,
    question,
    others: others.slice(0, mostOthers),
    nearest: hit && { place: `${hit.clause.document}#${hit.clause.id}`, label: hit.clause.label },
  };
}

/** Folded words of content, abbreviations written out: the same question typed in two ways has the same. */
function contentOf(library: Library, question: string): ReadonlySet<string> {
  const { understood } = search(library, question, { limit: 1 });
  const read = understood.words.length > 0 ? understood.words : readWords(question);
  return new Set(read.filter((word) => !isLight(word)).map(({ folded }) => folded));
}

/** Share of the words of both that both hold. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / (one.size + other.size - common);
}
