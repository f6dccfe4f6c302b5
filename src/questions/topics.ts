import type { Library } from "../knowledge/library.ts";
import { pairCount } from "../knowledge/search/corpus.ts";
import { longestAt, standsFor, type Word } from "./phrases.ts";
import { topics } from "./topic-words.ts";

/**
 * The topics a question is about, as the words that were typed: the longest at each place. Typed without marks,
 * words that the documents hold together with their neighbors are read so ("sang | kien o" is no lawsuit).
 */
export function topicsOf({ index }: Library, words: readonly Word[]): readonly (readonly Word[])[] {
  const found: Word[][] = [];
  for (let from = 0; from < words.length; from++) {
    const length = longestAt(words, from, topics);
    if (length === 0) continue;
    const topic = words.slice(from, from + length);
    const around = [words[from - 1], ...topic, words[from + length]];
    if (isTorn(topic, around, (one, next) => pairCount(index, one, next))) continue;
    found.push(topic);
    from += length - 1;
  }
  return found;
}

/** A pair the documents hold as often as this is one word to their readers. */
const bound = 4;

/** Whether a neighbor claims the first or the last word of a topic that was typed without marks. */
function isTorn(
  topic: readonly Word[],
  around: readonly (Word | undefined)[],
  count: (one: string, next: string) => number,
): boolean {
  if (topic.every(({ isMarked }) => isMarked) || topic.length < 2) return false;
  const at = (place: number) => around.at(place)?.folded ?? "";
  const held = Math.max(
    ...topic.slice(1).map(({ folded }, before) => count(topic[before]?.folded ?? "", folded)),
  );
  const claimed = Math.max(count(at(0), at(1)), count(at(-2), at(-1)));
  return claimed >= bound && claimed > held;
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
