import { clausesCalled } from "../campaigns/drafting.ts";
import type { Setting } from "../campaigns/file.ts";
import { draftQuestions } from "../campaigns/quiz/drafting.ts";
import { addQuiz, listQuizzes } from "../campaigns/quiz/quiz.ts";
import { readQuiz } from "../campaigns/quiz/quiz-file.ts";
import { quizCalled, quizResults, resultsXlsx, sayResults } from "../campaigns/quiz/results.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import { sayTime } from "../kit/time.ts";
import { by, deciderOf } from "./campaign-decider.ts";
import { readPlanFile } from "./campaign-file.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { writeWhole } from "./proposals-papers.ts";
import { readLibrary, withDatabase } from "./stores.ts";

const idHelp = "ID is the id of `caunoi quiz list`, or its last six characters or more.";

export const commands: readonly Command[] = [
  {
    name: "quiz add",
    operands: ["FILE.md"],
    options: { by },
    meaning: "Store a quiz or poll with the campaign that invites to it, as a draft.",
    details:
      "The file is a campaign file followed by questions; docs/campaigns.md explains it. Prints the id of the\ncampaign: approve it as any other. Questions cannot be changed afterwards; add a corrected file instead.",
    run: add,
  },
  {
    name: "quiz list",
    operands: [],
    meaning: "List every quiz and poll with its time window.",
    run: list,
  },
  {
    name: "quiz results",
    operands: ["ID"],
    options: {
      top: { type: "string", value: "N", meaning: "How many places to show; 10 when left out." },
      xlsx: { type: "string", value: "FILE", meaning: "Write the winners' sheet as an Excel file." },
    },
    meaning: "Show how a quiz stands: people and units by place, and how often each option was chosen.",
    details: `${idHelp}\nNames appear only of those who agreed to be named in this quiz.`,
    run: results,
  },
  {
    name: "quiz draft",
    operands: [],
    options: {
      from: {
        type: "string",
        value: "CLAUSES",
        meaning: "Clauses as kh-360#II.3.4, several with commas between.",
      },
    },
    meaning: "Print questions made from clauses by template, for you to change.",
    details: "Every option is a phrase of a published clause; put them under the invitation of a quiz file.",
    run: draft,
  },
];

function add(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db, config) => {
    const id = newId<"quiz">();
    const read = (text: string, setting: Setting) => readQuiz(text, setting, id);
    const reading = await readPlanFile(call, operands[0] ?? "", { db, config, read });
    if (reading?.kind !== "quiz") return 1;
    const decider = await deciderOf(call, db.read);
    const campaign = await db.transact((tx) =>
      addQuiz(tx, { id, ...reading }, { ...decider, now: io.clock() }),
    );
    const { questions, closesAt } = reading.quiz;
    io.write(`${campaign}\n`);
    io.write(`${questions.length} questions, open until ${sayTime(closesAt)}; quiz ${id}\n`);
    io.write(`To send it: npx caunoi campaign approve ${campaign}\n`);
    return 0;
  });
}

function list({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const rows = (await listQuizzes(db.read)).map(({ id, kind, title, opensAt, closesAt }) => [
      ...[id, kind, sayTime(opensAt), sayTime(closesAt), title],
    ]);
    io.write(rows.length > 0 ? columns(rows) : "No quiz yet: caunoi quiz add FILE.md\n");
    return 0;
  });
}

function results(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const top = Number(call.text("top") ?? "10");
  if (!Number.isInteger(top) || top < 1)
    throw new Failure("invalid", "--top takes a number of places, 1 or more.");
  return withDatabase(io, async (db) => {
    const found = await quizResults(db.read, await quizCalled(db.read, operands[0] ?? ""));
    const xlsx = call.text("xlsx");
    if (xlsx) await writeWhole(xlsx, await resultsXlsx(found, io.clock()));
    io.write(`${sayResults(found, top)}\n`);
    return 0;
  });
}

function draft({ io, text }: Call): Promise<ExitCode> {
  const references = (text("from") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (references.length === 0)
    throw new Failure("invalid", "Name the clauses: --from kh-360#II.3.4,kh-360#II.3.2.");
  return readLibrary(io, async (library) => {
    const { text: drafted, left } = draftQuestions(library, clausesCalled(library, references));
    io.write(drafted);
    for (const one of left) io.complain(`${one}: no phrase of it makes a question; write one yourself.\n`);
    return drafted === "" ? 1 : 0;
  });
}
