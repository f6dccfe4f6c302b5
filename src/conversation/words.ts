import { fold } from "../kit/vietnamese.ts";

const yesWords = new Set([
  "dong y",
  "co",
  "ok",
  "oke",
  "okay",
  "yes",
  "dc",
  "duoc",
  "u",
  "uh",
  "vang",
  "da",
  "da vang",
  "nhat tri",
  "chap nhan",
  "da dong y",
  "xac nhan",
]);
const noWords = new Set(["khong", "ko", "k", "khong dong y", "thoi", "no", "de sau", "chua", "khong can"]);

/** An explicit yes or no, or undefined: anything else is neither (silence is no consent). */
export function readYesNo(text: string): boolean | undefined {
  const folded = fold(text)
    .replace(/[.!,]+/g, "")
    .replace(/\s+(a|nhe|nha|ad|em)$/g, "")
    .trim();
  if (yesWords.has(folded)) return true;
  return noWords.has(folded) ? false : undefined;
}
