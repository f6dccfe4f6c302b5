import type { Index } from "./inverted-index.ts";
import type { Understood } from "./understand.ts";

/** How people ask what something is, after or before its name; folded. */
const endings = [
  "nghia la gi",
  "nghia la sao",
  "la cai gi",
  "la the nao",
  "la nhu the nao",
  "la gi",
  "la sao",
  "la ai",
];
const openings = ["the nao la", "nhu the nao la", "the nao goi la"];
const longestName = 8;

/** The name a question asks the meaning of ("sáng kiến là gì?"), as folded ids; undefined for other questions. */
export function nameAskedFor({ words }: Understood, index: Index): readonly number[] | undefined {
  const folded = words.map((word) => word.folded);
  const name = withoutEnding(folded) ?? withoutOpening(folded);
  if (!name || name.length === 0 || name.length > longestName) return undefined;
  const ids = name.map((key) => index.folded.ids.get(key) ?? -1);
  return ids.includes(-1) ? undefined : ids;
}

/** Whether the passage begins by saying what the name is: "Sáng kiến là …", its number aside. */
export function defines(passage: number, name: readonly number[], index: Index): boolean {
  const start = index.titleEnds[passage] ?? 0;
  const isNumber = /^\d/.test(index.folded.keys[index.sequence[start] ?? -1] ?? "");
  const at = isNumber ? start + 1 : start;
  const end = index.ends[passage] ?? at;
  const copula = index.folded.ids.get("la");
  if (at + name.length >= end || index.sequence[at + name.length] !== copula) return false;
  return name.every((id, offset) => index.sequence[at + offset] === id);
}

function withoutEnding(folded: readonly string[]): readonly string[] | undefined {
  const text = folded.join(" ");
  const ending = endings.find((one) => text.endsWith(` ${one}`));
  return ending === undefined ? undefined : folded.slice(0, -ending.split(" ").length);
}

function withoutOpening(folded: readonly string[]): readonly string[] | undefined {
  const text = folded.join(" ");
  const opening = openings.find((one) => text.startsWith(`${one} `));
  return opening === undefined ? undefined : folded.slice(opening.split(" ").length);
}
