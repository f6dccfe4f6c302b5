import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import { buildIndexNow } from "./search/indexing.ts";
import type { Index, Passage } from "./search/inverted-index.ts";
import { type Lexicon, readLexicon } from "./search/lexicon.ts";
import { placesOf } from "./search/places.ts";
import { rank } from "./search/score.ts";
import { understand } from "./search/understand.ts";
import { weigh } from "./search/weigh.ts";

/** One text to be found. */
export type Entry = { readonly id: string; readonly title: string; readonly text: string };
/** One question with the ids of all entries that answer it. */
export type Query = { readonly id: string; readonly text: string; readonly relevant: readonly string[] };

/** What `caunoi eval retrieval` prints: shares in percent, one decimal; times in milliseconds. */
export type RetrievalScores = {
  readonly "recall@1": number;
  readonly "recall@5": number;
  readonly "mrr@10": number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly index_ms: number;
  readonly rss_mb: number;
  readonly entries: number;
  readonly queries: number;
};

const entrySchema = z.object({ id: z.coerce.string(), title: z.string().nullish(), text: z.string() });
const querySchema = z.object({
  id: z.coerce.string(),
  text: z.string(),
  relevant: z.array(z.coerce.string()),
});
const depth = 10;

/** What one question found, best first, and how long it took. */
export type Run = { readonly found: readonly string[]; readonly ms: number };

/** Questions asked once before the measurement, so that it shows a running program and not its first second. */
const warmUp = 50;

/**
 * Measures retrieval over any corpus: every text is split at its numbered clauses, a text ranks by its best
 * clause. Questions without a relevant entry are timed and not scored.
 */
export function evaluateRetrieval(
  { corpus, queries }: { corpus: readonly Entry[]; queries: readonly Query[] },
  lexicon: Lexicon = readLexicon(),
): RetrievalScores {
  const started = performance.now();
  const searched = openCorpus(corpus);
  const indexMs = performance.now() - started;
  for (const { text } of queries.slice(0, warmUp)) searchCorpus(searched, text, lexicon);
  const runs = queries.map(({ text }) => timed(() => searchCorpus(searched, text, lexicon)));
  return { ...scoresOf(queries, runs), index_ms: Math.round(indexMs), entries: corpus.length };
}

/** The scores of what a search found; `runs[n]` belongs to `queries[n]`. */
export function scoresOf(
  queries: readonly Query[],
  runs: readonly Run[],
): Omit<RetrievalScores, "index_ms" | "entries"> {
  const places = queries.flatMap(({ relevant }, at) => {
    return relevant.length === 0
      ? []
      : [1 + (runs[at]?.found ?? []).findIndex((id) => relevant.includes(id))];
  });
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const upTo = (depth: number) => places.filter((place) => place > 0 && place <= depth).length;
  const reciprocal = places.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0);
  return {
    "recall@1": percent(upTo(1), places.length),
    "recall@5": percent(upTo(5), places.length),
    "mrr@10": percent(reciprocal, places.length),
    p50_ms: rounded(quantile(times, 0.5)),
    p99_ms: rounded(quantile(times, 0.99)),
    rss_mb: Math.round(process.memoryUsage().rss / 1e6),
    queries: queries.length,
  };
}

/** Reads `{id, title, text}` lines. Throws `Failure("invalid")` naming the line that cannot be read. */
export function readCorpus(jsonl: string): Entry[] {
  return readLines(jsonl, entrySchema).map(({ id, title, text }) => ({ id, title: title ?? "", text }));
}

/** Reads `{id, text, relevant: [id]}` lines. Throws `Failure("invalid")` naming the line that cannot be read. */
export function readQueries(jsonl: string): Query[] {
  return readLines(jsonl, querySchema);
}

/** A corpus ready to be searched; `owners[p]` is the entry of passage p. */
export type SearchedCorpus = { readonly index: Index; readonly owners: readonly string[] };

/** Indexes the clauses of every entry. */
export function openCorpus(corpus: readonly Entry[]): SearchedCorpus {
  const passages: Passage[] = [];
  const owners: string[] = [];
  for (const { id, title, text } of corpus) {
    for (const clause of splitClauses(text)) {
      const owns = clauseOf(title, clause);
      passages.push({ title: "", heading: title, text: clause, group: id, owns, within: [] });
      owners.push(id);
    }
  }
  return { index: buildIndexNow(passages), owners };
}

/** Ids of the best entries for a question, best first, at most ten. */
export function searchCorpus(
  { index, owners }: SearchedCorpus,
  question: string,
  lexicon: Lexicon,
): string[] {
  const weighed = weigh(understand(question, index, lexicon), index, lexicon);
  const found = rank(weighed, index, depth * 6).map(({ passage }) => owners[passage] ?? "");
  return [...new Set(found)].slice(0, depth);
}

/** A text at its numbered clauses ("2. …"), each beginning on a line of its own; without any, the whole text. */
export function splitClauses(text: string): string[] {
  const clauses: string[] = [];
  for (const line of text.split("\n")) {
    const last = clauses.length - 1;
    if (last < 0 || /^\s*\d{1,3}[.)]\s/.test(line)) clauses.push(line);
    else clauses[last] = `${clauses[last]}\n${line}`;
  }
  return clauses;
}

/** A numbered clause under "Điều 5. …" is the place `Điều 5 khoản …`. */
function clauseOf(title: string, clause: string): readonly string[] {
  const article = /^\s*Điều\s+(\d+)/i.exec(title)?.[1];
  const number = /^\s*(\d{1,3})[.)]\s/.exec(clause)?.[1];
  return article && number ? placesOf(`Đ${article}.k${number}`).exact : [];
}

function timed(search: () => string[]): Run {
  const started = performance.now();
  const found = search();
  return { found, ms: performance.now() - started };
}

function readLines<Line>(jsonl: string, schema: z.ZodType<Line>): Line[] {
  return jsonl.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    const read = schema.safeParse(parseJson(line));
    if (read.success) return [read.data];
    const why = read.error.issues[0];
    throw new Failure("invalid", `Line ${index + 1} cannot be read: ${why?.path.join(".")} ${why?.message}.`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
