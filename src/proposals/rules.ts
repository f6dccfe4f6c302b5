import type { Answers } from "../intake/answer.ts";
import { activeFields, type Form } from "../intake/form.ts";
import { saySpan } from "../intake/reading/calendar.ts";
import { addMs, type Instant, localDate } from "../kit/time.ts";
import { texts } from "./texts.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** How long before the limit a member is warned. */
const warningDays = 60;

/** Whether what is told was not even tried: an idea, which cannot be recognized (Điều 3 Điều lệ Sáng kiến). */
export function isIdea(answers: Answers): boolean {
  const stage = answers.stage;
  return stage?.kind === "choice" && stage.value === "idea";
}

/**
 * The state a proposal is filed in: what was done or tried is `filed`, what was not is an `idea`, and what does
 * not say so is `unclear` until an officer asked. None of them is a recognized initiative.
 */
export function stateWhenFiled(answers: Answers): "filed" | "idea" | "unclear" {
  if (isIdea(answers)) return "idea";
  return answers.stage === undefined ? "unclear" : "filed";
}

/** What a member should know before filing, in words. Nothing here ever stops a filing. */
export function remarks(answers: Answers, now: Instant): string[] {
  const idea = isIdea(answers) ? [texts.isIdea] : [];
  return [...idea, ...benefitRemark(answers), ...clockRemark(answers, now)];
}

/** The fields of the application that have to be filled in and are not, by their names; the quick form has none. */
export function missingOf(form: Form, answers: Answers): string[] {
  const asked = activeFields(form, answers).filter(({ isOptional, asked: when }) => !isOptional && !when);
  return asked.filter(({ id }) => !answers[id]).map(({ label }) => label);
}

/**
 * A solution is recognized for the benefit it brings or can bring (Điều 3 Điều lệ Sáng kiến: "có khả năng mang lại lợi ích thiết thực"); an idea
 * may leave it open.
 */
function benefitRemark(answers: Answers): string[] {
  return stateWhenFiled(answers) === "filed" && !answers.benefit ? [texts.noBenefit] : [];
}

/**
 * The right to ask for recognition lasts one year from first use (khoản 2 Điều 5 Điều lệ Sáng kiến). A date
 * told as a month or a year is late only when its last day is.
 */
function clockRemark(answers: Answers, now: Instant): string[] {
  if (stateWhenFiled(answers) !== "filed") return [];
  const first = answers.first_applied;
  if (first?.kind !== "date") return [texts.noDate];
  const today = localDate(now);
  if (yearAfter(first.to) < today) return [texts.late(saySpan(first.from, first.to))];
  if (yearAfter(first.from) < today) return [texts.maybeLate(saySpan(first.from, first.to))];
  const limit = yearAfter(first.from);
  const isSoon = limit <= localDate(addMs(now, warningDays * dayMs));
  return isSoon ? [texts.soonLate(saySpan(limit, limit))] : [];
}

function yearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
}
