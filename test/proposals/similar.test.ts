import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { similar } from "../../src/proposals/similar.ts";

type Pair = { readonly alike: boolean; readonly a: string; readonly b: string };

const pairs: Pair[] = readFileSync(new URL("../fixtures/similar-pairs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const known = [...new Set(pairs.map(({ a }) => a))].map((text, index) => ({
  number: `SK-2026-${index}`,
  start: text,
  text,
}));

describe("proposals that look alike", () => {
  test("are found among labelled pairs with precision and recall of at least 0.9", () => {
    const found = pairs.map(({ alike, a, b }) => {
      const starts = similar(known, b).map(({ start }) => start);
      return { alike, isFound: starts.includes(a), others: starts.filter((start) => start !== a).length };
    });
    const right = found.filter(({ alike, isFound }) => alike && isFound).length;
    const wrong = found.filter(({ alike, isFound }) => !alike && isFound).length;
    const others = found.reduce((sum, each) => sum + each.others, 0);
    const recall = right / found.filter(({ alike }) => alike).length;
    const precision = right / (right + wrong + others);
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(
      { recall: recall >= 0.9, precision: precision >= 0.9 },
      `recall ${recall}, precision ${precision}`,
    ).toEqual({
      recall: true,
      precision: true,
    });
  });

  test("are explained by words of the candidate itself", () => {
    const [first] = similar(known, "bang tai so 2 bi ket che, em han thanh gat bang sat thua");
    expect(first?.words).toContain("bang tai so 2 bi ket che");
  });

  test("are the same with and without marks", () => {
    const [marked] = similar(known, pairs[0]?.a ?? "");
    expect(marked).toMatchObject({ number: "SK-2026-0" });
    expect(marked?.score).toBeGreaterThan(0.99);
  });

  test.each(["", "😀", "và của là", "chè"])("“%s” is like nothing", (text) => {
    expect(similar(known, text)).toEqual([]);
  });

  test("two thousand are compared in well under a second", () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      number: `SK-2026-${index}`,
      start: "",
      text: `${pairs[index % pairs.length]?.a} ${index}`,
    }));
    const start = performance.now();
    similar(many, pairs[0]?.b ?? "");
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
