import { readClauseMark } from "../campaigns/body.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { readFront, split } from "../campaigns/front-matter.ts";
import { readSimpleCron, readYearly, type Schedule } from "../campaigns/schedule.ts";
import { texts as memberTexts } from "../campaigns/texts.ts";
import type { Part } from "../kit/message.ts";
import { addMs, type Instant, localTime } from "../kit/time.ts";
import type { CampaignForm, FormBlock, FormTime } from "./campaign-shapes.ts";

const two = (value: number) => String(value).padStart(2, "0");
const clockOf = (hour: number, minute: number) => `${two(hour)}:${two(minute)}`;

/** A form nobody has written in yet: tomorrow at eight, to everybody who agreed, on every channel. */
export function emptyForm(now: Instant): CampaignForm {
  const { year, month, day } = localTime(addMs(now, 24 * 3_600_000));
  return {
    ...{ title: "", topic: "chung", blocks: [{ kind: "text", text: "" }], buttons: [], sources: [] },
    ...{ audience: "all", channels: ["telegram", "zalo-oa", "zalo-bot", "web-chat"], outlets: [] },
    time: { kind: "once", at: `${year}-${two(month)}-${two(day)}T08:00` },
    ...{ until: "", embargo: "", graceMinutes: 120, dailyCap: 1, quiz: null },
  };
}

/**
 * The form a campaign would be written in; null where the five steps have no place for something in it. A quiz keeps
 * its questions once it is stored, so it has none.
 */
export function formOf(campaign: Campaign): CampaignForm | null {
  const { title, topic, content, audience, channels, schedule, sources } = campaign;
  const closing = content.parts.at(-1);
  if (closing?.kind !== "text" || !closing.text.endsWith(memberTexts.whyYouGetThis)) return null;
  const blocks = blocksOf(content.parts.slice(0, -1));
  if (!blocks || quizIdOf(campaign) !== null) return null;
  return {
    ...{ title, topic, blocks, sources, audience, channels },
    buttons: content.choices,
    outlets: campaign.outlets ?? [],
    time: timeOfSchedule(schedule),
    until: schedule.until === null ? "" : localInput(schedule.until),
    embargo: campaign.embargo === undefined ? "" : localInput(campaign.embargo),
    graceMinutes: campaign.graceMinutes,
    dailyCap: campaign.dailyCap ?? 1,
    quiz: null,
  };
}

/** The quiz a campaign invites to. */
export function quizIdOf({ content }: Pick<Campaign, "content">): string | null {
  const start = content.choices.find(({ action }) => action.startsWith("quiz:"));
  return start?.action.slice("quiz:".length) ?? null;
}

/** Paragraphs one after another are one block of text. */
function blocksOf(parts: readonly Part[]): FormBlock[] | undefined {
  const blocks: FormBlock[] = [];
  for (const part of parts) {
    if (part.kind === "text") addParagraph(blocks, part.text);
    else if (part.kind === "link") blocks.push(part);
    else if (part.kind === "image") blocks.push({ kind: "image", blob: part.blob, alt: part.alt });
    else return undefined;
  }
  return blocks;
}

function addParagraph(blocks: FormBlock[], text: string): void {
  const mark = readClauseMark(text);
  const last = blocks.at(-1);
  if (mark) blocks.push({ kind: "clause", documents: mark.documents });
  else if (last?.kind === "text")
    blocks[blocks.length - 1] = { kind: "text", text: `${last.text}\n\n${text}` };
  else blocks.push({ kind: "text", text });
}

function timeOfSchedule(schedule: Schedule): FormTime {
  if (schedule.kind === "at") return { kind: "once", at: localInput(schedule.at) };
  if (schedule.kind === "cron") return timeOfCron(schedule.cron, schedule.skipsHolidays);
  const { month, day, hour, minute, calendar } = schedule;
  return { kind: "yearly", month, day, clock: clockOf(hour, minute), isLunar: calendar === "lunar" };
}

function timeOfCron(cron: string, skipsHolidays: boolean): FormTime {
  const simple = readSimpleCron(cron);
  if (!simple) return { kind: "cron", cron, skipsHolidays };
  const clock = clockOf(simple.hour, simple.minute);
  if (simple.kind === "weekly") return { kind: "weekly", days: simple.days, clock, skipsHolidays };
  return { kind: "monthly", day: simple.day === "L" ? 0 : simple.day, clock, skipsHolidays };
}

/** As a field for date and time takes it. */
function localInput(at: Instant): string {
  const { year, month, day, hour, minute } = localTime(at);
  return `${year}-${two(month)}-${two(day)}T${clockOf(hour, minute)}`;
}

/**
 * A campaign file as a form to begin with, also one that is not finished: what cannot be read is left as it is in an
 * empty form, and what is to be filled in stands in the text.
 */
export function formOfFile(source: string, now: Instant): CampaignForm {
  const empty = emptyForm(now);
  const file = split(source);
  if (!file) return empty;
  const { values } = readFront(file.front);
  const text = (key: string) => String(values.get(key) ?? "");
  const outlets = listOf(values.get("outlets")).filter((name) => name !== "none");
  return {
    ...empty,
    title: text("title"),
    topic: text("topic") || empty.topic,
    blocks: blocksOf(paragraphsOf(file.body)) ?? empty.blocks,
    buttons: pairsOf(values.get("buttons")),
    sources: listOf(values.get("sources")),
    outlets,
    time: timeOfFront(text, empty.time),
  };
}

function paragraphsOf(body: string): Part[] {
  const found = body.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return found.filter((one) => one !== "").map((one) => ({ kind: "text", text: one }));
}

function timeOfFront(text: (key: string) => string, otherwise: FormTime): FormTime {
  if (text("at") !== "") return { kind: "once", at: text("at").replace(" ", "T") };
  if (text("cron") !== "") return timeOfCron(text("cron"), text("holidays") === "skip");
  const yearly = readYearly(text("yearly"));
  return yearly ? timeOfSchedule({ kind: "yearly", ...yearly, until: null }) : otherwise;
}

function listOf(value: unknown): string[] {
  if (typeof value === "string") return value.split(/\s*,\s*/);
  return Array.isArray(value) ? value.map(String) : [];
}

function pairsOf(value: unknown): { label: string; action: string }[] {
  if (!Array.isArray(value)) return [];
  const pairs = value.flatMap((one) => (one instanceof Object ? Object.entries(one) : []));
  return pairs.map(([label, action]) => ({ label, action: String(action) }));
}
