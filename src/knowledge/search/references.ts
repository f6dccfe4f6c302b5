import { fold } from "../../kit/vietnamese.ts";
import { romanValue } from "../reading/blocks.ts";
import type { Token } from "./token.ts";

/** Kinds of official documents by the code in their numbers (Nghị định 30/2020/NĐ-CP, Phụ lục III). */
const kindCodes: Record<string, string> = {
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
const opensKind = new Set([
  ...[...kindByFolded.keys()].map((words) => words.split(" ")[0] ?? ""),
  ...[...codes].map(fold),
]);

const clauseWords = new Map([
  ["điều", "dieu"],
  ["khoản", "khoan"],
  ["điểm", "diem"],
  ["mục", "muc"],
  ["chương", "chuong"],
  ["phần", "phan"],
  ["tiết", "tiet"],
  ["đoạn", "doan"],
]);
const clauseByFolded = new Map([...clauseWords].map(([word, key]) => [fold(word), key]));
/** Pairs that name one place: the outer one first. */
const nested: Record<string, string> = { khoan: "dieu", diem: "khoan", doan: "muc" };

/** The references a printed number makes: `16/nq-bch` is `#doc:nq16` and `#no:16`, with a year `#docy:13/2012`. */
export function numberReferences(written: string): string[] {
  const found = /^0*(\d+)(?:\/(\d{4}))?\/(\p{L}+)/u.exec(written);
  if (!found) return [];
  const [, number = "", year, code = ""] = found;
  const references = [`#doc:${fold(code)}${number}`, `#no:${number}`];
  return year ? [...references, `#docy:${number}/${year}`] : references;
}

/** The references people make in words: "nghị quyết số 16", "nq 16", "điều 5 khoản 2", "mục II.3.4". */
export function findReferences(tokens: readonly Token[]): string[] {
  const references: string[] = [];
  const places: Place[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (opensKind.has(tokens[at]?.folded ?? "")) references.push(...documentAt(tokens, at));
    const place = placeAt(tokens, at);
    if (place) places.push(place);
  }
  for (const { kind, number } of places) references.push(`#${kind}:${number}`);
  return places.length > 1 ? [...references, ...nestedPlaces(places)] : references;
}

/** Whether a number or letter after this word is part of a reference: "điểm a", "khoản 2". */
export function isClauseWord(word: string): boolean {
  return clauseWords.has(word) || clauseByFolded.has(word);
}

/** Whether the word is the code of a kind of document, as in `nq16`. */
export function isKindCode(word: string): boolean {
  return codes.has(word);
}

function documentAt(tokens: readonly Token[], at: number): string[] {
  const length = kindLength(tokens, at);
  const code = length === 0 ? undefined : kindCode(tokens, at, length);
  if (code === undefined) return [];
  const isNamed = tokens[at + length]?.folded === "so";
  const number = tokens[at + length + (isNamed ? 1 : 0)];
  if (!number?.isNumber || number.afterBreak || !/^\d{1,5}$/.test(number.word)) return [];
  const year = tokens[at + length + (isNamed ? 2 : 1)];
  const hasYear = year?.isNumber && /^(?:19|20)\d\d$/.test(year.word);
  const references = [`#doc:${code}${number.word}`, `#no:${number.word}`];
  return hasYear ? [...references, `#docy:${number.word}/${year.word}`] : references;
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

type Place = { readonly kind: string; readonly number: string; readonly at: number };

function placeAt(tokens: readonly Token[], at: number): Place | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  const path = token.word.includes(".") ? sectionPath(token.word) : undefined;
  if (path !== undefined) return { kind: "muc", number: path, at };
  const kind = clauseWords.get(token.word) ?? clauseByFolded.get(token.word);
  const next = kind === undefined ? undefined : tokens[at + 1];
  if (kind === undefined || !next || next.afterBreak) return undefined;
  const number = placeNumber(kind, next);
  return number === undefined ? undefined : { kind, number, at };
}

/** `ii.3.4` is 2.3.4: the outline number of a section, with its Roman part as a figure. */
function sectionPath(word: string): string | undefined {
  const found = /^([ivx]+)((?:\.\d{1,2})+)$/.exec(word);
  const roman = found && romanValue((found[1] ?? "").toUpperCase());
  return roman ? `${roman}${found[2]}` : undefined;
}

function placeNumber(kind: string, token: Token): string | undefined {
  if (token.isNumber) return token.word;
  if (token.word.includes(".")) return undefined;
  if (kind === "diem") return /^[a-zđ]$/.test(token.word) ? token.word : undefined;
  const roman = romanValue(token.word.toUpperCase());
  return roman === undefined || kind === "dieu" ? undefined : String(roman);
}

/** "khoản 2 điều 5" and "điều 5 khoản 2" are one place. */
function nestedPlaces(places: readonly Place[]): string[] {
  const references: string[] = [];
  for (const [index, place] of places.entries()) {
    for (const other of [places[index - 1], places[index + 1]]) {
      const isNear = other && Math.abs(other.at - place.at) <= 3;
      if (isNear && nested[place.kind] === other.kind) {
        references.push(`#${other.kind}${other.number}.${place.kind}${place.number}`);
      }
    }
  }
  return references;
}
