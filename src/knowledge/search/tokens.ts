import { exactKey, foldedKey, normalize } from "../../kit/vietnamese.ts";
import { namedDocuments, printedNumber } from "./document-numbers.ts";
import { namedPlaces } from "./places.ts";
import type { Mention, Token } from "./token.ts";

/** A text as the search sees it. Mentions carry terms like `#doc:nq16` and `#dieu5.khoan2`. */
export type Reading = { readonly tokens: readonly Token[]; readonly mentions: readonly Mention[] };

/** The keys of a word; the index passes its own that remembers what it has seen. */
export type KeysOf = (word: string) => { readonly exact: string; readonly folded: string };

const keysOfWord: KeysOf = (word) => ({ exact: exactKey(word), folded: foldedKey(word) });

const documentNumber = /\d{1,5}(?:\/\d{4})?\/\p{L}+\d*(?:-\p{L}+\d*)*/uy;
const figures = /\d+(?:[.,]\d+)*/y;
const sectionNumber = /[ivx]+(?:\.\d{1,2})+/y;
const anyLetter = /\p{L}|\p{M}/u;
const breaks = new Set('.,;:?!()[]{}"“”‘’…\n');

/** Reads a text from left to right into tokens, and what it names: documents, articles, sections. */
export function readTokens(text: string, keysOf: KeysOf = keysOfWord): Reading {
  const tokens: Token[] = [];
  const mentions: Mention[] = [];
  // "7%" is said, asked for and found as seven per cent.
  const written = normalize(text).replace(/ ?%/g, " phần trăm");
  let afterBreak = true;
  const pushNumber = (word: string) => {
    tokens.push({ word, exact: word, folded: word, isNumber: true, afterBreak });
    afterBreak = false;
  };
  for (let at = 0; at < written.length; ) {
    const code = written.charCodeAt(at);
    if (isDigit(code)) {
      const document = readAt(documentNumber, written, at);
      const found = document ?? readAt(figures, written, at) ?? "";
      if (document !== undefined) mentions.push(printed(document, tokens.length));
      const parts =
        document === undefined ? numberParts(found) : [plainNumber(/^\d+/.exec(found)?.[0] ?? "")];
      for (const part of parts) pushNumber(part);
      at += found.length;
    } else if (isLetter(code, written, at)) {
      const word = (isRoman(code) && readAt(sectionNumber, written, at)) || lettersAt(written, at);
      const { exact, folded } = keysOf(word);
      tokens.push({ word, exact, folded, isNumber: false, afterBreak });
      afterBreak = false;
      at += word.length;
    } else {
      if (isBreak(written, at)) afterBreak = true;
      at++;
    }
  }
  mentions.push(...namedDocuments(tokens), ...namedPlaces(tokens));
  return { tokens, mentions };
}

function printed(number: string, at: number): Mention {
  return { from: at, to: at + 1, terms: printedNumber(number), isSure: true };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** i, v or x: only these can begin a section number. */
function isRoman(code: number): boolean {
  return code === 105 || code === 118 || code === 120;
}

/** Latin letters by their range; whatever is rarer is asked of the character tables. */
function isLetter(code: number, text: string, at: number): boolean {
  if (code < 0xc0) return code >= 97 && code <= 122;
  const isLatin = (code < 0x250 && code !== 0xd7 && code !== 0xf7) || (code >= 0x1e00 && code < 0x1f00);
  return isLatin || anyLetter.test(String.fromCodePoint(text.codePointAt(at) ?? 32));
}

function lettersAt(text: string, start: number): string {
  let end = start + 1;
  while (end < text.length && isLetter(text.charCodeAt(end), text, end)) end++;
  return text.slice(start, end);
}

/** The end of a phrase: punctuation, a line end, or a dash between spaces. */
function isBreak(text: string, at: number): boolean {
  const mark = text[at] ?? "";
  if (mark === "-" || mark === "–" || mark === "—") return text[at - 1] === " " && text[at + 1] === " ";
  return breaks.has(mark);
}

function readAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** `75.000.000` is one number, `3,5` is 3.5, `22.7.2022` is a date in parts. */
function numberParts(written: string): string[] {
  if (/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(written)) return [written.replace(/[.,]/g, "")];
  const parts = written.split(/[.,]/);
  const isDate = parts.length === 3 && /^\d{4}$/.test(parts[2] ?? "");
  if (isDate) return parts.map(plainNumber);
  return [parts.map(plainNumber).join(".")];
}

function plainNumber(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}
