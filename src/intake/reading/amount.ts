import { fold, normalize } from "../../kit/vietnamese.ts";
import { readSpoken, spokenNumber } from "./spoken-number.ts";

export type MoneyReading =
  | { readonly kind: "read"; readonly dong: number; readonly per: "day" | "month" | "year" | null }
  /** A number without a unit: 12 could be thousands or millions. */
  | { readonly kind: "noUnit" }
  | { readonly kind: "negative" }
  /** More than one amount, or a range. */
  | { readonly kind: "several" }
  | { readonly kind: "none" };

const units: Readonly<Record<string, number>> = {
  "tram trieu": 1e8,
  "chuc trieu": 1e7,
  "tram nghin": 1e5,
  "tram ngan": 1e5,
  ty: 1e9,
  ti: 1e9,
  trieu: 1e6,
  tr: 1e6,
  cu: 1e6,
  chai: 1e6,
  m: 1e6,
  nghin: 1e3,
  ngan: 1e3,
  k: 1e3,
  xi: 1e5,
  dong: 1,
  d: 1,
  vnd: 1,
};
const unitNames = Object.keys(units).join("|");
const digits = "\\d[\\d.,]*";
/** "12 củ", "mười hai củ", "một triệu hai", "1,2 tỷ", "2tr5", "2 triệu rưỡi", "nửa tỷ", "1 tỷ 200 triệu", "75.000.000 đồng". */
const amount = new RegExp(
  `(?<![\\w.,])(${digits}|${spokenNumber}) ?(${unitNames})(?:(\\d{1,3})(?!\\d)| (\\d{1,3}|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)(?=\\s*$|[,.;])|(?!\\w)( ruoi)?)`,
  "g",
);
/** Above this a typing slip is likelier than the amount (a million tỷ), and sums stay exact integers below. */
const mostDong = 1e15;

/**
 * Reads one amount of money as Vietnamese people write it, in whole đồng. A dot or a comma before exactly
 * three digits groups thousands, unless a large unit follows a comma ("1,250 tỷ"); else it is a decimal mark.
 */
export function readMoney(text: string): MoneyReading {
  const words = fold(text);
  if (/(?:^|\s)(?:âm|lỗ)\s?\d|^(?:bị )?(?:âm|lỗ) /.test(normalize(text)) || /^am \d/.test(words))
    return { kind: "negative" };
  if (/(?:^|\s)[-–−]\s?\d/.test(words) && !/\d\s?[-–−]\s?\d/.test(words)) return { kind: "negative" };
  if (/\d\s?[-–−]\s?\d/.test(words)) return { kind: "several" };
  const found = [...words.matchAll(amount)];
  if (found.length === 0) return readBare(words);
  if (!isOneAmount(words, found)) return { kind: "several" };
  const dong = Math.round(found.reduce((sum, match) => sum + dongOf(match), 0));
  return dong > mostDong ? { kind: "none" } : { kind: "read", dong, per: readPer(words) };
}

/** "1 tỷ 200 triệu": the parts follow each other at once and their units get smaller. */
function isOneAmount(words: string, found: readonly RegExpMatchArray[]): boolean {
  return found.every((match, index) => {
    const before = found[index - 1];
    if (!before) return true;
    const between = words.slice((before.index ?? 0) + before[0].length, match.index);
    return between.trim() === "" && unitOf(match) < unitOf(before);
  });
}

function dongOf(match: RegExpMatchArray): number {
  const unit = unitOf(match);
  const tail = match[3] ?? tailOf(match[4]);
  const half = match[5] ? unit / 2 : 0;
  // "2tr5" and "2 triệu 5" are 2.5 million: the digits after the unit are its decimals.
  return (
    numberOf(match[1] ?? "", unit) * unit + half + (tail ? (Number(tail) / 10 ** tail.length) * unit : 0)
  );
}

/** "Một triệu hai" is 1.2 million, as "1 triệu 2" is. */
function tailOf(said: string | undefined): string | undefined {
  const spoken = said === undefined ? undefined : readSpoken(said);
  return spoken === undefined ? said : String(spoken);
}

function unitOf(match: RegExpMatchArray): number {
  return units[match[2] ?? ""] ?? 1;
}

function numberOf(said: string, unit: number): number {
  return /^\d/.test(said) ? readDigits(said, unit) : (readSpoken(said) ?? 0);
}

function readDigits(said: string, unit: number): number {
  const plain = said.replace(/[.,]+$/, "");
  const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(plain);
  const isDecimal = unit >= 1e6 && /^\d+,\d{3}$/.test(plain);
  if (isGrouped && !isDecimal) return Number(plain.replace(/[.,]/g, ""));
  return Number(plain.replace(/[.,](?=.*[.,])/g, "").replace(",", "."));
}

function readBare(words: string): MoneyReading {
  const found = words.match(new RegExp(`(?<![\\w.,])${digits}(?!\\w)`, "g")) ?? [];
  if (found.length > 1) return { kind: "several" };
  if (!found[0]) return { kind: "none" };
  const dong = readDigits(found[0], 1);
  if (!Number.isSafeInteger(dong) || dong > mostDong) return { kind: "none" };
  return dong < 1000 && dong !== 0 ? { kind: "noUnit" } : { kind: "read", dong, per: readPer(words) };
}

function readPer(words: string): "day" | "month" | "year" | null {
  const said = words.match(/(?:\/|moi|mot|hang|1) ?(ngay|thang|nam)\b/)?.[1];
  if (said === undefined) return null;
  return said === "ngay" ? "day" : said === "thang" ? "month" : "year";
}

export type PercentReading =
  | { readonly kind: "read"; readonly percent: number }
  | { readonly kind: "outside" }
  | { readonly kind: "several" }
  | { readonly kind: "none" };

/** Reads one share: "30%", "30 phần trăm", "33,3". Decimals beyond two are rounded; 0 to 100 only. */
export function readPercent(text: string): PercentReading {
  const words = normalize(text);
  const found = words.match(/[-–−]?\d+(?:[.,]\d+)?/g) ?? [];
  if (found.length === 0) return readSpokenPercent(fold(text));
  if (found.length !== 1) return { kind: "several" };
  const percent = Math.round(Number(found[0]?.replace(",", ".").replace(/[–−]/, "-")) * 100) / 100;
  return percent >= 0 && percent <= 100 ? { kind: "read", percent } : { kind: "outside" };
}

export type NumberReading =
  | { readonly kind: "read"; readonly value: number }
  | { readonly kind: "several" }
  | { readonly kind: "none" };

/** Reads one bare figure: "12 người", "1.250", "12,5", "không có ai". Dots and commas count as in `readMoney`. */
export function readNumber(text: string): NumberReading {
  const found = fold(text).match(/[-–−]?\d[\d.,]*/g) ?? [];
  if (found.length > 1) return { kind: "several" };
  if (!found[0])
    return /^(?:khong|ko|k|chua)(?: |$)/.test(fold(text)) ? { kind: "read", value: 0 } : { kind: "none" };
  const isNegative = /^[-–−]/.test(found[0]);
  const value = readDigits(found[0].replace(/^[-–−]/, ""), 1) * (isNegative ? -1 : 1);
  return Number.isFinite(value) && Math.abs(value) <= mostDong ? { kind: "read", value } : { kind: "none" };
}

/** `1.250` or `12,5`, as people read it. */
export function sayFigure(value: number): string {
  const [whole = "", part] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return part === undefined ? grouped : `${grouped},${part}`;
}

function readSpokenPercent(words: string): PercentReading {
  const said = words.match(new RegExp(`(?<!\\w)(${spokenNumber})(?: phan tram| %|$)`))?.[1];
  // "Một nửa" is no half percent.
  const percent = said === undefined || said === "nua" ? undefined : readSpoken(said);
  if (percent === undefined) return { kind: "none" };
  return percent <= 100 ? { kind: "read", percent } : { kind: "outside" };
}

/** `12.000.000 đồng/tháng`, as people read it. */
export function sayMoney(dong: number, per: "day" | "month" | "year" | null): string {
  const grouped = String(dong).replace(/\B(?=(\d{3})+$)/g, ".");
  const often = { day: "/ngày", month: "/tháng", year: "/năm" };
  return `${grouped} đồng${per ? often[per] : ""}`;
}
