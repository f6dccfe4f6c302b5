import { describe, expect, it } from "vitest";
import { dataRules } from "../../src/llm/personal-data.ts";
import { allPatterns, attacksOn, type Pattern, runMs } from "./patterns.ts";

/** Long enough that work beyond the square of it shows a hundredfold. */
const length = 800;
/** In looks from every place. */
const most = 20;

/**
 * The work of looking once from every place of a text to its end, on this machine at this moment: what a pattern
 * without a repetition inside a repetition costs at most.
 */
const oneLookFromEveryPlace = () => runMs(/a*b/, "a".repeat(length), 20);

/** How many such works the worst of the attacks costs. Looked at again when it seems much: machines have hiccups. */
function worstOf(pattern: Pattern, unit: number): { times: number; text: string } {
  const tried = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  let worst = { times: 0, text: "" };
  for (const text of attacksOn(pattern, length)) {
    let ms = runMs(tried, text, 1);
    if (ms > unit * most) ms = runMs(tried, text, 5);
    if (ms / unit > worst.times) worst = { times: ms / unit, text: text.slice(0, 12) };
  }
  return worst;
}

describe("a pattern of the program", () => {
  const composed = dataRules.map(({ pattern: { source, flags } }) => ({
    path: "src/llm/personal-data.ts",
    source,
    flags,
  }));
  const patterns = [...allPatterns(), ...composed];
  const unit = oneLookFromEveryPlace();

  it("is found wherever it stands", () => {
    expect(patterns.length).toBeGreaterThan(400);
  });

  it("never costs more on a hostile text than a few looks from every place of it", () => {
    const slow = patterns.flatMap((pattern) => {
      const { times, text } = worstOf(pattern, unit);
      const words = `${pattern.path} /${pattern.source}/ ×${times.toFixed(1)} on ${JSON.stringify(text)}`;
      return times > most ? [words] : [];
    });
    expect(slow).toEqual([]);
  });

  it("is told from one that grows beyond all bounds", () => {
    expect(runMs(/^(?:a*a*a*)b/, "a".repeat(length / 2), 1)).toBeGreaterThan(unit * most);
    expect(runMs(/^(?:a|a)*b/, "a".repeat(22), 1)).toBeGreaterThan(unit * most);
  });
});
