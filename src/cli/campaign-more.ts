import { addCampaign, editCampaign } from "../campaigns/approve.ts";
import { askForApproval } from "../campaigns/approve-in-chat.ts";
import { changesSinceApproval } from "../campaigns/approved-changes.ts";
import { type Campaign, findCampaign } from "../campaigns/campaign.ts";
import { type Plan, readCampaign } from "../campaigns/file.ts";
import { forecastCampaign, type Terms } from "../campaigns/forecast.ts";
import { sayForecast, sayReach } from "../campaigns/say-forecast.ts";
import { nextSlot, readAt } from "../campaigns/schedule.ts";
import { surveyCampaign } from "../campaigns/survey.ts";
import { proofWords, sayMoment, sayWhen } from "../campaigns/texts.ts";
import type { Config } from "../config.ts";
import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type ChannelName, plainText } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { sayRule } from "../people/audience-rule.ts";
import { by, deciderOf } from "./campaign-decider.ts";
import { readPlanFile } from "./campaign-file.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { withDatabase, withLibrary } from "./stores.ts";

const idHelp = "ID is the id of `caunoi campaign list`, or its last six characters or more.";

export const moreCommands: readonly Command[] = [
  {
    name: "campaign show",
    operands: ["ID"],
    meaning: "Show a campaign: its words, whom, when, and what changed since it was approved last.",
    details: idHelp,
    run: show,
  },
  {
    name: "campaign forecast",
    operands: ["ID"],
    meaning: "Say whom the next sending would reach and leave out, how long it takes and what it costs.",
    details: idHelp,
    run: forecast,
  },
  {
    name: "campaign edit",
    operands: ["ID", "FILE.md"],
    options: { by },
    meaning: "Replace a campaign by another file; it is a draft again and has to be approved.",
    details: `${idHelp}\nRefused while a sending of it is under way.`,
    run: edit,
  },
  {
    name: "campaign duplicate",
    operands: ["ID"],
    options: {
      by,
      at: {
        type: "string",
        value: "TIME",
        meaning: 'Send the copy once, at "2026-05-18 08:00"; else at the times of the original.',
      },
      title: { type: "string", value: "TITLE", meaning: "The title of the copy." },
    },
    meaning: "Store a copy of a campaign as a new draft.",
    details: idHelp,
    run: duplicate,
  },
  {
    name: "campaign ask",
    operands: ["ID"],
    options: { by },
    meaning: "Lay a draft before the officers who may approve it, in their own chats.",
    details: `${idHelp}\nOfficers tie their chat by the code of \`caunoi officer link\`. They answer by button or in words.`,
    run: ask,
  },
];

function show({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const campaign = await findCampaign(db.read, operands[0] ?? "");
    const last = await changesSinceApproval(db.read, campaign.id, campaign);
    const changes = (last?.changes ?? []).map(
      ({ field, before, after }) => `  ${field}: “${before}” → “${after}”`,
    );
    const since = last ? [`Duyệt lần gần nhất: ${last.by}, ${sayTime(last.at)}`, ...changes] : [];
    io.write(`${[...describe(campaign), ...since].join("\n")}\n`);
    return 0;
  });
}

function describe(campaign: Campaign): string[] {
  const {
    title,
    id,
    status,
    schedule,
    nextSlot: next,
    audience,
    channels,
    topic,
    sources,
    content,
  } = campaign;
  const buttons = content.choices.map(({ label, action }) => `  [${label}] ${action}`);
  return [
    title,
    `${proofWords.id}: ${id}`,
    `${proofWords.status}: ${proofWords.statuses[status]}; ${proofWords.next}: ${sayMoment(next)}`,
    `${proofWords.when}: ${sayWhen(schedule)}`,
    `Người nhận: ${sayRule(audience)}`,
    `Kênh: ${[...channels, ...(campaign.outlets ?? [])].join(", ")}`,
    `Chủ đề: ${topic}`,
    ...(sources.length > 0 ? [`Nguồn: ${sources.join(", ")}`] : []),
    "",
    plainText({ ...content, choices: [] }),
    ...buttons,
    "",
  ];
}

function forecast({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db, config) => {
    const campaign = await findCampaign(db.read, operands[0] ?? "");
    const lines = await forecastLines(db.read, campaign, { now: io.clock(), config });
    io.write(`${lines.join("\n")}\n`);
    return 0;
  });
}

async function forecastLines(
  queries: Queries,
  campaign: Campaign,
  { now, config }: { now: Instant; config: Config },
): Promise<string[]> {
  const slot = campaign.nextSlot ?? nextSlot(campaign.schedule, now);
  if (slot === null)
    throw new Failure("invalid", `"${campaign.title}" has no sending left: edit its time first.`);
  const reach = sayReach(await surveyCampaign(queries, campaign, slot));
  return [...reach, ...sayForecast(await forecastCampaign(queries, campaign, { slot, ...termsOf(config) }))];
}

function edit(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db, config) => {
    const { id } = await findCampaign(db.read, operands[0] ?? "");
    const reading = await readPlanFile(call, operands[1] ?? "", { db, config, read: readCampaign });
    if (reading?.kind !== "plan") return 1;
    const decision = { id, ...(await deciderOf(call, db.read)), now: io.clock() };
    const result = await db.transact((tx) => editCampaign(tx, reading.plan, decision));
    if (result.kind === "refused") return complain(call, result.words);
    io.write(`Changed; it is a draft again: npx caunoi campaign approve ${id}\n`);
    return 0;
  });
}

function duplicate(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db) => {
    const now = io.clock();
    const plan = copyOf(await findCampaign(db.read, operands[0] ?? ""), {
      at: call.text("at"),
      title: call.text("title")?.normalize("NFC").trim(),
      now,
    });
    const decider = await deciderOf(call, db.read);
    io.write(`${await db.transact((tx) => addCampaign(tx, plan, { ...decider, now }))}\n`);
    return 0;
  });
}

/** A plan like a campaign, at another time when one is given. Throws `Failure("invalid")` when it would never be sent. */
function copyOf(
  campaign: Campaign,
  wish: { at: string | undefined; title: string | undefined; now: Instant },
): Plan {
  const { content, schedule: old, embargo, ...rest } = campaign;
  if (content.choices.some(({ action }) => action.startsWith("quiz:")))
    throw new Failure("invalid", "It invites to a quiz: add the quiz file again with `caunoi quiz add`.");
  const at = wish.at === undefined ? undefined : readAt(wish.at);
  if (wish.at !== undefined && at === undefined)
    throw new Failure("invalid", `--at "${wish.at}" is no local time: write it as 2026-05-18 08:00.`);
  const schedule = at ? ({ kind: "at", at, until: null } as const) : old;
  if (nextSlot(schedule, wish.now) === null)
    throw new Failure("invalid", "Its time is past: give the copy another one with --at.");
  // An embargo belongs to the moment it was set for.
  const kept = at || embargo === undefined ? {} : { embargo };
  return { ...rest, ...kept, content, schedule, title: wish.title || campaign.title };
}

function ask(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db, config) => {
    const { id } = await findCampaign(db.read, operands[0] ?? "");
    const decider = await deciderOf(call, db.read);
    const result = await withLibrary(db, io.clock, (library) => {
      const asking = {
        id,
        ...decider,
        now: io.clock(),
        library,
        terms: termsOf(config),
        largeFrom: config.largeAudience,
      };
      return db.transact((tx) => askForApproval(tx, asking));
    });
    if (result.kind === "refused") return complain(call, result.words);
    io.write(
      `Asked ${result.officers.join(", ")}; the answer is taken until ${sayTime(result.expiresAt)}.\n`,
    );
    if (result.unlinked.length > 0)
      io.write(`Not asked, for no chat is tied: ${result.unlinked.join(", ")}.\n`);
    return 0;
  });
}

function complain({ io }: Call, words: string): ExitCode {
  io.complain(`caunoi: ${words}\n`);
  return 1;
}

/** The pace, quiet hours and prices the settings name. */
function termsOf({ telegram, zaloOa, zaloBot, quietHours }: Config): Terms {
  const paces: [ChannelName, number | undefined][] = [
    ["telegram", telegram?.bulkPerSecond],
    ["zalo-oa", zaloOa?.bulkPerSecond],
    ["zalo-bot", zaloBot?.bulkPerSecond],
  ];
  const perSecond = new Map(
    paces.flatMap(([name, pace]) => (pace === undefined ? [] : [[name, pace] as const])),
  );
  if (!zaloOa) return { perSecond, quietHours };
  const { terms: prices, isPaidAllowed, templates } = zaloOa;
  return { perSecond, quietHours, zalo: { prices, isPaidAllowed, templates } };
}
