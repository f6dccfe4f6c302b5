import { readBlocks } from "../reading/blocks.ts";

/** Whether a line begins with a mark of an outline: `II.`, `3.4.`, `a)`, `–`, `Điều 5.`, `Chương I`. */
export function startsMark(line: string): boolean {
  const [block] = readBlocks(line, 1);
  return block !== undefined && block.mark.kind !== "none";
}

/** A text is taken as broken at the margin when no line is longer than this. */
const widestWrapped = 160;

/** Joins the lines of a plain text to paragraphs when it was broken at the margin; else every line is one. */
export function joinLines(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  const isWrapped = lines.every((line) => line.length <= widestWrapped);
  if (!isWrapped) return lines.filter((line) => line !== "");
  const widest = Math.max(0, ...lines.map((line) => line.length));
  const paragraphs: string[] = [];
  let before = "";
  for (const line of lines) {
    if (line !== "") {
      if (before !== "" && goesOn(before, line, widest)) paragraphs[paragraphs.length - 1] += ` ${line}`;
      else paragraphs.push(line);
    }
    before = line;
  }
  return paragraphs;
}

function goesOn(before: string, line: string, widest: number): boolean {
  if (startsMark(line)) return false;
  const isUpper = (text: string) => text === text.toUpperCase();
  if (isUpper(before) !== isUpper(line) && !/^\p{Ll}/u.test(line)) return false;
  return before.length > 0.7 * widest || /^\p{Ll}/u.test(line) || (isUpper(before) && isUpper(line));
}
