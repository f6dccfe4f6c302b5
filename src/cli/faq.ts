import { userInfo } from "node:os";
import { Failure } from "../kit/failure.ts";
import { approveFaq, type FaqChange, type FaqChanged, listFaqs, retireFaq } from "../questions/faq.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

const numberHelp = "NUMBER is the first column of `caunoi faq list`.";
const by = {
  type: "string",
  value: "NAME",
  meaning: "Who decides; your user name on this machine when left out.",
} as const satisfies Option;

export const commands: readonly Command[] = [
  {
    name: "faq list",
    operands: [],
    options: { full: { type: "boolean", meaning: "Show the answers too." } },
    meaning: "List the answers of officers that are drafts, published or retired.",
    run: list,
  },
  {
    name: "faq approve",
    operands: ["NUMBER"],
    options: { by },
    meaning: "Publish a draft: everybody who asks the same is given it.",
    details: `${numberHelp} Whoever answered or drafted it cannot approve it. Members whose own\nquestion to an officer asks the same and still waits are told once.`,
    run: approve,
  },
  {
    name: "faq retire",
    operands: ["NUMBER"],
    options: { by },
    meaning: "Take a draft or a published answer back.",
    details: numberHelp,
    run: retire,
  },
];

function list(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const all = await listFaqs(db.read);
    const rows = all.map(({ number, status, draftedBy, approvedBy, question, answer }) => {
      const words = call.isOn("full") ? `${question} → ${answer}` : (question.split("\n")[0] ?? "");
      return [String(number), status, draftedBy, approvedBy ?? "-", words.replace(/\s+/g, " ")];
    });
    io.write(rows.length > 0 ? columns(rows) : "No answer was drafted yet: caunoi case faq NUMBER\n");
    return 0;
  });
}

function approve(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const result = await db.transact((tx) =>
      approveFaq(tx, { ...askedBy(call), organization: io.config().organization }),
    );
    complainUnlessChanged(result, call.operands[0] ?? "");
    const told = "told" in result ? (result.told ?? 0) : 0;
    io.write(`${call.operands[0]} is published; ${told} who asked the same and waited are told.\n`);
    return 0;
  });
}

function retire(call: Call): Promise<ExitCode> {
  return withDatabase(call.io, async (db) => {
    const result = await db.transact((tx) => retireFaq(tx, askedBy(call)));
    complainUnlessChanged(result, call.operands[0] ?? "");
    call.io.write(`${call.operands[0]} is retired; nobody is given it any more.\n`);
    return 0;
  });
}

function askedBy(call: Call): FaqChange {
  const by = call.text("by") ?? userInfo().username;
  return { number: readSeq(call.operands[0]) ?? 0, by, now: call.io.clock() };
}

function complainUnlessChanged(result: FaqChanged, named: string): void {
  switch (result.kind) {
    case "changed":
      return;
    case "missing":
      throw new Failure("missing", `There is no answer ${named}: caunoi faq list`);
    case "settled":
      throw new Failure("conflict", `Answer ${named} is ${result.found.status} already.`);
    case "stale":
      throw new Failure("conflict", `Answer ${named} was changed meanwhile: caunoi faq list --full`);
    case "own":
      throw new Failure(
        "forbidden",
        `${result.found.answeredBy} answered and ${result.found.draftedBy} drafted answer ${named}: another officer has to approve it, --by NAME`,
      );
  }
}
