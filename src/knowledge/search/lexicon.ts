import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Failure } from "../../kit/failure.ts";
import { exactKey, fold, foldedKey, normalize } from "../../kit/vietnamese.ts";

/** A word or phrase as the index keys it, word by word. */
export type Phrase = { readonly exact: readonly string[]; readonly folded: readonly string[] };

/** One reading of an abbreviation; `prior` is 1, 1/2, 1/3 … in the order of its list. */
export type Expansion = { readonly phrase: Phrase; readonly prior: number };

/** Everyday words and the official ones for the same thing. */
export type Synonym = { readonly from: Phrase; readonly to: readonly Phrase[] };

/** What the office knows about how people write: read from the editable files of this folder. */
export type Lexicon = {
  /** The readings of a word as typed, normalized; empty when it is no abbreviation. */
  expansions(word: string): readonly Expansion[];
  /** Synonyms whose everyday phrase begins with this folded key, longest first. */
  synonymsFrom(folded: string): readonly Synonym[];
  /** Whether the folded word stands in an everyday phrase: no slip of something else. */
  isEveryday(folded: string): boolean;
  /** Questions in everyday words that a clause (`document#clause`) answers: it is searched by them too. */
  asked(place: string): readonly string[];
  /** Words that ask or connect: exact keys. */
  readonly functionWords: ReadonlySet<string>;
  readonly functionWordsFolded: ReadonlySet<string>;
};

/** The folder that comes with the program. */
export const shippedLexicon = join(import.meta.dirname, "..", "lexicon");

const entry = z.object({ from: z.string().trim().min(1), to: z.array(z.string().trim().min(1)).min(1) });
type Entry = z.infer<typeof entry>;

/**
 * Reads the lexicon from folders of editable files, later folders adding to earlier ones: `abbreviations*.tsv`,
 * `chat*.tsv`, `synonyms*.tsv` (what people write, a tab, the meanings divided by |), `asked*.tsv` (a clause, a
 * tab, questions it answers divided by |) and `function-words*.txt`.
 * Throws `Failure("invalid")` naming file and line when a line cannot be read.
 */
export function readLexicon(folders: readonly string[] = [shippedLexicon]): Lexicon {
  const files = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => ({ name, path: join(folder, name) })),
  );
  const entries = (prefix: string) =>
    files
      .filter(({ name }) => name.startsWith(prefix) && name.endsWith(".tsv"))
      .flatMap(({ path }) => readTable(path));
  const functionWords = files
    .filter(({ name }) => name.startsWith("function-words") && name.endsWith(".txt"))
    .flatMap(({ path }) => readLines(path).flatMap(({ line }) => normalize(line).split(/\s+/)));
  const asked = Map.groupBy(entries("asked"), ({ from }) => from);
  return {
    ...createLexicon([...entries("abbreviations"), ...entries("chat")], entries("synonyms"), functionWords),
    asked: (place) => asked.get(place)?.flatMap(({ to }) => to) ?? [],
  };
}

/** A lexicon over given entries; for tests and for entries kept elsewhere. */
export function createLexicon(
  abbreviations: readonly Entry[],
  synonyms: readonly Entry[],
  functionWords: readonly string[],
): Lexicon {
  const byWord = new Map<string, Expansion[]>();
  for (const { from, to } of abbreviations) addExpansions(byWord, normalize(from), to);
  const byFold = new Map([...byWord].map(([word, expansions]) => [fold(word), expansions]));
  const bySynonym = Map.groupBy(mergeSynonyms(synonyms), ({ from }) => from.folded[0] ?? "");
  const everyday = new Set([...bySynonym.values()].flat().flatMap(({ from }) => from.folded));
  for (const list of bySynonym.values()) list.sort((a, b) => b.from.folded.length - a.from.folded.length);
  return {
    expansions: (word) => byWord.get(word) ?? byFold.get(word) ?? [],
    isEveryday: (folded) => everyday.has(folded),
    asked: () => [],
    synonymsFrom: (folded) => bySynonym.get(folded) ?? [],
    functionWords: new Set(functionWords.map(exactKey)),
    functionWordsFolded: new Set(functionWords.map(foldedKey)),
  };
}

/** The same with more synonyms (longest phrase first, as ever) and more questions of clauses. */
export function extendLexicon(
  base: Lexicon,
  { synonyms, asked }: { synonyms: readonly Entry[]; asked: readonly Entry[] },
): Lexicon {
  const more = createLexicon([], synonyms, []);
  const questions = Map.groupBy(asked, ({ from }) => from);
  return {
    ...base,
    synonymsFrom: (folded) =>
      [...more.synonymsFrom(folded), ...base.synonymsFrom(folded)].sort(
        (one, other) => other.from.folded.length - one.from.folded.length,
      ),
    isEveryday: (folded) => base.isEveryday(folded) || more.isEveryday(folded),
    asked: (place) => [...base.asked(place), ...(questions.get(place) ?? []).flatMap(({ to }) => to)],
  };
}

/** Files may each give official words for the same everyday phrase. */
function mergeSynonyms(entries: readonly Entry[]): Synonym[] {
  const byPhrase = Map.groupBy(entries, ({ from }) => phrase(from).exact.join(" "));
  return [...byPhrase.values()].flatMap((same) => {
    const from = phrase(same[0]?.from ?? "");
    const to = [...new Set(same.flatMap((entry) => entry.to))];
    return from.exact.length === 0 ? [] : [{ from, to: to.map(phrase) }];
  });
}

/** A phrase keyed word by word. */
function phrase(text: string): Phrase {
  const words = normalize(text).match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  return { exact: words.map(exactKey), folded: words.map(foldedKey) };
}

function addExpansions(byWord: Map<string, Expansion[]>, word: string, meanings: readonly string[]): void {
  const known = byWord.get(word) ?? [];
  const added = meanings.map((meaning, rank) => ({ phrase: phrase(meaning), prior: 1 / (rank + 1) }));
  const isNew = ({ phrase: one }: Expansion) => !known.some(({ phrase: other }) => same(one, other));
  byWord.set(word, [...known, ...added.filter(isNew)]);
}

function same(one: Phrase, other: Phrase): boolean {
  return one.exact.join(" ") === other.exact.join(" ");
}

function readTable(path: string): Entry[] {
  return readLines(path).map(({ line, number }) => {
    const [from, to = ""] = line.split("\t");
    const read = entry.safeParse({ from, to: to.split("|") });
    if (read.success) return read.data;
    const help = "Write what people type, one tab, then the meanings divided by |.";
    throw new Failure("invalid", `${path}, line ${number}: this entry cannot be read. ${help}`);
  });
}

function readLines(path: string): { line: string; number: number }[] {
  return readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"));
}
