import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { exactKey, normalize, words } from "../kit/vietnamese.ts";
import type { Library } from "./library.ts";
import { knowsPhrase, standsInText } from "./search/corpus.ts";
import { extendLexicon, type Lexicon } from "./search/lexicon.ts";

/**
 * What officers teach the search: members write `written` where the documents say `meaning`. A meaning like
 * `kh-360#II.3.4` is a clause, and `written` a question it answers.
 */
export type OfficePhrase = { readonly written: string; readonly meaning: string };

/** `unknown`: no document holds the meaning's words, or there is no such clause: nothing would be found by it. */
export type PhraseAdded = { readonly kind: "added" | "known" | "unreadable" | "unknown" };

const longestPhrase = 300;
const placePattern = /^[^\s#]+#\S+$/;

/** Adds one phrase; a running program searches by it within seconds. Changes nothing unless it is `added`. */
export async function addPhrase(
  tx: Queries,
  library: Library,
  { written, meaning }: OfficePhrase,
  now: Instant,
): Promise<PhraseAdded> {
  const phrase = { written: normalize(written).trim(), meaning: meaning.trim() };
  const isReadable = [phrase.written, phrase.meaning].every(
    (text) => words(text).length > 0 && text.length <= longestPhrase,
  );
  if (!isReadable) return { kind: "unreadable" };
  if (!isInDocuments(library, phrase.meaning)) return { kind: "unknown" };
  const added = await tx
    .insertInto("office_phrase")
    .values({ ...phrase, added_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("written")
    .execute();
  return { kind: added.length > 0 ? "added" : "known" };
}

/** Takes every meaning of a phrase back; how many there were. */
export async function removePhrase(tx: Queries, written: string): Promise<number> {
  const removed = await tx
    .deleteFrom("office_phrase")
    .where("written", "=", normalize(written).trim())
    .returning("meaning")
    .execute();
  return removed.length;
}

/** Everything officers taught, in the order of the alphabet. */
export async function listPhrases(queries: Queries): Promise<OfficePhrase[]> {
  return queries
    .selectFrom("office_phrase")
    .select(["written", "meaning"])
    .orderBy("written")
    .orderBy("meaning")
    .execute();
}

/** The lexicon with what officers taught. */
export function withPhrases(lexicon: Lexicon, phrases: readonly OfficePhrase[]): Lexicon {
  if (phrases.length === 0) return lexicon;
  const [asked, synonyms] = [true, false].map((isPlace) =>
    phrases.filter(({ meaning }) => placePattern.test(meaning) === isPlace),
  );
  return extendLexicon(lexicon, {
    synonyms: (synonyms ?? []).map(({ written, meaning }) => ({ from: written, to: [meaning] })),
    asked: (asked ?? []).map(({ written, meaning }) => ({ from: meaning, to: [written] })),
  });
}

function isInDocuments(library: Library, meaning: string): boolean {
  const keys = words(meaning).map(exactKey);
  if (!placePattern.test(meaning))
    return knowsPhrase(library.index, keys) && standsInText(library.index, keys);
  const [document = "", clause = ""] = meaning.split("#");
  return library.clause(document, clause) !== undefined;
}
