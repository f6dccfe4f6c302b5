import { resolveAllUncertain } from "../delivery/doubt.ts";
import { listUncertain, resolveUncertain } from "../delivery/ledger.ts";
import { Failure } from "../kit/failure.ts";
import { type Call, type Command, columns, type ExitCode, misuse } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "uncertain list",
    operands: [],
    meaning: "List messages that may or may not have arrived.",
    details:
      "Prints number, channel, campaign run (or - for an answer), time (UTC) and reason. None of them is sent again by itself.",
    run: showUncertain,
  },
  {
    name: "uncertain resolve",
    operands: ["NUMBER|all"],
    options: {
      as: { type: "string", value: "sent|resend", meaning: "Count it as sent, or send it again." },
      run: { type: "string", value: "RUN", meaning: "With all: only the rows of this campaign run." },
    },
    meaning: "Decide about a message that may or may not have arrived.",
    details: "A message sent again may reach a person twice: ask one of them first.",
    run: resolve,
  },
];

function showUncertain({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const rows = await listUncertain(db.read);
    io.write(
      columns(
        rows.map(({ seq, channel, runId, since, why }) => [
          String(seq),
          channel,
          runId ?? "-",
          since ?? "-",
          why ?? "",
        ]),
      ),
    );
    if (rows.length === 0) io.write("No message is uncertain.\n");
    return 0;
  });
}

async function resolve(call: Call): Promise<ExitCode> {
  const { io } = call;
  const as = call.text("as");
  const named = call.operands[0] ?? "";
  const seq = readSeq(named);
  if (as !== "sent" && as !== "resend") {
    return misuse(io, "say what was decided: --as sent, or --as resend");
  }
  if (seq === undefined && named !== "all") {
    return misuse(io, `"${named}" is neither a number of \`caunoi uncertain list\` nor "all"`);
  }
  return withDatabase(io, async (db) => {
    const runId = call.text("run");
    const now = io.clock();
    const done = await db.transact(async (tx) =>
      seq === undefined
        ? resolveAllUncertain(tx, { runId, as, now })
        : Number(await resolveUncertain(tx, seq, { as, now })),
    );
    if (done === 0) {
      throw new Failure(
        "missing",
        `No such message is uncertain (${named}): \`caunoi uncertain list\` shows them.`,
      );
    }
    io.write(`${done} ${as === "sent" ? "counted as sent" : "will be sent again"}.\n`);
    return 0;
  });
}
