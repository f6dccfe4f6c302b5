import { say } from "../kit/message.ts";
import { activeFields, askedFields, type Field, fieldOf } from "./form.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { obeySecret } from "./secrecy.ts";
import { sayAnswer, shorten } from "./show.ts";
import { nextStep, type State } from "./state.ts";
import { take, takeChoice } from "./take.ts";
import { texts } from "./texts.ts";
import { goNext, goTo, type Moment, repeat, type Turn } from "./turn.ts";
import type { Command } from "./words.ts";

/** Does what a person asked of the form. `text` is how they said it, "" when they pressed a button. */
export function obey(moment: Moment, command: Command, text: string): Turn {
  switch (command.kind) {
    case "send":
      return send(moment, text);
    case "skip":
      return skip(moment, text);
    case "back":
      return back(moment);
    case "goOn":
      return goOn(moment);
    case "leave":
      return leave(moment, "paused");
    case "discard":
      return leave(moment, "canceled");
    case "help":
      return repeat(moment, [currentField(moment)?.help ?? texts.summaryUnclear]);
    case "writeForMe":
      return repeat(moment, [texts.ownWordsOnly, currentField(moment)?.help ?? texts.summaryUnclear]);
    case "review":
      return repeat(moment, review(moment));
    case "which":
      return goTo(moment, { kind: "which" });
    case "edit":
      return edit(moment, command.field, command.value);
    case "choose":
      return choose(moment, command.field, command.value);
    case "secret":
    case "noSecret":
      return obeySecret(moment, command);
    case "noSuchField":
      return goTo(moment, { kind: "which" }, [texts.whichUnclear]);
  }
}

function send(moment: Moment, text: string): Turn {
  const { form, state } = moment;
  const field = currentField(moment);
  if (field && isChoice(moment, field, text)) return take(moment, field, text);
  if (state.step.kind === "summary") return { state, replies: [], outcome: "confirmed" };
  const next = nextStep(form, state.answers, state.skipped);
  // Only what was shown in a summary is ever sent.
  return next.kind === "summary" ? goTo(moment, next) : goTo(moment, next, [texts.notAtSummary]);
}

function skip(moment: Moment, text: string): Turn {
  const { state } = moment;
  const field = currentField(moment);
  if (!field) return repeat(moment, [texts.summaryUnclear]);
  if (isChoice(moment, field, text)) return take(moment, field, text);
  if (state.answers[field.id]) return goNext(moment);
  if (!field.isOptional) return repeat(moment, [texts.mustAnswer(field)]);
  const skipped = [...state.skipped.filter((id) => id !== field.id), field.id];
  return goNext({ ...moment, state: { ...state, skipped } }, [texts.skipped(field.label)]);
}

/** "Chưa có" and "đồng ý" are commands, and answers where a field's options say so. */
function isChoice({ now }: Moment, field: Field, text: string): boolean {
  return field.kind === "choice" && readAnswer(field, text, now).kind === "read";
}

function back(moment: Moment): Turn {
  const { form, state } = moment;
  if (state.step.kind === "which") return goNext(moment);
  const fields = askedFields(form, state.answers);
  const id = state.step.kind === "ask" ? state.step.field : undefined;
  const index = id === undefined ? fields.length : fields.findIndex((field) => field.id === id);
  // From a field that is no question the way back leads to the summary it was reached from.
  if (index < 0) return goNext(moment);
  const previous = fields[index - 1];
  return previous ? goTo(moment, { kind: "ask", field: previous.id }) : repeat(moment, [texts.firstAlready]);
}

function goOn(moment: Moment): Turn {
  const field = currentField(moment);
  const isOpen =
    field &&
    askedFields(moment.form, moment.state.answers).includes(field) &&
    !moment.state.answers[field.id];
  return isOpen ? repeat(moment) : goNext(moment);
}

function leave(moment: Moment, outcome: "paused" | "canceled"): Turn {
  const { form, state, lead } = moment;
  const words = outcome === "paused" ? texts.paused(form) : texts.discarded(form);
  const goOnChoice = { label: texts.goOnLabel, action: "/tieptuc" };
  return { state, replies: [say([...lead, words].join("\n\n"), [goOnChoice])], outcome };
}

function edit(moment: Moment, field: Field, value: string | null): Turn {
  // What does not apply yet hangs on another answer: that one is asked first.
  if (!isActive(moment, field)) {
    return field.when ? goTo(moment, { kind: "ask", field: field.when.field }) : repeat(moment);
  }
  return value === null ? goTo(moment, { kind: "ask", field: field.id }) : take(moment, field, value);
}

function choose(moment: Moment, field: Field, value: string): Turn {
  const isOption = field.kind === "choice" && field.options.some((option) => option.value === value);
  return isOption && isActive(moment, field) ? takeChoice(moment, field, value) : repeat(moment);
}

/** What was answered so far, for somebody who lost the thread. */
function review({ form, state }: Moment): string[] {
  if (state.step.kind === "summary") return [];
  const lines = activeFields(form, state.answers).flatMap((field) => {
    const answer = state.answers[field.id];
    return answer ? [texts.summaryLine(field.label, shorten(sayAnswer(field, answer)))] : [];
  });
  return lines.length > 0 ? [`${texts.summaryTitle(form)}\n${lines.join("\n")}`] : [];
}

function isActive({ form, state }: Moment, field: Field): boolean {
  return activeFields(form, state.answers).includes(field);
}

function currentField({ form, state }: Moment): Field | undefined {
  const step: State["step"] = state.step;
  return step.kind === "ask" ? fieldOf(form, step.field) : undefined;
}
