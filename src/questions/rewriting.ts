import { exactKey, foldedKey, words } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { exactKindsOf } from "./asked-kinds.ts";
import { readFigures, valuesOf } from "./figures.ts";
import type { Previous } from "./follow-up.ts";
import { isLight } from "./light-words.ts";
import { understand } from "./understand.ts";

const longestRewriting = 40;

/** What a conversation was about, for a model: the names and headings of the clauses seen last. */
export function topicsOf(library: Library, previous: Previous): string[] {
  return previous.clauses.slice(0, 3).flatMap((place) => {
    const [document = "", id = ""] = place.split("#");
    const clause = library.clause(document, id);
    return clause ? [[clause.label, ...clause.headings, clause.heading ?? ""].join(". ")] : [];
  });
}

/**
 * Whether a rewritten follow-up still asks what was asked: it keeps every word of content and every kind of
 * thing asked for, and what it adds (words, figures, kinds) comes from the question before or the clauses seen.
 */
export function isSameQuestion(
  question: string,
  rewritten: string,
  { previous, topics }: { previous: Previous; topics: readonly string[] },
): boolean {
  if (words(rewritten).length > longestRewriting || /[<>{}[\]“”"]|https?:/.test(rewritten)) return false;
  const known = [previous.question, ...topics].join("\n");
  const [asked, told, before] = [question, rewritten, previous.question].map((text) => understand(text));
  if (!asked || !told || !before || told.act || told.isUnreadable) return false;
  const [own, added] = [contentKeys(asked.text), contentKeys(told.text)];
  const kinds = exactKindsOf(told.kinds);
  return (
    isWithin(own, keysOf(told.text)) &&
    isWithin(added, own, keysOf(known)) &&
    isWithin(figuresOf(told.text), figuresOf(`${question}\n${known}`)) &&
    isWithin(exactKindsOf(asked.kinds), kinds) &&
    isWithin(kinds, exactKindsOf(asked.kinds), exactKindsOf(before.kinds))
  );
}

/** Whether each of `some` stands in one of the others. */
function isWithin<T>(some: Iterable<T>, ...others: readonly Iterable<T>[]): boolean {
  const all = new Set(others.flatMap((one) => [...one]));
  return [...some].every((one) => all.has(one));
}

function keysOf(text: string): Set<string> {
  return new Set(words(text).map(foldedKey));
}

/** Folded keys of the words of a text that carry its subject. */
export function contentKeys(text: string): Set<string> {
  const content = words(text).filter((word) => !isLight({ exact: exactKey(word), folded: foldedKey(word) }));
  return new Set(content.map(foldedKey));
}

function figuresOf(text: string): Set<string> {
  return new Set(readFigures(text).flatMap(valuesOf));
}
