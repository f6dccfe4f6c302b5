import { fold } from "../../kit/vietnamese.ts";
import { written } from "./abbreviations.ts";

/** A stretch of a message that tells one field. `field` is its id; stretches keep the order they were told in. */
export type Stretch = { readonly field: string; readonly text: string };

/** What tells a field inside a longer story: folded expressions, tried clause by clause. */
export type Telling = {
  readonly field: string;
  readonly signs: readonly string[];
  /** What its part begins with where no punctuation parts a clause. */
  readonly opens: readonly string[];
  /** The field that has to be told first for these beginnings to count. */
  readonly opensAfter: string | undefined;
};

/** Longer clauses may be several: nobody says so much in one breath. */
const longestClause = 12;

/**
 * Parts a story told in one go by the fields it tells. A clause belongs to the first telling with a sign in it,
 * one without a sign to the field told before it; what comes before every sign belongs to `first`. A long clause
 * is parted where the words stand that a field begins with. Stretches of one field are joined again in the writer's
 * own words.
 */
export function partTale(text: string, first: string, tellings: readonly Telling[]): Stretch[] {
  const stretches: { field: string; text: string }[] = [];
  const add = (field: string, words: string) => {
    const last = stretches.at(-1);
    if (last?.field === field) last.text += words;
    else stretches.push({ field, text: words });
  };
  for (const clause of clausesOf(text)) {
    const current = stretches.at(-1)?.field ?? first;
    const told = new Set(stretches.map(({ field }) => field));
    const cuts = cutsOf(clause, tellings, { current, told });
    if (cuts.length === 0) add(toldIn(clause, tellings) ?? current, clause);
    else if (cuts[0]?.at !== 0) add(current, clause.slice(0, cuts[0]?.at));
    for (const [index, { field, at }] of cuts.entries()) add(field, clause.slice(at, cuts[index + 1]?.at));
  }
  return joined(stretches);
}

function toldIn(clause: string, tellings: readonly Telling[]): string | undefined {
  const words = fold(clause)
    .replace(/[^\p{L}\p{N}%/.,]+/gu, " ")
    .replace(/[.,\s]+$/, "")
    .trim();
  return tellings.find(({ signs }) => signs.some((sign) => new RegExp(sign, "u").test(words)))?.field;
}

/** Where fields begin inside a long clause, and at which character; none where nothing begins. */
function cutsOf(
  clause: string,
  tellings: readonly Telling[],
  { current, told }: { current: string; told: ReadonlySet<string> },
): { field: string; at: number }[] {
  const words = [...clause.matchAll(/\S+/g)];
  if (words.length <= longestClause) return [];
  const cuts: { field: string; at: number }[] = [];
  const known = new Set(told);
  for (const { field, word } of beginnings(words, tellings)) {
    // A story that starts with what was done tells it of the trouble: "em đóng gói bằng tay, sai nhiều".
    if (word === 0 && told.size === 0) continue;
    const { opensAfter } = tellings.find((each) => each.field === field) ?? {};
    const isSame = (cuts.at(-1)?.field ?? current) === field;
    if (isSame || (opensAfter !== undefined && !known.has(opensAfter))) continue;
    known.add(field);
    cuts.push({ field, at: words[word]?.index ?? 0 });
  }
  return cuts;
}

/** Every place where words stand that a field begins with, in the order of the text. */
function beginnings(
  words: readonly RegExpMatchArray[],
  tellings: readonly Telling[],
): { field: string; word: number }[] {
  const plain = words.map(([word]) => written(word));
  const line = `${plain.join(" ")} `;
  const wordAt = new Map<number, number>();
  for (let index = 0, at = 0; index < plain.length; at += (plain[index]?.length ?? 0) + 1, index++)
    wordAt.set(at, index);
  const found = tellings.flatMap(({ field, opens }) =>
    opens.flatMap((open) =>
      [...line.matchAll(new RegExp(`(?<=^| )${open}`, "gu"))].flatMap(({ index }) => {
        const word = wordAt.get(index);
        return word === undefined ? [] : [{ field, word }];
      }),
    ),
  );
  return found.toSorted((one, other) => one.word - other.word);
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
