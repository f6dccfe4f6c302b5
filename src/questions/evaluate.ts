import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Library } from "../knowledge/library.ts";
import { type Answer, answer, type Context } from "./answer.ts";
import { sameSpacing } from "./support.ts";
import { type VariantName, variantOf } from "./variants.ts";

const patterns = z.array(z.string()).default([]);
const lineSchema = z.object({
  id: z.coerce.string(),
  q: z.string(),
  /** What was asked just before, when the question leans on it. */
  before: z.string().optional(),
  kind: z.string().optional(),
  gold: z.array(z.string()).default([]),
  must: patterns,
  says: patterns,
  never: patterns,
  split: z.string().default("development"),
});

/** A question with what a good answer is; see eval/answers/README.md. */
export type GoldLine = z.infer<typeof lineSchema>;

/** An answer with something to object to. */
type Miss = { readonly id: string; readonly q: string; readonly faults: readonly string[] };

/** How many of how many, as a share with the 95 % interval of Wilson. */
export type Rate = {
  readonly right: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

export type AnswerQuality = {
  /** Questions with nothing at all to object to. */
  readonly all: Rate;
  /** Answerable questions whose answer is one and cites a right clause. */
  readonly rightClause: Rate;
  /** Answerable questions with nothing at all to object to. */
  readonly whole: Rate;
  /** Questions the documents do not (fully) answer that are refused or answered in part, as due. */
  readonly refused: Rate;
  /** Small talk and attempts met in kind. */
  readonly company: Rate;
  /** Quotes that do not stand in the clause they cite. */
  readonly quotesNotInText: number;
  readonly neverSaid: number;
  /** How many questions were answered in each way. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Milliseconds of one answer, in the middle and at the slowest of a hundred. */
  readonly p50: number;
  readonly p99: number;
  readonly wrong: readonly Miss[];
};

/** Reads questions, one JSON object a line; throws `Failure("invalid")` naming the line that is none. */
export function readGoldLines(text: string): GoldLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Failure("invalid", `Line ${index + 1} is no question {"id","q","kind","gold",…}.`, { cause });
    }
  });
}

/** Asks every question once and judges the answers. */
export function evaluateAnswers(
  library: Library,
  lines: readonly GoldLine[],
  { variant = "written", context = {} }: { variant?: VariantName; context?: Context } = {},
): AnswerQuality {
  const judged = lines.map((line) => {
    const typed = variantOf(line.q, variant);
    const asking = { ...context, ...previousOf(library, line.before, { variant, context }) };
    const began = performance.now();
    const given = answer(library, typed, asking);
    const ms = performance.now() - began;
    return { line, typed, given, ms, faults: judge(line, given) };
  });
  const inGroup = (group: Group) => judged.filter(({ line }) => groupOf(line) === group);
  const isWhole = ({ faults }: { faults: readonly string[] }) => faults.length === 0;
  const citations = judged.flatMap(({ given }) => given.citations);
  const times = judged.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  const byKind = Map.groupBy(judged, ({ given }) => given.kind);
  return {
    all: rateOf(judged.map(isWhole)),
    rightClause: rateOf(inGroup("answerable").map(({ line, given }) => isRightClause(line, given))),
    whole: rateOf(inGroup("answerable").map(isWhole)),
    refused: rateOf(inGroup("unanswerable").map(isWhole)),
    company: rateOf(inGroup("company").map(isWhole)),
    quotesNotInText: citations.filter((one) => !isInText(library, one)).length,
    neverSaid: judged.filter(({ line, given }) => saidOf(line.never, given).length > 0).length,
    kinds: Object.fromEntries([...byKind].map(([kind, those]) => [kind, those.length])),
    p50: at(0.5),
    p99: at(0.99),
    wrong: judged
      .filter((one) => !isWhole(one))
      .map(({ line, typed, faults }) => ({ id: line.id, q: typed, faults })),
  };
}

/** The question before, typed the same way, with what its answer cited. */
function previousOf(
  library: Library,
  before: string | undefined,
  { variant, context }: { variant: VariantName; context: Context },
): Pick<Context, "previous"> {
  if (before === undefined) return {};
  const question = variantOf(before, variant);
  const clauses = answer(library, question, context).citations.map(placeOf);
  return { previous: { question, clauses } };
}

function placeOf({ document, clause }: Answer["citations"][number]): string {
  return `${document}#${clause}`;
}

type Group = "answerable" | "unanswerable" | "company";

function groupOf({ kind = "answer" }: GoldLine): Group {
  if (kind === "answer") return "answerable";
  return /smalltalk|refused/.test(kind) ? "company" : "unanswerable";
}

function isRightClause(line: GoldLine, given: Answer): boolean {
  const places = given.citations.map(placeOf);
  return (
    given.kind === "answer" && (line.gold.length === 0 || places.some((place) => line.gold.includes(place)))
  );
}

/** What is wrong with an answer, in words; empty when it is right. */
export function judge(line: GoldLine, given: Answer): string[] {
  const places = given.citations.map(placeOf);
  const { kind = given.kind } = line;
  const isKind = kind.split("|").includes(given.kind);
  const isCited = line.gold.length === 0 || places.some((place) => line.gold.includes(place));
  // Where silence is a right answer too, a clause is wanted only of an answer that speaks.
  const needsClause = given.kind !== "unknown";
  const unsaid = [...line.must, ...line.says].filter(
    (pattern) => !new RegExp(pattern, "iu").test(given.text),
  );
  return [
    ...(isKind ? [] : [`is ${given.kind}, not ${kind}`]),
    ...(isCited || !needsClause ? [] : [`cites ${places.join(" ")}, not ${line.gold.join(" ")}`]),
    ...(needsClause ? unsaid.map((pattern) => `does not say ${pattern}`) : []),
    ...saidOf(line.never, given).map((pattern) => `says ${pattern}`),
  ];
}

function saidOf(never: readonly string[], given: Answer): string[] {
  return never.filter((pattern) => new RegExp(pattern, "iu").test(given.text));
}

function isInText(library: Library, cited: Answer["citations"][number]): boolean {
  const clause = library.clause(cited.document, cited.clause);
  return clause !== undefined && sameSpacing(clause.text).includes(sameSpacing(cited.quote));
}

/** The normal quantile of a 95 % interval. */
const quantile = 1.96;

function rateOf(outcomes: readonly boolean[]): Rate {
  const of = outcomes.length;
  const right = outcomes.filter(Boolean).length;
  if (of === 0) return { right, of, share: 1, low: 0, high: 1 };
  const share = right / of;
  const square = quantile ** 2;
  const middle = (share + square / (2 * of)) / (1 + square / of);
  const spread =
    (quantile / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return { right, of, share, low: middle - spread, high: middle + spread };
}
