import { Failure, isFailure } from "../kit/failure.ts";
import { evaluateRetrieval, readCorpus, readQueries } from "../knowledge/evaluate.ts";
import { readPairs, scorePairs } from "../proposals/finding/score-pairs.ts";
import { evaluateAnswers, type Rate, readGoldLines } from "../questions/evaluate.ts";
import { type Call, type Command, type ExitCode, misuse } from "./command.ts";
import { readLibrary, readText } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "eval answers",
    operands: ["FILE.jsonl"],
    meaning: "Score the answers to questions whose good answers are known.",
    details:
      'A line: {"id","q","kind","gold":["document#clause"],"must":[pattern],"says":[pattern],"never":[pattern]}.\n' +
      "Prints one JSON object: the share of right answers, of answerable questions that cite a right clause, of refusals\n" +
      "where due and of small talk met in kind, each with its 95 % interval, and every wrong answer. eval/answers/ has\n" +
      "questions.",
    run: scoreAnswers,
  },
  {
    name: "eval retrieval",
    operands: [],
    options: {
      corpus: {
        type: "string",
        value: "FILE.jsonl",
        meaning: 'Texts to be found: {"id","title","text"} a line.',
      },
      queries: {
        type: "string",
        value: "FILE.jsonl",
        meaning: 'Questions: {"id","text","relevant":[id]} a line.',
      },
    },
    meaning: "Measure the search over any corpus; needs no database.",
    details:
      "Prints one JSON object: recall@1, recall@5 and mrr@10 in percent, p50_ms and p99_ms of one question, index_ms,\n" +
      "rss_mb, and how many entries and queries there were. eval/retrieval/ has two public sets.",
    run: measureRetrieval,
  },
  {
    name: "eval similar",
    operands: ["FILE.jsonl"],
    meaning: "Measure how well proposals that speak of the same thing are found; needs no database.",
    details:
      'A line: {"alike","a","b"}. Prints one JSON object with precision, recall and every text that went wrong;\n' +
      "exits 1 when one of the two is under 0.9. eval/similar/ has pairs.",
    run: measureSimilar,
  },
];

async function scoreAnswers({ io, operands }: Call): Promise<ExitCode> {
  const lines = await readFrom(operands[0] ?? "", readGoldLines);
  return readLibrary(io, async (library) => {
    const quality = evaluateAnswers(library, lines, { context: { now: io.clock() } });
    const { all, kinds, wrong } = quality;
    const scores = {
      questions: lines.length,
      right: all.right,
      right_percent: percent(all.share),
      right_clause: inPercent(quality.rightClause),
      refused: inPercent(quality.refused),
      company: inPercent(quality.company),
      quotes_not_in_text: quality.quotesNotInText,
      never_said: quality.neverSaid,
      kinds,
      p50_ms: Math.round(100 * quality.p50) / 100,
      p99_ms: Math.round(100 * quality.p99) / 100,
      wrong,
    };
    io.write(`${JSON.stringify(scores)}\n`);
    return 0;
  });
}

function inPercent({ right, of, share, low, high }: Rate) {
  return { right, of, percent: percent(share), low: percent(low), high: percent(high) };
}

function percent(share: number): number {
  return Math.round(1000 * share) / 10;
}

async function measureRetrieval(call: Call): Promise<ExitCode> {
  const { io } = call;
  const [corpus, queries] = [call.text("corpus"), call.text("queries")];
  if (!corpus || !queries) return misuse(io, "--corpus FILE and --queries FILE are needed");
  const scores = evaluateRetrieval({
    corpus: await readFrom(corpus, readCorpus),
    queries: await readFrom(queries, readQueries),
  });
  io.write(`${JSON.stringify(scores)}\n`);
  return 0;
}

async function measureSimilar({ io, operands }: Call): Promise<ExitCode> {
  const scores = await scorePairs(await readFrom(operands[0] ?? "", readPairs));
  io.write(`${JSON.stringify(scores)}\n`);
  return scores.precision >= 0.9 && scores.recall >= 0.9 ? 0 : 1;
}

/** Reads a file's lines; a fault names the file as well. */
async function readFrom<T>(path: string, read: (text: string) => T): Promise<T> {
  const text = await readText(path);
  try {
    return read(text);
  } catch (error) {
    throw isFailure(error, "invalid") ? new Failure("invalid", `${path}: ${error.message}`) : error;
  }
}
