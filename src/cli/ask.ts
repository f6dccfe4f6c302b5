import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import { silentLog } from "../kit/log.ts";
import { plainText } from "../kit/message.ts";
import type { Library } from "../knowledge/library.ts";
import { createModel } from "../llm/model.ts";
import { readPrompts, shippedPrompts } from "../llm/prompts.ts";
import { type Answer, answer, contentOf } from "../questions/answer.ts";
import { answerWithModel } from "../questions/with-model.ts";
import { type Call, type Command, type ExitCode, type Io, misuse } from "./command.ts";
import { readLines } from "./lines.ts";
import { readLibrary } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "ask",
    operands: ["[QUESTION]"],
    options: {
      json: { type: "boolean", meaning: "Print the answer as one JSON object." },
      model: { type: "boolean", meaning: "With the language model that is set, as members are answered." },
      jsonl: {
        type: "boolean",
        meaning: 'Read lines {"id","q"} from stdin, print one JSON object for each.',
      },
    },
    meaning: "Answer a question from the published documents; needs no running server.",
    details:
      'The object: {"id","question","kind","text","citations":[{"document","clause","label","quote"}]}, where kind is\n' +
      "answer, partial, unknown, smalltalk or refused. With --jsonl a line that cannot be read is answered in its\n" +
      'place by {"line","error"}, and the exit code is 1 at the end.',
    run,
  },
];

async function run(call: Call): Promise<ExitCode> {
  const { io } = call;
  const [question] = call.operands;
  if (call.isOn("jsonl")) {
    if (question !== undefined) return misuse(io, "with --jsonl the questions come from stdin");
    if (call.isOn("model")) return misuse(io, "--model answers one question, not --jsonl");
    return readLibrary(io, (library) => answerLines(io, library));
  }
  if (question === undefined) return misuse(io, "QUESTION is missing");
  return readLibrary(io, async (library) => {
    const given = call.isOn("model")
      ? await answerAsSet(io, library, question)
      : answer(library, question, { now: io.clock() });
    const isJson = call.isOn("json");
    io.write(isJson ? toLine("1", question, given) : `${plainText(contentOf(given), true)}\n`);
    return 0;
  });
}

/** Tries a model on a question: without search by meaning, whose vectors only a running server has at hand. */
async function answerAsSet(io: Io, library: Library, question: string): Promise<Answer> {
  const settings = io.config().model;
  if (!settings?.answers) {
    throw new Failure("invalid", "No model is set: write OPENAI_MODEL, or leave --model out.");
  }
  const prompts = readPrompts(shippedPrompts);
  const model = createModel(settings, { prompts, clock: io.clock, log: silentLog });
  const context = { now: io.clock() };
  return answerWithModel(library, question, { model, deadline: model.deadline(), known: [], context });
}

const lineSchema = z.object({ id: z.union([z.string(), z.number()]), q: z.string() });

async function answerLines(io: Io, library: Library): Promise<ExitCode> {
  let number = 0;
  let faults = 0;
  for await (const line of readLines(io.input)) {
    number += 1;
    if (line.trim() === "") continue;
    const read = lineSchema.safeParse(parsed(line));
    if (read.success) {
      const { id, q } = read.data;
      io.write(toLine(id, q, answer(library, q, { now: io.clock() })));
    } else {
      faults += 1;
      io.write(`${JSON.stringify({ line: number, error: 'not an object with "id" and "q"' })}\n`);
    }
  }
  if (faults > 0) io.complain(`caunoi: ${faults} of ${number} lines could not be read\n`);
  return faults > 0 ? 1 : 0;
}

function parsed(line: string): unknown {
  try {
    // A byte order mark is what some editors begin a file with.
    return JSON.parse(line.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function toLine(id: string | number, question: string, { kind, text, citations }: Answer): string {
  return `${JSON.stringify({ id, question, kind, text, citations })}\n`;
}
