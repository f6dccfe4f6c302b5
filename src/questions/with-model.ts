import type { Citation } from "../kit/message.ts";
import { localDate } from "../kit/time.ts";
import { foldedKey, words } from "../kit/vietnamese.ts";
import type { Authority, Clause, Library } from "../knowledge/library.ts";
import type { Deadline } from "../llm/deadline.ts";
import { createMask } from "../llm/deidentify.ts";
import type { Model, Sentence } from "../llm/model.ts";
import { type Answer, answer, type Context } from "./answer.ts";
import { remarksOn } from "./compose.ts";
import { type Passage, said } from "./composed.ts";
import { extractQuote, oneLine } from "./extract.ts";
import type { Previous } from "./follow-up.ts";
import { findGroundFaults } from "./ground.ts";
import { isCarriedByCitations } from "./model-check.ts";
import { contentKeys, isSameQuestion, topicsOf } from "./rewriting.ts";
import { readSupport } from "./support.ts";
import { texts as ownTexts } from "./texts.ts";
import { understand } from "./understand.ts";
import { texts } from "./with-model-texts.ts";

const mostClauses = 5;
const longestClause = 1_800;
const shortQuestion = 6;

/** What a model is given beside the question. */
export type Assistance = {
  readonly model: Model;
  readonly deadline: Deadline;
  /** Names the writer is known by: they do not leave. */
  readonly known: readonly string[];
};

/**
 * `answer`, with a model's help: a follow-up the program could not place is rewritten to stand alone, and what
 * the program answers is retold in plain words above its quotes.
 *
 * Whether there is an answer is decided without the model: what is `partial` or `unknown` stays so. What the
 * model writes is dropped as a whole unless every sentence of it is carried by the clauses it cites. Resolves
 * in time, with the answer of `answer` whenever anything is amiss; never rejects for the model's sake.
 */
export async function answerWithModel(
  library: Library,
  question: string,
  { context, ...assistance }: Assistance & { readonly context: Context },
): Promise<Answer> {
  const plain = answer(library, question, context);
  if (!assistance.model.can.answer || plain.kind === "smalltalk" || plain.kind === "refused") return plain;
  const mask = createMask(assistance.known);
  const stands = await standAlone(library, question, { plain, context, mask, ...assistance });
  const asked = stands?.question ?? question;
  const given = stands?.given ?? plain;
  const retold = await retell(library, asked, { given, context, mask, ...assistance });
  return stands ? withOpening(retold, texts.understood(stands.question)) : retold;
}

type Helped = Assistance & { readonly context: Context; readonly mask: ReturnType<typeof createMask> };

/** A follow-up that was not answered, asked again in full; `undefined` when that brings nothing better. */
async function standAlone(
  library: Library,
  question: string,
  { plain, context, mask, model, deadline }: Helped & { readonly plain: Answer },
): Promise<{ question: string; given: Answer } | undefined> {
  const { previous } = context;
  if (!previous || plain.kind === "answer" || !mayFollowUp(question)) return undefined;
  const topics = topicsOf(library, previous);
  const asking = { question: mask.mask(question), before: mask.mask(previous.question), topics };
  const outcome = await model.rewriteQuestion(asking, deadline);
  if (outcome.kind === "none") return undefined;
  const rewritten = oneLine(mask.restore(outcome.value));
  if (!isSameQuestion(question, rewritten, { previous, topics })) return undefined;
  const { previous: _, ...alone } = context;
  const given = answer(library, rewritten, alone);
  const isAnswered = given.kind === "answer" && staysOnSubject(library, rewritten, { ...given, previous });
  return isAnswered ? { question: rewritten, given } : undefined;
}

/**
 * Whether an answer is about the follow-up and what it follows: it stays in the documents of the conversation,
 * and what it cites holds every word of content, of the follow-up and of what was added to it.
 */
function staysOnSubject(
  library: Library,
  rewritten: string,
  { citations, previous }: { citations: readonly Citation[]; previous: Previous },
): boolean {
  const documents = new Set(previous.clauses.map((place) => place.split("#")[0]));
  const { texts: cited } = readSupport(library, citations);
  const names = citations.map(({ label }) => label);
  const held = new Set([...cited, ...names].flatMap(words).map(foldedKey));
  return (
    citations.every(({ document }) => documents.has(document)) &&
    [...contentKeys(rewritten)].every((key) => held.has(key))
  );
}

/** Whether a question may lean on the one before: it says so, or is too short to stand alone. */
function mayFollowUp(question: string): boolean {
  const { isElliptic, words } = understand(question);
  return isElliptic || words.length <= shortQuestion;
}

/** The same answer with a summary above its quotes, when the model writes one that holds. */
async function retell(
  library: Library,
  question: string,
  { given, context, mask, model, deadline }: Helped & { readonly given: Answer },
): Promise<Answer> {
  const isQuoting =
    given.kind === "answer" && given.passages.every(({ isShown, citation }) => isShown && citation);
  if (!isQuoting) return given;
  const offered = clausesFor(library, given);
  const clauses = [...offered].map(([id, { label, text }]) => ({
    id,
    label,
    text: oneLine(text).slice(0, longestClause),
  }));
  const outcome = await model.compose({ question: mask.mask(question), clauses }, deadline);
  if (outcome.kind === "none" || outcome.value.length === 0) return given;
  return withSummary(library, given, { sentences: outcome.value, offered, question, context }) ?? given;
}

/** The cited clauses with what stands under them, then the nearest others, by the ids a model cites. */
function clausesFor(library: Library, given: Answer): ReadonlyMap<string, Clause> {
  const cited = given.citations.flatMap(({ document, clause }) => library.clause(document, clause) ?? []);
  const near = given.nearest.flatMap((place) => {
    const [document = "", id = ""] = place.split("#");
    return library.clause(document, id) ?? [];
  });
  const all = [...cited, ...cited.flatMap((clause) => library.children(clause)), ...near];
  return new Map([...new Set(all)].slice(0, mostClauses).map((clause, at) => [`c${at + 1}`, clause]));
}

function withSummary(
  library: Library,
  given: Answer,
  {
    sentences,
    offered,
    question,
    context,
  }: {
    sentences: readonly Sentence[];
    offered: ReadonlyMap<string, Clause>;
    question: string;
    context: Context;
  },
): Answer | undefined {
  const places = new Set(given.citations.map(({ document, clause }) => `${document}#${clause}`));
  const isCited = ({ document, id }: Clause) => places.has(`${document}#${id}`);
  const keys = new Set(understand(question).words.map(({ folded }) => folded));
  const told = sentences.map(({ text, cites }) => ({
    text: oneLine(text),
    clauses: cites.map((id) => offered.get(id)),
  }));
  const isWhole = told.every(({ text, clauses }) => {
    const known = clauses.filter((clause) => clause !== undefined);
    const citations = known.map((clause) => citationOf(clause, keys));
    return known.length === clauses.length && isCarriedByCitations(library, text, citations);
  });
  // The first sentence is the answer: it stands on what the program itself found to answer.
  if (!isWhole || !told[0]?.clauses.some((clause) => clause && isCited(clause))) return undefined;
  const added = [...new Set(told.flatMap(({ clauses }) => clauses))]
    .filter((clause) => clause !== undefined)
    .filter((clause) => !isCited(clause));
  const passages = added.map((clause) => passageOf(library, clause, keys));
  const today = context.now && localDate(context.now);
  const remarks = remarksOn(library, added, today).filter((remark) => !given.remarks.includes(remark));
  const summary = told.map(({ text }) => text).join(" ");
  const whole = extend(given, { summary, passages, remarks });
  if (findGroundFaults(library, whole).length > 0) return undefined;
  return withOpening(
    whole,
    texts.summaryOf[
      leastAuthority(
        library,
        told.flatMap(({ clauses }) => clauses),
      )
    ],
  );
}

/** How far the weakest source of a summary may be trusted: its reader is told that much. */
function leastAuthority(library: Library, clauses: readonly (Clause | undefined)[]): Authority {
  const found = clauses.map((clause) => clause && library.documents.get(clause.document)?.authority);
  const order: readonly Authority[] = ["reported", "summary"];
  return order.find((authority) => found.includes(authority)) ?? "official";
}

function extend(
  given: Answer,
  {
    summary,
    passages,
    remarks,
  }: { summary: string; passages: readonly Passage[]; remarks: readonly string[] },
): Answer {
  const quoted = passages.map(({ lead, citation }) => `${lead}\n“${citation?.quote}”`);
  return {
    ...given,
    passages: [said(summary), ...given.passages, ...passages],
    remarks: [...given.remarks, ...remarks],
    citations: [...given.citations, ...passages.flatMap(({ citation }) => citation ?? [])],
    text: [summary, given.text, ...quoted, ...remarks].join("\n\n"),
  };
}

/** A line of ours over the first words of an answer. */
function withOpening(given: Answer, line: string): Answer {
  const [first, ...rest] = given.passages;
  const isWords = first && first.citation === null;
  const passages = isWords
    ? [{ ...first, opening: [line, first.opening].filter((one) => one !== null).join("\n") }, ...rest]
    : [said(line), ...given.passages];
  return { ...given, passages, text: `${line}\n${given.text}` };
}

function passageOf(library: Library, clause: Clause, keys: ReadonlySet<string>): Passage {
  const authority = library.documents.get(clause.document)?.authority ?? "official";
  const leads = { official: ownTexts.byDocument, reported: ownTexts.byPress, summary: ownTexts.bySummary };
  const lead = leads[authority](clause.label);
  return { opening: null, lead, authority, citation: citationOf(clause, keys), isShown: true };
}

function citationOf(clause: Clause, keys: ReadonlySet<string>): Citation {
  const quote = extractQuote(clause, keys, () => false);
  return { document: clause.document, clause: clause.id, label: clause.label, quote };
}
