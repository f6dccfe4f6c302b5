import type { Content } from "../kit/message.ts";
import type { Library } from "../knowledge/library.ts";

/** One clause to read, with the headings it stands under; undefined when it is not published (any more). */
export function clauseContent(library: Library, document: string, clauseId: string): Content | undefined {
  const clause = library.clause(document, clauseId);
  if (!clause) return undefined;
  const { label, text, headings, note } = clause;
  const above = headings.filter((heading) => heading !== text).join(" › ");
  const citation = { document, clause: clauseId, label, quote: text.trim() };
  return {
    parts: [
      ...(above ? [{ kind: "text" as const, text: above }] : []),
      { kind: "quote", citation },
      ...(note ? [{ kind: "text" as const, text: note }] : []),
    ],
    choices: [],
  };
}
