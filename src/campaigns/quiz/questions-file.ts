import { clean } from "../../kit/vietnamese.ts";
import type { Library } from "../../knowledge/library.ts";
import type { Fault } from "../body.ts";
import type { Question } from "./quiz.ts";

const longestQuestion = 500;
export const longestOption = 100;
const mostOptions = 6;
const mostQuestions = 50;

type Where = {
  /** The file's line before the first question. */
  readonly line: number;
  readonly isPoll: boolean;
  readonly library: Library;
};

type Draft = {
  line: number;
  text: string[];
  sources: string[];
  options: { text: string; isRight: boolean }[];
};

/**
 * Reads questions: `## question`, more lines of it, `Nguồn: document#clause`, and options `- [x] right`,
 * `- [ ] wrong`. Every fault is named with its line. Pure.
 */
export function readQuestions(
  lines: readonly string[],
  where: Where,
): { questions: Question[]; faults: Fault[] } {
  const drafts: Draft[] = [];
  const faults: Fault[] = [];
  for (const [index, raw] of lines.entries()) {
    const line = where.line + index + 1;
    const text = clean(raw).trim();
    const [, heading] = /^##\s+(.*)$/.exec(text) ?? [];
    if (heading !== undefined) drafts.push({ line, text: [heading], sources: [], options: [] });
    else if (text !== "" && !addLine(drafts.at(-1), text))
      faults.push({ line, what: "an option is written `- [ ] wrong` or `- [x] right`" });
  }
  const most = where.isPoll ? 1 : mostQuestions;
  if (drafts.length === 0 || drafts.length > most)
    faults.push({
      line: where.line,
      what: `${drafts.length} questions: write 1${most > 1 ? ` to ${most}` : ""}, each after \`## \``,
    });
  faults.push(...drafts.flatMap((draft) => questionFaults(draft, where)), ...doubled(drafts));
  return { questions: drafts.map(questionOf), faults };
}

function addLine(draft: Draft | undefined, text: string): boolean {
  if (!draft) return false;
  const [, mark, option] = /^[-*]\s+\[([ xX])\]\s*(.*)$/.exec(text) ?? [];
  if (mark !== undefined && option !== undefined) draft.options.push({ text: option, isRight: mark !== " " });
  else if (/^[-*]\s/.test(text)) return false;
  else if (/^nguồn\s*:/iu.test(text)) draft.sources.push(text.replace(/^nguồn\s*:\s*/iu, ""));
  else draft.text.push(text);
  return true;
}

function questionFaults({ line, text, options, sources }: Draft, { isPoll, library }: Where): Fault[] {
  const whole = text.join("\n").trim();
  const right = options.filter(({ isRight }) => isRight).length;
  const faults: string[] = [];
  if (whole === "") faults.push("the question is empty");
  if (whole.length > longestQuestion)
    faults.push(`the question is longer than ${longestQuestion} characters`);
  if (options.length < 2 || options.length > mostOptions)
    faults.push(`${options.length} options: write 2 to ${mostOptions}`);
  if (isPoll && right > 0) faults.push("a poll has no right option: write every one as `- [ ]`");
  if (!isPoll && right !== 1) faults.push(`${right} right options: mark exactly one with \`- [x]\``);
  for (const { text: option } of options) {
    if (option === "") faults.push("an option is empty");
    if (option.length > longestOption)
      faults.push(`\`${option}\` is longer than ${longestOption} characters`);
  }
  if (new Set(options.map((option) => keyOf(option.text))).size < options.length)
    faults.push("two options are the same");
  return [...faults, ...sourceFaults(sources, isPoll, library)].map((what) => ({ line, what }));
}

function sourceFaults(sources: readonly string[], isPoll: boolean, library: Library): string[] {
  const [source] = sources;
  if (sources.length > 1) return ["two lines `Nguồn:`: keep one"];
  if (source === undefined)
    return isPoll ? [] : ["the source is missing: write `Nguồn: kh-360#II.3.4` under the question"];
  const [document = "", clause = ""] = source.split("#");
  return library.clause(document, clause) ? [] : [`\`${source}\` is no published clause`];
}

function doubled(drafts: readonly Draft[]): Fault[] {
  const seen = new Set<string>();
  return drafts.flatMap(({ line, text }) => {
    const key = keyOf(text.join(" "));
    const isSeen = seen.has(key);
    seen.add(key);
    return isSeen ? [{ line, what: "the same question comes twice" }] : [];
  });
}

function questionOf({ text, options, sources }: Draft): Question {
  const right = options.findIndex(({ isRight }) => isRight);
  return {
    text: text.join("\n").trim(),
    source: sources[0] ?? null,
    options: options.map((option) => option.text),
    right: right < 0 ? null : right,
  };
}

/** With its marks: “mặt trận” and “mật trận” are two answers, but case and spacing make none. */
function keyOf(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s.,;:!?]+/g, " ")
    .trim();
}
