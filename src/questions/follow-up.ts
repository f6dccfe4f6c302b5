import { isLight } from "./light-words.ts";
import { hasPhrase, phrases } from "./phrases.ts";
import { type Understanding, understand } from "./understand.ts";

/** What was asked and cited before: clauses as `document#clause`. */
export type Previous = { readonly question: string; readonly clauses: readonly string[] };

/** A question read in its conversation, with the documents it leans to. */
export type InContext = { readonly asked: Understanding; readonly leaning: ReadonlySet<string> };

/** With fewer words of content a follow-up cannot be searched for by itself ("khi nào?", "ai?"). */
const fewestOwnWords = 2;
/** "Thế còn tiền?" turns to something else of the same document. */
const newSubject = phrases("^ còn\n ^ thế/vậy còn");

/**
 * Reads a follow-up in the light of what came before: it leans to the documents cited there, and one without
 * a subject of its own takes the subject of the question before and asks its own kind of thing about it.
 */
export function inContext(asked: Understanding, previous: Previous | undefined): InContext {
  if (!previous || !asked.isElliptic) return { asked, leaning: new Set() };
  const leaning = new Set(previous.clauses.map((place) => place.split("#")[0] ?? ""));
  const own = asked.words.filter(
    (word) => !isLight({ exact: word.isMarked ? word.exact : undefined, folded: word.folded }),
  );
  const before = understand(previous.question);
  const documents = asked.documents.length > 0 ? asked.documents : before.documents;
  if (own.length >= fewestOwnWords) return { asked, leaning };
  if (own.length > 0 && hasPhrase(asked.words, newSubject))
    return { asked: { ...asked, documents }, leaning };
  const joined = understand(`${previous.question} ${asked.text}`);
  const kinds = asked.kinds.size > 0 ? asked.kinds : before.kinds;
  return { asked: { ...joined, kinds, unit: asked.unit, documents }, leaning };
}
