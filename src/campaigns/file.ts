import type { z } from "zod";
import { type ChannelName, type Content, plainText } from "../kit/message.ts";
import { type Instant, sayTime, toMs } from "../kit/time.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import type { OutletName } from "../outlets/outlet.ts";
import type { AudienceRule } from "../people/audience-rule.ts";
import { type Fault, readBody, readClauseMark } from "./body.ts";
import * as field from "./fields.ts";
import { decode, type Front, readFront, split } from "./front-matter.ts";
import type { Pictures } from "./pictures.ts";
import { nextSlot, type readYearly, type Schedule } from "./schedule.ts";
import { texts } from "./texts.ts";

/** What a campaign is, as its file or an officer's form gives it. Nothing of it has been approved yet. */
export type Plan = {
  readonly title: string;
  readonly topic: string;
  readonly content: Content;
  readonly audience: AudienceRule;
  readonly channels: readonly ChannelName[];
  readonly schedule: Schedule;
  /** How late it may still be launched without asking, when the program was down at the due moment. */
  readonly graceMinutes: number;
  /** `document#clause` of everything the message rests on. */
  readonly sources: readonly string[];
  /** Most campaign messages a member gets on one day, this one included; 0: not counted. One when left out. */
  readonly dailyCap?: number;
  /** Where it is published for everybody; nowhere when left out. */
  readonly outlets?: readonly OutletName[];
  /** Nothing but the press kit leaves before this moment. */
  readonly embargo?: Instant;
};

/** What the reader must know of the world. */
export type Setting = {
  readonly now: Instant;
  /** What each channel can show; a channel that is not given is not checked. */
  readonly limits: ReadonlyMap<ChannelName, { readonly textLength: number; readonly buttons: boolean }>;
  readonly library: Library;
  /** The pictures that lie beside the file, by the name the file gives them. */
  readonly pictures?: Pictures;
  /** Outlets that cannot be used on this machine, with what to do about it. */
  readonly outletsOff?: ReadonlyMap<OutletName, string>;
};

export type Reading =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "faulty"; readonly faults: readonly Fault[] };

const defaultGraceMinutes = 120;
/** Many times the longest message of any channel: whatever is longer is another kind of file. */
const longestFile = 100_000;

/**
 * Reads a campaign file: YAML front matter between two `---` lines, then the message, in UTF-8.
 *
 * Either everything can be used, or every fault is named at once with its line and what to write instead.
 * Changes nothing and asks nobody.
 */
export function readCampaign(source: string | Uint8Array, setting: Setting): Reading {
  if (source.length > longestFile) return faulty(1, `the file is longer than ${longestFile} bytes`);
  const text = typeof source === "string" ? source : decode(source);
  if (text === undefined) return faulty(1, "the file is not UTF-8 text: save it as UTF-8");
  const file = split(text.replace(/^\uFEFF/, ""));
  if (!file) return faulty(1, "the file must begin with `---`, the settings, and a second line `---`");
  const front = readFront(file.front);
  const body = readBody(file.body, file.bodyLine, setting.pictures);
  const faults = [...front.faults, ...body.faults];
  const fields = readFields(front, setting, faults);
  if (file.body.trim() === "")
    faults.push({ line: file.bodyLine, what: "the message is empty: write it here" });
  faults.push(...markFaults(body.parts, setting.library, file.bodyLine));
  const content = { parts: [...body.parts, closing(fields.sources)], choices: fields.buttons };
  faults.push(...tooLong(content, fields.channels ?? [], { ...setting, line: file.bodyLine }));
  const plan = complete(fields, content);
  if (!plan || faults.length > 0) return { kind: "faulty", faults: faults.sort((a, b) => a.line - b.line) };
  return { kind: "plan", plan };
}

function faulty(line: number, what: string): Reading {
  return { kind: "faulty", faults: [{ line, what }] };
}

const timeKeys = ["at", "cron", "yearly"];
const names =
  "title audience channels outlets at cron yearly until embargo grace topic buttons sources holidays cap";
const known = names.split(" ");

function readFields(front: Front, setting: Setting, faults: Fault[]) {
  const read = <T>(key: string, schema: z.ZodType<T>, otherwise?: T): T | undefined => {
    const line = front.lines.get(key);
    if (line === undefined) return otherwise;
    if (!front.values.has(key)) return undefined;
    const result = schema.safeParse(front.values.get(key));
    if (result.success) return result.data;
    for (const issue of result.error.issues) faults.push({ line, what: `${key}: ${issue.message}` });
    return undefined;
  };
  faults.push(...wrongKeys(front));
  const times = {
    at: read("at", field.at),
    cron: read("cron", field.cron(setting.now)),
    yearly: read("yearly", field.yearly),
    skipsHolidays: read("holidays", field.holidays) === "skip",
  };
  const schedule = scheduleOf(times, read("until", field.until) ?? null);
  if (schedule) faults.push(...timeFaults(schedule, front, setting.now));
  const embargo = read("embargo", field.at);
  if (embargo && schedule) faults.push(...embargoFaults(embargo, schedule, front));
  const outlets = read("outlets", field.outlets(setting.outletsOff ?? new Map()), []) ?? [];
  return {
    ...(embargo ? { embargo } : {}),
    ...(outlets.length > 0 ? { outlets } : {}),
    schedule,
    title: read("title", field.oneLine),
    topic: read("topic", field.oneLine, "chung"),
    audience: read("audience", field.audience),
    channels: read("channels", field.channels, [...field.campaignChannels]),
    graceMinutes: read("grace", field.grace, defaultGraceMinutes),
    dailyCap: read("cap", field.cap),
    buttons: read("buttons", field.buttons(setting.library), []) ?? [],
    sources: read("sources", field.sources(setting.library), []) ?? [],
  };
}

function wrongKeys(front: Front): Fault[] {
  const faults: Fault[] = [];
  for (const [key, line] of front.lines) {
    if (!known.includes(key)) faults.push({ line, what: `\`${key}\` is not known: use ${known.join(", ")}` });
  }
  for (const key of ["title", "audience"]) {
    const example = key === "title" ? "title: Ngày Khoa học 18/5" : "audience: all";
    if (!front.lines.has(key)) faults.push({ line: 1, what: `\`${key}\` is missing: write \`${example}\`` });
  }
  const times = timeKeys.filter((key) => front.lines.has(key));
  const one = "exactly one of at, cron and yearly";
  if (times.length === 0) faults.push({ line: 1, what: `the time is missing: write ${one}` });
  const holidays = front.lines.get("holidays");
  if (holidays !== undefined && !front.lines.has("cron")) {
    faults.push({ line: holidays, what: "holidays: only a cron series can skip them: take this line out" });
  }
  for (const key of times.slice(1)) {
    faults.push({ line: front.lines.get(key) ?? 1, what: `\`${key}\` beside \`${times[0]}\`: write ${one}` });
  }
  return faults;
}

type Times = {
  at: Instant | undefined;
  cron: string | undefined;
  yearly: ReturnType<typeof readYearly>;
  skipsHolidays: boolean;
};

function scheduleOf(times: Times, end: Instant | null): Schedule | undefined {
  if (times.at) return { kind: "at", at: times.at, until: end };
  const { cron, skipsHolidays } = times;
  if (cron) return { kind: "cron", cron, skipsHolidays, until: end };
  return times.yearly && { kind: "yearly", ...times.yearly, until: end };
}

function timeFaults(schedule: Schedule, front: Front, now: Instant): Fault[] {
  const line = front.lines.get(schedule.kind) ?? 1;
  if (schedule.kind === "at" && schedule.at <= now) {
    return [{ line, what: `${sayTime(schedule.at)} is past (now: ${sayTime(now)}): write a later time` }];
  }
  if (nextSlot(schedule, now) !== null) return [];
  const until = front.lines.get("until");
  if (until !== undefined) return [{ line: until, what: "until: lies before the first sending" }];
  return [{ line: front.lines.get("holidays") ?? line, what: "holidays: every sending would fall on one" }];
}

/** A week is as long as the rows of members wait for their moment. */
const longestEmbargoMs = 6 * 24 * 3_600_000;

function embargoFaults(embargo: Instant, schedule: Schedule, front: Front): Fault[] {
  const line = front.lines.get("embargo") ?? 1;
  const fault = (what: string) => [{ line, what: `embargo: ${what}` }];
  if (schedule.kind !== "at") return fault("only a campaign sent once, with `at`, can have one");
  if (embargo <= schedule.at)
    return fault("ends before the sending begins: take it out or write a later time");
  if (schedule.until && schedule.until <= embargo) return fault("ends after `until`: write an earlier time");
  if (toMs(embargo) - toMs(schedule.at) > longestEmbargoMs) return fault("is longer than six days");
  return [];
}

function markFaults(parts: Content["parts"], library: Library, line: number): Fault[] {
  const named = parts.flatMap((part) =>
    part.kind === "text" ? (readClauseMark(part.text)?.documents ?? []) : [],
  );
  const unknown = named.filter((id) => !library.documents.has(id));
  return unknown.map((id) => ({ line, what: `{{clause}}: no document \`${id}\` is published` }));
}

/** The lines under every campaign message: what it rests on, why one gets it and how to stop it. */
function closing(clauses: readonly Clause[]): Content["parts"][number] {
  const lines = clauses.length === 0 ? [] : [texts.sources(clauses.map(({ label }) => label))];
  return { kind: "text", text: [...lines, texts.whyYouGetThis].join("\n") };
}

function tooLong(
  content: Content,
  names: readonly ChannelName[],
  { limits, line }: { limits: Setting["limits"]; line: number },
): Fault[] {
  return names.flatMap((name) => {
    const limit = limits.get(name);
    if (!limit) return [];
    const { length } = plainText(content, !limit.buttons);
    if (length <= limit.textLength) return [];
    const over = length - limit.textLength;
    return [
      { line, what: `${over} characters too long for ${name} (${limit.textLength}): shorten the message` },
    ];
  });
}

function complete(fields: ReturnType<typeof readFields>, content: Content): Plan | undefined {
  const { title, topic, audience, channels, schedule, graceMinutes, dailyCap } = fields;
  if (!title || !topic || !audience || !channels || !schedule || graceMinutes === undefined) return undefined;
  const sources = fields.sources.map((clause) => `${clause.document}#${clause.id}`);
  const { outlets, embargo } = fields;
  return {
    ...{ title, topic, content, audience, channels, schedule, graceMinutes, sources },
    ...(dailyCap === undefined ? {} : { dailyCap }),
    ...(outlets ? { outlets } : {}),
    ...(embargo ? { embargo } : {}),
  };
}
