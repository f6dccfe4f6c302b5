import { z } from "zod";
import { campaignChannels } from "../campaigns/fields.ts";
import { audienceRule } from "../people/audience-rule.ts";
import { campaignTexts as texts } from "./campaign-texts.ts";
import { line, paragraphs } from "./read-given.ts";

/** What the five steps send. Faults come back under the field they are about, `blocks.0.text`. */

const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, texts.time);
const maybeMoment = z.union([z.literal(""), moment]);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, texts.clock);
const reference = z.string().regex(/^[^\s#]{1,80}#\S{1,80}$/, texts.source);

/** A list that may not be empty, with words for when it is. */
function some<T>(list: z.ZodArray<z.ZodType<T>>, words: string) {
  return list.refine((items) => items.length > 0, words);
}

const block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: paragraphs(3000) }),
  z.object({
    kind: z.literal("link"),
    label: line(80),
    url: z
      .string()
      .max(500)
      .regex(/^https?:\/\/[^\s()]+$/, texts.link)
      .refine(URL.canParse, texts.link),
  }),
  z.object({ kind: z.literal("image"), blob: z.string().regex(/^[0-9a-f]{64}$/), alt: line(300) }),
  z.object({ kind: z.literal("clause"), documents: z.array(z.string().regex(/^[a-z0-9-]{1,80}$/)).max(20) }),
]);

const time = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("once"), at: moment }),
  z.object({
    kind: z.literal("weekly"),
    days: some(z.array(z.int().min(0).max(6)).max(7), texts.days),
    clock,
    skipsHolidays: z.boolean(),
  }),
  z.object({ kind: z.literal("monthly"), day: z.int().min(0).max(31), clock, skipsHolidays: z.boolean() }),
  z.object({
    kind: z.literal("yearly"),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    clock,
    isLunar: z.boolean(),
  }),
  z.object({ kind: z.literal("cron"), cron: z.string().max(100), skipsHolidays: z.boolean() }),
]);

const question = z.object({
  text: line(500),
  source: z.union([z.literal(""), reference]),
  options: z.array(line(100)).refine(({ length }) => length >= 2 && length <= 6, texts.quizOptions),
  right: z.int().min(0).max(5).nullable(),
});

const quiz = z
  .object({
    kind: z.enum(["quiz", "poll"]),
    closes: moment,
    explains: z.enum(["at-once", "after-close", "never"]),
    ties: z.enum(["time", "finish", "share"]),
    unitsBy: z.enum(["total", "mean"]),
    questions: some(z.array(question).max(50), texts.quizNone),
  })
  .superRefine(({ kind, questions }, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (kind === "poll" && questions.length > 1) fault(["questions"], texts.pollOne);
    const seen = new Set<string>();
    for (const [at, { text, options, right, source }] of questions.entries()) {
      if (new Set(options.map(keyOf)).size < options.length)
        fault(["questions", at, "options"], texts.quizOptions);
      if (kind === "quiz" && (right === null || right >= options.length))
        fault(["questions", at, "right"], texts.quizRight);
      if (kind === "quiz" && source === "") fault(["questions", at, "source"], texts.quizSource);
      if (seen.has(keyOf(text))) fault(["questions", at, "text"], texts.quizTwice);
      seen.add(keyOf(text));
    }
  });

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s.,;:!?]+/g, " ")
    .trim();
}

/** Conditions inside one another are read by a function that calls itself: how many there may be is fixed. */
const mostConditions = 60;

export const givenRule = z
  .unknown()
  .refine((rule) => (JSON.stringify(rule ?? "").match(/\{/g) ?? []).length <= mostConditions, texts.rule)
  .transform((rule, context) => {
    const read = audienceRule.safeParse(rule);
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: texts.rule });
    return z.NEVER;
  });

export const campaignForm = z.object({
  title: line(120),
  topic: line(60),
  blocks: some(z.array(block).max(30), texts.noBlocks),
  buttons: z.array(z.object({ label: line(40), action: line(300) })).max(6),
  sources: z.array(reference).max(20),
  audience: givenRule,
  channels: some(z.array(z.enum(campaignChannels)).max(campaignChannels.length), texts.channel),
  outlets: z.array(z.enum(["portal-feed", "facebook-page", "press-kit"])).max(3),
  time,
  until: maybeMoment,
  embargo: maybeMoment,
  graceMinutes: z.int().min(0).max(10_080),
  dailyCap: z.int().min(0).max(100),
  quiz: quiz.nullable(),
});

export type GivenForm = z.output<typeof campaignForm>;
