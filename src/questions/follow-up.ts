import type { AskedKind } from "./cues.ts";
import { isLight } from "./light-words.ts";
import { hasPhrase, phrases, type Word } from "./phrases.ts";
import { type Understanding, understand } from "./understand.ts";

/** What was asked and cited before: clauses as `document#clause`. */
export type Previous = { readonly question: string; readonly clauses: readonly string[] };

/** A question read in its conversation, with the documents and clauses (`document#clause`) it leans to. */
export type InContext = { readonly asked: Understanding; readonly leaning: ReadonlySet<string> };

/** With fewer words of content a follow-up cannot be searched for by itself ("khi nào?", "ai?"). */
const fewestOwnWords = 2;
/** A longer message without words of content is no follow-up but a riddle. */
const longestBare = 6;
/** "Thế còn tiền?" turns to something else of the same document. */
const newSubject = phrases("^ còn\n ^ thế/vậy còn");
const naming = phrases("tên");

/** Whether a question says too little to be asked alone, or says that it leans on the one before. */
export function leansBack(asked: Understanding): boolean {
  return asked.isElliptic || isBare(asked);
}

/** "Trong mấy năm?", "kể ra xem": all it says is what kind of thing is wanted. A day or a document stands alone. */
function isBare(asked: Understanding): boolean {
  if (asked.act || asked.documents.length > 0 || asked.words.length > longestBare) return false;
  const hasFigure = asked.words.some(({ folded }) => /^\d/.test(folded));
  const asks = asked.kinds.size > 0 || hasPhrase(asked.words, naming);
  return !hasFigure && asks && ownWords(asked).length < fewestOwnWords;
}

/** Words of content that do not only name the kind of thing that is asked for. */
function ownWords({ words, cueWords }: Understanding): readonly Word[] {
  const isContent = (word: Word) =>
    !cueWords.has(word.folded) &&
    !isLight({ exact: word.isMarked ? word.exact : undefined, folded: word.folded });
  return words.filter(isContent);
}

/**
 * Reads a follow-up in the light of what came before: it leans to what was cited there, and one without
 * a subject of its own takes the subject of the question before and asks its own kind of thing about it.
 */
export function inContext(asked: Understanding, previous: Previous | undefined): InContext {
  if (!previous || !leansBack(asked)) return { asked, leaning: new Set() };
  const documents = previous.clauses.map((place) => place.split("#")[0] ?? "");
  const leaning = new Set([...documents, ...previous.clauses]);
  const own = ownWords(asked);
  if (own.length >= fewestOwnWords) return { asked, leaning };
  const before = understand(previous.question);
  const named = asked.documents.length > 0 ? asked.documents : before.documents;
  if (own.length > 0 && hasPhrase(asked.words, newSubject))
    return { asked: { ...asked, documents: named }, leaning };
  return { asked: joined(asked, before, named), leaning };
}

function joined(
  asked: Understanding,
  before: Understanding,
  documents: Understanding["documents"],
): Understanding {
  const both = understand(`${before.text.replace(/[\s?.!]+$/, "")} ${asked.text}`);
  // "Tên gì?" behind "ai theo dõi …?" wants the person's name.
  const isName = before.kinds.has("body") && hasPhrase(asked.words, naming);
  const own: ReadonlySet<AskedKind> = asked.kinds.size > 0 ? asked.kinds : before.kinds;
  const kinds = isName ? new Set<AskedKind>([...own, "name"]) : own;
  return { ...both, kinds, unit: asked.unit, documents };
}
