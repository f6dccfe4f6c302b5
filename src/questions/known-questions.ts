import { exactKey, foldedKey } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { passagesWith } from "../knowledge/search/postings.ts";
import { rarity } from "../knowledge/search/weigh.ts";
import { readAsked } from "./asked-kinds.ts";
import type { AskedKind } from "./cues.ts";
import { isLight } from "./light-words.ts";
import { readWords } from "./phrases.ts";

/** A question a clause is known to answer: its words of content with their rarity, and what it asks for. */
export type KnownQuestion = {
  readonly exact: ReadonlySet<string>;
  readonly rarities: ReadonlyMap<string, number>;
  readonly mass: number;
  readonly kinds: ReadonlySet<AskedKind>;
};

/** Reads the questions kept for a clause, one by one. */
export function readKnown({ index }: Library, phrases: readonly string[]): KnownQuestion[] {
  return phrases.map((phrase) => {
    const typed = readWords(phrase);
    const content = typed.filter((word) => !isLight({ exact: exactKey(word.text), folded: word.folded }));
    const rarities = new Map(
      content.map(({ text }) => {
        const id = index.folded.ids.get(foldedKey(text));
        return [
          foldedKey(text),
          rarity(index, id === undefined ? 0 : passagesWith(index.folded.postings, id)),
        ];
      }),
    );
    const mass = [...rarities.values()].reduce((sum, one) => sum + one, 0);
    return {
      exact: new Set(content.map(({ exact }) => exact)),
      rarities,
      mass,
      kinds: readAsked(typed).kinds,
    };
  });
}
