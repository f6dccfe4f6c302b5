import { exactKey, foldedKey, hasMarks, isFoldedSyllable, normalize } from "../kit/vietnamese.ts";
import { decodeKeystrokes } from "../knowledge/search/keystrokes.ts";

/** One word of a text. */
export type Word = {
  readonly text: string;
  readonly exact: string;
  readonly folded: string;
  /** It means itself and no other word that folds to it: it carries marks, or its writer uses them. */
  readonly isMarked: boolean;
};

type Slot =
  | { readonly kind: "words"; readonly any: readonly Word[] }
  | { readonly kind: "gap" }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

type Phrase = readonly Slot[];

/** The phrases that may begin at one place of a text, in their order. */
type Openings = { readonly atStart: readonly Phrase[]; readonly inside: readonly Phrase[] };

/**
 * Patterns of words: `a/b` is either word, `…` is up to four words of any kind, `^` and `$` are the two ends
 * of the question. Kept by the folded word they begin with, so that most words of a text cost one look.
 */
export type Phrases = {
  readonly byWord: ReadonlyMap<string, Openings>;
  /** Those that begin with no certain word. */
  readonly anywhere: Openings;
};

export type Found = { readonly from: number; readonly to: number };

const longestGap = 4;
/** From this share of marked words on, a word without marks is one that has none. */
const fullyMarked = 0.5;

/** Reads patterns from a text of one pattern a line, written with all marks. */
export function phrases(lines: string): Phrases {
  const all = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => line.split(/\s+/).map(readSlot));
  const keys = new Set(all.flatMap(firstWords));
  return {
    byWord: new Map([...keys].map((key) => [key, openings(all, key)])),
    anywhere: openings(all, undefined),
  };
}

function openings(all: readonly Phrase[], key: string | undefined): Openings {
  const fitting = all.filter((phrase) => {
    const words = firstWords(phrase);
    return words.length === 0 || (key !== undefined && words.includes(key));
  });
  return { atStart: fitting, inside: fitting.filter(([slot]) => slot?.kind !== "start") };
}

/** Folded words a phrase may begin with; none when it begins with a gap or an end. */
function firstWords(phrase: Phrase): string[] {
  const slot = phrase.find(({ kind }) => kind !== "start");
  return slot?.kind === "words" ? slot.any.map(({ folded }) => folded) : [];
}

/** The words and numbers of a text in order, chat spellings of question words written out, punctuation left out. */
export function readWords(text: string): Word[] {
  const written = withoutDigitKeys(normalize(text));
  const raw = (written.match(/\p{L}[\p{L}\p{M}]*|\d+(?:[./,:-]\d+)*|%/gu) ?? []).map(withoutLetterKeys);
  const writesMarks = raw.filter(hasMarks).length >= fullyMarked * raw.length;
  return raw.flatMap((word, index) => writeOut(word, index, raw)).map((word) => toWord(word, writesMarks));
}

/** The first place where one of the patterns stands, or `undefined`. */
export function findPhrase(words: readonly Word[], patterns: Phrases): Found | undefined {
  for (let from = 0; from <= words.length; from++) {
    for (const pattern of beginning(words, from, patterns)) {
      const to = matchAt(words, from, pattern, 0);
      if (to !== undefined) return { from, to };
    }
  }
  return undefined;
}

export function hasPhrase(words: readonly Word[], patterns: Phrases): boolean {
  return findPhrase(words, patterns) !== undefined;
}

/** How many words from `from` on the longest of the patterns takes; 0 when none begins there. */
export function longestAt(words: readonly Word[], from: number, patterns: Phrases): number {
  const ends = beginning(words, from, patterns).map((pattern) => matchAt(words, from, pattern, 0) ?? from);
  return Math.max(from, ...ends) - from;
}

function beginning(words: readonly Word[], from: number, { byWord, anywhere }: Phrases): readonly Phrase[] {
  const { atStart, inside } = byWord.get(words[from]?.folded ?? "") ?? anywhere;
  return from === 0 ? atStart : inside;
}

/** Whether a typed word can stand for a written one: equal with its marks, or folded when it may lack them. */
export function standsFor(typed: Word, written: Word): boolean {
  return typed.isMarked ? typed.exact === written.exact : typed.folded === written.folded;
}

/** Whether what somebody typed holds these written words side by side. */
export function holdsRun(typed: readonly Word[], written: readonly Word[]): boolean {
  return typed.some((_, from) =>
    written.every((word, at) => {
      const here = typed[from + at];
      return here !== undefined && standsFor(here, word);
    }),
  );
}

/** Exact keys of every word a pattern is written with. */
const patternWords = new Set<string>();

/** `gif` and `tha61y` are what is left of "gì" and "thấy" when the keyboard is set wrong; only words of patterns matter here. */
function withoutLetterKeys(word: string): string {
  if (word.length < 2 || hasMarks(word) || isFoldedSyllable(word)) return word;
  return decoded(word) ?? word;
}

function withoutDigitKeys(text: string): string {
  return text.replace(/(?<![\p{L}\d/.-])\p{L}+\d[\p{L}\d]*/gu, (word) => decoded(word) ?? word);
}

function decoded(word: string): string | undefined {
  const meant = decodeKeystrokes(word);
  return meant && patternWords.has(meant.exact) ? meant.text : undefined;
}

function toWord(text: string, writesMarks = false): Word {
  return { text, exact: exactKey(text), folded: foldedKey(text), isMarked: writesMarks || hasMarks(text) };
}

function matchAt(words: readonly Word[], at: number, pattern: Phrase, slotAt: number): number | undefined {
  const slot = pattern[slotAt];
  if (slot === undefined) return at;
  if (slot.kind === "start") return at === 0 ? matchAt(words, at, pattern, slotAt + 1) : undefined;
  if (slot.kind === "end") return at === words.length ? matchAt(words, at, pattern, slotAt + 1) : undefined;
  if (slot.kind === "words") {
    const word = words[at];
    const fits = word !== undefined && slot.any.some((written) => standsFor(word, written));
    return fits ? matchAt(words, at + 1, pattern, slotAt + 1) : undefined;
  }
  for (let skipped = 0; skipped <= longestGap && at + skipped <= words.length; skipped++) {
    const to = matchAt(words, at + skipped, pattern, slotAt + 1);
    if (to !== undefined) return to;
  }
  return undefined;
}

function readSlot(token: string): Slot {
  if (token === "…") return { kind: "gap" };
  if (token === "^") return { kind: "start" };
  if (token === "$") return { kind: "end" };
  const choices = token.split("/").map((word) => toWord(normalize(word)));
  for (const { exact } of choices) patternWords.add(exact);
  return { kind: "words", any: choices };
}

/** Chat spellings that decide what is asked. Spellings of subject matter are the business of retrieval. */
const chatWords: Readonly<Record<string, string>> = {
  j: "gì",
  gj: "gì",
  ji: "gì",
  ko: "không",
  k: "không",
  kô: "không",
  hok: "không",
  hong: "không",
  hông: "không",
  hem: "không",
  khum: "không",
  kh0ng: "không",
  dc: "được",
  đc: "được",
  dcj: "được gì",
  bn: "bao nhiêu",
  bnhiu: "bao nhiêu",
  bnhieu: "bao nhiêu",
  nhiu: "nhiêu",
  ng: "người",
  ngta: "người ta",
  ntn: "như thế nào",
  tnao: "thế nào",
  sdt: "số điện thoại",
  sđt: "số điện thoại",
  đt: "điện thoại",
  z: "vậy",
  zậy: "vậy",
  r: "rồi",
  lm: "làm",
  lun: "luôn",
  bik: "biết",
  bít: "biết",
  tks: "cảm ơn",
  thks: "cảm ơn",
  thanks: "cảm ơn",
  thank: "cảm ơn",
  thanhs: "cảm ơn",
  camon: "cảm ơn",
  oki: "ok",
  oke: "ok",
  okie: "ok",
  okê: "ok",
  okela: "ok",
  adm: "ad",
  admin: "ad",
  mail: "email",
  gmail: "email",
  mún: "muốn",
  wá: "quá",
  wa: "quá",
};

/** At the head of a message one letter addresses somebody; anywhere else it may mean anything. */
const headWords: Readonly<Record<string, string>> = { m: "mày", b: "bạn", bn: "bạn", t: "tôi" };

/** "constructor" is a word that somebody may type, and every object knows it. */
function spelled(words: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function writeOut(word: string, index: number, all: readonly string[]): string[] {
  const before = all[index - 1] ?? "";
  if (word === "h" && /^(?:mấy|may|bây|bay|\d+)$/.test(before)) return ["giờ"];
  const written = (index === 0 ? spelled(headWords, word) : undefined) ?? spelled(chatWords, word);
  return written === undefined ? [word] : written.split(" ");
}
