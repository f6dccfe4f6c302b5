import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

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
    expect(JSON.parse(out)).toMatchObject({
      questions: 1,
      right: 1,
      right_clause: { right: 1, of: 1, percent: 100, high: 100 },
      refused: { of: 0 },
      kinds: { answer: 1 },
      wrong: [],
    });
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
    expect((await terminal.type(["eval", "answers", bad])).errors).toMatch(/^caunoi: \S+bad\.jsonl: Line 1/);
    expect((await terminal.type(["eval", "retrieval", "--corpus", bad])).code).toBe(2);
  });
});
