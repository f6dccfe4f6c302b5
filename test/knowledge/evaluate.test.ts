import { describe, expect, test } from "vitest";
import { evaluateRetrieval, readCorpus, readQueries, splitClauses } from "../../src/knowledge/evaluate.ts";
import { retrievalFile } from "./shelf.ts";

const measure = (set: string, queries: string) =>
  evaluateRetrieval({
    corpus: readCorpus(retrievalFile(`${set}/corpus.jsonl`)),
    queries: readQueries(retrievalFile(`${set}/${queries}.jsonl`)),
  });

describe("retrieval does not fall below what was measured", () => {
  test.each([
    ["xquad-vi", "queries", 93, 95.5],
    ["labour-code", "queries.chat", 77, 85],
    ["labour-code", "queries.chatraw", 74, 82],
  ])("%s, %s: recall@1 ≥ %d, mrr@10 ≥ %d", (set, queries, recall, mrr) => {
    const scores = measure(set, queries);
    expect(scores["recall@1"]).toBeGreaterThanOrEqual(recall);
    expect(scores["mrr@10"]).toBeGreaterThanOrEqual(mrr);
    expect(scores["recall@5"]).toBeGreaterThanOrEqual(scores["recall@1"]);
  });
});

describe("scores", () => {
  const corpus = readCorpus(
    '{"id":1,"title":"Điều 1. Nghỉ phép","text":"Nghỉ 12 ngày."}\n{"id":"b","text":"Tiền thưởng."}\n',
  );

  test("count the place of the first relevant text", () => {
    const queries = readQueries(
      '{"id":"q1","text":"nghi phep","relevant":[1]}\n\n{"id":"q2","text":"tiền thưởng","relevant":["x"]}\n',
    );
    const scores = evaluateRetrieval({ corpus, queries });
    expect(scores).toMatchObject({ "recall@1": 50, "recall@5": 50, "mrr@10": 50, entries: 2, queries: 2 });
    expect(scores.p99_ms).toBeGreaterThanOrEqual(scores.p50_ms);
  });

  test("leave questions without a relevant text out", () => {
    const queries = readQueries('{"id":"q1","text":"nghỉ phép","relevant":[]}');
    expect(evaluateRetrieval({ corpus, queries })).toMatchObject({ "recall@1": 0, queries: 1 });
  });

  test("a line that cannot be read is named", () => {
    expect(() => readCorpus('{"id":"a","text":"x"}\n{"id":"b"}\n')).toThrow(/^Line 2 cannot be read: text/);
    expect(() => readQueries("not json")).toThrow(/^Line 1 cannot be read/);
  });
});

test("a text is split at its numbered clauses", () => {
  expect(splitClauses("Mở đầu:\n1. Một\na) nhỏ\n2. Hai\n10.000 đồng")).toEqual([
    "Mở đầu:",
    "1. Một\na) nhỏ",
    "2. Hai\n10.000 đồng",
  ]);
  expect(splitClauses("Một đoạn.\nHai đoạn.")).toEqual(["Một đoạn.\nHai đoạn."]);
});
