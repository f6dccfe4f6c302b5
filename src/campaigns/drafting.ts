import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Citation } from "../kit/message.ts";
import { addMs, type Instant, localTime } from "../kit/time.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import type { Deadline } from "../llm/deadline.ts";
import type { Model } from "../llm/model.ts";
import { excerpt } from "./clause-series.ts";
import { draftingTexts as texts } from "./drafting-texts.ts";

/** Thông báo, một điều mỗi tuần, lời mời. */
export const draftKinds = ["notice", "weekly", "event"] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Whether a sentence is carried by what it cites: the guard every answer to a member passes, too. */
export type Guard = (library: Library, said: { text: string; citations: readonly Citation[] }) => boolean;

/** A sentence a model proposed, with the clauses it names as `document#clause`. */
export type Proposed = { readonly text: string; readonly cites: readonly string[] };

/** What passed the guard, and what did not, word by word. */
export type Sifted = { readonly kept: readonly Proposed[]; readonly dropped: readonly string[] };

export type Draft = {
  /** A campaign file for a person to change, then `campaign add`. */
  readonly file: string;
  /** Sentences of a model that no clause carries: not in the file. */
  readonly dropped: readonly string[];
};

const longestQuote = 900;
const longestTitle = 80;

/** The published clauses of `document#clause` references. Throws `Failure("missing")` naming those that are not. */
export function clausesCalled(library: Library, references: readonly string[]): Clause[] {
  return references.map((reference) => {
    const [document = "", id = ""] = reference.split("#");
    const clause = library.clause(document, id);
    if (clause) return clause;
    throw new Failure(
      "missing",
      `${reference} is no published clause: write document#clause as kh-360#II.3.4.`,
    );
  });
}

/**
 * A campaign file from clauses, by template: their words, quoted, with where they stand. `sentences` (a model's,
 * sifted) come before the quotes. What a person has to fill in stands between double braces, which no campaign
 * file may hold, so that nothing unfinished can be added.
 */
export function draftByTemplate(
  library: Library,
  clauses: readonly Clause[],
  asked: { kind: DraftKind; now: Instant; sentences?: readonly Proposed[] },
): string {
  const { kind, now, sentences = [] } = asked;
  const [first] = clauses;
  if (!first) throw new Failure("invalid", "Name at least one clause.");
  const references = clauses.map((clause) => `${clause.document}#${clause.id}`);
  const name = library.documents.get(first.document)?.name ?? first.document;
  const head = {
    notice: [`title: ${line(texts.title(first.label))}`, `at: ${nextMorning(now)}`],
    event: [`title: ${line(texts.eventTitle(first.label))}`, `at: ${nextMorning(now)}`],
    weekly: [`title: ${line(texts.weeklyTitle(name))}`, 'cron: "0 8 * * 1"', "holidays: skip"],
  }[kind];
  const settings = [
    ...head,
    "audience: all",
    ...(kind === "weekly" ? [] : [`sources: [${references.join(", ")}]`]),
    "buttons:",
    `  - ${texts.read}: ${JSON.stringify(`clause:${references[0]}`)}`,
    `  - ${texts.button}: /canbo`,
  ];
  const quotes = clauses.map((clause) => `“${quoteOf(clause)}”\n(${clause.label})`);
  const body = {
    notice: [texts.opening, ...sentences.map(({ text }) => text), ...quotes],
    event: [texts.eventOpening, texts.eventPlace, ...sentences.map(({ text }) => text), ...quotes],
    weekly: [
      texts.weeklyOpening,
      `{{clause: ${[...new Set(clauses.map(({ document }) => document))].join(", ")}}}`,
    ],
  }[kind];
  return `---\n${settings.join("\n")}\n---\n${body.join("\n\n")}\n`;
}

const sentencesForm = z.object({
  sentences: z
    .array(
      z.object({ text: z.string().trim().min(1).max(600), cites: z.array(z.string().max(80)).min(1).max(6) }),
    )
    .max(8),
});

/**
 * The same with a model's help: its sentences pass the guard one by one or are left out. Without a model, or when it
 * does not answer in time, it is the draft by template.
 */
export async function draftWithModel(
  library: Library,
  clauses: readonly Clause[],
  asked: { kind: DraftKind; now: Instant; guard: Guard; model: Model; deadline: Deadline },
): Promise<Draft> {
  const { model, deadline, guard, kind, now } = asked;
  const given = clauses.map((clause) => ({
    id: `${clause.document}#${clause.id}`,
    label: clause.label,
    text: clause.text,
  }));
  const inputs = { kind: { published: kind }, clauses: { published: given } };
  const outcome = await model.extract({ prompt: "draft-campaign", inputs, schema: sentencesForm }, deadline);
  const proposed = outcome.kind === "said" && kind !== "weekly" ? outcome.value.sentences : [];
  const allowed = new Set(given.map(({ id }) => id));
  const { kept, dropped } = sift(library, proposed, { guard, isAllowed: (cite) => allowed.has(cite) });
  return { file: draftByTemplate(library, clauses, { kind, now, sentences: kept }), dropped };
}

/** Lets through what its clauses carry. A sentence is judged with nothing but the clauses it names itself. */
export function sift(
  library: Library,
  proposed: readonly Proposed[],
  { guard, isAllowed }: { guard: Guard; isAllowed: (cite: string) => boolean },
): Sifted {
  const kept: Proposed[] = [];
  const dropped: string[] = [];
  for (const { text, cites } of proposed) {
    const said = text.replace(/\s+/g, " ").trim();
    const citations = cites.flatMap((cite) => (isAllowed(cite) ? citationOf(library, cite) : []));
    // What a campaign file would read as a mark of its own is no sentence.
    const isPlain = !/[{}<>`|]|\]\(|https?:/.test(said);
    const isCarried = isPlain && citations.length === cites.length && citations.length > 0;
    if (isCarried && guard(library, { text: said, citations })) kept.push({ text: said, cites });
    else dropped.push(said);
  }
  return { kept, dropped };
}

function citationOf(library: Library, reference: string): Citation[] {
  const [document = "", id = ""] = reference.split("#");
  const clause = library.clause(document, id);
  return clause ? [{ document, clause: id, label: clause.label, quote: clause.text }] : [];
}

function quoteOf(clause: Clause): string {
  const quote = excerpt(clause.text, longestQuote) || clause.text.trim();
  return quote.replace(/\s*\n\s*/g, " ");
}

/** YAML takes any text between double quotes as JSON writes it. */
function line(text: string): string {
  return JSON.stringify(text.length > longestTitle ? `${text.slice(0, longestTitle).toWellFormed()}…` : text);
}

function nextMorning(now: Instant): string {
  const { year, month, day } = localTime(addMs(now, 24 * 3_600_000));
  const two = (number: number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} 08:00`;
}
