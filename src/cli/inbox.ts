import { listParked, retryParked } from "../conversation/inbox.ts";
import { Failure } from "../kit/failure.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "inbox parked",
    operands: [],
    meaning: "List messages that were put aside after repeated failures.",
    details: "Prints number, channel, time of arrival (UTC) and fault. What people wrote is not shown.",
    run: showParked,
  },
  {
    name: "inbox retry",
    operands: ["NUMBER"],
    meaning: "Answer a parked message again, after its fault is mended.",
    details: "NUMBER is the first column of `caunoi inbox parked`. The running server takes it up by itself.",
    run: retry,
  },
];

function showParked({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const parked = await listParked(db.read);
    io.write(
      columns(
        parked.map(({ seq, channel, receivedAt, fault }) => [String(seq), channel, receivedAt, fault ?? ""]),
      ),
    );
    if (parked.length === 0) io.write("No message is parked.\n");
    return 0;
  });
}

function retry({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const seq = readSeq(operands[0]);
    const isParked = seq !== undefined && (await db.transact((tx) => retryParked(tx, seq, io.clock())));
    if (!isParked) {
      throw new Failure(
        "missing",
        `${operands[0]} is no parked message: \`caunoi inbox parked\` lists them.`,
      );
    }
    io.write(`${seq} will be answered again.\n`);
    return 0;
  });
}
