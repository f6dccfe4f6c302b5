import type { Citation } from "../kit/message.ts";
import { localDate } from "../kit/time.ts";
import type { Authority, Clause, Library } from "../knowledge/library.ts";
import type { Sentence } from "../llm/model.ts";
import type { Answer, Context } from "./answer.ts";
import { remarksOn } from "./compose.ts";
import { type Passage, said } from "./composed.ts";
import { extractQuote, oneLine } from "./extract.ts";
import { findGroundFaults } from "./ground.ts";
import { isCarriedByCitations } from "./model-check.ts";
import { texts as ownTexts } from "./texts.ts";
import { understand } from "./understand.ts";
import { texts } from "./with-model-texts.ts";

const mostClauses = 5;

/** The cited clauses with what stands under them, then the nearest others, by the ids a model cites. */
export function clausesFor(library: Library, given: Answer): ReadonlyMap<string, Clause> {
  const cited = given.citations.flatMap(({ document, clause }) => library.clause(document, clause) ?? []);
  const near = given.nearest.flatMap((place) => {
    const [document = "", id = ""] = place.split("#");
    return library.clause(document, id) ?? [];
  });
  const all = [...cited, ...cited.flatMap((clause) => library.children(clause)), ...near];
  return new Map([...new Set(all)].slice(0, mostClauses).map((clause, at) => [`c${at + 1}`, clause]));
}

/**
 * The answer with the sentences above its quotes and with the clauses they add; `undefined` unless every one of
 * them is carried by what it cites.
 */
export function withSummary(
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
export function withOpening(given: Answer, line: string): Answer {
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
