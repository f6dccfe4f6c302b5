import type { CalendarDate } from "../kit/time.ts";

const digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const groups = ["", "nghìn", "triệu"];
const billion = 1_000_000_000;

/**
 * A whole number in Vietnamese words: 1005 is “một nghìn không trăm linh năm”. Throws `RangeError` for what is no
 * safe whole number.
 */
export function sayNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that can be said.`);
  if (value < 0) return `âm ${sayNumber(-value)}`;
  return value === 0 ? "không" : sayPositive(value, false);
}

/** `isFollowing`: something larger was said before, so a group of three says its hundreds. */
function sayPositive(value: number, isFollowing: boolean): string {
  const words: string[] = [];
  const billions = Math.floor(value / billion);
  if (billions > 0) words.push(sayPositive(billions, isFollowing), "tỷ");
  for (const power of [2, 1, 0]) {
    const group = Math.floor((value % billion) / 1000 ** power) % 1000;
    if (group > 0) words.push(sayGroup(group, isFollowing || words.length > 0), groups[power] ?? "");
  }
  return words.filter(Boolean).join(" ");
}

function sayGroup(group: number, isFollowing: boolean): string {
  const hundreds = Math.floor(group / 100);
  const rest = group % 100;
  const head = hundreds > 0 || isFollowing ? `${digits[hundreds]} trăm` : "";
  if (rest === 0) return head;
  const tail = rest < 10 && head ? `linh ${digits[rest]}` : sayTens(rest);
  return head ? `${head} ${tail}` : tail;
}

function sayTens(value: number): string {
  const tens = Math.floor(value / 10);
  const unit = value % 10;
  if (tens === 0) return digits[unit] ?? "";
  const head = tens === 1 ? "mười" : `${digits[tens]} mươi`;
  return unit === 0 ? head : `${head} ${sayUnit(unit, tens)}`;
}

/** After “mươi” one, four and five change; after “mười” only five does. */
function sayUnit(unit: number, tens: number): string {
  if (unit === 5) return "lăm";
  if (tens > 1 && unit === 1) return "mốt";
  if (tens > 1 && unit === 4) return "tư";
  return digits[unit] ?? "";
}

const plain = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 });

/** As Vietnamese papers write figures: 12.000,5. */
export function showNumber(value: number): string {
  return plain.format(value);
}

/** Money on a paper, in figures and words: “12.000.000 đồng (mười hai triệu đồng)”. Whole đồng. */
export function sayMoney(dong: number): string {
  return `${showNumber(dong)} đồng (${sayNumber(dong)} đồng)`;
}

/**
 * A day as official papers write it: “ngày 05 tháng 3 năm 2026”. Days under 10 and the months 1 and 2 have a zero
 * before them (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).
 */
export function sayDay(date: CalendarDate): string {
  const [year, month = "", day] = date.split("-");
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}
