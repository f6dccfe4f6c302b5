import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateRetrieval, openCorpus, readCorpus, readQueries } from "../../src/knowledge/evaluate.ts";
import { createLexicon, type Lexicon, readLexicon } from "../../src/knowledge/search/lexicon.ts";
import { rank, signalsOf } from "../../src/knowledge/search/score.ts";
import { understand } from "../../src/knowledge/search/understand.ts";
import { weigh } from "../../src/knowledge/search/weigh.ts";
import { weights } from "../../src/knowledge/search/weights.ts";
import { seeded, typings } from "./typing.ts";

/**
 * Prints the tables of docs/retrieval.md: how typing hurts, what each part of the method is worth, and what its
 * confidence is worth.
 * `node eval/retrieval/measure.ts`
 */
const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const lexicon = readLexicon();
const empty = createLexicon([], [], [...lexicon.functionWords]);
const sets = [
  {
    name: "xquad-vi",
    corpus: readCorpus(read("xquad-vi/corpus.jsonl")),
    queries: readQueries(read("xquad-vi/queries.jsonl")),
  },
  ...["chat", "chatraw"].map((kind) => ({
    name: `labour-code, ${kind}`,
    corpus: readCorpus(read("labour-code/corpus.jsonl")),
    queries: readQueries(read(`labour-code/queries.${kind}.jsonl`)),
  })),
];
type Set = (typeof sets)[number];

function row(name: string, measured: readonly Set[], use: Lexicon = lexicon): void {
  const cells = measured.map((set) => {
    const scores = evaluateRetrieval(set, use);
    return `${scores["recall@1"]} / ${scores["recall@5"]} / ${scores["mrr@10"]}`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}

function head(first: string, measured: readonly Set[]): void {
  console.log(
    `\n| ${first} | ${measured.map(({ name }) => name).join(" | ")} |\n|---|${"---|".repeat(measured.length)}`,
  );
}

function typed(set: Set, typing: (text: string, random: () => number) => string): Set {
  const random = seeded(7);
  return { ...set, queries: set.queries.map((query) => ({ ...query, text: typing(query.text, random) })) };
}

const clean = sets.slice(0, 2);
head("typed", clean);
for (const [name, typing] of Object.entries(typings))
  row(
    name,
    clean.map((set) => typed(set, typing)),
  );

head("without", sets);
row("nothing (the whole method)", sets);
for (const part of ["pair", "group", "heading", "synonym", "secondReading", "definition"] as const) {
  const whole = weights[part];
  weights[part] = 0;
  row(part, sets);
  weights[part] = whole;
}
const functionWord = weights.functionWord;
weights.functionWord = 1;
row("less weight for words of asking", sets);
weights.functionWord = functionWord;
row("the whole lexicon", sets, empty);

/** For each question the confidence in the first hit, and whether that hit is right. */
function confidences(queries: string): { p: number; isRight: boolean }[] {
  const { index, owners } = openCorpus(readCorpus(read("labour-code/corpus.jsonl")));
  return readQueries(read(`labour-code/${queries}.jsonl`)).map(({ text, relevant }) => {
    const weighed = weigh(understand(text, index, lexicon), index, lexicon);
    const [best] = rank(weighed, index, 1);
    if (!best) return { p: 0, isRight: false };
    return { p: signalsOf(best, weighed, index).p, isRight: relevant.includes(owners[best.passage] ?? "") };
  });
}

console.log(
  "\n| p at least | answered | of those right | as typed | of those right | unanswerable answered | as typed |",
);
console.log("|---|---|---|---|---|---|---|");
const [marked, bare, unanswerable, unanswerableBare] = [
  "queries.chat",
  "queries.chatraw",
  "queries.unanswerable",
  "queries.unanswerable_raw",
].map(confidences);
for (const limit of [0.2, 0.5, 0.7]) {
  const share = (all: { p: number }[] = []) =>
    `${Math.round((100 * all.filter(({ p }) => p >= limit).length) / all.length)} %`;
  const right = (all: { p: number; isRight: boolean }[] = []) => {
    const answered = all.filter(({ p }) => p >= limit);
    return `${Math.round((100 * answered.filter(({ isRight }) => isRight).length) / answered.length)} %`;
  };
  const cells = [
    share(marked),
    right(marked),
    share(bare),
    right(bare),
    share(unanswerable),
    share(unanswerableBare),
  ];
  console.log(`| ${limit} | ${cells.join(" | ")} |`);
}
