import { fold } from "../../kit/vietnamese.ts";

/** A stretch of a message that tells one field. `field` is its id; stretches keep the order they were told in. */
export type Stretch = { readonly field: string; readonly text: string };

/** What tells a field inside a longer story: folded expressions, tried clause by clause. */
export type Telling = { readonly field: string; readonly signs: readonly string[] };

/**
 * Parts a story told in one go by the fields it tells. A clause belongs to the first telling with a sign in it,
 * one without a sign to the field told before it; what comes before every sign belongs to `first`. Stretches of
 * one field are joined again in the writer's own words.
 */
export function partTale(text: string, first: string, tellings: readonly Telling[]): Stretch[] {
  const stretches: { field: string; text: string }[] = [];
  let current = first;
  for (const clause of clausesOf(text)) {
    const words = fold(clause)
      .replace(/[^\p{L}\p{N}%/.,]+/gu, " ")
      .replace(/[.,\s]+$/, "")
      .trim();
    current =
      tellings.find(({ signs }) => signs.some((sign) => new RegExp(sign, "u").test(words)))?.field ?? current;
    const last = stretches.at(-1);
    if (last?.field === current) last.text += clause;
    else stretches.push({ field: current, text: clause });
  }
  return joined(stretches);
}

/** Clauses with the punctuation that ends them; a comma or full stop inside a number ends nothing. */
function clausesOf(text: string): string[] {
  return text.match(/(?:[^.,;!?\n…]|[.,](?=\d))+(?:[;!?\n…]|[.,](?!\d))*\s*|[.,;!?\n…\s]+/gu) ?? [];
}

function joined(stretches: readonly { field: string; text: string }[]): Stretch[] {
  const byField = new Map<string, string[]>();
  for (const { field, text } of stretches) {
    const words = text.trim().replace(/[,;]+$/, "");
    if (words !== "") byField.set(field, [...(byField.get(field) ?? []), words]);
  }
  return [...byField].map(([field, texts]) => ({ field, text: texts.join(" ") }));
}
