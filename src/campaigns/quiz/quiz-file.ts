import { z } from "zod";
import type { Instant } from "../../kit/time.ts";
import type { Fault } from "../body.ts";
import { until } from "../fields.ts";
import { type Plan, readCampaign, type Setting } from "../file.ts";
import { decode, type Front, readFront, split } from "../front-matter.ts";
import { readQuestions } from "./questions-file.ts";
import { type Question, type QuizId, type QuizPlan, startAction } from "./quiz.ts";
import { quizTexts } from "./texts.ts";

export type QuizReading =
  | { readonly kind: "quiz"; readonly plan: Plan; readonly quiz: QuizPlan }
  | { readonly kind: "faulty"; readonly faults: readonly Fault[] };

const own = ["kind", "closes", "explain", "ties", "units"] as const;
const settings = {
  kind: z.enum(["quiz", "poll"], { error: "write quiz or poll" }),
  closes: until,
  explain: z.enum(["at-once", "after-close", "never"], { error: "write at-once, after-close or never" }),
  ties: z.enum(["time", "finish", "share"], { error: "write time, finish or share" }),
  units: z.enum(["total", "mean"], { error: "write total or mean" }),
};

/**
 * Reads a quiz file: a campaign file whose message invites, followed by questions that begin with `## `, with the
 * settings `kind`, `closes`, `explain`, `ties` and `units` beside those of a campaign.
 *
 * Either everything can be used, or every fault is named with its line. `id` becomes the command of the start
 * button.
 */
export function readQuiz(source: string | Uint8Array, setting: Setting, id: QuizId): QuizReading {
  const text = typeof source === "string" ? source : decode(source);
  const file = text === undefined ? undefined : split(text.replace(/^\uFEFF/, ""));
  // What is no campaign file at all is named as such.
  if (!file) return asCampaign(source, setting);
  const front = readFront(file.front);
  const { invitation, questionLines } = cutBody(file.body);
  const faults: Fault[] = [];
  const values = readSettings(front, faults);
  const first = file.bodyLine + invitation.split("\n").length - 2;
  const read = readQuestions(questionLines, {
    line: first,
    isPoll: values.kind === "poll",
    library: setting.library,
  });
  faults.push(...read.faults);
  const campaign = readCampaign(`---\n${withoutOwn(file.front, front)}\n---\n${invitation}`, setting);
  if (campaign.kind === "faulty") faults.push(...campaign.faults);
  const plan = campaign.kind === "plan" ? campaign.plan : undefined;
  if (plan) faults.push(...timeFaults(plan, values.closes, front));
  if (!plan || !values.closes || faults.length > 0)
    return { kind: "faulty", faults: faults.sort((a, b) => a.line - b.line) };
  return {
    kind: "quiz",
    ...complete(plan, { ...values, closes: values.closes }, { id, questions: read.questions }),
  };
}

function asCampaign(source: string | Uint8Array, setting: Setting): QuizReading {
  const reading = readCampaign(source, setting);
  const faults = reading.kind === "faulty" ? reading.faults : [];
  return { kind: "faulty", faults };
}

/** The invitation, ending with the line before the first question, and the lines from there on. */
function cutBody(body: string): { invitation: string; questionLines: string[] } {
  const lines = body.split(/\r?\n/);
  const at = lines.findIndex((line) => line.startsWith("## "));
  const end = at < 0 ? lines.length : at;
  return { invitation: [...lines.slice(0, end), ""].join("\n"), questionLines: lines.slice(end) };
}

function readSettings(front: Front, faults: Fault[]) {
  const read = <T>(key: (typeof own)[number], schema: z.ZodType<T>): T | undefined => {
    const line = front.lines.get(key);
    if (line === undefined || !front.values.has(key)) return undefined;
    const result = schema.safeParse(front.values.get(key));
    if (result.success) return result.data;
    for (const { message } of result.error.issues) faults.push({ line, what: `${key}: ${message}` });
    return undefined;
  };
  if (!front.lines.has("closes"))
    faults.push({
      line: 1,
      what: "`closes` is missing: write the last moment as `closes: 2026-12-07 20:00`",
    });
  return {
    kind: read("kind", settings.kind) ?? ("quiz" as const),
    closes: read("closes", settings.closes),
    explains: read("explain", settings.explain) ?? ("at-once" as const),
    ties: read("ties", settings.ties) ?? ("time" as const),
    unitsBy: read("units", settings.units) ?? ("total" as const),
  };
}

/** The campaign's own settings; every other line keeps its number. */
function withoutOwn(yaml: string, front: Front): string {
  const lines = yaml.split(/\r?\n/);
  for (const key of own) {
    const line = front.lines.get(key);
    // The front matter starts on the file's second line.
    if (line !== undefined) lines[line - 2] = "#";
  }
  return lines.join("\n");
}

function timeFaults({ schedule }: Plan, closes: Instant | undefined, front: Front): Fault[] {
  if (schedule.kind !== "at") {
    const line = front.lines.get(schedule.kind) ?? 1;
    return [{ line, what: "a quiz is sent once: give its time with `at`" }];
  }
  if (!closes || closes > schedule.at) return [];
  return [{ line: front.lines.get("closes") ?? 1, what: "closes: lies before the sending" }];
}

type Values = ReturnType<typeof readSettings> & { readonly closes: Instant };

function complete(
  plan: Plan,
  { kind, closes, explains, ties, unitsBy }: Values,
  { id, questions }: { id: QuizId; questions: readonly Question[] },
): { plan: Plan; quiz: QuizPlan } {
  const { schedule, content } = plan;
  const opensAt = schedule.kind === "at" ? schedule.at : closes;
  const start = { label: quizTexts.start[kind], action: startAction(id) };
  const cited = questions.flatMap(({ source }) => source ?? []);
  return {
    plan: {
      ...plan,
      sources: [...new Set([...plan.sources, ...cited])],
      content: { ...content, choices: [start, ...content.choices] },
      // Whoever cannot be reached before the end has no use for the invitation.
      schedule: { ...schedule, until: schedule.until ?? closes },
    },
    quiz: { title: plan.title, kind, opensAt, closesAt: closes, explains, ties, unitsBy, questions },
  };
}
