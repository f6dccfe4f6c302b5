import { addCampaign, approveCampaign, type Refused } from "../campaigns/approve.ts";
import { findCampaign, listCampaigns } from "../campaigns/campaign.ts";
import { readCampaign } from "../campaigns/file.ts";
import { proveCampaign, proveUnits } from "../campaigns/proof.ts";
import { nextSlot } from "../campaigns/schedule.ts";
import { sayList, sayProof } from "../campaigns/sheet.ts";
import { resumeCampaign, stopCampaign } from "../campaigns/stop.ts";
import { type CampaignSurvey, surveyCampaign } from "../campaigns/survey.ts";
import { sayTime } from "../kit/time.ts";
import { outletsOff } from "../outlets/ready.ts";
import { countAudience } from "../people/audience.ts";
import { by, deciderOf } from "./campaign-decider.ts";
import { draftCommands } from "./campaign-draft.ts";
import { readPlanFile } from "./campaign-file.ts";
import { moreCommands } from "./campaign-more.ts";
import { resendCommands } from "./campaign-resend.ts";
import type { Call, Command, ExitCode, Option } from "./command.ts";
import { commands as outletCommands } from "./outlets.ts";
import { writeWhole } from "./proposals-papers.ts";
import { withDatabase, withLibrary } from "./stores.ts";

const excel = {
  type: "string",
  value: "FILE",
  meaning: "Write it as an Excel file too.",
} as const satisfies Option;
const word = {
  type: "string",
  value: "FILE",
  meaning: "Write it as a Word file too.",
} as const satisfies Option;

const idHelp = "ID is the id of `caunoi campaign list`, or its last six characters or more.";

export const commands: readonly Command[] = [
  {
    name: "campaign add",
    operands: ["FILE.md"],
    options: { by },
    meaning: "Store a campaign file as a draft; nothing is sent before it is approved.",
    details:
      "The file begins with settings between two lines `---`: title, audience (all), and one of\n" +
      '  at: "2026-05-18 08:00"    once, Việt Nam time\n' +
      '  cron: "0 8 * * 1"         again and again\n' +
      '  yearly: "05-18 08:00"     every year on this day\n' +
      "The message follows. deploy/campaigns/ has examples. Prints the new id.",
    run: add,
  },
  {
    name: "campaign list",
    operands: [],
    meaning: "List every campaign with its state and next sending.",
    run: ({ io }) =>
      withDatabase(io, async (db) => {
        io.write(`${sayList(await listCampaigns(db.read))}\n`);
        return 0;
      }),
  },
  {
    name: "campaign approve",
    operands: ["ID"],
    options: {
      by,
      count: { type: "string", value: "N", meaning: "How many people it reaches, for a large sending." },
    },
    meaning: "Let a campaign be sent at its time.",
    details: `${idHelp}\nAn edited campaign has to be approved again. As soon as an officer could approve it, --by names an\nofficer: not the one who wrote it. From LARGE_AUDIENCE people on an officer types their number with --count.`,
    run: approve,
  },
  {
    name: "campaign stop",
    operands: ["ID"],
    options: { by },
    meaning: "Stop a campaign at once; what has not left stays here.",
    details: idHelp,
    run: stop,
  },
  {
    name: "campaign resume",
    operands: ["ID"],
    options: { by },
    meaning: "Go on with a stopped campaign, or send one that was held for a decision.",
    details: `${idHelp}\nA stopped sending goes on with exactly the people who remained.`,
    run: resume,
  },
  {
    name: "campaign proof",
    operands: ["ID"],
    options: { xlsx: excel, docx: word },
    meaning: "Print the proof sheet: who approved, how many were meant, what became of each.",
    details: idHelp,
    run: prove,
  },
  ...outletCommands,
  ...moreCommands,
  ...resendCommands,
  ...draftCommands,
];

function prove(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const proof = await proveCampaign(db.read, call.operands[0] ?? "");
    const files = await import("../campaigns/proof-files.ts");
    const [xlsx, docx] = [call.text("xlsx"), call.text("docx")];
    const units = await proveUnits(db.read, proof);
    if (xlsx) await writeWhole(xlsx, await files.proofXlsx(proof, io.clock(), units));
    if (docx) await writeWhole(docx, await files.proofDocx(proof, io.clock(), units));
    io.write(`${sayProof(proof)}\n`);
    return 0;
  });
}

function add(call: Call): Promise<ExitCode> {
  const { io } = call;
  const [path = ""] = call.operands;
  return withDatabase(io, async (db, config) => {
    const now = io.clock();
    const reading = await readPlanFile(call, path, { db, config, read: readCampaign });
    if (reading?.kind !== "plan") return 1;
    const { plan } = reading;
    const decider = await deciderOf(call, db.read);
    const id = await db.transact((tx) => addCampaign(tx, plan, { ...decider, now }));
    const { audience: rule, channels } = plan;
    const { reached, agreed } = await countAudience(db.read, { rule, channels, now });
    const survey = await surveyCampaign(db.read, plan, nextSlot(plan.schedule, now) ?? now);
    io.write(`${id}\n`);
    io.write(
      `Draft "${plan.title}": would reach ${reached} of ${agreed} people who agreed to receive news.\n`,
    );
    if (rule !== "all") io.write(`Left out of ${survey.matched} the rule names: ${sayExcluded(survey)}.\n`);
    io.write(`To send it: npx caunoi campaign approve ${id}\n`);
    return 0;
  });
}

function sayExcluded({ excluded }: CampaignSurvey): string {
  const { noConsent, noAddress, unreachable, capped } = excluded;
  const said = [`${noConsent} have not agreed`, `${noAddress} are on no channel of it`];
  return [...said, `${unreachable} cannot be reached`, `${capped} get enough already`].join(", ");
}

function approve(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db, config) => {
    const { id } = await findCampaign(db.read, call.operands[0] ?? "");
    const decider = await deciderOf(call, db.read);
    const typed = call.text("count") === undefined ? null : Number(call.text("count"));
    const approval = {
      ...{ id, ...decider, typed, now: io.clock() },
      ...{ largeFrom: config.largeAudience, outletsOff: outletsOff(config) },
    };
    const result = await withLibrary(db, io.clock, (library) =>
      db.transact((tx) => approveCampaign(tx, approval, library)),
    );
    if (result.kind === "refused") return complainRefused(call, result);
    const { reached, agreed } = result.reach;
    io.write(`Approved; it will be sent ${sayTime(result.next)} to ${reached} of ${agreed} people.\n`);
    return 0;
  });
}

function stop(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const { id } = await findCampaign(db.read, call.operands[0] ?? "");
    const decider = await deciderOf(call, db.read);
    const result = await db.transact((tx) => stopCampaign(tx, { id, ...decider, now: io.clock() }));
    if (result.kind === "refused") return complainRefused(call, result);
    io.write(`Stopped${result.runs > 0 ? " in the middle of a sending" : ""}; nothing more of it leaves.\n`);
    return 0;
  });
}

function resume(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const { id } = await findCampaign(db.read, call.operands[0] ?? "");
    const decider = await deciderOf(call, db.read);
    const result = await withLibrary(db, io.clock, (library) =>
      db.transact((tx) => resumeCampaign(tx, { id, ...decider, now: io.clock() }, library)),
    );
    if (result.kind === "refused") return complainRefused(call, result);
    const next = result.next ? `; next sending ${sayTime(result.next)}` : "";
    io.write(`Goes on: ${result.runs} stopped and ${result.released.length} held sendings${next}.\n`);
    return 0;
  });
}

function complainRefused({ io }: Call, { words }: Refused): ExitCode {
  io.complain(`caunoi: ${words}\n`);
  return 1;
}
