import type { Clause, Library } from "../../knowledge/library.ts";
import { longestOption } from "./questions-file.ts";

const shortestPhrase = 25;
const wrongOptions = 3;

/** Questions as text for a quiz file, and the clauses none could be made from. */
export type DraftedQuestions = { readonly text: string; readonly left: readonly string[] };

/**
 * Questions from clauses by template, for a person to make good ones of: which of these stands in the clause? The right
 * option is a phrase of it, the others are phrases of other clauses of the same document. Nothing is invented.
 */
export function draftQuestions(library: Library, clauses: readonly Clause[]): DraftedQuestions {
  const drafted: string[] = [];
  const left: string[] = [];
  for (const [index, clause] of clauses.entries()) {
    const text = draftQuestion(library, clause, index);
    if (text) drafted.push(text);
    else left.push(`${clause.document}#${clause.id}`);
  }
  return { text: drafted.join("\n"), left };
}

function draftQuestion(library: Library, clause: Clause, index: number): string | undefined {
  const [right] = phrasesOf(clause.text);
  const wrong = wrongPhrases(library, clause).slice(0, wrongOptions);
  if (!right || wrong.length < 2) return undefined;
  const options = wrong.map((text) => `- [ ] ${text}`);
  // The right one is not always the first, and always in the same place for the same clause.
  options.splice(index % (wrong.length + 1), 0, `- [x] ${right}`);
  return `## Nội dung nào nằm trong ${clause.label}?\nNguồn: ${clause.document}#${clause.id}\n${options.join("\n")}\n`;
}

/** Phrases of the nearest other clauses that do not stand in this one. */
function wrongPhrases(library: Library, clause: Clause): string[] {
  const own = clause.text.toLowerCase();
  const others = library.clauses
    .filter(
      ({ document, id, kind }) =>
        document === clause.document && id !== clause.id && kind !== "header" && kind !== "footer",
    )
    .toSorted((one, other) => distance(one, clause) - distance(other, clause));
  const found = others.flatMap(({ text }) => phrasesOf(text).slice(0, 1));
  return [...new Set(found)].filter((phrase) => !own.includes(phrase.toLowerCase()));
}

function distance(one: Clause, other: Clause): number {
  return Math.abs(one.position - other.position);
}

/** Pieces between marks that are long enough to say something and short enough for a button. */
function phrasesOf(text: string): string[] {
  return text
    .split(/[.;:\n]|,\s/)
    .map((piece) => piece.replace(/\s+/g, " ").trim())
    .filter((piece) => piece.length >= shortestPhrase && piece.length <= longestOption);
}
