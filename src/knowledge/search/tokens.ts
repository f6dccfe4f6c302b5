import { exactKey, foldedKey, normalize } from "../../kit/vietnamese.ts";
import { findReferences, numberReferences } from "./references.ts";
import type { Token } from "./token.ts";

/** A text as the search sees it. References are terms like `#doc:nq16` and `#dieu5.khoan2`. */
export type Reading = { readonly tokens: readonly Token[]; readonly references: readonly string[] };

/** The keys of a word; the index passes its own that remembers what it has seen. */
export type KeysOf = (word: string) => { readonly exact: string; readonly folded: string };

const keysOfWord: KeysOf = (word) => ({ exact: exactKey(word), folded: foldedKey(word) });

// In this order: document number, section number (II.3.4), number, word, break. A spaced dash is a break.
const scanner =
  /(\d{1,5}(?:\/\d{4})?\/\p{L}+\d*(?:-\p{L}+\d*)*)|(?<![\p{L}\d])([ivx]+(?:\.\d{1,2})+)|(\d+(?:[.,]\d+)*)|(\p{L}[\p{L}\p{M}]*)|([.,;:?!()[\]{}"“”‘’…\n]| [-–—] )/gu;

/** Reads a text from left to right into tokens and references. */
export function readTokens(text: string, keysOf: KeysOf = keysOfWord): Reading {
  const tokens: Token[] = [];
  const references: string[] = [];
  let afterBreak = true;
  const push = (word: string, isNumber: boolean) => {
    const keys = isNumber ? { exact: word, folded: word } : keysOf(word);
    tokens.push({ word, ...keys, isNumber, afterBreak });
    afterBreak = false;
  };
  for (const [, document, section, number, word] of normalize(text).matchAll(scanner)) {
    if (document !== undefined) {
      references.push(...numberReferences(document));
      push(plainNumber(/^\d+/.exec(document)?.[0] ?? document), true);
    } else if (section !== undefined) push(section, false);
    else if (number !== undefined) for (const part of numberParts(number)) push(part, true);
    else if (word !== undefined) push(word, false);
    else afterBreak = true;
  }
  references.push(...findReferences(tokens));
  return { tokens, references };
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
