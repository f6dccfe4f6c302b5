import { fold } from "../kit/vietnamese.ts";

const digits: Readonly<Record<string, number>> = {
  khong: 0,
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
};
const words =
  "không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|mươi|trăm|tram|linh|lẻ";
const kinds =
  "nghị quyết|nghi quyet|nq|kế hoạch|ke hoach|kh|nghị định|nghi dinh|nđ|thông tư|thong tu|chương trình|quyết định";
const spelled = new RegExp(
  `(?<!\\p{L})((?:${kinds})\\s+(?:số\\s+|so\\s+)?)((?:(?:${words})(?!\\p{L})\\s*){2,6})`,
  "giu",
);

const day = new RegExp(
  `(?<!\\p{L})(ngày|ngay|mùng|mung|mồng|mong)\\s+((?:(?:${words})(?!\\p{L})\\s+){1,3})(tháng|thang)\\s+((?:${words})(?!\\p{L})(?:\\s+(?:một|mot|hai)(?!\\p{L}))?)`,
  "giu",
);

/** Numbers of documents and days spoken out ("nghị quyết mười sáu") in digits, as the documents print them. */
export function withDigits(text: string): string {
  return withDays(text).replace(spelled, (whole, kind: string, number: string) => {
    const value = read(fold(number).split(" "));
    return value === undefined ? whole : `${kind}${value}${/\s$/.test(number) ? " " : ""}`;
  });
}

/** "Ngày mười tám tháng năm" is "ngày 18 tháng 5". */
function withDays(text: string): string {
  return text.replace(day, (whole, ngay: string, days: string, thang: string, months: string) => {
    const [date, month] = [readCount(days), readCount(months)];
    return date === undefined || month === undefined ? whole : `${ngay} ${date} ${thang} ${month}`;
  });
}

/** A number of one word, or of several with a ten among them. */
function readCount(spoken: string): number | undefined {
  const keys = fold(spoken).trim().split(/\s+/);
  const [only] = keys;
  return keys.length === 1 && only !== undefined ? (digits[only] ?? read(keys)) : read(keys);
}

/** "ba trăm sáu mươi", "ba sáu không" and "mười sáu"; undefined for what is no number. */
function read(spoken: readonly string[]): number | undefined {
  if (spoken.every((word) => digits[word] !== undefined)) {
    // Two digits may be words: "kế hoạch năm sau" is next year's plan.
    if (spoken.length < 3) return undefined;
    return Number(spoken.map((word) => digits[word]).join(""));
  }
  let value = 0;
  let last: number | undefined;
  for (const word of spoken) {
    const digit = digits[word];
    if (word === "tram") value += (last ?? 1) * 100;
    else if (word === "muoi") value += (last ?? 1) * 10;
    else if (digit === undefined && word !== "linh" && word !== "le") return undefined;
    last = digit;
  }
  return value + (last ?? 0);
}
