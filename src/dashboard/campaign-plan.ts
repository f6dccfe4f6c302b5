import { stringify } from "yaml";
import { readBody } from "../campaigns/body.ts";
import { type Plan, readCampaign, type Setting } from "../campaigns/file.ts";
import { mostPictures, type Pictures } from "../campaigns/pictures.ts";
import type { QuizId, QuizPlan } from "../campaigns/quiz/quiz.ts";
import { readQuiz } from "../campaigns/quiz/quiz-file.ts";
import type { Queries } from "../database/database.ts";
import { newId } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import { unknownUnits } from "../people/audience-rule.ts";
import type { GivenForm } from "./campaign-form.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import type { DashboardParts, Refusal } from "./routes.ts";
import { refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** A form as the program uses it: a plan, with its quiz when it is one. */
export type FormPlan = {
  readonly kind: "plan";
  readonly plan: Plan;
  readonly quiz?: { readonly id: QuizId; readonly plan: QuizPlan };
};

/**
 * The plan behind a form. The form becomes a campaign file and is read like one, so that both kinds of campaign
 * keep the same rules; a fault comes back under the field it is about.
 */
export async function planOf(
  form: GivenForm,
  { parts, queries, now }: { parts: DashboardParts; queries: Queries; now: Instant },
): Promise<FormPlan | Refusal> {
  const pictures = await picturesOf(form, parts);
  const fault = blockFault(form, parts, pictures) ?? (await unitFault(form, queries, now));
  if (fault) return fault;
  const limits = new Map(parts.channels.map(({ name, ...can }) => [name, can]));
  const outletsOff = parts.outletsOff ?? new Map();
  const setting: Setting = { now, limits, library: parts.library(), pictures, outletsOff };
  const id = newId<"quiz">();
  const file = fileOf(form);
  const reading = form.quiz ? readQuiz(file, setting, id) : readCampaign(file, setting);
  if (reading.kind === "faulty") return fieldFault(reading.faults[0]?.what ?? "", form);
  // The rule comes as data: it does not have to go through its text.
  const plan = { ...reading.plan, audience: form.audience };
  return { kind: "plan", plan, ...(reading.kind === "quiz" ? { quiz: { id, plan: reading.quiz } } : {}) };
}

/** Blocks are looked at one by one, so that a fault stands beside its block. */
function blockFault(form: GivenForm, parts: DashboardParts, pictures: Pictures): Refusal | undefined {
  const { documents } = parts.library();
  for (const [at, block] of form.blocks.entries()) {
    if (block.kind === "text" && block.text.includes("{{")) return onField(`blocks.${at}.text`, words.marks);
    if (block.kind === "text" && readBody(block.text, 1).faults.length > 0)
      return onField(`blocks.${at}.text`, words.blockUnreadable);
    if (block.kind === "image" && !pictures.has(nameOf(at)))
      return onField(`blocks.${at}.blob`, words.pictureGone);
    if (block.kind === "clause" && block.documents.some((id) => !documents.has(id)))
      return onField(`blocks.${at}.documents`, words.noDocument);
  }
  if (pictures.size > mostPictures) return onField("blocks", words.manyPictures);
  return undefined;
}

async function unitFault(
  { audience }: GivenForm,
  queries: Queries,
  now: Instant,
): Promise<Refusal | undefined> {
  const [unknown] = await unknownUnits(queries, audience, now);
  return unknown && onField("audience", words.unknownUnit(unknown.code, unknown.maybe));
}

/** Pictures that have been taken up, by the name the file gives them. */
async function picturesOf({ blocks }: GivenForm, { blobs }: DashboardParts): Promise<Pictures> {
  const found = new Map();
  for (const [at, block] of blocks.entries()) {
    const known = block.kind === "image" ? await blobs.describe(block.blob) : undefined;
    if (block.kind !== "image" || !known || !/^image\/(jpeg|png)$/.test(known.mediaType)) continue;
    const { blob } = block;
    // Its bytes were judged when they were taken up.
    found.set(nameOf(at), { kind: "picture", bytes: new Uint8Array(), blob, mediaType: known.mediaType });
  }
  return found;
}

function nameOf(at: number): string {
  return `${at}.jpg`;
}

function fileOf(form: GivenForm): string {
  const { title, topic, channels, outlets, buttons, sources, until, embargo, quiz } = form;
  const front = {
    ...{ title, topic, audience: "all", channels, sources },
    ...timeOf(form),
    ...(until === "" ? {} : { until: spaced(until) }),
    ...(embargo === "" ? {} : { embargo: spaced(embargo) }),
    ...(outlets.length > 0 ? { outlets } : {}),
    grace: form.graceMinutes,
    cap: form.dailyCap === 0 ? "none" : form.dailyCap,
    buttons: buttons.map(({ label, action }) => ({ [label]: action })),
    ...(quiz ? quizFront(quiz) : {}),
  };
  const questions = quiz?.questions.map(questionText) ?? [];
  return `---\n${stringify(front, { lineWidth: 0 })}---\n${[...form.blocks.map(blockText), ...questions].join("\n\n")}\n`;
}

function quizFront({ kind, closes, explains, ties, unitsBy }: NonNullable<GivenForm["quiz"]>) {
  return { kind, closes: spaced(closes), explain: explains, ties, units: unitsBy };
}

function questionText({ text, source, options, right }: NonNullable<GivenForm["quiz"]>["questions"][number]) {
  const choices = options.map((option, at) => `- [${at === right ? "x" : " "}] ${option}`);
  return [`## ${text}`, ...(source === "" ? [] : [`Nguồn: ${source}`]), ...choices].join("\n");
}

function blockText(block: GivenForm["blocks"][number], at: number): string {
  // Square brackets end the words of a link or a picture.
  const inside = (text: string) => text.replaceAll("[", "(").replaceAll("]", ")");
  switch (block.kind) {
    case "text":
      // A heading of Markdown would begin the questions of a quiz.
      return block.text.replace(/^#{1,6} +/gm, "");
    case "link":
      return `[${inside(block.label)}](${block.url})`;
    case "image":
      return `![${inside(block.alt)}](${nameOf(at)})`;
    case "clause":
      return block.documents.length > 0 ? `{{clause: ${block.documents.join(", ")}}}` : "{{clause}}";
  }
}

function timeOf({ time }: GivenForm): Readonly<Record<string, string>> {
  if (time.kind === "once") return { at: spaced(time.at) };
  const two = (value: number) => String(value).padStart(2, "0");
  if (time.kind === "yearly")
    return { yearly: `${two(time.month)}-${two(time.day)} ${time.clock}${time.isLunar ? " lunar" : ""}` };
  const holidays = time.skipsHolidays ? "skip" : "send";
  if (time.kind === "cron") return { cron: time.cron, holidays };
  const [hour, minute] = time.clock.split(":").map(Number);
  const day = time.kind === "monthly" ? (time.day === 0 ? "L" : time.day) : "*";
  const weekdays = time.kind === "weekly" ? weekdaysOf(time.days) : "*";
  return { cron: `${minute} ${hour} ${day} * ${weekdays}`, holidays };
}

function weekdaysOf(days: readonly number[]): string {
  const own = [...new Set(days)].sort((a, b) => a - b);
  return own.length === 7 ? "*" : own.join(",");
}

function spaced(moment: string): string {
  return moment.replace("T", " ");
}

const byKey: Readonly<Record<string, readonly [field: string, words: string]>> = {
  at: ["time", texts.campaignPast],
  cron: ["time", words.never],
  yearly: ["time", words.never],
  holidays: ["time", words.never],
  until: ["until", words.untilEarly],
  embargo: ["embargo", words.embargo],
  outlets: ["outlets", words.outlet],
  buttons: ["buttons", words.button],
  sources: ["sources", words.source],
  channels: ["channels", words.channel],
  title: ["title", words.form],
  topic: ["topic", words.form],
  closes: ["quiz.closes", words.quizCloses],
};

/** The words of the file reader are for who writes files: here each becomes words beside its field. */
function fieldFault(what: string, { quiz }: GivenForm): Refusal {
  const over = /^(\d+) characters too long for (\S+)/.exec(what);
  if (over) return onField("blocks", words.tooLong(Number(over[1]), String(over[2])));
  if (what.includes("is past")) return onField("time", texts.campaignPast);
  if (what.startsWith("a quiz is sent once")) return onField("time", words.quizOnce);
  if (what.startsWith("cron:") && what.includes("once an hour")) return onField("time", words.tooOften);
  const [field, said] = byKey[/^`?(\w+)`?:/.exec(what)?.[1] ?? ""] ?? ["", ""];
  if (field !== "") return onField(field, said);
  return quiz && what.includes("no published clause")
    ? onField("quiz.questions", words.quizSource)
    : onField("blocks", words.blockUnreadable);
}

export function onField(field: string, said: string): Refusal {
  return { ...refused(400, "invalid", texts.badFields), fields: { [field]: said } };
}
