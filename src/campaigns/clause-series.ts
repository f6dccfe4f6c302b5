import type { Citation, Content, Part } from "../kit/message.ts";
import { type Instant, localDate } from "../kit/time.ts";
import type { Clause, Document, Library } from "../knowledge/library.ts";
import { readClauseMark } from "./body.ts";
import { texts } from "./texts.ts";

/** Shorter clauses say too little on their own; longer ones are cut at the end of a sentence. */
const shortestQuote = 60;
const longestQuote = 900;

/**
 * “Mỗi tuần một điều”: puts this week's clause into the places marked `{{clause}}`.
 *
 * The clause depends on the ISO week of `slot` in Việt Nam and on what is published: the suitable clauses of
 * the named documents (all, when none is named) take turns in reading order, one a week. Asking twice gives
 * the same clause. Content without a mark is returned as it is; `undefined` when a mark finds no clause.
 */
export function drawClauses(library: Library, content: Content, slot: Instant): Content | undefined {
  const parts: Part[] = [];
  for (const part of content.parts) {
    const mark = part.kind === "text" ? readClauseMark(part.text) : undefined;
    if (!mark) {
      parts.push(part);
      continue;
    }
    const clause = clauseOfWeek(library, mark.documents, slot);
    if (!clause) return undefined;
    parts.push(...partsOf(library, clause));
  }
  return { parts, choices: content.choices };
}

/** The clause whose turn it is in the week of `slot`; `undefined` when nothing suitable is published. */
export function clauseOfWeek(
  library: Library,
  documents: readonly string[],
  slot: Instant,
): Clause | undefined {
  const pool = library.clauses.filter((clause) => {
    const document = library.documents.get(clause.document);
    if (!document || !isInForce(document, slot)) return false;
    const isNamed = documents.length === 0 || documents.includes(clause.document);
    return isNamed && isTelling(clause);
  });
  return pool[weekNumber(slot) % pool.length];
}

function isTelling(clause: Clause): boolean {
  const isText = clause.kind === "point" || clause.kind === "paragraph";
  return isText && excerpt(clause.text).length >= shortestQuote;
}

function isInForce(document: Document, at: Instant): boolean {
  const day = localDate(at);
  const hasBegun = document.inForceFrom === null || document.inForceFrom <= day;
  const hasEnded = document.inForceUntil !== null && document.inForceUntil < day;
  return hasBegun && !hasEnded && document.replacedBy === null;
}

/** Weeks since the one of 1 January 1970, each beginning on Monday: it goes on growing over year ends. */
function weekNumber(at: Instant): number {
  const day = Date.parse(`${localDate(at)}T00:00:00Z`) / 86_400_000;
  return Math.floor((day + 3) / 7);
}

function partsOf(library: Library, clause: Clause): Part[] {
  const authority = library.documents.get(clause.document)?.authority ?? "official";
  const citation: Citation = {
    document: clause.document,
    clause: clause.id,
    label: clause.label,
    quote: excerpt(clause.text),
  };
  const before = texts.authority[authority];
  const parts: Part[] = before === "" ? [] : [{ kind: "text", text: before }];
  parts.push({ kind: "quote", citation });
  if (clause.note) parts.push({ kind: "text", text: texts.note(clause.note) });
  return parts;
}

/** The clause's own words, up to the last sentence that fits; empty when not even one does. */
export function excerpt(text: string, longest = longestQuote): string {
  const whole = text.trim();
  if (whole.length <= longest) return whole;
  const end = [...whole.slice(0, longest).matchAll(/[.;!?](?=\s)/g)].at(-1);
  return end ? whole.slice(0, end.index + 1) : "";
}
