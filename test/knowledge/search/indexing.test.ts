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
  const given: number[] = [];
  for (let at = 0; at + 1 < drawn.length; at += 2) {
    const [first = 0, second = 0] = [drawn[at], drawn[at + 1]];
    const key = `${first} ${second}`;
    if (!map.has(key)) map.set(key, map.size);
    given.push(table.add(first, second) - (map.get(key) ?? -1));
  }
  expect(new Set(given)).toEqual(new Set([0]));
  const pairs = [...map].map(([key, number]) => [
    key,
    table.find(...pairOf(key)),
    `${table.first(number)} ${table.second(number)}`,
  ]);
  expect(pairs).toEqual([...map].map(([key, number]) => [key, number, key]));
  expect(table.find(151, 0)).toBe(-1);
});

test("postings count as a plain map does, over several blocks", () => {
  const builder = new PostingsBuilder();
  const terms = 97;
  const plain = Array.from({ length: terms }, () => new Map<number, number>());
  let passage = 0;
  for (const [at, term] of [...numbers(200_000, terms)].entries()) {
    passage = Math.floor(at / 40);
    builder.add(term, passage, 1 + (term % 2));
    plain[term]?.set(passage, (plain[term]?.get(passage) ?? 0) + 1 + (term % 2));
  }
  const groupOf = Uint32Array.from({ length: passage + 1 }, (_, at) => at >> 1);
  const { value: postings, pauses } = driven(builder.finish(terms, groupOf));
  expect(pauses).toBeGreaterThan(2);
  for (const [term, holding] of plain.entries()) {
    const counted = [...holding.keys()].map((where) => countIn(postings, term, where));
    expect(counted).toEqual([...holding.values()]);
    expect(passagesWith(postings, term)).toBe(holding.size);
    expect(postings.groups[term]).toBe(new Set([...holding.keys()].map((where) => where >> 1)).size);
  }
  expect(countIn(postings, 0, passage + 1)).toBe(0);
});

function pairOf(key: string): [number, number] {
  const [first = 0, second = 0] = key.split(" ").map(Number);
  return [first, second];
}

function driven<Value>(steps: Generator<void, Value>): { value: Value; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done) return { value: step.value, pauses };
  }
}

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
    expect(sliced.damping).toEqual(whole.damping);
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
