import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { clean } from "../kit/vietnamese.ts";
import { isAnswer, withFiles } from "./files.ts";
import { type Form, type Found, fieldOf, type Heard } from "./form.ts";
import { takeOwn, withFound } from "./found.ts";
import { gather } from "./gather.ts";
import { obey } from "./obey.ts";
import { looksLikeQuestion, readAnswer } from "./reading/read-answer.ts";
import { secretCommand } from "./secrecy.ts";
import { choicesNow, present } from "./show.ts";
import type { State } from "./state.ts";
import { take, takeElsewhere, takePieces } from "./take.ts";
import { texts } from "./texts.ts";
import { type Moment, repeat, type Turn } from "./turn.ts";
import { type Command, commandIn, commandOfAction, fieldNamed } from "./words.ts";

/**
 * One turn of a form: what was said, read against where the form stands. Pure: the same state, words and
 * moment always give the same turn. Files are kept at every step; a press of an old button acts on its own
 * question or not at all. Words beside a picture that answer nothing describe it. Nothing a person already
 * answered is lost by any turn.
 */
export function advance(form: Form, state: State, heard: Heard, now: Instant): Turn {
  const { choice, files } = heard;
  const text = clean(choice?.startsWith("say:") ? choice.slice("say:".length) : heard.text).trim();
  const before: Moment = { form, state, now, lead: [] };
  const command = choice?.startsWith("form:") ? undefined : commandFor(before, text);
  const isCaption = files.length > 0 && text !== "" && !command && !isAnswer(before, text);
  const moment = files.length > 0 ? withFiles(before, files, isCaption ? text : null) : before;
  if (choice?.startsWith("form:")) {
    const pressed = commandOfAction(form, moment.state, choice);
    return pressed ? obey(moment, pressed, "") : repeat(moment);
  }
  if (text === "" || isCaption) return hearNothing(moment, files.length > 0);
  return command ? obey(moment, command, text) : hear(moment, text, heard.found ?? []);
}

/** The first words of a new form: what it is for, how to answer, and its first question. */
export function opening(form: Form, state: State): Content[] {
  return [present(form, state, [form.intro])];
}

/** What the form asks now, again: for coming back after a question, a pause or a restart. */
export function remind(form: Form, state: State): Content[] {
  return [present(form, state, [texts.goOn(form)])];
}

/**
 * How plausible it is that a text belongs to the form, from 0 to 1: 1 a command of the form or a readable
 * closed answer; 0.9 free text for a free question; 0.5 the same when it reads like a question of its own;
 * 0.2 words a closed question cannot read; 0 a question to the union while a closed question stands.
 */
export function couldAnswer(form: Form, state: State, text: string, now: Instant): number {
  const words = clean(text).trim();
  const moment = { form, state, now, lead: [] };
  if (words === "" || commandFor(moment, words) || gather(form, state, words, now)) return 1;
  const isQuestion = looksLikeQuestion(words);
  const field = state.step.kind === "ask" ? fieldOf(form, state.step.field) : undefined;
  if (field?.kind === "text") return isQuestion ? 0.5 : 0.9;
  const isRead = field !== undefined && readAnswer(field, words, now).kind === "read";
  if (isRead) return isQuestion ? 0.5 : 1;
  return isQuestion ? 0 : 0.2;
}

function commandFor({ form, state }: Moment, text: string): Command | undefined {
  return commandIn(form, state, text) ?? secretCommand(form, state, text) ?? numbered(form, state, text);
}

/** "2" is the second button, everywhere but where a number is the answer itself. */
function numbered(form: Form, state: State, text: string): Command | undefined {
  const number = text.match(/^(\d{1,2})[.)]?$/)?.[1];
  const field = state.step.kind === "ask" ? fieldOf(form, state.step.field) : undefined;
  if (number === undefined || field?.kind === "percent" || field?.kind === "number") return undefined;
  const choice = choicesNow(form, state)[Number(number) - 1];
  return choice && commandOfAction(form, state, choice.action);
}

function hear(before: Moment, text: string, found: readonly Found[]): Turn {
  const { form, state } = before;
  const pieces = gather(form, state, text, before.now);
  const { moment, own } = withFound(before, { text, found, pieces });
  if (pieces) return takePieces(moment, pieces);
  if (state.step.kind === "ask") {
    const field = fieldOf(form, state.step.field);
    if (field && own !== undefined) return takeOwn(moment, field, { own, text });
    return field ? take(moment, field, text) : repeat(moment);
  }
  const named = state.step.kind === "which" ? fieldNamed(form, state, text) : undefined;
  if (named) return obey(moment, { kind: "edit", field: named, value: null }, text);
  return takeElsewhere(moment, text, state.step.kind === "which" ? texts.whichUnclear : texts.summaryUnclear);
}

function hearNothing(moment: Moment, hasFiles: boolean): Turn {
  const { form, state } = moment;
  const field = state.step.kind === "ask" ? fieldOf(form, state.step.field) : undefined;
  if (hasFiles && field?.kind === "files") return take(moment, field, "xong");
  return repeat(moment, hasFiles ? [] : [texts.empty]);
}
