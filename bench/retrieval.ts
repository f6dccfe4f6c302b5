import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seeded, typings } from "../eval/retrieval/typing.ts";
import {
  type Entry,
  type Query,
  type Run,
  readCorpus,
  readQueries,
  scoresOf,
} from "../src/knowledge/evaluate.ts";
import { type Find, ours, type Peer, peers } from "./retrieval-peers.ts";

/**
 * Holds our search beside others over the public sets in one run, and prints Markdown.
 * `node bench/retrieval.ts`; a peer that is not installed is named and left out.
 */
type Set = { readonly name: string; readonly corpus: readonly Entry[]; readonly queries: readonly Query[] };

const folder = join(import.meta.dirname, "..", "eval", "retrieval");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const code = readCorpus(read("labour-code/corpus.jsonl"));
const xquad = readCorpus(read("xquad-vi/corpus.jsonl"));
const questions = readQueries(read("xquad-vi/queries.jsonl"));

const sets: readonly Set[] = [
  ...Object.entries(typings).map(([name, typing]) => ({ name, corpus: xquad, queries: typed(typing) })),
  { name: "everyday", corpus: code, queries: readQueries(read("labour-code/queries.chat.jsonl")) },
  {
    name: "everyday, as typed",
    corpus: code,
    queries: readQueries(read("labour-code/queries.chatraw.jsonl")),
  },
];

function typed(typing: (text: string, random: () => number) => string): Query[] {
  const random = seeded(7);
  return questions.map((query) => ({ ...query, text: typing(query.text, random) }));
}

async function runAll(find: Find, queries: readonly Query[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const { text } of queries) {
    const started = performance.now();
    const found = await find(text);
    runs.push({ found, ms: performance.now() - started });
  }
  return runs;
}

async function measure(peer: Peer): Promise<string> {
  const cells: string[] = [];
  const times: string[] = [];
  const opened = new Map<readonly Entry[], Find>();
  for (const { corpus, queries } of sets) {
    const started = performance.now();
    const find = opened.get(corpus) ?? (await peer.open(corpus));
    const buildMs = performance.now() - started;
    const isFirst = !opened.has(corpus);
    opened.set(corpus, find);
    if (isFirst) await runAll(find, queries.slice(0, 50));
    const scores = scoresOf(queries, await runAll(find, queries));
    cells.push(`${scores["recall@1"].toFixed(1)} / ${scores["mrr@10"].toFixed(1)}`);
    if (times.length === 0) times.push(`${scores.p50_ms} / ${scores.p99_ms}`, buildMs.toFixed(0));
  }
  return `| ${[peer.name, ...cells, ...times].join(" | ")} |`;
}

console.log(
  "recall@1 / mrr@10 in percent; columns up to the last typing are xquad-vi; times in ms on its clean questions.\n",
);
console.log(`| system | ${sets.map(({ name }) => name).join(" | ")} | p50 / p99 | index |`);
console.log(`|---|${sets.map(() => "---|").join("")}---|---|`);
for (const peer of [ours, ...peers]) {
  try {
    console.log(await measure(peer));
  } catch (error) {
    const why =
      error instanceof Error && /Cannot find package/.test(error.message) ? "is not installed" : "failed";
    console.log(`\n(${peer.name} ${why}: left out)`);
    if (why === "failed") console.error(error);
  }
}
