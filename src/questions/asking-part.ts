import type { Library } from "../knowledge/library.ts";
import { type Decided, decide } from "./decide.ts";
import { topicsOf } from "./topics.ts";
import { type Understanding, understand } from "./understand.ts";

/** A question with what is decided on it; it may be the asking part of a longer one. */
export type Read = { readonly asked: Understanding; readonly decided: Decided };

/** How sure the asking part alone has to be. */
const sureEnough = 0.5;
const fewestWords = 3;
const mostPieces = 4;

/** Where what is told may end and what is asked begin. */
const joints =
  /[.;!,…\n]+\s*|\s+(?=(?:xin|cho|muốn|muon)(?:\s+\p{L}+){0,2}\s+(?:hỏi|hoi)(?!\p{L}))|\s+(?=(?:thì theo|thi theo|(?:bây |bay )?gi(?:ờ|o) (?:làm|lam|nộp|nop|muốn|muon|xin|phải|phai))\s)|\s+(?=(?:vậy|vay|như vậy|nhu vay|thế thì|the thi)\s)/giu;

/**
 * Decides a question; when that leads nowhere and it tells a story first ("Tôi là giáo viên …, vậy thế nào
 * là sáng kiến?"), decides its asking part alone. What is told may change what is asked, so a story about a
 * thing of its own is never left out.
 */
export function decideAsking(library: Library, asked: Understanding, leaning: ReadonlySet<string>): Read {
  const whole = { asked, decided: decide(library, asked, leaning) };
  if (!leadsNowhere(whole) || topicsOf(library, asked.words).length > 0) return whole;
  const answered = askingParts(asked)
    .map((part) => ({ asked: part, decided: decide(library, part, leaning) }))
    .filter(isAnswered);
  const [best] = answered.toSorted((one, other) => surenessOf(other) - surenessOf(one));
  return best ?? whole;
}

function leadsNowhere({ decided: { decision } }: Read): boolean {
  return decision.kind === "silent" || decision.kind === "choose";
}

function isAnswered(read: Read): boolean {
  const { kind } = read.decided.decision;
  return kind === "list" || (kind === "quote" && surenessOf(read) >= sureEnough);
}

function surenessOf({ decided }: Read): number {
  return decided.found.clauses[0]?.confidence ?? 0;
}

/** The ends of the question from each of its joints on, and its beginning when that asks. */
function askingParts({ text, documents }: Understanding): Understanding[] {
  const starts = [...text.matchAll(joints)].map(({ index, 0: joint }) => index + joint.length);
  if (starts.length === 0) return [];
  const ends = starts.slice(-mostPieces).map((start) => text.slice(start));
  const beginning = text.slice(0, starts[0]);
  return [beginning, ...ends]
    .map((part) => understand(part))
    .filter(({ act, words, kinds }) => act === undefined && words.length >= fewestWords && kinds.size > 0)
    .map((part) => (part.documents.length > 0 ? part : { ...part, documents }));
}
