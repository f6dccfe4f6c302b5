import { type Choice, type Content, say } from "../kit/message.ts";
import type { Answer } from "./answer.ts";
import { activeFields, askedFields, type Field, type Form, fieldOf, shownFields } from "./form.ts";
import { sayFigure, sayMoney } from "./reading/amount.ts";
import { saySpan } from "./reading/calendar.ts";
import { isUntouched, type State } from "./state.ts";
import { texts } from "./texts.ts";

/** What a summary shows of one answer: it stays readable on a phone, the whole text is in the record. */
const longestShown = 100;
const longestShownOfMany = 80;
const manyFields = 8;

/** What the form asks now, with its buttons, after `lead` (one or more sentences, or nothing). */
export function present(form: Form, state: State, lead: readonly string[] = []): Content {
  return say(
    [...lead, prompt(form, state)].filter((part) => part !== "").join("\n\n"),
    choicesNow(form, state),
  );
}

/** The buttons under what the form asks now; a bare number means the one at that place. */
export function choicesNow(form: Form, state: State): Choice[] {
  const { step } = state;
  const later = { label: texts.later, action: "form:leave" };
  if (step.kind === "summary") {
    const send = { label: form.words?.send ?? texts.send, action: "form:send" };
    return [send, ...openOptions(form, state), { label: texts.edit, action: "form:which" }, later];
  }
  if (step.kind === "which") {
    const fields = shownFields(form, state.answers);
    const edits = fields.map(({ id, label }) => ({ label, action: `form:edit:${id}` }));
    return [...edits, { label: texts.keep, action: "form:goOn" }];
  }
  // The opening lists its questions by number; numbered buttons below it would be read as those.
  if (form.together.length > 0 && isUntouched(state)) return [];
  const field = fieldOf(form, step.field);
  return field ? [...choicesOf(form, state, field), later] : [later];
}

/** What a summary asks by its buttons: the choices that are never asked and could not be read. */
function openOptions(form: Form, state: State): Choice[] {
  const open = activeFields(form, state.answers).filter(({ id, asked }) => asked && !state.answers[id]);
  return open.flatMap((field) => (field.asked === "atSummary" ? optionsOf(field) : []));
}

function optionsOf(field: Field): Choice[] {
  if (field.kind !== "choice") return [];
  return field.options.map(({ label, value }) => ({ label, action: `form:choose:${field.id}=${value}` }));
}

function choicesOf(form: Form, state: State, field: Field): Choice[] {
  const choices = optionsOf(field);
  if (field.isOptional) choices.push({ label: texts.skip, action: `form:skip:${field.id}` });
  const isFirst = activeFields(form, state.answers)[0]?.id === field.id;
  if (!isFirst) choices.push({ label: texts.back, action: `form:back:${field.id}` });
  return choices;
}

function prompt(form: Form, state: State): string {
  if (state.step.kind === "summary") return summary(form, state);
  if (state.step.kind === "which") return texts.which;
  const { field: id } = state.step;
  const field = activeFields(form, state.answers).find((each) => each.id === id);
  if (!field) return "";
  const answer = state.answers[id];
  const question = texts.question(placeOf(form, state, field), field.ask);
  return answer ? `${question}\n\n${texts.standing(shorten(sayAnswer(field, answer)))}` : question;
}

/** `Câu 2/4`: a field asked only when it is missing shares the place of the question before it. */
function placeOf(form: Form, state: State, field: Field): string {
  const fields = askedFields(form, state.answers);
  const index = fields.indexOf(field);
  if (index < 0) return "";
  const isCounted = (each: Field) => each.asked === undefined;
  return texts.place(fields.slice(0, index + 1).filter(isCounted).length, fields.filter(isCounted).length);
}

function summary(form: Form, state: State): string {
  const fields = shownFields(form, state.answers);
  const most = fields.length > manyFields ? longestShownOfMany : longestShown;
  const lines = fields.map((field) => {
    const answer = state.answers[field.id];
    const said = answer ? shorten(sayAnswer(field, answer), most) : missing(field);
    return state.guessed.includes(field.id)
      ? texts.summaryGuess(field.label, said)
      : texts.summaryLine(field.label, said);
  });
  if (state.files.length > 0) lines.push(texts.summaryFiles(state.files.length));
  if (state.annexes.length > 0) lines.push(texts.summaryAnnexes(state.annexes.length));
  return `${texts.summaryTitle(form)}\n${lines.join("\n")}\n\n${texts.summaryHow(form)}`;
}

function missing(field: Field): string {
  if (field.asked !== "atSummary") return texts.summarySkipped;
  return field.kind === "choice" ? texts.summaryUnknownChoice : texts.summaryUnknown;
}

/** An answer in words, in full. */
export function sayAnswer(field: Field, answer: Answer): string {
  switch (answer.kind) {
    case "text":
      return answer.text;
    case "choice":
      return field.kind === "choice"
        ? (field.options.find(({ value }) => value === answer.value)?.label ?? answer.value)
        : answer.value;
    case "date":
      return saySpan(answer.from, answer.to);
    case "money":
      return sayMoney(answer.dong, answer.per);
    case "percent":
      return `${String(answer.percent).replace(".", ",")}%`;
    case "number":
      return sayFigure(answer.value);
    case "person":
    case "unit":
      return answer.name;
    case "people":
      return answer.people.map(({ name, share }) => texts.person(name, share)).join(", ");
    case "files":
      return String(answer.count);
  }
}

/** One line of at most `most` characters, cut between words. */
export function shorten(text: string, most = longestShown): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const end = cut.lastIndexOf(" ");
  return `${(end > most / 2 ? cut.slice(0, end) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
