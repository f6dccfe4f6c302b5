import type { Library } from "../knowledge/library.ts";
import { pairCount } from "../knowledge/search/corpus.ts";
import { longestAt, standsFor, type Word } from "./phrases.ts";
import { topics } from "./topic-words.ts";

/**
 * The topics a question is about, as the words that were typed: the longest at each place. Typed without marks, a
 * word that the documents hold together with the one in front is read so ("sang kien | o dau" is no lawsuit).
 */
export function topicsOf({ index }: Library, words: readonly Word[]): readonly (readonly Word[])[] {
  const found: Word[][] = [];
  for (let from = 0; from < words.length; from++) {
    const length = longestAt(words, from, topics);
    if (length === 0) continue;
    const topic = words.slice(from, from + length);
    if (isTorn([words[from - 1], ...topic], (one, next) => pairCount(index, one, next))) continue;
    found.push(topic);
    from += length - 1;
  }
  return found;
}

/** A pair the documents hold as often as this is one word to their readers. */
const bound = 4;

/** Whether the word in front claims the first word of a topic that was typed without marks. */
function isTorn(
  [front, first, ...rest]: readonly (Word | undefined)[],
  count: (one: string, next: string) => number,
): boolean {
  const [second] = rest;
  if (!front || !first || !second || first.isMarked || second.isMarked) return false;
  const claimed = count(front.folded, first.folded);
  return claimed >= bound && claimed > count(first.folded, second.folded);
}

/** Whether the words of a text hold the topic in the same words side by side. */
export function speaksOf(text: readonly Word[], topic: readonly Word[]): boolean {
  return text.some((_, from) =>
    topic.every((word, at) => {
      const written = text[from + at];
      return written !== undefined && standsFor(word, written);
    }),
  );
}
