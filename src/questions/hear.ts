import { clean } from "../kit/vietnamese.ts";
import { readAsked } from "./asked-kinds.ts";
import { readWords } from "./phrases.ts";

/** A message up to this length is read as a whole. */
const longestWhole = 1_000;
/** Of a longer one the beginning and the end are looked through for a question no longer than this. */
const longestEnd = 4_000;
const longestSentence = 300;
const fewestWords = 3;

/** What of a message is read as the question, and the first words of a message that is not read whole. */
export type Heard = { readonly question: string | undefined; readonly beginning: string | undefined };

/**
 * Hears the question in a message: all of a short one; of a long one the last sentence that asks, `undefined`
 * when it asks nothing. Marks of formatting (`<b>`), and scripts with
 * what they hold, are left out. However long the message, a bounded part of
 * it is looked at.
 */
export function hear(message: string): Heard {
  if (message.length <= longestWhole) return { question: withoutTags(message), beginning: undefined };
  const beginning = message.slice(0, longestEnd);
  const end = message.slice(Math.max(longestEnd, message.length - longestEnd));
  const all = sentences(end).concat(sentences(beginning));
  const question = all.find((sentence) => sentence.endsWith("?")) ?? all.find(asks);
  return { question, beginning: withoutTags(message.slice(0, longestWhole)) };
}

function withoutTags(text: string): string {
  if (!text.includes("<")) return text;
  return text
    .replace(/<(script|style)\b[^<>]{0,200}>[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, " ");
}

/** Sentences short enough to be a question, the last one first. */
function sentences(text: string): string[] {
  return clean(withoutTags(text))
    .split(/(?<=[.?!…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length <= longestSentence && /\p{L}/u.test(sentence))
    .toReversed();
}

function asks(sentence: string): boolean {
  const words = readWords(sentence);
  return words.length >= fewestWords && readAsked(words).kinds.size > 0;
}
