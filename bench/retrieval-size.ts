import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "../eval/retrieval/typing.ts";
import { readCorpus, readQueries } from "../src/knowledge/evaluate.ts";
import { buildIndex } from "../src/knowledge/search/indexing.ts";
import type { Index, Passage } from "../src/knowledge/search/inverted-index.ts";
import { readLexicon } from "../src/knowledge/search/lexicon.ts";
import { rank, signalsOf } from "../src/knowledge/search/score.ts";
import { understand } from "../src/knowledge/search/understand.ts";
import { weigh } from "../src/knowledge/search/weigh.ts";
import { atMost, type Figure, figure, holds, percentile, toTable } from "./figures.ts";

/**
 * Measures a library of 3,000 and one of 100,000 made-up clauses: how long it takes to index, how long anything
 * else had to wait meanwhile, how much memory it needs, how soon a question is answered.
 * `node bench/retrieval-size.ts [clauses]`; with a number, only that size, whose bounds then decide the exit code.
 */
const folder = join(import.meta.dirname, "..", "eval", "retrieval");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const texts = ["labour-code", "xquad-vi"].flatMap((set) => readCorpus(read(`${set}/corpus.jsonl`)));
const questions = ["queries.chat", "queries.chatraw"].flatMap((name) =>
  readQueries(read(`labour-code/${name}.jsonl`)),
);
const lexicon = readLexicon();

/** Clauses of 30 to 90 words, pieced together from real ones six to eleven words at a time. */
function* clauses(count: number): Generator<Passage> {
  const random = seeded(3);
  const sources = texts.map(({ text }) => text.split(/\s+/));
  const piece = (length: number) => {
    const source = sources[Math.floor(random() * sources.length)] ?? [];
    const start = Math.floor(random() * source.length);
    return source.slice(start, start + length);
  };
  for (let number = 0; number < count; number++) {
    const words: string[] = [];
    const length = 30 + random() * 60;
    while (words.length < length) words.push(...piece(6 + Math.floor(random() * 6)));
    const title = `Nghị quyết ${number % 400}/NQ-BCH của Ban Chấp hành`;
    const place = { group: String(number >> 2), owns: [`#muc:${number % 50}`], within: [] };
    yield { title, heading: piece(8).join(" "), text: words.join(" "), ...place };
  }
}

async function indexing(count: number): Promise<{ index: Index; seconds: number; longestPauseMs: number }> {
  let longestPauseMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
    last = performance.now();
  }, 1);
  const started = performance.now();
  const index = await buildIndex(clauses(count));
  clearInterval(timer);
  return { index, seconds: (performance.now() - started) / 1000, longestPauseMs };
}

function answering(index: Index): number[] {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (const { text } of questions) {
      const started = performance.now();
      const weighed = weigh(understand(text, index, lexicon), index, lexicon);
      for (const hit of rank(weighed, index, 10)) signalsOf(hit, weighed, index);
      if (round > 0) times.push(performance.now() - started);
    }
  }
  return times.sort((a, b) => a - b);
}

async function measure(count: number): Promise<Figure[]> {
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const { index, seconds, longestPauseMs } = await indexing(count);
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / 1024 - before / 2 ** 20;
  const times = answering(index);
  const isLarge = count > 10_000;
  const large = (value: number) => (isLarge ? atMost(value) : undefined);
  const small = (value: number) => (isLarge ? undefined : atMost(value));
  const size = count.toLocaleString("en");
  return [
    figure(`${size} clauses: indexed in`, seconds, "s", large(20)),
    figure(`${size}: processor time for it`, (user + system) / 1e6, "s"),
    figure(`${size}: longest pause meanwhile`, longestPauseMs, "ms"),
    figure(`${size}: memory at most`, peak, "MB", large(600)),
    figure(`${size}: question, median`, percentile(times, 0.5), "ms", small(1)),
    figure(`${size}: question, 99 in 100`, percentile(times, 0.99), "ms", small(5)),
  ];
}

const asked = Number(process.argv[2]);
const sizes = asked > 0 ? [asked] : [3_000, 100_000];
const figures: Figure[] = [];
for (const size of sizes) figures.push(...(await measure(size)));
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;
