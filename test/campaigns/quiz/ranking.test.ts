import { describe, expect, test } from "vitest";
import { rankTakers, rankUnits, type Taker } from "../../../src/campaigns/quiz/ranking.ts";
import { addMs, instant } from "../../../src/kit/time.ts";

const start = instant("2026-11-23T01:00:00.000Z");

/** Somebody who began `after` seconds late and took `took` seconds. */
function taker(
  memberId: string,
  score: number,
  [after, took]: [number, number],
  unit: string | null = null,
): Taker {
  const startedAt = addMs(start, after * 1000);
  return { memberId, unit, score, startedAt, finishedAt: addMs(startedAt, took * 1000) };
}

const takers = [
  taker("slow", 5, [0, 90]),
  taker("late", 5, [500, 60]),
  taker("weak", 3, [0, 10]),
  taker("same", 5, [10, 60]),
];
const order = (ties: "time" | "finish" | "share") =>
  rankTakers(takers, ties).map(({ memberId, place }) => `${place} ${memberId}`);

describe("places", () => {
  test("the shorter time goes first among equals, and who is equal in that shares a place", () => {
    expect(order("time")).toEqual(["1 late", "1 same", "3 slow", "4 weak"]);
  });
  test("the earlier end goes first when the rule says so", () => {
    expect(order("finish")).toEqual(["1 same", "2 slow", "3 late", "4 weak"]);
  });
  test("without a rule all of one score share a place, and the next one counts them", () => {
    expect(order("share")).toEqual(["1 slow", "1 late", "1 same", "4 weak"]);
  });
  test("units are ranked by points or by their mean; who belongs to none counts for none", () => {
    const mixed = [
      taker("a", 3, [0, 1], "A"),
      taker("b", 3, [0, 1], "A"),
      taker("c", 5, [0, 1], "B"),
      taker("d", 9, [0, 1]),
    ];
    const names = (by: "total" | "mean") => rankUnits(mixed, by).map(({ unit, place }) => `${place} ${unit}`);
    expect(names("total")).toEqual(["1 A", "2 B"]);
    expect(names("mean")).toEqual(["1 B", "2 A"]);
  });
  test("nobody makes an empty list", () => {
    expect([rankTakers([], "time"), rankUnits([], "total")]).toEqual([[], []]);
  });
});
