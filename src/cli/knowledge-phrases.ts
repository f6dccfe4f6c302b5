import { addPhrase, listPhrases, removePhrase } from "../knowledge/phrases.ts";
import { listUnanswered } from "../questions/asked.ts";
import { findGaps } from "../questions/gaps.ts";
import { type Call, type Command, columns, type ExitCode, misuse } from "./command.ts";
import { withDatabase, withLibrary } from "./stores.ts";

const latestQuestions = 2_000;
const mostGaps = 30;

/** How members write, and what they asked in vain: what the office teaches the search. */
export const phraseCommands: readonly Command[] = [
  {
    name: "knowledge phrases",
    operands: [],
    meaning: "List the phrases officers taught the search.",
    details: "What comes with the program stands in src/knowledge/lexicon/ and is not listed.",
    run: showPhrases,
  },
  {
    name: "knowledge phrases add",
    operands: ["WRITTEN", "MEANING"],
    meaning: "Teach the search what members mean: the documents' words, or the clause that answers.",
    details:
      'MEANING is words of the documents ("phây búc" "trang Facebook") or a clause (kh-360#II.3.4) that\n' +
      "answers the question WRITTEN. Write with all marks; members are understood without them. A running server\n" +
      "uses it within a few seconds.",
    run: addOne,
  },
  {
    name: "knowledge phrases remove",
    operands: ["WRITTEN"],
    meaning: "Take a taught phrase back, with all its meanings.",
    run: removeOne,
  },
  {
    name: "knowledge gaps",
    operands: [],
    options: {
      limit: { type: "string", value: "NUMBER", meaning: `Print at most so many groups (${mostGaps}).` },
    },
    meaning: "Show what members asked in vain, alike questions together, with the nearest clause.",
    details:
      `Reads the latest ${latestQuestions} questions without a full answer. Where the nearest clause does answer, teach it:\n` +
      'npx caunoi knowledge phrases add "QUESTION" CLAUSE. Where none does, a document is missing.',
    run: showGaps,
  },
];

function showPhrases({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    io.write(columns((await listPhrases(db.read)).map(({ written, meaning }) => [written, meaning])));
    return 0;
  });
}

function addOne({ io, operands }: Call): Promise<ExitCode> {
  const [written = "", meaning = ""] = operands;
  const refusals = {
    unreadable: "Write words in both, at most 300 characters.",
    unknown: `No published document holds "${meaning}". Take words that stand in a document side by side, or a clause: kh-360#II.3.4.`,
  };
  return withDatabase(io, (db) =>
    withLibrary(db, io.clock, async (library) => {
      const { kind } = await db.transact((tx) => addPhrase(tx, library, { written, meaning }, io.clock()));
      if (kind === "unreadable" || kind === "unknown") {
        io.complain(`caunoi: ${refusals[kind]}\n`);
        return 1;
      }
      io.write(`${written} → ${meaning} ${kind === "known" ? "is known already" : "is searched by now"}.\n`);
      return 0;
    }),
  );
}

function removeOne({ io, operands }: Call): Promise<ExitCode> {
  const [written = ""] = operands;
  return withDatabase(io, async (db) => {
    const removed = await db.transact((tx) => removePhrase(tx, written));
    if (removed > 0) {
      io.write(`${written} is forgotten.\n`);
      return 0;
    }
    io.complain(`caunoi: nobody taught "${written}": \`caunoi knowledge phrases\` lists what is taught.\n`);
    return 1;
  });
}

function showGaps(call: Call): Promise<ExitCode> {
  const { io } = call;
  const limit = Number(call.text("limit") ?? mostGaps);
  if (!Number.isInteger(limit) || limit < 1)
    return Promise.resolve(misuse(io, "--limit is a whole number from 1 on"));
  return withDatabase(io, (db) =>
    withLibrary(db, io.clock, async (library) => {
      const unanswered = await listUnanswered(db.read, latestQuestions);
      const gaps = findGaps(
        library,
        unanswered.map(({ question }) => question),
      );
      for (const { count, question, others, nearest } of gaps.slice(0, limit)) {
        io.write(`${count} × ${question}\n`);
        for (const other of others) io.write(`    ${other}\n`);
        io.write(nearest ? `    nearest: ${nearest.place} (${nearest.label})\n` : "    nothing near\n");
      }
      return 0;
    }),
  );
}
