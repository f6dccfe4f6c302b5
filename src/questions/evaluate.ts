import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Library } from "../knowledge/library.ts";
import { type Answer, answer } from "./answer.ts";
import { sameSpacing } from "./support.ts";
import { type VariantName, variantOf } from "./variants.ts";

const patterns = z.array(z.string()).default([]);
const lineSchema = z.object({
  id: z.coerce.string(),
  q: z.string(),
  kind: z.string(),
  gold: z.array(z.string()).default([]),
  must: patterns,
  says: patterns,
  never: patterns,
  split: z.string().default("development"),
});

/** A question with what a good answer is; see eval/answers/README.md. */
export type GoldLine = z.infer<typeof lineSchema>;

/** One claim about an answer that does not hold. */
export type Miss = { readonly id: string; readonly typed: string; readonly why: readonly string[] };

/** How many of how many, as a share with the 95 % interval of Wilson. */
export type Rate = {
  readonly right: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

export type AnswerQuality = {
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
  readonly misses: readonly Miss[];
};

/** Reads questions, one JSON object a line; throws `Failure("invalid")` naming the line that is none. */
export function readGoldLines(text: string): GoldLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Failure("invalid", `Line ${index + 1} is no question with id, q and kind.`, { cause });
    }
  });
}

/** Asks every question once, typed in one way, and judges the answers. */
export function evaluateAnswers(
  library: Library,
  lines: readonly GoldLine[],
  variant: VariantName = "written",
): AnswerQuality {
  const judged = lines.map((line) => {
    const typed = variantOf(line.q, variant);
    const given = answer(library, typed);
    return { line, typed, given, faults: faultsOf(line, given) };
  });
  const inGroup = (group: Group) => judged.filter(({ line }) => groupOf(line) === group);
  const rate = (group: Group) => rateOf(inGroup(group).map(({ faults }) => faults.length === 0));
  const citations = judged.flatMap(({ given }) => given.citations);
  return {
    rightClause: rateOf(inGroup("answerable").map(({ line, given }) => isRightClause(line, given))),
    whole: rate("answerable"),
    refused: rate("unanswerable"),
    company: rate("company"),
    quotesNotInText: citations.filter((one) => !isInText(library, one)).length,
    neverSaid: judged.filter(({ line, given }) => saidOf(line.never, given).length > 0).length,
    misses: judged
      .filter(({ faults }) => faults.length > 0)
      .map(({ line, typed, faults }) => ({ id: line.id, typed, why: faults })),
  };
}

type Group = "answerable" | "unanswerable" | "company";

function groupOf({ kind }: GoldLine): Group {
  if (kind === "answer") return "answerable";
  return /smalltalk|refused/.test(kind) ? "company" : "unanswerable";
}

function isRightClause(line: GoldLine, given: Answer): boolean {
  const places = given.citations.map(({ document, clause }) => `${document}#${clause}`);
  return (
    given.kind === "answer" && (line.gold.length === 0 || places.some((place) => line.gold.includes(place)))
  );
}

function faultsOf(line: GoldLine, given: Answer): string[] {
  const places = given.citations.map(({ document, clause }) => `${document}#${clause}`);
  const isKind = line.kind.split("|").includes(given.kind);
  const isCited = line.gold.length === 0 || places.some((place) => line.gold.includes(place));
  // Where silence is a right answer too, a clause is wanted only of an answer that speaks.
  const needsClause = given.kind !== "unknown";
  const unsaid = [...line.must, ...line.says].filter(
    (pattern) => !new RegExp(pattern, "iu").test(given.text),
  );
  return [
    ...(isKind ? [] : [`is ${given.kind}, not ${line.kind}`]),
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
