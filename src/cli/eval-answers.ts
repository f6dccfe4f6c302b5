import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Answer } from "../questions/answer.ts";

/** A question with what a good answer to it looks like. Patterns are regular expressions, case aside. */
export type GoldQuestion = {
  readonly id: string;
  readonly q: string;
  /** Kinds that are right, separated by `|`. */
  readonly kind?: string | undefined;
  /** `document#clause`; an answer has to cite one of them. */
  readonly gold: readonly string[];
  /** Each has to match the answer's text: facts, and words that are honest about the source. */
  readonly must: readonly string[];
  readonly says: readonly string[];
  /** None may match it. */
  readonly never: readonly string[];
};

const patterns = z.array(z.string()).default([]);
const goldSchema = z.object({
  id: z.coerce.string(),
  q: z.string(),
  kind: z.string().optional(),
  gold: z.array(z.string()).default([]),
  must: patterns,
  says: patterns,
  never: patterns,
});

/** Reads one question a line; throws `Failure("invalid")` naming the line that cannot be read. */
export function readGoldQuestions(path: string, text: string): GoldQuestion[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [goldSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Failure("invalid", `${path}:${index + 1} is no question {"id","q","kind","gold",…}.`, {
        cause: error,
      });
    }
  });
}

/** What is wrong with an answer, in words; empty when it is right. */
export function judge(question: GoldQuestion, given: Answer): string[] {
  const faults: string[] = [];
  const kinds = question.kind?.split("|") ?? [given.kind];
  if (!kinds.includes(given.kind)) faults.push(`is ${given.kind} instead of ${kinds.join(" or ")}`);
  const cited = given.citations.map(({ document, clause }) => `${document}#${clause}`);
  const isCited = question.gold.length === 0 || cited.some((place) => question.gold.includes(place));
  if (given.kind === "answer" && !isCited)
    faults.push(`cites ${cited.join(", ")} instead of ${question.gold.join(" or ")}`);
  for (const pattern of [...question.must, ...question.says]) {
    if (!new RegExp(pattern, "iu").test(given.text)) faults.push(`does not say ${pattern}`);
  }
  for (const pattern of question.never) {
    if (new RegExp(pattern, "iu").test(given.text)) faults.push(`says ${pattern}`);
  }
  return faults;
}

/** What `caunoi eval answers` prints: counts, the share of right answers in percent, and every wrong one. */
export type AnswerScores = {
  readonly questions: number;
  readonly right: number;
  readonly right_percent: number;
  /** How many questions were answered in each way. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly wrong: readonly { readonly id: string; readonly q: string; readonly faults: readonly string[] }[];
};

/** Asks every question once and judges the answers. */
export function scoreAnswers(
  questions: readonly GoldQuestion[],
  ask: (question: string) => Answer,
): AnswerScores {
  const kinds: Record<string, number> = {};
  const wrong: { id: string; q: string; faults: string[] }[] = [];
  const times: number[] = [];
  for (const question of questions) {
    const began = performance.now();
    const given = ask(question.q);
    times.push(performance.now() - began);
    kinds[given.kind] = (kinds[given.kind] ?? 0) + 1;
    const faults = judge(question, given);
    if (faults.length > 0) wrong.push({ id: question.id, q: question.q, faults });
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => Math.round(100 * (times[Math.floor((times.length - 1) * share)] ?? 0)) / 100;
  const right = questions.length - wrong.length;
  return {
    questions: questions.length,
    right,
    right_percent: Math.round((1000 * right) / Math.max(1, questions.length)) / 10,
    kinds,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    wrong,
  };
}
