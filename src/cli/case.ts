import { enqueue } from "../delivery/enqueue.ts";
import { Failure } from "../kit/failure.ts";
import { addressesOf } from "../people/members.ts";
import { answerCase, caseAnswered, closeCase, listCases, type Settled } from "../questions/cases.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

const numberHelp = "NUMBER is the first column of `caunoi case list`.";

export const commands: readonly Command[] = [
  {
    name: "case list",
    operands: [],
    meaning: "List the questions that wait for an officer.",
    details: "Number, until when an answer is promised (UTC), and the question.",
    run: showOpen,
  },
  {
    name: "case answer",
    operands: ["NUMBER", "TEXT"],
    meaning: "Answer a question; the member reads it where they asked.",
    details: numberHelp,
    run: answer,
  },
  {
    name: "case close",
    operands: ["NUMBER"],
    meaning: "Close a question that needs no answer; the member is not told.",
    details: numberHelp,
    run: close,
  },
];

function showOpen({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const cases = await listCases(db.read, "open");
    const rows = cases.map(({ number, dueAt, question }) => [
      String(number),
      dueAt,
      question.replace(/\s+/g, " "),
    ]);
    io.write(rows.length > 0 ? columns(rows) : "No question waits.\n");
    return 0;
  });
}

function answer({ io, operands }: Call): Promise<ExitCode> {
  const [named = "", text = ""] = operands;
  const number = readSeq(named) ?? 0;
  const now = io.clock();
  return withDatabase(io, async (db) => {
    const result = await db.transact(async (tx) => {
      const settled = await answerCase(tx, { number, answer: text, now });
      if (settled.kind !== "settled") return settled;
      const { memberId } = settled.settled;
      // The address known longest is the one somebody came to us by.
      const [to] = await addressesOf(tx, memberId);
      if (!to)
        throw new Failure(
          "missing",
          `The member who asked ${number} has no address any more: caunoi case close ${number}`,
        );
      await enqueue(tx, [{ memberId, to, content: caseAnswered(settled.settled), inboundSeq: null }], now);
      return settled;
    });
    complainUnlessSettled(result, named);
    io.write(`${number} is answered; the message leaves at once when the server runs.\n`);
    return 0;
  });
}

function close({ io, operands }: Call): Promise<ExitCode> {
  const [named = ""] = operands;
  return withDatabase(io, async (db) => {
    complainUnlessSettled(await db.transact((tx) => closeCase(tx, readSeq(named) ?? 0)), named);
    io.write(`${named} is closed.\n`);
    return 0;
  });
}

function complainUnlessSettled(result: Settled, named: string): void {
  if (result.kind === "missing")
    throw new Failure("missing", `There is no question ${named}: caunoi case list`);
  if (result.kind === "not-open")
    throw new Failure("conflict", `Question ${named} is ${result.found.status} already.`);
}
