import type { AskedKind } from "./cues.ts";
import type { KnownQuestion } from "./known-questions.ts";
import type { Subject } from "./subjects.ts";

/** What asking for the same kind of thing is worth, beside the rarity of a word. */
const kindWorth = 1.2;
/** A known question may say more than what is typed: it lists wordings. */
const unsaidShare = 0.25;

/**
 * How much a question resembles the likest of the known ones, 0 to 1: the rarity of the words they share
 * against all of the question's and some of the known one's, asking for the same kind counting like a word.
 */
export function likeness(
  subjects: readonly Subject[],
  kinds: ReadonlySet<AskedKind>,
  known: readonly KnownQuestion[],
): number {
  return known.reduce((best, one) => Math.max(best, likenessTo(subjects, kinds, one)), 0);
}

function likenessTo(
  subjects: readonly Subject[],
  kinds: ReadonlySet<AskedKind>,
  { exact, rarities, mass, kinds: knownKinds }: KnownQuestion,
): number {
  let shared = 0;
  let asked = 0;
  for (const one of subjects) {
    asked += one.rarity;
    const isSaid = one.exact === undefined ? rarities.has(one.folded) : exact.has(one.exact);
    if (isSaid || one.insteadOf.some((phrase) => phrase.every((key) => rarities.has(key))))
      shared += one.rarity;
  }
  if (shared === 0) return 0;
  const worth = kinds.size > 0 ? kindWorth : 0;
  for (const kind of kinds) {
    if (!knownKinds.has(kind)) continue;
    shared += worth;
    break;
  }
  return shared / (asked + worth + unsaidShare * Math.max(0, mass - shared));
}
