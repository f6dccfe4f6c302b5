import { describe, expect, test } from "vitest";
import { slipsBetween } from "../../../src/knowledge/search/close-words.ts";
import { buildIndex, buildIndexNow } from "../../../src/knowledge/search/indexing.ts";
import type { Passage } from "../../../src/knowledge/search/inverted-index.ts";
import { PairTable } from "../../../src/knowledge/search/pair-table.ts";
import { countIn, PostingsBuilder, passagesWith } from "../../../src/knowledge/search/postings.ts";

/** The same numbers every run. */
function* numbers(count: number, below: number): Generator<number> {
  let state = 12_345;
  for (let at = 0; at < count; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield (state >>> 8) % below;
  }
}

test("the pair table numbers pairs as a plain map does", () => {
  const table = new PairTable();
  const map = new Map<string, number>();
  const drawn = [...numbers(40_000, 150)];
  for (let at = 0; at + 1 < drawn.length; at += 2) {
    const [first = 0, second = 0] = [drawn[at], drawn[at + 1]];
    const key = `${first} ${second}`;
    if (!map.has(key)) map.set(key, map.size);
    expect(table.add(first, second)).toBe(map.get(key));
  }
  expect(table.size).toBe(map.size);
  for (const [key, number] of map) {
    const [first = 0, second = 0] = key.split(" ").map(Number);
    expect(table.find(first, second)).toBe(number);
    expect([table.first(number), table.second(number)]).toEqual([first, second]);
  }
  expect(table.find(151, 0)).toBe(-1);
});

test("postings count as a plain map does, over several blocks", () => {
  const builder = new PostingsBuilder();
  const plain = new Map<string, number>();
  const terms = 97;
  let passage = 0;
  for (const [at, term] of [...numbers(200_000, terms)].entries()) {
    passage = Math.floor(at / 40);
    builder.add(term, passage, 1 + (term % 2));
    plain.set(`${term} ${passage}`, (plain.get(`${term} ${passage}`) ?? 0) + 1 + (term % 2));
  }
  const steps = builder.finish(terms);
  let step = steps.next();
  let pauses = 0;
  for (; !step.done; step = steps.next()) pauses++;
  const postings = step.value;
  expect(pauses).toBeGreaterThan(2);
  for (let term = 0; term < terms; term++) {
    const holding = [...plain.keys()].filter((key) => key.startsWith(`${term} `));
    expect(passagesWith(postings, term)).toBe(holding.length);
  }
  for (const [key, count] of plain) {
    const [term = 0, where = 0] = key.split(" ").map(Number);
    expect(countIn(postings, term, where)).toBe(Math.min(255, count));
  }
  expect(countIn(postings, 0, passage + 1)).toBe(0);
});

test.each([
  ["cong", "cong", 0],
  ["cong", "cogn", 1],
  ["cong", "con", 1],
  ["cong", "coong", 1],
  ["cong", "kong", 1],
  ["nghiep", "ngheip", 1],
  ["nghiep", "gniehp", 3],
])("%s and %s are %i slips apart", (one, other, slips) => {
  expect(slipsBetween(one, other, 2)).toBe(slips);
  expect(slipsBetween(other, one, 2)).toBe(slips);
});

describe("building", () => {
  const passages = (count: number): Passage[] =>
    Array.from({ length: count }, (_, at) => ({
      title: "Kế hoạch 360",
      heading: `Mục ${at}`,
      text: `Công đoàn cơ sở số ${at} tổ chức hội nghị, cán bộ tham gia đầy đủ và báo cáo kết quả.`,
      group: String(at >> 2),
      owns: [`#muc:${at}`],
      within: [],
    }));

  test("in slices gives the same index as at once", async () => {
    const [sliced, whole] = [await buildIndex(passages(200), 0), buildIndexNow(passages(200))];
    expect(sliced.folded.keys).toEqual(whole.folded.keys);
    expect(sliced.exactPairs.postings).toEqual(whole.exactPairs.postings);
    expect(sliced.lengths).toEqual(whole.lengths);
  });

  test("in slices lets other work run in between", async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await buildIndex(passages(2_000), 1);
    isDone = true;
    expect(turns).toBeGreaterThan(5);
  });

  test("nothing at all is an index too", () => {
    expect(buildIndexNow([]).size).toBe(0);
  });
});
