import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judge, readGoldQuestions, scoreAnswers } from "../../src/cli/eval-answers.ts";
import type { Answer } from "../../src/questions/answer.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

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
const gold = { id: "q", q: "Mở mới bao nhiêu?", gold: ["nq-16#3.1"], must: [], says: [], never: [] };

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
    expect(judge({ ...gold, ...rules }, given)).toEqual([]);
  });

  it.each<[string, object, Answer, RegExp]>([
    ["is of another kind", { kind: "answer" }, silent, /is unknown instead of answer/],
    ["cites another clause", { gold: ["kh-360#I"] }, good, /cites nq-16#3\.1 instead of kh-360#I/],
    ["leaves a fact out", { must: ["900"] }, good, /does not say 900/],
    ["is not honest about its source", { says: ["tóm lược"] }, good, /does not say tóm lược/],
    ["says what it never may", { never: ["[0-9]+ nhiệm vụ"] }, good, /says \[0-9\]\+ nhiệm vụ/],
  ])("not when it %s", (_, rules, given, words) => {
    expect(judge({ ...gold, ...rules }, given)).toEqual([expect.stringMatching(words)]);
  });
});

it("scores count what is right and name what is wrong", () => {
  const questions = [gold, { ...gold, id: "r", kind: "unknown" }, { ...gold, id: "s" }];
  const scores = scoreAnswers(questions, () => good);
  expect(scores).toMatchObject({ questions: 3, right: 2, right_percent: 66.7, kinds: { answer: 3 } });
  expect(scores.wrong).toEqual([{ id: "r", q: gold.q, faults: ["is answer instead of unknown"] }]);
  expect(scores.p99_ms).toBeGreaterThanOrEqual(scores.p50_ms);
});

it("a line that is no question is named with its file", () => {
  expect(() => readGoldQuestions("gold.jsonl", `{"id":1,"q":"a"}\n{"id":2}\n`)).toThrow(
    /^gold\.jsonl:2 is no question/,
  );
  expect(readGoldQuestions("gold.jsonl", `{"id":1,"q":"a"}\n\n`)).toHaveLength(1);
});

describe("the commands", () => {
  let terminal: Terminal;
  beforeEach(() => {
    terminal = openTerminal();
  });
  afterEach(() => terminal.close());

  const fileHolding = (name: string, text: string) => {
    writeFileSync(join(terminal.folder, name), text);
    return join(terminal.folder, name);
  };

  it("print one JSON object for answers", async () => {
    const line = {
      id: "a",
      q: "ngay 18/5 la ngay gi",
      gold: ["lich#1.3"],
      kind: "answer",
      must: ["Khoa học"],
    };
    const { code, out } = await terminal.type([
      "eval",
      "answers",
      fileHolding("gold.jsonl", JSON.stringify(line)),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ questions: 1, right: 1, wrong: [] });
  });

  it("print one JSON object for retrieval, over a corpus of anything", async () => {
    const corpus = fileHolding(
      "corpus.jsonl",
      `{"id":"x","title":"Nghỉ phép","text":"Nghỉ 12 ngày mỗi năm."}\n`,
    );
    const queries = fileHolding("queries.jsonl", `{"id":"q","text":"nghi phep","relevant":["x"]}\n`);
    const { code, out } = await terminal.type([
      "eval",
      "retrieval",
      "--corpus",
      corpus,
      "--queries",
      queries,
    ]);
    expect(code).toBe(0);
    const scores = JSON.parse(out);
    expect(scores).toMatchObject({ "recall@1": 100, "recall@5": 100, "mrr@10": 100 });
    for (const key of ["p50_ms", "p99_ms", "index_ms", "rss_mb"]) expect(scores[key]).toBeTypeOf("number");
  });

  it("name the file and line they cannot read", async () => {
    const bad = fileHolding("bad.jsonl", "no\n");
    const args = ["eval", "retrieval", "--corpus", bad, "--queries", bad];
    expect((await terminal.type(args)).errors).toMatch(/^caunoi: \S+bad\.jsonl: Line 1/);
    expect((await terminal.type(["eval", "retrieval", "--corpus", bad])).code).toBe(2);
  });
});
