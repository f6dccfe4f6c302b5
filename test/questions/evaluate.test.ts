import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/questions/answer.ts";
import { evaluateAnswers, judge, readGoldLines } from "../../src/questions/evaluate.ts";
import { shippedLibrary } from "./gold.ts";

const good: Answer = {
  kind: "answer",
  text: "Theo báo chí đưa tin: “Hằng năm mở mới ít nhất 25 nhiệm vụ.”",
  citations: [{ document: "nq-16", clause: "3.1", label: "Nghị quyết 16, mục 3.1", quote: "25 nhiệm vụ" }],
  passages: [],
  remarks: [],
  closing: null,
  offers: [],
  commands: [],
  nearest: [],
};
const silent: Answer = {
  ...good,
  kind: "unknown",
  text: "Tài liệu hiện có không nêu điều này.",
  citations: [],
};
const line = (rules: object) => {
  const [read] = readGoldLines(JSON.stringify({ id: "q", q: "Mở mới?", gold: ["nq-16#3.1"], ...rules }));
  if (!read) throw new Error("The line was not read.");
  return read;
};

describe("an answer is right when it", () => {
  it.each<[string, object, Answer]>([
    [
      "has one of the kinds and cites one of the clauses",
      { kind: "answer|partial", gold: ["a#1", "nq-16#3.1"] },
      good,
    ],
    ["says what it must, case aside", { must: ["THEO|trích", "25"], says: ["báo chí"] }, good],
    ["does not say what it never may", { never: ["900"] }, good],
    ["is silent where silence is right, whatever could be cited", { kind: "unknown" }, silent],
  ])("%s", (_, rules, given) => {
    expect(judge(line(rules), given)).toEqual([]);
  });

  it.each<[string, object, Answer, RegExp]>([
    ["is of another kind", { kind: "answer" }, silent, /is unknown, not answer/],
    ["cites another clause", { gold: ["kh-360#I"] }, good, /cites nq-16#3\.1, not kh-360#I/],
    ["leaves a fact out", { must: ["900"] }, good, /does not say 900/],
    ["is not honest about its source", { says: ["tóm lược"] }, good, /does not say tóm lược/],
    ["says what it never may", { never: ["[0-9]+ nhiệm vụ"] }, good, /says \[0-9\]\+ nhiệm vụ/],
  ])("not when it %s", (_, rules, given, words) => {
    expect(judge(line(rules), given)).toEqual([expect.stringMatching(words)]);
  });
});

it("scores count what is right, how sure that is, and name what is wrong", () => {
  const quality = evaluateAnswers(shippedLibrary(), [
    line({ q: "18/5 là ngày gì", kind: "answer", gold: ["lich#1.3"] }),
    line({ id: "r", q: "18/5 là ngày gì", kind: "unknown", gold: [] }),
    line({ id: "s", q: "xin chào", kind: "smalltalk", gold: [] }),
  ]);
  expect(quality.all).toMatchObject({ right: 2, of: 3 });
  expect(quality.rightClause).toMatchObject({ right: 1, of: 1, share: 1 });
  expect(quality.rightClause.low).toBeCloseTo(0.207, 3);
  expect(quality.refused).toMatchObject({ right: 0, of: 1 });
  expect(quality.company).toMatchObject({ right: 1, of: 1 });
  expect(quality.kinds).toEqual({ answer: 2, smalltalk: 1 });
  expect(quality.wrong).toEqual([{ id: "r", q: "18/5 là ngày gì", faults: ["is answer, not unknown"] }]);
  expect(quality.p99).toBeGreaterThanOrEqual(quality.p50);
});

it("a line that is no question is named", () => {
  expect(() => readGoldLines(`{"id":1,"q":"a"}\n{"id":2}\n`)).toThrow(/^Line 2 is no question/);
  expect(readGoldLines(`{"id":1,"q":"a"}\n\n`)).toHaveLength(1);
});
