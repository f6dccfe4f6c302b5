import { type Content, say } from "../kit/message.ts";
import type { Library } from "../knowledge/library.ts";
import { remarksOn } from "./compose.ts";
import { oneLine } from "./extract.ts";
import { texts } from "./texts.ts";

/** Longer clauses are cut in the middle of nothing: a message holds this much on every channel. */
const longestShown = 1_500;

/**
 * One clause as a message: what a button on a heading opens. A heading shows the clauses under it as buttons.
 * `undefined` when the clause is not (or no longer) published.
 */
export function clauseContent(library: Library, document: string, id: string): Content | undefined {
  const clause = library.clause(document, id);
  if (!clause) return undefined;
  const children = library.children(clause);
  if (children.length > 0) {
    const choices = children.slice(0, 8).map((child) => ({
      label: shortened(child.heading ?? oneLine(child.text), 60),
      action: `clause:${child.document}#${child.id}`,
    }));
    return say(texts.counted(children.length, `${clause.label}. ${clause.heading ?? ""}`), choices);
  }
  const { label } = clause;
  const quote = shortened(oneLine(clause.text), longestShown);
  const authority = library.documents.get(document)?.authority ?? "official";
  const lead = { official: [], reported: [texts.pressAlone], summary: [texts.summaryAlone] }[authority];
  const remarks = remarksOn(library, [clause], undefined);
  return {
    parts: [
      ...lead.map((text) => ({ kind: "text" as const, text })),
      { kind: "quote", citation: { document, clause: id, label, quote } },
      ...remarks.map((text) => ({ kind: "text" as const, text })),
    ],
    choices: [],
  };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, text.lastIndexOf(" ", length))}…`;
}
