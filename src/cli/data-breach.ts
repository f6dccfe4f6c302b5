import { userInfo } from "node:os";
import { Failure } from "../kit/failure.ts";
import { type Instant, instant } from "../kit/time.ts";
import { addBreach, closeBreach, listBreaches } from "../people/data-breach.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

const text = (value: string, meaning: string) => ({ type: "string", value, meaning }) as const;

export const commands: readonly Command[] = [
  {
    name: "data breach add",
    operands: ["WHAT"],
    options: {
      kinds: text("TEXT", "Which kinds of data; needed."),
      people: text("N", "How many people, when known."),
      found: text("TIME", "When it was found, like 2026-11-22T08:30+07:00; now when left out."),
      by: text("NAME", "Who writes it down."),
    },
    meaning: "Write a breach of personal data down; prints until when the authority has to hear of it.",
    details: "Luật 91/2025/QH15 Điều 23: within 72 hours of finding it. Name no person in WHAT.",
    run: add,
  },
  {
    name: "data breach list",
    operands: [],
    meaning: "List breaches; exit code 1 when the 72 hours of an open one are over.",
    run: list,
  },
  {
    name: "data breach close",
    operands: ["NUMBER", "MEASURES"],
    options: {
      notified: text("TIME", "When the authority was told; left out when nobody had to be."),
      by: text("NAME", "Who closes it."),
    },
    meaning: "Close a breach with what was done about it.",
    run: close,
  },
];

function add(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const now = io.clock();
  const kinds = call.text("kinds") ?? "";
  const people = call.text("people");
  if (kinds === "") throw new Failure("invalid", "Say which kinds of data: --kinds TEXT.");
  if (people !== undefined && !/^[0-9]{1,9}$/.test(people))
    throw new Failure("invalid", "--people wants a number.");
  const foundAt = timeOf(call, "found") ?? now;
  if (foundAt > now) throw new Failure("invalid", "--found lies in the future.");
  const breach = { what: operands[0] ?? "", kinds, people: people ? Number(people) : null, foundAt };
  return withDatabase(io, async (db) => {
    const { number, notifyBy } = await db.transact((tx) =>
      addBreach(tx, { ...breach, by: nameOf(call), now }),
    );
    io.write(`Breach ${number}. The authority has to hear of it until ${notifyBy}.\n`);
    return 0;
  });
}

function list({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const breaches = await listBreaches(db.read);
    const now = io.clock();
    const isLate = (one: (typeof breaches)[number]) => one.status === "open" && one.notifyBy < now;
    const rows = breaches.map((one) => [
      String(one.number),
      one.notifyBy,
      isLate(one) ? "OVERDUE" : one.status,
      one.what,
    ]);
    io.write(rows.length > 0 ? columns(rows) : "No breach was written down.\n");
    return breaches.some(isLate) ? 1 : 0;
  });
}

function close(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const [named, measures = ""] = operands;
  const closing = { number: readSeq(named) ?? 0, measures, by: nameOf(call), now: io.clock() };
  const notifiedAt = timeOf(call, "notified") ?? null;
  return withDatabase(io, async (db) => {
    if (!(await db.transact((tx) => closeBreach(tx, { ...closing, notifiedAt }))))
      throw new Failure("missing", `No open breach ${named}: caunoi data breach list`);
    io.write(`Breach ${named} is closed.\n`);
    return 0;
  });
}

function timeOf(call: Call, option: string): Instant | undefined {
  const given = call.text(option);
  if (given === undefined) return undefined;
  try {
    return instant(given);
  } catch (error) {
    throw new Failure("invalid", `--${option} wants a time like 2026-11-22T08:30+07:00.`, { cause: error });
  }
}

function nameOf(call: Call): string {
  return call.text("by") ?? userInfo().username;
}
