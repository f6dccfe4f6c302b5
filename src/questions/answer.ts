import type { Choice, Citation, Content, Part } from "../kit/message.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { clean, isFoldedSyllable } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { decideAsking } from "./asking-part.ts";
import { isRefused, replyTo } from "./company.ts";
import { compose } from "./compose.ts";
import { type Composed, type Passage, said } from "./composed.ts";
import { inContext, leansBack, type Previous } from "./follow-up.ts";
import { findGroundFaults } from "./ground.ts";
import { hear } from "./hear.ts";
import { remembering } from "./remember.ts";
import { texts } from "./texts.ts";
import { splitQuestions, type Understanding, understand } from "./understand.ts";

export type Answer = Composed & {
  /** Everything a member reads, in plain text. */
  readonly text: string;
  readonly citations: readonly Citation[];
};

export type Context = {
  /** Decides which documents are in force; without it their dates are told as they are. */
  readonly now?: Instant;
  /** What was asked before, for "thế còn kinh phí?". */
  readonly previous?: Previous;
};

/**
 * Answers a question from the published documents, without a model, a clock or a network.
 *
 * Every quote stands verbatim in the clause it cites, and the whole text passes `findGroundFaults`; what does
 * not pass becomes `unknown`. Never throws, whatever was typed.
 */
export function answer(library: Library, question: string, context: Context = {}): Answer {
  const today = context.now && localDate(context.now);
  const previous = context.previous && mayLeanBack(question) ? context.previous : undefined;
  const asked = { question, today, previous };
  if (question.length + (previous?.question.length ?? 0) > longestKept) return answerNow(library, asked);
  return answersOf(library)(JSON.stringify(asked));
}

/** A question with all its answer depends on besides the library. */
type AskedNow = {
  readonly question: string;
  readonly today: CalendarDate | undefined;
  /** What was asked before, where the question may lean on it. */
  readonly previous: Previous | undefined;
};

/** What a crowd asks this day, after the same question where it leans back, is answered once. */
const keptAnswers = 250;
const longestKept = 300;
const kept = new WeakMap<Library, (key: string) => Answer>();

function answersOf(library: Library): (key: string) => Answer {
  const known = kept.get(library);
  if (known) return known;
  const made = remembering(keptAnswers, (key: string) => answerNow(library, JSON.parse(key) as AskedNow));
  kept.set(library, made);
  return made;
}

function mayLeanBack(question: string): boolean {
  const { question: heard } = hear(question);
  return heard !== undefined && partsOf(understand(heard), heard).some(leansBack);
}

function answerNow(library: Library, { question, today, previous }: AskedNow): Answer {
  const { question: heard, beginning } = hear(question);
  const opening = beginning === undefined ? undefined : understand(beginning).act;
  if (opening && (heard === undefined || isRefused(opening))) return finish(replyTo(opening));
  if (heard === undefined) return finish(speechless(texts.tooLong));
  const whole = understand(heard);
  if (whole.act) return finish(replyTo(whole.act));
  if (whole.words.length === 0)
    return finish(speechless(clean(heard).trim() === "" ? texts.empty : texts.unreadable));
  if (whole.isUnreadable) return finish(speechless(texts.unreadable));
  if (isStray(whole) && !(previous && leansBack(whole))) return finish(speechless(texts.empty));
  const composed = partsOf(whole, heard).map((part) => {
    const { asked, leaning } = inContext(part, previous);
    const read = decideAsking(library, asked, leaning);
    return compose(library, read.asked, read.decided, today);
  });
  const given = finish(merge(composed));
  if (findGroundFaults(library, given).length === 0) return given;
  return finish({ ...speechless(texts.silent), nearest: given.nearest });
}

/** One syllable ("Lò") is a name or a slip: whatever holds it by chance is no answer. */
function isStray({ words: [word, ...more] }: Understanding): boolean {
  return word !== undefined && more.length === 0 && isFoldedSyllable(word.folded);
}

/** The questions of one message; nearly always it is one, and that was read already. */
function partsOf(whole: Understanding, message: string): readonly Understanding[] {
  const parts = splitQuestions(message);
  return parts.length === 1 ? [whole] : parts.map(understand);
}

/** The answer as a message: words, quotes with their labels, buttons for what can be done next. */
export function contentOf(given: Answer): Content {
  const parts = given.passages.flatMap(messageParts);
  const after = [...given.remarks, ...(given.closing === null ? [] : [given.closing])].map(textPart);
  const offers = given.offers.map(
    ({ label, document, clause }): Choice => ({ label, action: `clause:${document}#${clause}` }),
  );
  const doors = given.commands.map((action): Choice => ({ label: doorLabel(action), action }));
  return { parts: [...parts, ...after], choices: [...offers, ...doors] };
}

function messageParts(passage: Passage): Part[] {
  const { opening, lead, authority, citation, isShown } = passage;
  if (citation === null) return opening === null ? [] : [textPart(opening)];
  if (!isShown) return [textPart([lead, opening].filter((line) => line !== null).join("\n"))];
  const alone = { official: null, reported: texts.pressAlone, summary: texts.summaryAlone };
  const source = authority === null ? null : alone[authority];
  const words = [opening, source].filter((line) => line !== null);
  return [...(words.length === 0 ? [] : [textPart(words.join("\n"))]), { kind: "quote", citation }];
}

function textPart(text: string): Part {
  return { kind: "text", text };
}

function doorLabel(action: string): string {
  const labels: Readonly<Record<string, string>> = texts.doors;
  return labels[action] ?? action;
}

function finish(composed: Composed): Answer {
  const blocks = composed.passages.map(blockOf);
  const after = [...composed.remarks, ...(composed.closing === null ? [] : [composed.closing])];
  const citations = composed.passages.flatMap(({ citation }) => (citation === null ? [] : [citation]));
  return { ...composed, citations, text: [...blocks, ...after].join("\n\n") };
}

function blockOf({ opening, lead, citation, isShown }: Passage): string {
  const quote = citation !== null && isShown ? `“${citation.quote}”` : null;
  const lines = isShown ? [opening, lead, quote] : [lead, opening];
  return lines.filter((line) => line !== null).join("\n");
}

function speechless(text: string): Composed {
  const passages = [said(text)];
  const commands = ["/canbo"];
  return {
    kind: "unknown",
    passages,
    remarks: [],
    closing: texts.offerOfficer,
    offers: [],
    commands,
    nearest: [],
  };
}

/** Several questions of one message as one answer: whole only when every part is. */
function merge(all: readonly Composed[]): Composed {
  const [first, ...rest] = all;
  if (!first) return speechless(texts.unreadable);
  if (rest.length === 0) return first;
  const kinds = new Set(all.map(({ kind }) => kind));
  const unique = <One>(list: readonly One[]) => [...new Set(list)];
  return {
    kind: kinds.size === 1 ? first.kind : "partial",
    passages: uniquePassages(all.flatMap(({ passages }) => passages)),
    remarks: unique(all.flatMap(({ remarks }) => remarks)),
    closing: all.map(({ closing }) => closing).find((closing) => closing !== null) ?? null,
    offers: all.flatMap(({ offers }) => offers).slice(0, 3),
    commands: unique(all.flatMap(({ commands }) => commands)),
    nearest: unique(all.flatMap(({ nearest }) => nearest)),
  };
}

function uniquePassages(passages: readonly Passage[]): Passage[] {
  const key = ({ opening, citation }: Passage) => `${opening} ${citation?.label} ${citation?.quote}`;
  return passages.filter((one, at) => passages.findIndex((other) => key(other) === key(one)) === at);
}
