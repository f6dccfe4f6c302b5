import { userInfo } from "node:os";
import { handBack } from "../conversation/floor.ts";
import { answerMember, type MemberAnswered } from "../conversation/speak.ts";
import { readThread, type ThreadLine } from "../conversation/thread.ts";
import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { plainText } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { type Case, eventsOf, findCase, listCases, waitingStates, waitOf } from "../questions/cases.ts";
import { assignCase, type CaseChange, closeCase, noteCase } from "../questions/cases-change.ts";
import { draftFaq } from "../questions/faq.ts";
import { type Call, type Command, columns, type ExitCode, misuse, type Option } from "./command.ts";
import { readSeq, withDatabase } from "./stores.ts";

const numberHelp = "NUMBER is the first column of `caunoi case list`.";
const by = {
  type: "string",
  value: "NAME",
  meaning: "Who acts; your user name on this machine when left out.",
} as const satisfies Option;
const version = {
  type: "string",
  value: "N",
  meaning: "The version `case show` printed: refuse when the case is another one by now.",
} as const satisfies Option;
const onSwitch = (meaning: string) => ({ type: "boolean", meaning }) as const satisfies Option;
const words = (value: string, meaning: string) =>
  ({ type: "string", value, meaning }) as const satisfies Option;

export const commands: readonly Command[] = [
  {
    name: "case list",
    operands: [],
    options: {
      mine: onSwitch("Only those assigned to NAME."),
      unassigned: onSwitch("Only those nobody has."),
      all: onSwitch("Answered and closed ones too."),
      by,
    },
    meaning: "List the questions that wait for an officer, longest waiting first.",
    details:
      "Number, until when an answer is promised (UTC), hours waited, officer, state, and the question.",
    run: list,
  },
  {
    name: "case show",
    operands: ["NUMBER"],
    meaning: "Show a case: its state, nearest clauses, history, notes and the member's conversation.",
    details: numberHelp,
    run: show,
  },
  {
    name: "case assign",
    operands: ["NUMBER", "[NAME]"],
    options: { by, version },
    meaning: "Give a case to NAME; without NAME, back to nobody.",
    details: numberHelp,
    run: (call) =>
      change(call, (tx, asked) => assignCase(tx, { ...asked, to: call.operands[1] ?? null }), "is assigned"),
  },
  {
    name: "case note",
    operands: ["NUMBER", "TEXT"],
    options: { by, version },
    meaning: "Write a note for officers on a case; members never see it.",
    details: numberHelp,
    run: (call) =>
      change(call, (tx, asked) => noteCase(tx, { ...asked, note: call.operands[1] ?? "" }), "has the note"),
  },
  {
    name: "case answer",
    operands: ["NUMBER", "TEXT"],
    options: {
      by,
      version,
      handback: onSwitch("Give the conversation back to the bot at once."),
    },
    meaning: "Answer a question; the member reads it where they asked.",
    details:
      `${numberHelp} The bot is silent in that conversation afterwards, until \`case handback\`,\n` +
      "until the member asks for it, or for 12 hours. Where the platform takes no message now, it is held until\n" +
      "the member writes next; `case show` says so.",
    run: (call) => {
      const terms = { answer: call.operands[1] ?? "", handsBack: call.isOn("handback") };
      return change(
        call,
        (tx, asked) => answerMember(tx, { ...asked, ...terms }),
        "is answered; the message leaves when the server runs, and `case show` tells how far it came",
      );
    },
  },
  {
    name: "case close",
    operands: ["NUMBER"],
    options: { by, version },
    meaning: "Close a question that needs no answer; the member is not told.",
    details: numberHelp,
    run: (call) => change(call, closeCase, "is closed"),
  },
  {
    name: "case handback",
    operands: ["NUMBER"],
    meaning: "Let the bot answer again in the conversation of a case.",
    details: numberHelp,
    run: giveBack,
  },
  {
    name: "case faq",
    operands: ["NUMBER"],
    options: {
      by,
      question: words(
        "TEXT",
        "The question as everybody may read it; other ways of asking on further lines.",
      ),
      answer: words("TEXT", "The answer as everybody may read it."),
    },
    meaning: "Make the answer of a case a draft for everybody who asks the same.",
    details: `${numberHelp} Another officer publishes it: caunoi faq approve.`,
    run: makeFaq,
  },
];

function list(call: Call): Promise<ExitCode> {
  const { io } = call;
  if (call.isOn("mine") && call.isOn("unassigned")) {
    return Promise.resolve(misuse(io, "choose one of --mine and --unassigned"));
  }
  const tab = call.isOn("mine") ? "mine" : call.isOn("unassigned") ? "unassigned" : "all";
  return withDatabase(io, async (db) => {
    const states = call.isOn("all") ? {} : { states: waitingStates };
    const cases = await listCases(db.read, { tab, officer: officerOf(call), ...states });
    const now = io.clock();
    const rows = cases.map((one) => lineOf(one, now));
    io.write(rows.length > 0 ? columns(rows) : "No question waits.\n");
    return 0;
  });
}

function lineOf(one: Case, now: Instant): string[] {
  const { waitedMs, isOverdue } = waitOf(one, now);
  const waited = one.waitingSince === null ? "-" : `${Math.floor(waitedMs / 3_600_000)}h`;
  const late = isOverdue ? `${waited} late` : waited;
  const question = one.question.replace(/\s+/g, " ");
  return [String(one.number), one.dueAt, late, one.assignedTo ?? "-", one.status, question];
}

function show({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const found = await caseOf(db.read, operands[0]);
    const events = await eventsOf(db.read, found.id);
    const now = io.clock();
    const { lines, floors } = await readThread(db.read, { memberId: found.memberId, now, limit: 50 });
    const head = [
      ["state", `${found.status}, version ${found.version}`],
      ["officer", found.assignedTo ?? "-"],
      ["asked", sayTime(found.openedAt)],
      ["promised", sayTime(found.dueAt)],
      ["nearest", found.nearest.join(", ") || "-"],
      ["bot", floors.length > 0 ? `silent until ${sayTime(floors[0]?.until ?? now)}` : "answers"],
      ["question", found.question.replace(/\s+/g, " ")],
      ["answer", found.answer?.replace(/\s+/g, " ") ?? "-"],
    ];
    const history = events.map(({ kind, by: who, note, at }) => [sayTime(at), kind, who ?? "-", note ?? ""]);
    io.write(`${columns(head)}\n${columns(history)}\n${columns(lines.map(sayLine))}`);
    return 0;
  });
}

function sayLine(line: ThreadLine): string[] {
  if (line.from === "member") {
    const { said } = line;
    const text = said.kind === "text" ? said.text : `[${said.kind === "other" ? said.what : said.kind}]`;
    return [sayTime(line.at), "member", "", text.replace(/\s+/g, " ")];
  }
  const state = line.why === null ? line.status : `${line.status} (${line.why})`;
  return [sayTime(line.at), "union", state, plainText(line.content).replace(/\s+/g, " ")];
}

async function change(
  call: Call,
  work: (tx: Queries, asked: CaseChange) => Promise<MemberAnswered>,
  done: string,
): Promise<ExitCode> {
  const { io, operands } = call;
  const [named = ""] = operands;
  const read = call.text("version");
  const seen = readSeq(read);
  if (read !== undefined && seen === undefined) return misuse(io, "--version wants a number");
  const asked = { number: readSeq(named) ?? 0, by: officerOf(call), now: io.clock() };
  return withDatabase(io, async (db) => {
    const result = await db.transact((tx) =>
      work(tx, seen === undefined ? asked : { ...asked, version: seen }),
    );
    complainUnlessChanged(result, named);
    io.write(`${named} ${done}.\n`);
    return 0;
  });
}

function complainUnlessChanged(result: MemberAnswered, named: string): void {
  switch (result.kind) {
    case "changed":
      return;
    case "missing":
      throw noSuchCase(named);
    case "settled":
      throw new Failure("conflict", `Question ${named} is ${result.found.status} already.`);
    case "taken":
      throw new Failure(
        "conflict",
        `${result.found.assignedTo} has question ${named}: take it first, caunoi case assign ${named} NAME`,
      );
    case "stale":
      throw new Failure(
        "conflict",
        `Question ${named} was changed meanwhile (version ${result.found.version} now): caunoi case show ${named}`,
      );
    case "unreachable":
      throw new Failure(
        "missing",
        `The member who asked ${named} has no address any more: caunoi case close ${named}`,
      );
  }
}

function giveBack({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const { memberId, number } = await caseOf(db.read, operands[0]);
    const wasHeld = await db.transact((tx) => handBack(tx, { memberId, now: io.clock() }));
    io.write(
      wasHeld
        ? `The bot answers again in the conversation of ${number}.\n`
        : `No officer had the conversation of ${number}; the bot answers there.\n`,
    );
    return 0;
  });
}

function makeFaq(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const [named = ""] = operands;
  const [question, answer] = [call.text("question"), call.text("answer")];
  return withDatabase(io, async (db) => {
    const result = await db.transact((tx) =>
      draftFaq(tx, {
        caseNumber: readSeq(named) ?? 0,
        by: officerOf(call),
        now: io.clock(),
        ...(question === undefined ? {} : { question }),
        ...(answer === undefined ? {} : { answer }),
      }),
    );
    if (result.kind === "missing") throw noSuchCase(named);
    if (result.kind === "unanswered")
      throw new Failure("conflict", `Question ${named} has no answer yet: caunoi case answer ${named} TEXT`);
    if (result.kind === "exists") {
      const { number, status } = result.found;
      throw new Failure("conflict", `Question ${named} has answer ${number} already, which is ${status}.`);
    }
    const { number, question: asked, answer: words } = result.drafted;
    io.write(`Draft ${number}\n\n${asked}\n\n${words}\n\n`);
    io.write(
      `See that it names no person and no phone; then another officer: caunoi faq approve ${number}\n`,
    );
    return 0;
  });
}

async function caseOf(queries: Queries, named = ""): Promise<Case> {
  const found = await findCase(queries, readSeq(named) ?? 0);
  if (!found) throw noSuchCase(named);
  return found;
}

function noSuchCase(named: string): Failure {
  return new Failure("missing", `There is no question ${named}: caunoi case list`);
}

function officerOf(call: Call): string {
  return call.text("by") ?? userInfo().username;
}
