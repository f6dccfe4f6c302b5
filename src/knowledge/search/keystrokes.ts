import { exactKey, foldedKey, isSyllable } from "../../kit/vietnamese.ts";

/** A syllable that was typed through an input method which was switched off. */
export type Decoded = { readonly text: string; readonly exact: string; readonly folded: string };

const toneKeys: Record<string, string> = {
  s: "\u0301",
  f: "\u0300",
  r: "\u0309",
  x: "\u0303",
  j: "\u0323",
  "1": "\u0301",
  "2": "\u0300",
  "3": "\u0309",
  "4": "\u0303",
  "5": "\u0323",
};
const hats: Record<string, string> = { a: "â", e: "ê", o: "ô" };
const horns: Record<string, string> = { o: "ơ", u: "ư", a: "ă" };

type Typing = { letters: string[]; tone: string };

/**
 * What Telex (`tieengs`, `dduowngf`) or VNI (`tie6ng1`) keystrokes stand for, tone and hat keys in any order;
 * undefined when they make no possible syllable or hold no such key. The caller decides whether to believe it:
 * plenty of English words decode to something (`sex`, `did`).
 */
export function decodeKeystrokes(word: string): Decoded | undefined {
  const typing: Typing = { letters: [], tone: "" };
  let isChanged = false;
  for (const key of word) {
    if (applyKey(typing, key)) isChanged = true;
    else if (/\d/.test(key)) return undefined;
    else typing.letters.push(key);
  }
  if (!isChanged) return undefined;
  const bare = typing.letters.join("");
  const at = bare.search(vowel) + 1;
  const syllable = (bare.slice(0, at) + typing.tone + bare.slice(at)).normalize("NFC");
  if (!isSyllable(syllable)) return undefined;
  return { text: syllable, exact: exactKey(syllable), folded: foldedKey(syllable) };
}

const vowel = /[aăâeêioôơuưy]/;

function applyKey(typing: Typing, key: string): boolean {
  return (
    applyTone(typing, key) || applyStroke(typing, key) || applyHat(typing, key) || applyHorn(typing, key)
  );
}

function applyTone(typing: Typing, key: string): boolean {
  const tone = toneKeys[key];
  if (tone === undefined || typing.tone !== "" || !typing.letters.some((letter) => vowel.test(letter)))
    return false;
  typing.tone = tone;
  return true;
}

function applyStroke(typing: Typing, key: string): boolean {
  if ((key !== "d" && key !== "9") || typing.letters[0] !== "d") return false;
  typing.letters[0] = "đ";
  return true;
}

/** Telex doubles the vowel, right after it or at the end of the word (`tiengse`); VNI types 6. */
function applyHat(typing: Typing, key: string): boolean {
  const at = typing.letters.findLastIndex((letter) => (key === "6" ? letter in hats : letter === key));
  const hat = hats[typing.letters[at] ?? ""];
  if (hat === undefined) return false;
  typing.letters[at] = hat;
  return true;
}

function applyHorn(typing: Typing, key: string): boolean {
  if (key !== "w" && key !== "7" && key !== "8") return false;
  const at = typing.letters.findLastIndex((letter) => (key === "8" ? letter === "a" : letter in horns));
  const letter = typing.letters[at];
  if (letter === undefined) return key === "w" && typing.letters.push("ư") > 0;
  if (letter === "o" && typing.letters[at - 1] === "u") typing.letters[at - 1] = "ư";
  typing.letters[at] = horns[letter] ?? letter;
  return true;
}
