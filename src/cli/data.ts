import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { copyOf, copyPage } from "../conversation/data-copy.ts";
import { refuseRequest, type Settled, settleRequest } from "../conversation/data-desk.ts";
import { retain } from "../conversation/retention.ts";
import { Failure } from "../kit/failure.ts";
import { localDate } from "../kit/time.ts";
import { readDataLog } from "../people/data-log.ts";
import {
  type DataRequest,
  extendRequest,
  findRequest,
  isOverdue,
  listRequests,
} from "../people/data-requests.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import { commands as breaches } from "./data-breach.ts";
import { commands as papers } from "./data-papers.ts";
import { readSeq, withDatabase } from "./stores.ts";

const by = {
  type: "string",
  value: "NAME",
  meaning: "Who acts; your user name on this machine when left out.",
} as const satisfies Option;
const numberHelp = "NUMBER is the first column of `caunoi data list`.";

export const commands: readonly Command[] = [
  {
    name: "data list",
    operands: [],
    options: { all: { type: "boolean", meaning: "Settled ones too." } },
    meaning: "List members' requests about their data, nearest end first; exit code 1 when one is overdue.",
    details: "Number, what is asked, the law's last day, state. Names and words are in `data show`.",
    run: list,
  },
  {
    name: "data show",
    operands: ["NUMBER"],
    meaning: "Show a request and its log.",
    details: numberHelp,
    run: show,
  },
  {
    name: "data done",
    operands: ["NUMBER"],
    options: {
      by,
      value: { type: "string", value: "TEXT", meaning: "For a correction: what it should say." },
    },
    meaning: "Do what a request asks, and tell the member.",
    details:
      `${numberHelp} A correction is written into the member's data.\n` +
      "For an erased member the filed proposals are emptied; recognized ones stay, and the member is told so.\n" +
      "There is no way back.",
    run: (call) => settle(call, "is done"),
  },
  {
    name: "data refuse",
    operands: ["NUMBER", "REASON"],
    options: { by },
    meaning: "Refuse a request; the member reads the reason.",
    details: numberHelp,
    run: (call) => settle(call, "is refused"),
  },
  {
    name: "data extend",
    operands: ["NUMBER", "REASON"],
    options: { by },
    meaning: "Take the one extension the law allows.",
    details: numberHelp,
    run: extend,
  },
  {
    name: "data export",
    operands: ["NUMBER", "FILE"],
    meaning: "Write everything stored about the member of a request into FILE.html or FILE.json.",
    details: `${numberHelp} Hand it to that person only, then: caunoi data done NUMBER.`,
    run: exportCopy,
  },
  {
    name: "data retention",
    operands: [],
    options: { "dry-run": { type: "boolean", meaning: "Only count." } },
    meaning: "Throw away what is older than RETENTION says; the server does it once a day.",
    run: runRetention,
  },
  ...papers,
  ...breaches,
];

function list({ io, isOn }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const requests = await listRequests(db.read, { all: isOn("all") });
    const now = io.clock();
    const rows = requests.map((one) => [
      String(one.number),
      one.about === null ? one.kind : `${one.kind} ${one.about}`,
      one.due,
      isOverdue(one, now) ? "OVERDUE" : one.status,
    ]);
    io.write(rows.length > 0 ? columns(rows) : "No request waits.\n");
    return requests.some((one) => isOverdue(one, now)) ? 1 : 0;
  });
}

function show({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const one = found(await findRequest(db.read, readSeq(operands[0]) ?? 0), operands[0]);
    const head = [
      ["asks", one.kind],
      ["about", one.about ?? "-"],
      ["should say", one.wanted ?? "-"],
      ["member", one.memberId],
      ["received", one.receivedAt],
      ["last day", `${one.due}${one.isExtended ? " (extended)" : ""}`],
      ["state", one.reason === null ? one.status : `${one.status}: ${one.reason}`],
    ];
    const lines = await readDataLog(db.read, `request:${one.number}`);
    const log = lines.map(({ at, kind, by: who, note }) => [at, kind, who, note ?? ""]);
    io.write(`${columns(head)}\n${columns(log)}`);
    return 0;
  });
}

function found(request: DataRequest | undefined, named = ""): DataRequest {
  if (request) return request;
  throw new Failure("missing", `There is no request ${named}: caunoi data list --all`);
}

function settle(call: Call, done: string): Promise<ExitCode> {
  const { io, operands } = call;
  const [named = "", reason] = operands;
  const value = call.text("value");
  const settling = { number: readSeq(named) ?? 0, by: nameOf(call), now: io.clock() };
  return withDatabase(io, async (db) => {
    const result = await db.transact((tx) =>
      reason === undefined
        ? settleRequest(tx, value === undefined ? settling : { ...settling, value })
        : refuseRequest(tx, { ...settling, reason }),
    );
    complain(result, named);
    io.write(`Request ${named} ${done}; the member is told when the server runs.\n`);
    return 0;
  });
}

function complain(result: Settled, named: string): void {
  if (result.kind === "missing") found(undefined, named);
  if (result.kind === "before")
    throw new Failure("conflict", `Request ${named} is ${result.request.status} already.`);
  if (result.kind === "cannot") throw new Failure("invalid", result.why);
}

function extend(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const [named = "", reason = ""] = operands;
  const asked = { number: readSeq(named) ?? 0, by: nameOf(call), reason, now: io.clock() };
  return withDatabase(io, async (db) => {
    if (!(await db.transact((tx) => extendRequest(tx, asked))))
      throw new Failure("conflict", `Request ${named} is settled, unknown, or was extended before.`);
    const { due } = found(await findRequest(db.read, asked.number), named);
    io.write(`Request ${named} runs until ${due}.\n`);
    return 0;
  });
}

function exportCopy({ io, operands }: Call): Promise<ExitCode> {
  const [named, file = ""] = operands;
  const isJson = file.endsWith(".json");
  if (!isJson && !file.endsWith(".html"))
    throw new Failure("invalid", `${file} must end with .html or .json.`);
  return withDatabase(io, async (db) => {
    const { memberId } = found(await findRequest(db.read, readSeq(named) ?? 0), named);
    const parts = await copyOf(db.read, memberId);
    const text = isJson ? JSON.stringify(parts, null, 2) : copyPage(parts, io.clock());
    await writeFile(file, text, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
      throw new Failure("invalid", `${file} cannot be written; is it there already?`, { cause: error });
    });
    io.write(`${file}: ${parts.reduce((sum, { lines }) => sum + lines.length, 0)} lines.\n`);
    return 0;
  });
}

function runRetention({ io, isOn }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db, config) => {
    const isDry = isOn("dry-run");
    const now = io.clock();
    const { dataDir, retention: days } = config;
    const counts = await retain({ db, dataDir, days, now, isDry });
    const rows = Object.entries(counts).map(([kind, count]) => [
      kind,
      `${days[kind as keyof typeof days]} days`,
      String(count),
    ]);
    io.write(`${isDry ? "Would go" : "Gone"} on ${localDate(now)}:\n${columns(rows)}`);
    return 0;
  });
}

function nameOf(call: Call): string {
  return call.text("by") ?? userInfo().username;
}
