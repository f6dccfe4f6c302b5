import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "../eval/retrieval/typing.ts";
import { readCorpus } from "../src/knowledge/evaluate.ts";
import { type Clause, type Document, indexLibrary, type Library } from "../src/knowledge/library.ts";
import { isAccepted, parse } from "../src/knowledge/parse.ts";
import { readLexicon } from "../src/knowledge/search/lexicon.ts";
import { answer } from "../src/questions/answer.ts";
import { readGoldLines } from "../src/questions/evaluate.ts";
import { atMost, type Figure, figure, holds, percentile, toTable } from "./figures.ts";

/**
 * Measures whole answers (question read, clauses found, decided, worded and checked; no model, no database) over
 * the shipped documents alone and beside 3,000 and 100,000 made-up clauses of other plans, each question asked
 * once. `node bench/answers-size.ts [clauses]`; the bounds decide the exit code.
 */
const project = join(import.meta.dirname, "..");
const read = (...path: string[]) => readFileSync(join(project, ...path), "utf8");
const sources = ["labour-code", "xquad-vi"].flatMap((set) =>
  readCorpus(read("eval", "retrieval", set, "corpus.jsonl")).map(({ text }) => text.split(/\s+/)),
);
const sets = readdirSync(join(project, "eval", "answers")).filter((name) => name.endsWith(".jsonl"));
const questions = sets.flatMap((name) => readGoldLines(read("eval", "answers", name)).map(({ q }) => q));

const clausesInPlan = 250;

type Parsed = { readonly document: Document; readonly clauses: readonly Clause[] };

function shipped(): Parsed[] {
  const names = readdirSync(join(project, "knowledge")).filter((name) => name.endsWith(".md"));
  return names.map((name) => parse(read("knowledge", name))).filter(isAccepted);
}

/** Plans of 250 points, their words pieced together from real texts, six to eleven at a time. */
function* plans(count: number): Generator<Parsed> {
  const random = seeded(5);
  const piece = (length: number) => {
    const source = sources[Math.floor(random() * sources.length)] ?? [];
    const start = Math.floor(random() * source.length);
    return source.slice(start, start + length);
  };
  const words = (least: number) => {
    const all: string[] = [];
    while (all.length < least) all.push(...piece(6 + Math.floor(random() * 6)));
    return all.join(" ").replace(/[#\n]/g, " ");
  };
  for (let plan = 0; plan * clausesInPlan < count; plan++) {
    const number = 400 + plan;
    const front = `---\nid: bench-${number}\nnumber: ${number}/KH-LĐLĐ\ntitle: Kế hoạch ${number}\nkind: Kế hoạch\n---\n`;
    const points = Array.from(
      { length: clausesInPlan },
      (_, at) => `${Math.floor(at / 25) + 1}.${(at % 25) + 1}. ${words(30)}`,
    );
    const parsed = parse(`${front}\n# KẾ HOẠCH\n\n## I. NỘI DUNG\n\n${points.join("\n\n")}\n`);
    if (isAccepted(parsed)) yield parsed;
  }
}

/** Builds the library as a start does, and looks how long anything else has to wait meanwhile. */
async function build(count: number): Promise<{ library: Library; seconds: number; longestPauseMs: number }> {
  const all = [...shipped(), ...plans(count)];
  let longestPauseMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
    last = performance.now();
  }, 1);
  const started = performance.now();
  const library = await indexLibrary(
    all.map(({ document }) => document),
    all.flatMap(({ clauses }) => clauses),
    readLexicon(),
  );
  clearInterval(timer);
  return { library, seconds: (performance.now() - started) / 1000, longestPauseMs };
}

async function measure(count: number): Promise<Figure[]> {
  const { library, seconds, longestPauseMs } = await build(count);
  // Code that runs for the first time is slow whatever the library holds.
  for (const question of questions) answer(library, `${question} ạ`);
  const times = questions.map((question) => {
    const began = performance.now();
    answer(library, question);
    return performance.now() - began;
  });
  times.sort((one, other) => one - other);
  const size = `${library.clauses.length.toLocaleString("en")} clauses`;
  return [
    figure(`${size}: library built in`, seconds, "s", atMost(20)),
    figure(`${size}: longest pause meanwhile`, longestPauseMs, "ms"),
    figure(`${size}: answer, median of ${questions.length}`, percentile(times, 0.5), "ms"),
    figure(`${size}: answer, 99 in 100`, percentile(times, 0.99), "ms", atMost(20)),
  ];
}

const asked = Number(process.argv[2]);
const sizes = asked > 0 ? [asked] : [0, 3_000, 100_000];
const figures: Figure[] = [];
for (const size of sizes) figures.push(...(await measure(size)));
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;
