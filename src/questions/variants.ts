import { clean } from "../kit/vietnamese.ts";

/** Ways people type the same question. `written` is the question as it stands. */
export const variantNames = ["written", "unmarked", "teencode", "teencode-unmarked", "decomposed"] as const;
export type VariantName = (typeof variantNames)[number];

/** The question as somebody else would type it. */
export function variantOf(question: string, name: VariantName): string {
  switch (name) {
    case "written":
      return question;
    case "unmarked":
      return withoutMarks(question);
    case "teencode":
      return inTeencode(question);
    case "teencode-unmarked":
      return withoutMarks(inTeencode(question));
    case "decomposed":
      return question.normalize("NFD");
  }
}

function withoutMarks(text: string): string {
  return clean(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
}

/** The commonest chat spellings, longer words first so that the longest is shortened. */
const chatSpellings: readonly (readonly [string, string])[] = [
  ["liên đoàn lao động", "lđlđ"],
  ["công đoàn cơ sở", "cđcs"],
  ["người lao động", "nlđ"],
  ["khoa học và công nghệ", "kh&cn"],
  ["khoa học công nghệ", "khcn"],
  ["đổi mới sáng tạo", "đmst"],
  ["bao nhiêu", "bn"],
  ["như thế nào", "ntn"],
  ["số điện thoại", "sđt"],
  ["công đoàn", "cđ"],
  ["đoàn viên", "đv"],
  ["sáng kiến", "sk"],
  ["kế hoạch", "kh"],
  ["nghị quyết", "nq"],
  ["công ty", "cty"],
  ["không", "ko"],
  ["được", "đc"],
  ["rồi", "r"],
  ["vậy", "z"],
  ["với", "vs"],
  ["gì", "j"],
];

function inTeencode(text: string): string {
  let short = clean(text).toLowerCase();
  for (const [written, typed] of chatSpellings) {
    short = short.replace(new RegExp(`(?<!\\p{L})${written}(?!\\p{L})`, "gu"), typed);
  }
  return short;
}
