import { Failure, isFailure } from "../kit/failure.ts";
import { evaluateRetrieval, readCorpus, readQueries } from "../knowledge/evaluate.ts";
import { answer } from "../questions/answer.ts";
import { type Call, type Command, type ExitCode, misuse } from "./command.ts";
import { readGoldQuestions, scoreAnswers } from "./eval-answers.ts";
import { readLibrary, readText } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "eval answers",
    operands: ["FILE.jsonl"],
    meaning: "Score the answers to questions whose good answers are known.",
    details:
      'A line: {"id","q","kind","gold":["document#clause"],"must":[pattern],"says":[pattern],"never":[pattern]}.\n' +
      "Prints one JSON object with the share of right answers and every wrong one. eval/answers/ has questions.",
    run: evaluateAnswers,
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
];

async function evaluateAnswers({ io, operands }: Call): Promise<ExitCode> {
  const [path = ""] = operands;
  const questions = readGoldQuestions(path, await readText(path));
  return readLibrary(io, async (library) => {
    const now = io.clock();
    io.write(
      `${JSON.stringify(scoreAnswers(questions, (question) => answer(library, question, { now })))}\n`,
    );
    return 0;
  });
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

/** Reads a file's lines; a fault names the file as well. */
async function readFrom<T>(path: string, read: (text: string) => T): Promise<T> {
  const text = await readText(path);
  try {
    return read(text);
  } catch (error) {
    throw isFailure(error, "invalid") ? new Failure("invalid", `${path}: ${error.message}`) : error;
  }
}
