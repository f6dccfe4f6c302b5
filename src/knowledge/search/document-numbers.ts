import { fold } from "../../kit/vietnamese.ts";
import type { Mention, Token } from "./token.ts";

/** Kinds of official documents by the code in their numbers (Nghị định 30/2020/NĐ-CP, Phụ lục III). */
const kindCodes = {
  "nghị quyết": "nq",
  "kế hoạch": "kh",
  "quyết định": "qd",
  "công văn": "cv",
  "hướng dẫn": "hd",
  "thông báo": "tb",
  "báo cáo": "bc",
  "chương trình": "ctr",
  "thông tư": "tt",
  "nghị định": "nd",
  "chỉ thị": "ct",
  "kết luận": "kl",
  "quy chế": "qc",
  "tờ trình": "ttr",
  "biên bản": "bb",
  "đề án": "da",
};
const codes = new Set([...Object.values(kindCodes), "nđ", "qđ", "đa", "qyđ", "ttlt", "pl", "gm", "đl"]);
const kindByWords = new Map(Object.entries(kindCodes));
const kindByFolded = new Map(Object.entries(kindCodes).map(([words, code]) => [fold(words), code]));
/** First words of kinds, so that most words are passed over at once. */
const openings = new Set([
  ...[...kindByFolded.keys()].map((words) => words.split(" ")[0] ?? ""),
  ...[...codes].map(fold),
]);

/** The references a printed number makes: `16/nq-bch` is `#doc:nq16` and `#no:16`, with a year `#docy:13/2012`. */
export function printedNumber(written: string): string[] {
  const found = /^0*(\d+)(?:\/(\d{4}))?\/(\p{L}+)/u.exec(written);
  if (!found) return [];
  const [, number = "", year, code = ""] = found;
  return numbered(fold(code), number, year);
}

/** Documents named in words: "nghị quyết số 16", "nq 16", "nghị định 13/2012". */
export function namedDocuments(tokens: readonly Token[]): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const mention = openings.has(tokens[at]?.folded ?? "") ? documentAt(tokens, at) : undefined;
    if (mention) mentions.push(mention);
  }
  return mentions;
}

/** Whether the word is the code of a kind of document, as in `nq16`. */
export function isKindCode(word: string): boolean {
  return codes.has(word);
}

function documentAt(tokens: readonly Token[], from: number): Mention | undefined {
  const length = kindLength(tokens, from);
  const code = length === 0 ? undefined : kindCode(tokens, from, length);
  if (code === undefined) return undefined;
  const isNamed = tokens[from + length]?.folded === "so";
  const at = from + length + (isNamed ? 1 : 0);
  const number = tokens[at];
  if (!number?.isNumber || number.afterBreak || !/^\d{1,5}$/.test(number.word)) return undefined;
  const next = tokens[at + 1];
  const year =
    next?.isNumber && !next.afterBreak && /^(?:19|20)\d\d$/.test(next.word) ? next.word : undefined;
  // "báo cáo 2 lần" counts, it names nothing.
  const isSure = isNamed || length === 1 || number.word.length > 1;
  return { from, to: at + (year ? 2 : 1), terms: numbered(code, number.word, year), isSure };
}

function numbered(code: string, number: string, year: string | undefined): string[] {
  const references = [`#doc:${code}${number}`, `#no:${number}`];
  return year ? [`#docy:${number}/${year}`, ...references] : references;
}

function kindLength(tokens: readonly Token[], at: number): number {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first && codes.has(first.word)) return 1;
  const isPair = first && second && !second.afterBreak;
  return isPair && kindByFolded.has(`${first.folded} ${second.folded}`) ? 2 : 0;
}

function kindCode(tokens: readonly Token[], at: number, length: number): string | undefined {
  if (length === 1) return fold(tokens[at]?.word ?? "");
  const written = `${tokens[at]?.word} ${tokens[at + 1]?.word}`;
  const folded = fold(written);
  // Words with other marks are other words; without any marks they may be meant.
  return kindByWords.get(written) ?? (written === folded ? kindByFolded.get(folded) : undefined);
}
