import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { activeFields, type Field, type Form } from "./form.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { partTale } from "./reading/tale.ts";
import { isUntouched, type State } from "./state.ts";
import { namesOf } from "./words.ts";

/** A piece of a message that names its field; `field` null is what stood before the first name. */
export type Piece = { readonly field: Field | null; readonly text: string };

/**
 * Splits a message that answers several fields, where the pattern leaves no doubt: names before colons
 * ("Họ tên: …"), or, as the very first message, a list numbered like the questions of the form's opening, one
 * line for each of them, or a story that tells most of them. Returns undefined for every other message: it is
 * one answer.
 */
export function gather(form: Form, state: State, text: string, now: Instant): Piece[] | undefined {
  const named = byNames(form, text) ?? byAuthor(form, state, text);
  if (named || !isUntouched(state)) return named;
  return (
    byNumbers(form, text) ?? inOneLine(form, text) ?? byLines(form, text, now) ?? byTale(form, text, now)
  );
}

function byNames(form: Form, text: string): Piece[] | undefined {
  const marks = [...text.matchAll(/(^|[\n;,.])([^\n:;,.]{1,40})[:：]/g)].flatMap((match) => {
    const name = fold(match[2] ?? "").replace(/^(?:[-*•+]|\d{1,2}[.)])\s*/, "");
    const field = form.fields.find((each) => namesOf(each).includes(name));
    return field ? [{ field, start: match.index, end: match.index + match[0].length }] : [];
  });
  const first = marks[0];
  if (!first) return undefined;
  const pieces: Piece[] = [{ field: null, text: text.slice(0, first.start).trim() }];
  for (const [index, mark] of marks.entries()) {
    const body = text.slice(mark.end, marks[index + 1]?.start).trim();
    const same = pieces.findIndex(({ field }) => field === mark.field);
    if (same < 0) pieces.push({ field: mark.field, text: body });
    else pieces[same] = { field: mark.field, text: `${pieces[same]?.text}\n${body}` };
  }
  return pieces.filter((piece) => piece.text !== "");
}

/**
 * "Lò Thị Mai, xưởng chè Tân Uyên" while something else is asked: a name in capitals and a workplace, and nothing
 * more, tell who writes, and are no answer to what is difficult or what was done.
 */
function byAuthor(form: Form, state: State, text: string): Piece[] | undefined {
  const asked = state.step.kind === "ask" ? state.step.field : undefined;
  const field = activeFields(form, state.answers).find(({ kind, restTo }) => kind === "person" && restTo);
  const isOpen = field !== undefined && field.id !== asked && state.answers[field.id] === undefined;
  return isOpen && workplace.test(nameThen.exec(text.trim())?.[1] ?? "") ? [{ field, text }] : undefined;
}

/** A name by its capitals, then what has to be a workplace. */
const nameThen = /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}*){1,4} ?[,–-] ?([^.?!\n]{2,100})$/u;
const workplace =
  /^(?:tổ|phòng|đội|trạm|xưởng|phân xưởng|công ty|cty|nhà máy|trường|bệnh viện|trung tâm|ubnd|xí nghiệp|hợp tác xã|htx|khoa|ban|mỏ|nông trường) \S/iu;

/** Exactly as many items as the opening lists, numbered from 1: fewer or more may be a list inside an answer. */
function byNumbers(form: Form, text: string): Piece[] | undefined {
  const items = text.split(/^\s*(?=\d{1,2}\s*[.):/-]\s*\S)/m).filter((item) => item.trim() !== "");
  const pieces = items.flatMap((item, index) => {
    const [, number, body = ""] = item.trim().match(/^(\d{1,2})\s*[.):/-]\s*([\s\S]+)$/) ?? [];
    const field = activeFields(form, {}).find(({ id }) => id === form.together[index]);
    return field && Number(number) === index + 1 ? [{ field, text: body.trim() }] : [];
  });
  const isWhole = items.length === form.together.length && pieces.length === items.length;
  return isWhole && items.length > 1 ? pieces : undefined;
}

/** The same numbers in order inside one line: "1. … 2. … 3. … 4. …". */
function inOneLine(form: Form, text: string): Piece[] | undefined {
  const count = form.together.length;
  const items = form.together.map((_, index) => `${index + 1}\\s*[.):]\\s*(\\S[\\s\\S]*?)`).join("[\\s,;]+");
  const [, ...bodies] = text.match(new RegExp(`^\\s*${items}\\s*$`)) ?? [];
  const isLonger = new RegExp(`\\s${count + 1}\\s*[.):]`).test(bodies.at(-1) ?? "");
  if (count < 2 || bodies.length !== count || isLonger) return undefined;
  const pieces = bodies.flatMap((body, index) => {
    const field = activeFields(form, {}).find(({ id }) => id === form.together[index]);
    return field ? [{ field, text: body.trim() }] : [];
  });
  return pieces.length === count ? pieces : undefined;
}

/** As many lines as the opening lists, each readable, the last saying its field and the one it leads to. */
function byLines(form: Form, text: string, now: Instant): Piece[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2 || lines.length !== form.together.length) return undefined;
  const pieces = lines.flatMap((line, index) => {
    const field = activeFields(form, {}).find(({ id }) => id === form.together[index]);
    const reading = field && readAnswer(field, line, now);
    const isWhole = reading?.kind === "read" && (!field?.restTo || reading.rest.trim() !== "");
    return field && isWhole ? [{ field, text: line }] : [];
  });
  return pieces.length === lines.length ? pieces : undefined;
}

/**
 * A story told in one go, when it tells the first question and two more at least, each readable: with less, a
 * sign may be a word of the first answer. Clauses are told apart by the fields' own signs, latest question first;
 * where nothing parts the clauses, by the words a field's part begins with.
 */
function byTale(form: Form, text: string, now: Instant): Piece[] | undefined {
  const fields = activeFields(form, {}).filter(({ id }) => form.together.includes(id));
  const first = form.together[0];
  if (first === undefined) return undefined;
  const tellings = fields
    .flatMap(({ id, tale, opens = [], opensAfter }) =>
      tale ? [{ field: id, signs: tale, opens, opensAfter }] : [],
    )
    .toReversed();
  const pieces = partTale(text, first, tellings).flatMap((stretch) => {
    const field = fields.find(({ id }) => id === stretch.field);
    return field && readAnswer(field, stretch.text, now).kind === "read"
      ? [{ field, text: stretch.text }]
      : [];
  });
  const isWhole = pieces.length >= 3 && pieces.some(({ field }) => field.id === first);
  return isWhole ? pieces : undefined;
}
