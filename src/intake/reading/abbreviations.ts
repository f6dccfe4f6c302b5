import { fold } from "../../kit/vietnamese.ts";

/** What thumbs write for the words that expressions look for. */
const shorts: ReadonlyMap<string, string> = new Map(
  [
    ["em", "e"],
    ["anh", "a"],
    ["minh", "mik", "mk", "mh", "mjnh"],
    ["anh em", "ae"],
    ["voi", "vs", "w"],
    ["duoc", "dc", "dk", "dx"],
    ["khong", "ko", "k", "hok", "kg", "0"],
    ["roi", "r", "rui", "oy"],
    ["gio", "h"],
    ["lam", "lm"],
    ["nhieu", "nhiu"],
    ["qua", "wa"],
    ["cong ty", "cty"],
  ].flatMap(([word = "", ...all]) => all.map((short) => [short, word] as const)),
);

/** The folded word an abbreviation stands for, undefined when it is none. */
export function meantBy(word: string): string | undefined {
  return shorts.get(fold(word));
}

/** A word without marks and punctuation, an abbreviation written out; "-" for what is no word. */
export function written(word: string): string {
  const bare = fold(word).replace(/[^\p{L}\p{N}%/.-]+/gu, "");
  return shorts.get(bare) ?? (bare === "" ? "-" : bare);
}
