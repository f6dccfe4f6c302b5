import { Failure } from "../kit/failure.ts";
import { catchUpFaces } from "../proposals/finding/face.ts";
import { act, type PlainAction } from "../proposals/life/act.ts";
import type { ClockKind } from "../proposals/life/clocks.ts";
import { listDue } from "../proposals/life/overdue.ts";
import { assignReviewer, giveOpinion } from "../proposals/life/reviews.ts";
import { readRules, ruleNames, setRule } from "../proposals/life/rules.ts";
import { fileTried } from "../proposals/life/tried.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import {
  actor,
  by,
  complainRefused,
  needed,
  numberHelp,
  readDay,
  readNumber,
  readVersion,
  readWhole,
  version,
} from "./proposals-words.ts";
import { withDatabase } from "./stores.ts";

const reason = {
  type: "string",
  value: "TEXT",
  meaning: "Why; the author reads it.",
} as const satisfies Option;
const due = {
  type: "string",
  value: "DAY",
  meaning: "Until when: 2026-12-31 or 31/12/2026.",
} as const satisfies Option;

/** A step that only moves the state. */
function step(name: string, action: PlainAction, meaning: string, needsReason = false): Command {
  return {
    name: `proposals ${name}`,
    operands: ["NUMBER"],
    options: { ...(needsReason ? { reason } : {}), version, by },
    meaning,
    details: `${numberHelp}\nThe authors are told.`,
    run: (call) => move(call, action),
  };
}

export const commands: readonly Command[] = [
  step("receive", "receive", "Take a filed proposal in hand."),
  step("return", "return", "Give a proposal back to be completed, with --reason.", true),
  step("resubmit", "resubmit", "Note that its author completed what was given back."),
  step("accept", "accept", "Accept a whole application; the law's three months to decide begin."),
  step("trial", "tryOut", "Note that the unit tries an idea out."),
  step("untried", "giveUpTrial", "Note that a trial ended without a result; it is an idea again."),
  step("withdraw", "withdraw", "Take a proposal back at its author's wish, with --reason.", true),
  step("reopen", "reopen", "Open a declined or withdrawn proposal again, with --reason.", true),
  {
    name: "proposals file",
    operands: ["NUMBER"],
    options: {
      since: { ...due, meaning: "The first day of use, also on trial: 2026-03-15 or 15/03/2026." },
      applied: { type: "boolean", meaning: "It is in use; without this it was tried." },
      version,
      by,
    },
    meaning: "Make an application of an idea that was tried, or of what did not say so.",
    details: "The year to ask for recognition runs from --since (khoản 2 Điều 5 Điều lệ Sáng kiến).",
    run: fileIdea,
  },
  {
    name: "proposals assign",
    operands: ["NUMBER", "REVIEWER"],
    options: { due, by },
    meaning: "Ask somebody to review an accepted proposal until a day.",
    details: "No author reviews their own work.",
    run: assign,
  },
  {
    name: "proposals opinion",
    operands: ["NUMBER", "REVIEWER", "TEXT"],
    options: { by },
    meaning: "Keep what a reviewer thinks of it.",
    run: opinion,
  },
  {
    name: "proposals overdue",
    operands: [],
    meaning: "List clocks that are over or nearly so: the law's and the federation's own.",
    details:
      "Exits 1 when a clock is over, so that a timer can tell. Weekends and public holidays are no working days.",
    run: overdue,
  },
  {
    name: "proposals clocks",
    operands: ["[NAME]", "[DAYS]"],
    options: { by },
    meaning: "Show the federation's own clocks in days, or set one.",
    details: `Names: ${ruleNames.join(", ")}. receive and check are working days. The law's clocks cannot be set.`,
    run: clocks,
  },
];

function move(call: Call, action: PlainAction): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  const given = { number, version: readVersion(call), action, by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const now = call.io.clock();
    const done = await db.transact((tx) => act(tx, { ...given, reason: call.text("reason") ?? null, now }));
    if (done.kind !== "done") return complainRefused(call, done);
    call.io.write(`${number} is "${done.held.state}" now, version ${done.held.version}.\n`);
    return 0;
  });
}

function fileIdea(call: Call): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  const firstUse = readDay(needed(call, "since"), "--since");
  const given = { number, version: readVersion(call), firstUse, by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const stage = call.isOn("applied") ? ("applied" as const) : ("trial" as const);
    const done = await db.transact((tx) => fileTried(tx, { ...given, stage, now: call.io.clock() }));
    if (done.kind === "notPast") throw new Failure("invalid", "--since has to be a day that is over.");
    if (done.kind !== "filed") return complainRefused(call, done);
    call.io.write(`${number} is filed, in use since ${firstUse}.\n`);
    if (done.isLate)
      call.io.complain("caunoi: more than a year has passed; the unit may refuse it (khoản 2 Điều 5)\n");
    return 0;
  });
}

function assign(call: Call): Promise<ExitCode> {
  const [typed, reviewer = ""] = call.operands;
  const given = {
    number: readNumber(typed),
    reviewer,
    due: readDay(needed(call, "due"), "--due"),
    by: actor(call),
  };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => assignReviewer(tx, { ...given, now: call.io.clock() }));
    if (done.kind !== "assigned") return complainRefused(call, done);
    call.io.write(`${reviewer} reviews ${given.number} until ${given.due}.\n`);
    return 0;
  });
}

function opinion(call: Call): Promise<ExitCode> {
  const [typed, reviewer = "", text = ""] = call.operands;
  const given = { number: readNumber(typed), reviewer, opinion: text, by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => giveOpinion(tx, { ...given, now: call.io.clock() }));
    if (done.kind !== "kept") return complainRefused(call, done);
    call.io.write(`Kept with ${given.number}.\n`);
    return 0;
  });
}

const clockWords: Readonly<Record<ClockKind, string>> = {
  receive: "to be received",
  check: "to be accepted or returned",
  complete: "to be completed by its author",
  review: "to be reviewed",
  apply: "to be accepted within a year of first use (law)",
  decide: "to be decided (law)",
};

function overdue({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    await catchUpFaces(db);
    const due = await listDue(db.read, { now: io.clock() });
    const rows = due.map(({ number, deadline, start }) => {
      const { daysLeft } = deadline;
      const standing = daysLeft < 0 ? `${-daysLeft} days late` : `in ${daysLeft} days`;
      return [number, deadline.due, standing, clockWords[deadline.kind], start];
    });
    io.write(rows.length > 0 ? columns(rows) : "No clock is over or nearly so.\n");
    return due.some(({ deadline }) => deadline.standing === "overdue") ? 1 : 0;
  });
}

function clocks(call: Call): Promise<ExitCode> {
  const [name, days] = call.operands;
  return withDatabase(call.io, async (db) => {
    if (name !== undefined) {
      const rule = { name, days: readWhole(days ?? "", "DAYS"), by: actor(call), now: call.io.clock() };
      const done = await db.transact((tx) => setRule(tx, rule));
      if (done.kind === "unknownRule")
        throw new Failure("invalid", `there is no clock "${name}"; there are ${ruleNames.join(", ")}.`);
      if (done.kind === "outOfRange") throw new Failure("invalid", "DAYS has to be from 1 to 365.");
    }
    const rules = await readRules(db.read);
    call.io.write(columns(ruleNames.map((each) => [each, String(rules[each])])));
    return 0;
  });
}
