import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Database, Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { sayPoints } from "../proposals/council/texts.ts";
import {
  candidatesOf,
  type NotInRound,
  removeCandidate,
  sayHonourConflict,
  scoreCandidate,
} from "../proposals/honours/candidates.ts";
import { closeRound, publishRound } from "../proposals/honours/list.ts";
import { findRound, type HonourRound, listRounds, openRound } from "../proposals/honours/round.ts";
import { honourTexts } from "../proposals/honours/texts.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import { readPoints } from "./proposals-council.ts";
import { writeWhole } from "./proposals-papers.ts";
import { actor, by, needed, readDay, readNumber, readWhole } from "./proposals-words.ts";
import { withDatabase } from "./stores.ts";

const text = (value: string, meaning: string) =>
  ({ type: "string", value, meaning }) as const satisfies Option;
const roundHelp = "ROUND is the id of `honours list`, or its last six characters or more.";
const memberHelp = "MEMBER is a seat's number in the council, or the member's whole name.";
const why = text("TEXT", "Why; it stays written.");

export const commands: readonly Command[] = [
  {
    name: "honours open",
    operands: ["YEAR", "COUNCIL"],
    options: {
      title: text("TEXT", "What the round is called; “Lao động sáng tạo” when left out."),
      occasion: text("TEXT", "Why now; Tháng Công nhân and 18/5 when left out."),
      from: text("DAY", "First day of decisions that count (2026-05-01); a year before --to when left out."),
      to: text("DAY", "Last day; today when left out."),
      least: text("POINTS", "Points of 100 a candidate needs; 0 when left out."),
      most: text("NUMBER", "How many are listed; 50 when left out."),
      by,
    },
    meaning: "Open a year's round of honours and gather the initiatives recognized in its days.",
    details: "COUNCIL is the id of `proposals council list`; its members and criteria judge the round.",
    run: open,
  },
  { name: "honours list", operands: [], meaning: "List the rounds of honours.", run: list },
  {
    name: "honours show",
    operands: ["ROUND"],
    meaning:
      "Show the candidates of a round: how many sheets each has, and the points once scoring is closed.",
    details: roundHelp,
    run: show,
  },
  {
    name: "honours score",
    operands: ["ROUND", "NUMBER", "MEMBER", "POINTS"],
    options: { comment: text("TEXT", "A remark that stays with the sheet."), by },
    meaning: "Keep one member's sheet for one candidate; nobody sees it before the closing.",
    details: `${memberHelp}\nPOINTS is like novelty=35,applied=20,benefit=25.5; each from 0 to its weight.`,
    run: (call) =>
      change(call, (tx, on) => {
        const [, , member = "", points = ""] = call.operands;
        return scoreCandidate(tx, {
          ...on,
          member,
          points: readPoints(points),
          comment: call.text("comment") ?? "",
        });
      }),
  },
  {
    name: "honours recuse",
    operands: ["ROUND", "NUMBER", "MEMBER"],
    options: { why, by },
    meaning: "Write down a member's conflict of interest; their sheet does not count.",
    details: memberHelp,
    run: (call) => conflict(call, "declared"),
  },
  {
    name: "honours clear",
    operands: ["ROUND", "NUMBER", "MEMBER"],
    options: { why, by },
    meaning: "Write down that a member who shares an author's name is somebody else.",
    details: memberHelp,
    run: (call) => conflict(call, "cleared"),
  },
  {
    name: "honours remove",
    operands: ["ROUND", "NUMBER"],
    options: { why, by },
    meaning: "Take a candidate out of an open round.",
    details: roundHelp,
    run: (call) => change(call, (tx, on) => removeCandidate(tx, { ...on, why: call.text("why") ?? "" })),
  },
  {
    name: "honours close",
    operands: ["ROUND"],
    meaning: "End scoring and list who is honoured, best first.",
    details:
      "Refused while a candidate has too few sheets. Who is equal to the last one listed is listed, too.",
    run: close,
  },
  {
    name: "honours publish",
    operands: ["ROUND"],
    options: {
      paper: text("NUMBER", "Number of the signed decision."),
      signed: text("DAY", "The day it was signed: 2026-05-15."),
      signer: text("NAME", "Who signed it."),
      by,
    },
    meaning: "Publish the list of a closed round; every author is told once.",
    details: roundHelp,
    run: publish,
  },
  {
    name: "honours papers",
    operands: ["ROUND", "FOLDER"],
    options: { place: text("NAME", "Where the papers are signed (địa danh); dots when left out.") },
    meaning: "Write the list and a certificate for every initiative of a published round.",
    details: roundHelp,
    run: papers,
  },
  {
    name: "honours praise",
    operands: ["ROUND"],
    meaning: "Print a campaign file that praises a published round, for you to change and add.",
    details: "Only authors who agree now to be named are named; the others are counted.",
    run: praise,
  },
];

function open(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const to = readDay(call.text("to") ?? today(call), "--to");
  const from = readDay(call.text("from") ?? yearBefore(to), "--from");
  const given = {
    ...{ year: readWhole(operands[0] ?? "", "YEAR"), council: operands[1] ?? "", since: from, until: to },
    ...{
      title: call.text("title") ?? "Lao động sáng tạo",
      occasion: call.text("occasion") ?? honourTexts.occasion,
    },
    ...(call.text("least") === undefined ? {} : { least: readWhole(call.text("least") ?? "", "--least") }),
    ...(call.text("most") === undefined ? {} : { most: readWhole(call.text("most") ?? "", "--most") }),
  };
  return withDatabase(io, async (db) => {
    const opened = await db.transact((tx) => openRound(tx, given, { by: actor(call), now: io.clock() }));
    if (opened.kind === "faulty") throw new Failure("invalid", `${opened.why}.`);
    io.write(`${opened.round.id}\n${opened.candidates} candidates\n`);
    return 0;
  });
}

function today({ io }: Call): string {
  return localDate(io.clock());
}

/** The day after the same day a year ago: a year of days, both ends included. */
function yearBefore(day: CalendarDate): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year - 1, month - 1, date + 1)).toISOString().slice(0, 10);
}

function list({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const rounds = await listRounds(db.read);
    io.write(
      columns(
        rounds.map(({ id, year, title, status, since, until, council }) => [
          ...[id, String(year), status, `${since}..${until}`, council.name, title],
        ]),
      ),
    );
    return 0;
  });
}

function show(call: Call): Promise<ExitCode> {
  return withRound(call, async (db, round) => {
    const candidates = await candidatesOf(db.read, round);
    const rows = candidates.map(({ number, status, place, tally, start, why: reason, conflicts }) => [
      ...[number, status, place === null ? "" : String(place)],
      // Sheets are blind until the closing: how many there are is told, not what they say.
      round.status === "open" ? `${tally.counted.length}/${tally.needed}` : sayPoints(tally.mean ?? 0),
      conflicts.length === 0 ? "" : `${conflicts.length} conflicts`,
      reason === null ? start : `${start} (${reason})`,
    ]);
    call.io.write(`${round.title} ${round.year}, ${round.status}\n${columns(rows)}`);
    return 0;
  });
}

type On = { readonly round: string; readonly number: string; readonly by: string; readonly now: Instant };

type Done = { kind: "scored" } | { kind: "said" } | { kind: "removed" };

/** Does one thing to one candidate; what was refused is said in one line. */
function change(call: Call, make: (tx: Queries, on: On) => Promise<Done | NotInRound>): Promise<ExitCode> {
  const [round = "", typed] = call.operands;
  const on = { round, number: readNumber(typed), by: actor(call), now: call.io.clock() };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => make(tx, on));
    if (done.kind !== "scored" && done.kind !== "said" && done.kind !== "removed") throw refusal(done);
    call.io.write(`${done.kind}\n`);
    return 0;
  });
}

function conflict(call: Call, kind: "declared" | "cleared"): Promise<ExitCode> {
  const member = call.operands[2] ?? "";
  return change(call, (tx, on) =>
    sayHonourConflict(tx, { ...on, member, kind, why: call.text("why") ?? "" }),
  );
}

function refusal(not: NotInRound): Failure {
  switch (not.kind) {
    case "noRound":
      return new Failure("missing", "There is no such round; see honours list.");
    case "notOpen":
      return new Failure("conflict", `The round is ${not.status}: its sheets and candidates stand.`);
    case "noCandidate":
      return new Failure("missing", `${not.number} is no candidate of this round; see honours show.`);
    case "noMember":
      return new Failure("missing", `The council has no such member: ${not.names.join(", ")}.`);
    case "conflicted":
      return new Failure("conflict", `${not.name} does not score this one: ${not.why}.`);
    case "needsReason":
      return new Failure("invalid", "Say why: --why TEXT.");
    case "points":
      return new Failure("invalid", pointsWords(not.fault));
  }
}

function pointsWords(fault: Extract<NotInRound, { kind: "points" }>["fault"]): string {
  if (fault.kind === "unknown") return `The council has no criterion "${fault.id}".`;
  if (fault.kind === "absent") return `Points for "${fault.id}" are missing.`;
  return `"${fault.id}" takes 0 to ${fault.most} points.`;
}

function close(call: Call): Promise<ExitCode> {
  const [round = ""] = call.operands;
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => closeRound(tx, { round, now: call.io.clock() }));
    if (done.kind === "noQuorum")
      throw new Failure("conflict", `Too few sheets yet: ${done.numbers.slice(0, 20).join(", ")}.`);
    if (done.kind === "empty") throw new Failure("conflict", "The round has no candidate.");
    if (done.kind !== "closed") throw refusal(done);
    const rows = done.listed.map(({ place, number, tally, start }) => [
      ...[String(place ?? ""), number, sayPoints(tally.mean ?? 0), start],
    ]);
    call.io.write(columns(rows));
    return 0;
  });
}

function publish(call: Call): Promise<ExitCode> {
  const [round = ""] = call.operands;
  const paper = {
    ...{ paperNumber: needed(call, "paper"), signer: needed(call, "signer") },
    signedOn: readDay(needed(call, "signed"), "--signed"),
  };
  return withDatabase(call.io, async (db) => {
    const given = { round, ...paper, by: actor(call), now: call.io.clock() };
    const done = await db.transact((tx) => publishRound(tx, given));
    if (done.kind === "noRound") throw refusal(done);
    if (done.kind === "notClosed")
      throw new Failure("conflict", `The round is ${done.status}; only a closed one is published.`);
    if (done.kind === "paper") throw new Failure("invalid", `${done.why}.`);
    call.io.write(`${done.listed.length} published, ${done.told} told\n`);
    return 0;
  });
}

function papers(call: Call): Promise<ExitCode> {
  const folder = call.operands[1] ?? "";
  return withRound(call, async (db, round, { organization }) => {
    const { honourPapers } = await import("../proposals/honours/papers.ts");
    const made = await honourPapers(db.read, round, { organization, place: call.text("place") ?? "" });
    if (!made) throw notPublished;
    await mkdir(folder, { recursive: true });
    for (const { fileName, bytes } of made) {
      await writeWhole(join(folder, fileName), bytes);
      call.io.write(`${join(folder, fileName)}\n`);
    }
    return 0;
  });
}

const notPublished = new Failure("conflict", "The round is not published yet: honours publish comes first.");

function praise(call: Call): Promise<ExitCode> {
  return withRound(call, async (db, round) => {
    const { praiseOf } = await import("../proposals/honours/praise.ts");
    const draft = await praiseOf(db.read, round);
    if (!draft) throw notPublished;
    // A day has to be filled in: `campaign add` takes no file that still holds the marks.
    const front = [
      ...[`title: ${JSON.stringify(draft.title)}`, "audience: all", 'at: "{{2026-05-18 08:00}}"'],
      ...["topic: biểu dương", "sources:", "  - kh-360#II.3.4"],
    ];
    call.io.write(`---\n${front.join("\n")}\n---\n${draft.text}\n`);
    return 0;
  });
}

function withRound(
  call: Call,
  work: (db: Database, round: HonourRound, config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDatabase(call.io, async (db, config) => {
    const round = await findRound(db.read, call.operands[0] ?? "");
    if (!round) throw refusal({ kind: "noRound" });
    return work(db, round, config);
  });
}
