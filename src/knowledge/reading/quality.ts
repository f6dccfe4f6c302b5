import { isSyllable, words } from "../../kit/vietnamese.ts";
import { texts } from "../texts.ts";
import type { Fault } from "./fault.ts";

/** Above this share of impossible syllables a document was damaged by a scan or an old font. */
const refusedShare = 0.1;
const fewestWords = 20;
const mostLinesNamed = 40;

/** How much of a text cannot be Vietnamese. `lines` are the worst ones, in reading order. */
export type Quality = {
  readonly words: number;
  readonly impossible: number;
  readonly lines: readonly {
    readonly line: number;
    readonly words: readonly string[];
    readonly counted: number;
  }[];
};

/**
 * Counts the words that are no possible syllable of Vietnamese as spelled, marks and tone included.
 * Abbreviations in capitals, words with a digit and single letters are not counted: official texts are full of them.
 */
export function measureQuality(text: string, firstLine = 1): Quality {
  let total = 0;
  let impossible = 0;
  const lines: { line: number; words: string[]; counted: number }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const { counted, wrong } = judgeLine(line);
    total += counted;
    impossible += wrong.length;
    if (wrong.length > 2 && wrong.length >= 0.1 * counted)
      lines.push({ line: firstLine + index, words: wrong, counted });
  }
  return { words: total, impossible, lines };
}

/**
 * The faults of a text that is not, or not only, proper Vietnamese. Above a tenth of impossible words the text
 * is refused with its worst lines named; below it only lines that are mostly garbled are pointed at.
 */
export function judgeText(text: string, firstLine: number): Fault[] {
  const { words: total, impossible, lines } = measureQuality(text, firstLine);
  const share = impossible / Math.max(1, total);
  const isRefused = total >= fewestWords && share > refusedShare;
  const named = isRefused ? lines : lines.filter((bad) => bad.words.length > 0.4 * bad.counted);
  const garbled = named.slice(0, mostLinesNamed).map((bad): Fault => {
    const fault = texts.garbledLine(bad.words.slice(0, 5).join(", "));
    return { line: bad.line, severity: isRefused ? "error" : "warning", ...fault };
  });
  if (!isRefused) return garbled;
  const whole = texts.garbledDocument(`${Math.round(share * 100)}%`);
  return [{ line: firstLine, severity: "error", ...whole }, ...garbled];
}

function judgeLine(line: string): { counted: number; wrong: string[] } {
  const tokens = line.match(/[\p{L}\p{M}\p{N}&]+/gu) ?? [];
  const counted = tokens.filter(
    (token) => token.length > 1 && !/\p{N}|&/u.test(token) && !isAbbreviation(token),
  );
  const wrong = counted.filter((token) => words(token).some((word) => !isSyllable(word)));
  return { counted: counted.length, wrong };
}

/** Short and in capitals without a vowel pattern of its own: LĐLĐ, NQ, CSPL. Capitalized headings are words. */
function isAbbreviation(token: string): boolean {
  return (
    token === token.toUpperCase() && token.length <= 10 && words(token).every((word) => !isSyllable(word))
  );
}
