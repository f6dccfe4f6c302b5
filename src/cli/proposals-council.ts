import { Failure } from "../kit/failure.ts";
import { minutesOf, minutesText, rewordConclusion } from "../proposals/council/minutes.ts";
import { closeScoring, referToCouncil, sayConflict, score } from "../proposals/council/score.ts";
import { formCouncil, listCouncils, type Warning } from "../proposals/council/seats.ts";
import { act } from "../proposals/life/act.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import {
  actor,
  by,
  complainRefused,
  needed,
  numberHelp,
  readNumber,
  readVersion,
  version,
} from "./proposals-words.ts";
import { readText, withDatabase } from "./stores.ts";

const memberHelp = "MEMBER is a seat's number of `proposals council list`, or the member's whole name.";
const why = {
  type: "string",
  value: "TEXT",
  meaning: "Why; it stands in the minutes.",
} as const satisfies Option;

export const commands: readonly Command[] = [
  {
    name: "proposals council create",
    operands: ["FILE.json"],
    options: { by },
    meaning: "Set up a council from a file.",
    details:
      '{"name","unit","basis","quorumPercent":67,"excludesSameUnit":false,\n' +
      ' "members":[{"name","unit","title","role":"chair|secretary|member"}],\n' +
      ' "rubric":[{"id","label","weight","help"}]}\n' +
      "Without a rubric the conditions of Điều 3 Điều lệ Sáng kiến are scored 40/30/30; weights add up to 100.",
    run: create,
  },
  {
    name: "proposals council list",
    operands: [],
    meaning: "List the councils with their members and criteria.",
    run: list,
  },
  {
    name: "proposals council refer",
    operands: ["NUMBER", "COUNCIL"],
    options: { version, by },
    meaning: "Put a proposal in review before a council.",
    details: "COUNCIL is the id of `proposals council list`, or its last six characters or more.",
    run: refer,
  },
  {
    name: "proposals council takeback",
    operands: ["NUMBER"],
    options: { why, version, by },
    meaning: "Take a proposal back from its council into review; what was scored stays written.",
    run: takeBack,
  },
  {
    name: "proposals council recuse",
    operands: ["NUMBER", "MEMBER"],
    options: { why, by },
    meaning: "Write down a member's conflict of interest; their sheet does not count.",
    details: memberHelp,
    run: (call) => conflict(call, "declared"),
  },
  {
    name: "proposals council clear",
    operands: ["NUMBER", "MEMBER"],
    options: { why, by },
    meaning: "Write down that a member who shares an author's name is somebody else.",
    details: memberHelp,
    run: (call) => conflict(call, "cleared"),
  },
  {
    name: "proposals score",
    operands: ["NUMBER", "MEMBER", "POINTS"],
    options: { comment: { type: "string", value: "TEXT", meaning: "A remark for the minutes." }, by },
    meaning: "Keep one member's sheet; nobody sees it before the closing.",
    details: `${memberHelp}\nPOINTS is like novelty=35,applied=20,benefit=25.5; each from 0 to its weight.`,
    run: scoreOne,
  },
  {
    name: "proposals close",
    operands: ["NUMBER"],
    options: { by },
    meaning: "End scoring; no sheet can change any more and the minutes are drafted.",
    details: "Refused without a quorum, and when fewer than two sheets count.",
    run: close,
  },
  {
    name: "proposals minutes",
    operands: ["NUMBER"],
    options: {
      conclusion: {
        type: "string",
        value: "TEXT",
        meaning: "The council's own words in place of the draft's.",
      },
      by,
    },
    meaning: "Print the minutes of a closed scoring.",
    details: numberHelp,
    run: minutes,
  },
];

const warnings: Readonly<Record<Warning, string>> = {
  fewMembers: "a council of two decides nothing when its members disagree; name a third",
  evenMembers: "an even number of members can tie",
  noChair: "nobody is the chair",
  noBasis: "the decision that set the council up is not named (basis)",
};

async function create(call: Call): Promise<ExitCode> {
  const path = call.operands[0] ?? "";
  const given = readJson(await readText(path), path);
  return withDatabase(call.io, async (db) => {
    const formed = await db.transact((tx) =>
      formCouncil(tx, given, { by: actor(call), now: call.io.clock() }),
    );
    if (formed.kind === "faulty") {
      call.io.complain(`caunoi: ${path}: ${formed.why}\n`);
      return 1;
    }
    for (const warning of formed.warnings) call.io.complain(`caunoi: ${warnings[warning]}\n`);
    call.io.write(`${formed.council.id}\n`);
    return 0;
  });
}

function readJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure("invalid", `${path} is not JSON.`, { cause: error });
  }
}

function list({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const councils = await listCouncils(db.read);
    for (const { id, name, unit, members, rubric } of councils) {
      io.write(`${id}  ${name} – ${unit}\n`);
      io.write(
        columns(members.map((member, seat) => [`  ${seat + 1}`, member.name, member.role, member.unit])),
      );
      io.write(
        columns(rubric.map((criterion) => [`  ${criterion.id}`, String(criterion.weight), criterion.label])),
      );
    }
    if (councils.length === 0) io.write("There is no council: caunoi proposals council create FILE.json\n");
    return 0;
  });
}

function refer(call: Call): Promise<ExitCode> {
  const [typed, named = ""] = call.operands;
  const given = { number: readNumber(typed), version: readVersion(call), by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const ends = (await listCouncils(db.read)).filter(({ id }) => named.length >= 6 && id.endsWith(named));
    const [only] = ends;
    const councilId = ends.length === 1 && only ? only.id : named;
    const done = await db.transact((tx) => referToCouncil(tx, { ...given, councilId, now: call.io.clock() }));
    if (done.kind !== "done") return complainRefused(call, done);
    for (const { councilMemberId, why: because } of done.conflicts) {
      const member = only?.members.find(({ id }) => id === councilMemberId);
      call.io.complain(`caunoi: ${member?.name ?? councilMemberId} does not score it: ${because}\n`);
    }
    call.io.write(`${given.number} is before the council.\n`);
    return 0;
  });
}

function takeBack(call: Call): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  const given = { number, version: readVersion(call), action: "takeBack", by: actor(call) } as const;
  return withDatabase(call.io, async (db) => {
    const now = call.io.clock();
    const done = await db.transact((tx) => act(tx, { ...given, reason: needed(call, "why"), now }));
    if (done.kind !== "done") return complainRefused(call, done);
    call.io.write(`${number} is in review again.\n`);
    return 0;
  });
}

function conflict(call: Call, kind: "declared" | "cleared"): Promise<ExitCode> {
  const [typed, member = ""] = call.operands;
  const given = { number: readNumber(typed), member, kind, why: needed(call, "why"), by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => sayConflict(tx, { ...given, now: call.io.clock() }));
    if (done.kind !== "said") return complainRefused(call, done);
    call.io.write(`${done.item.tally.entitled} members are entitled to score ${given.number}.\n`);
    return 0;
  });
}

function scoreOne(call: Call): Promise<ExitCode> {
  const [typed, member = "", points = ""] = call.operands;
  const sheet = { points: readPoints(points), comment: call.text("comment") ?? "" };
  const given = { number: readNumber(typed), member, ...sheet, by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const done = await db.transact((tx) => score(tx, { ...given, now: call.io.clock() }));
    if (done.kind !== "scored") return complainRefused(call, done);
    const { counted, entitled, needed: least } = done.item.tally;
    call.io.write(`Kept. ${counted.length} of ${entitled} scored, ${least} are needed.\n`);
    return 0;
  });
}

/** Points by criterion, like `novelty=35,applied=20`; throws `Failure("invalid")` naming what does not fit. */
export function readPoints(text: string): Record<string, number> {
  const points: Record<string, number> = {};
  for (const pair of text.split(/[,;]\s*/).filter(Boolean)) {
    const [id = "", value = ""] = pair.split("=").map((part) => part.trim());
    if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(value) || id === "" || Object.hasOwn(points, id))
      throw new Failure("invalid", `POINTS needs each criterion once, like novelty=35, not "${pair}".`);
    points[id] = Number(value);
  }
  return points;
}

function close(call: Call): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  return withDatabase(call.io, async (db) => {
    const given = { number, by: actor(call), now: call.io.clock() };
    const done = await db.transact((tx) => closeScoring(tx, given));
    if (done.kind !== "closedNow") return complainRefused(call, done);
    call.io.write(`${done.item.conclusion ?? ""}\n`);
    return 0;
  });
}

function minutes(call: Call): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  const conclusion = call.text("conclusion");
  return withDatabase(call.io, async (db) => {
    if (conclusion !== undefined) {
      const given = { number, conclusion, by: actor(call), now: call.io.clock() };
      const done = await db.transact((tx) => rewordConclusion(tx, given));
      if (done.kind !== "reworded") return complainRefused(call, done);
    }
    const found = await minutesOf(db.read, number);
    if (found.kind !== "minutes") return complainRefused(call, found);
    call.io.write(`${minutesText(found.minutes)}\n`);
    return 0;
  });
}
