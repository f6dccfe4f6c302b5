import { clean } from "../../src/kit/vietnamese.ts";

/** One way of typing a text. `random` gives numbers from 0 up to 1. */
export type Typing = (text: string, random: () => number) => string;

const telex: Record<string, string> = {
  "\u0300": "f",
  "\u0301": "s",
  "\u0309": "r",
  "\u0303": "x",
  "\u0323": "j",
  â: "aa",
  ê: "ee",
  ô: "oo",
  ă: "aw",
  ơ: "ow",
  ư: "uw",
  đ: "dd",
};
const vni: Record<string, string> = {
  "\u0300": "2",
  "\u0301": "1",
  "\u0309": "3",
  "\u0303": "4",
  "\u0323": "5",
  â: "a6",
  ê: "e6",
  ô: "o6",
  ă: "a8",
  ơ: "o7",
  ư: "u7",
  đ: "d9",
};
const chat: Record<string, string> = {
  không: "ko",
  được: "dc",
  gì: "j",
  "bao nhiêu": "bn",
  "như thế nào": "ntn",
  "thế nào": "tn",
  với: "vs",
  trước: "trc",
  người: "ng",
  nhiều: "nhìu",
  "công ty": "cty",
  "người lao động": "nlđ",
  "lao động": "lđ",
  "hợp đồng": "hđ",
};

/** The ways people type that the sets are measured in, from clean to all at once. */
export const typings: Readonly<Record<string, Typing>> = {
  "as written": (text) => text,
  "no marks": withoutMarks,
  "decomposed (NFD)": (text) => text.normalize("NFD"),
  "chat spellings": chatSpelling,
  "a slip in 8 words": slips,
  "Telex in 6 words": (text, random) => someWords(text, 6, random, (word) => keystrokes(word, telex)),
  "all Telex": (text) =>
    text
      .toLowerCase()
      .split(" ")
      .map((word) => keystrokes(word, telex))
      .join(" "),
  "all VNI": (text) =>
    text
      .toLowerCase()
      .split(" ")
      .map((word) => keystrokes(word, vni))
      .join(" "),
  "no marks, chat, slips": (text, random) => slips(withoutMarks(chatSpelling(text)), random),
};

/** The same numbers every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function withoutMarks(text: string): string {
  return clean(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
}

function chatSpelling(text: string): string {
  return Object.entries(chat)
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce(
      (typed, [from, to]) => typed.replace(new RegExp(`(?<!\\p{L})${from}(?!\\p{L})`, "gu"), to),
      clean(text).toLowerCase(),
    );
}

function slips(text: string, random: () => number): string {
  return someWords(text, 8, random, (word) => {
    if (word.length < 3) return word;
    const at = Math.floor(random() * (word.length - 1));
    const [head, letter, next, tail] = [
      word.slice(0, at),
      word[at] ?? "",
      word[at + 1] ?? "",
      word.slice(at + 2),
    ];
    const kind = random();
    if (kind < 0.4) return head + next + letter + tail;
    return kind < 0.7 ? head + next + tail : head + letter + letter + next + tail;
  });
}

function someWords(
  text: string,
  oneIn: number,
  random: () => number,
  change: (word: string) => string,
): string {
  return text
    .split(" ")
    .map((word) => (random() < 1 / oneIn ? change(word) : word))
    .join(" ");
}

/** Tone keys come last, as most people type them. */
function keystrokes(word: string, keys: Readonly<Record<string, string>>): string {
  const tones: string[] = [];
  const letters = [...word.normalize("NFD")].filter((letter) => {
    const isTone = /[\u0300\u0301\u0303\u0309\u0323]/.test(letter);
    if (isTone) tones.push(keys[letter] ?? "");
    return !isTone;
  });
  const hatted = letters.join("").normalize("NFC");
  return [...hatted].map((letter) => keys[letter] ?? letter).join("") + tones.join("");
}
