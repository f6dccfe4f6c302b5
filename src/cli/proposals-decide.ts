import { Failure } from "../kit/failure.ts";
import { draftDecision, dropDraft, listDrafts, publish } from "../proposals/life/decide.ts";
import { findProposal } from "../proposals/life/find.ts";
import { type PaymentWarning, recordReward } from "../proposals/life/rewards.ts";
import type { Reward } from "../proposals/record-types.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import {
  actor,
  by,
  complainRefused,
  needed,
  readDay,
  readNumber,
  readVersion,
  readWhole,
  version,
} from "./proposals-words.ts";
import { withDatabase } from "./stores.ts";

const text = (value: string, meaning: string) =>
  ({ type: "string", value, meaning }) as const satisfies Option;

export const commands: readonly Command[] = [
  {
    name: "proposals decide",
    operands: ["NUMBER", "DECISION"],
    options: {
      unit: text("NAME", "The unit that decides; the one the application names when left out."),
      reason: text("TEXT", "Why; needed to decline, the author reads it."),
      version,
      by,
    },
    meaning: "Draft what the unit decides; nobody is told before it is published.",
    details:
      "DECISION is recognize, decline, or drop to take a draft back. The unit (cơ sở) recognizes, never the union\n" +
      "(Điều 5 Điều lệ Sáng kiến). A proposal before a council waits until its scoring is closed.",
    run: decide,
  },
  {
    name: "proposals drafts",
    operands: [],
    meaning: "List the decisions that wait to be published.",
    run: drafts,
  },
  {
    name: "proposals publish",
    operands: ["PAPER"],
    options: {
      signed: text("DAY", "The day the paper was signed."),
      signer: text("NAME", "Who signed it."),
      only: text("NUMBERS", "Some of the drafts only: SK-2026-0001,SK-2026-0002."),
      by,
    },
    meaning: "Publish drafted decisions together on one paper; all of them or none, every author told once.",
    details: "PAPER is the number of the unit's decision: 12/QĐ-CT.",
    run: publishAll,
  },
  {
    name: "proposals reward",
    operands: ["NUMBER", "KIND", "AMOUNT"],
    options: {
      paid: text("DAY", "The day it was paid."),
      basis: text("TEXT", "The paper or agreement it rests on."),
      base: text("DONG", "The profit or the price it is a share of."),
      year: text("N", "Which year of use a remuneration is for: 1, 2 or 3."),
      wage: text(
        "DONG",
        "The general minimum wage of that day, to check where there is no profit to reckon.",
      ),
      agreed: { type: "boolean", meaning: "It rests on an agreement; the law's minimum does not apply." },
      by,
    },
    meaning:
      "Record money paid for a recognized initiative; warns when it is under the law's minimum or late.",
    details: "KIND is remuneration, reward or transfer; AMOUNT in đồng.",
    run: reward,
  },
];

function decide(call: Call): Promise<ExitCode> {
  const [typed, kind = ""] = call.operands;
  const number = readNumber(typed);
  if (kind !== "recognize" && kind !== "decline" && kind !== "drop")
    throw new Failure("invalid", `DECISION has to be recognize, decline or drop, not "${kind}".`);
  return kind === "drop" ? drop(call, number) : draft(call, number, kind);
}

function draft(call: Call, number: string, kind: "recognize" | "decline"): Promise<ExitCode> {
  const given = {
    number,
    kind,
    version: readVersion(call),
    reason: call.text("reason") ?? "",
    by: actor(call),
  };
  return withDatabase(call.io, async (db) => {
    const unit = call.text("unit") ?? (await findProposal(db.read, number))?.recipient ?? "";
    const done = await db.transact((tx) => draftDecision(tx, { ...given, unit, now: call.io.clock() }));
    if (done.kind !== "drafted") return complainRefused(call, done);
    call.io.write(`Drafted: ${unit} ${kind === "recognize" ? "recognizes" : "declines"} ${number}.\n`);
    return 0;
  });
}

function drop(call: Call, number: string): Promise<ExitCode> {
  return withDatabase(call.io, async (db) => {
    const given = { number, by: actor(call), now: call.io.clock() };
    const done = await db.transact((tx) => dropDraft(tx, given));
    if (done.kind === "noDraft") throw new Failure("missing", `No decision on ${number} is drafted.`);
    if (done.kind !== "dropped") return complainRefused(call, done);
    call.io.write(`The draft on ${number} is gone.\n`);
    return 0;
  });
}

function drafts({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const all = await listDrafts(db.read);
    const rows = all.map(({ number, decision }) => [number, decision.kind, decision.unit, decision.reason]);
    io.write(rows.length > 0 ? columns(rows) : "No decision is drafted.\n");
    return 0;
  });
}

function publishAll(call: Call): Promise<ExitCode> {
  const only = call
    .text("only")
    ?.split(",")
    .map((typed) => readNumber(typed));
  const given = {
    numbers: only,
    paperNumber: call.operands[0] ?? "",
    signedOn: readDay(needed(call, "signed"), "--signed"),
    signer: needed(call, "signer"),
    by: actor(call),
  };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => publish(tx, { ...given, now: call.io.clock() }));
    if (done.kind === "blocked") return complainRefused(call, done.why);
    if (done.kind === "manyUnits")
      throw new Failure(
        "conflict",
        `A paper is of one unit, the drafts are of ${done.units.join("; ")}: use --only.`,
      );
    if (done.kind === "nothing")
      throw new Failure(
        "missing",
        `No decision is drafted${done.missing.length > 0 ? ` on ${done.missing.join(", ")}` : ""}.`,
      );
    call.io.write(`Published on ${given.paperNumber}: ${done.numbers.join(", ")}.\n`);
    return 0;
  });
}

function reward(call: Call): Promise<ExitCode> {
  const [typed, named = "", amount = ""] = call.operands;
  const money = (option: string) => {
    const value = call.text(option);
    return value === undefined ? null : readWhole(value, `--${option}`);
  };
  const given = {
    number: readNumber(typed),
    kind: readKind(named),
    amount: readWhole(amount, "AMOUNT"),
    paidOn: readDay(needed(call, "paid"), "--paid"),
    basis: needed(call, "basis"),
    base: money("base"),
    yearOfUse: money("year"),
    minimumWage: money("wage"),
    isAgreed: call.isOn("agreed"),
    by: actor(call),
  };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => recordReward(tx, { ...given, now: call.io.clock() }));
    if (done.kind === "notRecognized")
      throw new Failure(
        "conflict",
        `${done.number} is not recognized; money is recorded for initiatives only.`,
      );
    if (done.kind === "faulty") throw new Failure("invalid", `${done.what} is out of range.`);
    if (done.kind !== "recorded") return complainRefused(call, done);
    for (const warning of done.warnings) call.io.complain(`caunoi: ${warningWords(warning)}\n`);
    call.io.write(`Recorded for ${given.number}: ${given.kind}, ${given.amount} đ.\n`);
    return 0;
  });
}

function readKind(named: string): Reward["kind"] {
  if (named === "remuneration" || named === "reward" || named === "transfer") return named;
  throw new Failure("invalid", `KIND has to be remuneration, reward or transfer, not "${named}".`);
}

function warningWords(warning: PaymentWarning): string {
  switch (warning.kind) {
    case "belowMinimum":
      return `less than the law's minimum of ${warning.minimum} đ (${warning.share}) where there is no agreement`;
    case "minimumUnknown":
      return "the law's minimum cannot be reckoned without --base, or --wage where there is no profit to reckon";
    case "late":
      return `late: due on ${warning.due}, a month after the year of use`;
    case "beyondThreeYears":
      return "more than three years after recognition: the law sets no minimum any more";
  }
}
