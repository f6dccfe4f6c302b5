import { fold } from "../../kit/vietnamese.ts";
import { romanValue } from "../reading/blocks.ts";
import type { Mention, Token } from "./token.ts";

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
/** What a kind of place lies in. */
const outer: Record<string, string> = { khoan: "dieu", diem: "khoan", doan: "muc" };
/** Words between two mentions of one place: "khoản 2 của điều 5". */
const reach = 3;

type Place = {
  readonly kind: string;
  readonly number: string;
  readonly isRoman: boolean;
  readonly from: number;
  readonly to: number;
};

/** Places named in a text: "điều 5 khoản 2" is `#dieu:5`, `#khoan:2` and `#dieu5.khoan2`, in either order. */
export function namedPlaces(tokens: readonly Token[]): Mention[] {
  const places: Place[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const place = placeAt(tokens, at, places.at(-1));
    if (place) places.push(place);
  }
  const mentions: Mention[] = [];
  for (let at = 0; at < places.length; at++) {
    const [place, next] = [places[at], places[at + 1]];
    const section = place && next && sectionOf(place, next);
    if (section) at++;
    if (section) mentions.push(section);
    else if (place) mentions.push(mention(place), ...nestings(place, next));
  }
  return mentions;
}

/** Whether a number or letter after this word is part of a reference: "điểm a", "khoản 2". */
export function isClauseWord(word: string): boolean {
  return clauseWords.has(word) || clauseByFolded.has(word);
}

/**
 * The references that name a clause, from its id: `exact` ones no other clause of its document has, `loose`
 * ones others may share.
 */
export function placesOf(id: string): {
  readonly exact: readonly string[];
  readonly loose: readonly string[];
} {
  const division = /^(C|P)(\d+)$/.exec(id);
  if (division)
    return { exact: [division[1] === "C" ? `#chuong:${division[2]}` : `#phan:${division[2]}`], loose: [] };
  const law = /(?:^|\.)Đ(\d+\p{Ll}?)(?:\.k(\d+))?(?:\.(\p{Ll}))?$/u.exec(id);
  if (law) return lawPlaces(law[1], law[2], law[3]);
  const outline = /^(?:([IVX]+)\.?)?(\d+(?:\.\d+)*)?(?:\/(\d+))?$/.exec(id);
  if (!outline) return { exact: [], loose: [] };
  const [, printed, figures, paragraph] = outline;
  const path = [printed?.toLowerCase(), figures].filter((part) => part !== undefined).join(".");
  if (path === "") return { exact: [], loose: [] };
  if (paragraph !== undefined)
    return { exact: [`#muc${path}.doan${paragraph}`], loose: [`#doan:${paragraph}`] };
  const plain = [printed && romanValue(printed), figures].filter(Boolean).join(".");
  return { exact: [`#muc:${path}`], loose: plain === path ? [] : [`#muc:${plain}`] };
}

function lawPlaces(article = "", clause?: string, point?: string) {
  if (point !== undefined) return { exact: [`#khoan${clause}.diem${point}`], loose: [`#diem:${point}`] };
  if (clause !== undefined) return { exact: [`#dieu${article}.khoan${clause}`], loose: [`#khoan:${clause}`] };
  return { exact: [`#dieu:${article}`], loose: [] };
}

function mention({ kind, number, from, to }: Place): Mention {
  const figure = String(romanValue(number.toUpperCase()) ?? number);
  // Outlines call their Roman sections mục or phần alike; chapters and parts of laws are numbered either way.
  if (kind === "phan")
    return { from, to, terms: [`#muc:${toRoman(Number(figure))}`, `#phan:${figure}`], isSure: true };
  return { from, to, terms: [`#${kind}:${kind === "chuong" ? figure : number}`], isSure: true };
}

function placeAt(tokens: readonly Token[], at: number, before: Place | undefined): Place | undefined {
  const token = tokens[at];
  if (!token || (before && at < before.to)) return undefined;
  if (isSectionPath(token.word))
    return { kind: "muc", number: token.word, isRoman: false, from: at, to: at + 1 };
  const kind = clauseWords.get(token.word) ?? clauseByFolded.get(token.word);
  const next = kind === undefined ? undefined : tokens[at + 1];
  if (kind === undefined || !next || next.afterBreak) return undefined;
  if (isSectionPath(next.word))
    return { kind: "muc", number: next.word, isRoman: false, from: at, to: at + 2 };
  const number = placeNumber(kind, next);
  const isRoman = !next.isNumber && kind !== "diem";
  return number === undefined
    ? undefined
    : { kind, number, isRoman: isRoman || kind === "phan", from: at, to: at + 2 };
}

/** `ii.3.4`: a Roman section and figures below it. */
function isSectionPath(word: string): boolean {
  const found = word.includes(".") ? /^([ivx]+)(?:\.\d{1,2})+$/.exec(word) : null;
  return found !== null && romanValue((found[1] ?? "").toUpperCase()) !== undefined;
}

function placeNumber(kind: string, token: Token): string | undefined {
  if (token.isNumber) return token.word;
  if (kind === "diem") return /^[a-zđ]$/.test(token.word) ? token.word : undefined;
  const roman = romanValue(token.word.toUpperCase());
  return roman === undefined || kind === "dieu" ? undefined : token.word;
}

/** What two neighbouring places say together: `#dieu5.khoan2`. */
function nestings(place: Place, next: Place | undefined): Mention[] {
  if (!next || next.from - place.to > reach) return [];
  const [whole, part] = isInside(place, next) ? [next, place] : [place, next];
  if (!isInside(part, whole)) return [];
  const term = `#${whole.kind}${whole.number}.${part.kind}${part.number}`;
  return [{ from: place.from, to: place.from, terms: [term], isSure: true }];
}

/** "phần II mục 3.4" and "điểm 3.4 mục II" are the section II.3.4. */
function sectionOf(place: Place, next: Place): Mention | undefined {
  const [roman, figure] = place.isRoman ? [place, next] : [next, place];
  const isNear = next.from - place.to <= reach;
  if (!isNear || !roman.isRoman || figure.isRoman || figure.kind === "dieu" || !/^\d/.test(figure.number))
    return undefined;
  const section = toRoman(romanValue(roman.number.toUpperCase()) ?? Number(roman.number));
  return { from: place.from, to: next.to, terms: [`#muc:${section}.${figure.number}`], isSure: true };
}

function isInside(part: Place, whole: Place): boolean {
  return outer[part.kind] === whole.kind;
}

function toRoman(value: number): string {
  const tens = "x".repeat(Math.floor(value / 10));
  return tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][value % 10];
}
