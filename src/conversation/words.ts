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

/** Whether a message wishes to send what was written, and nothing else: "gửi", "cho em nộp hồ sơ ạ". */
export function sendsForm(text: string): boolean {
  const words = fold(text)
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /^(?:da |cho |em |toi |minh |muon |ok |thoi )*(?:gui|nop)(?: (?:ho so|don))?(?: (?:di|luon|a|nhe|nha|giup|em))*$/.test(
    words,
  );
}
