import type { AskedKind } from "./cues.ts";
import type { KnownQuestions } from "./known-questions.ts";
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
  known: KnownQuestions,
): number {
  const shared = new Map<number, number>();
  let asked = kinds.size > 0 ? kindWorth : 0;
  for (const one of subjects) {
    asked += one.rarity;
    for (const at of sayingIt(one, known)) shared.set(at, (shared.get(at) ?? 0) + one.rarity);
  }
  let best = 0;
  for (const [at, words] of shared) {
    const question = known.all[at];
    if (!question) continue;
    const all = words + (sharesKind(kinds, question.kinds) ? kindWorth : 0);
    best = Math.max(best, all / (asked + unsaidShare * Math.max(0, question.mass - all)));
  }
  return best;
}

const none: readonly number[] = [];

/** Places of the known questions that hold the word, or a phrase that stands for it. */
function sayingIt(
  { exact, folded, insteadOf }: Subject,
  { all, byExact, byFolded }: KnownQuestions,
): Iterable<number> {
  const itself = (exact === undefined ? byFolded.get(folded) : byExact.get(exact)) ?? none;
  if (insteadOf.length === 0) return itself;
  const found = new Set(itself);
  for (const [first = "", ...rest] of insteadOf)
    for (const at of byFolded.get(first) ?? none)
      if (rest.every((key) => all[at]?.words.has(key))) found.add(at);
  return found;
}

function sharesKind(one: ReadonlySet<AskedKind>, other: ReadonlySet<AskedKind>): boolean {
  for (const kind of one) if (other.has(kind)) return true;
  return false;
}
