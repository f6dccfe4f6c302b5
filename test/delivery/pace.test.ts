import { describe, expect, test } from "vitest";
import { createPace } from "../../src/delivery/sending/pace.ts";
import { addMs } from "../../src/kit/time.ts";
import { noon } from "../support/delivery-stage.ts";

/** Takes whatever is allowed every `stepMs` and counts what left within each window of one second. */
function busiestSecond(perSecond: number, stepMs: number, totalMs: number): { most: number; total: number } {
  const pace = createPace(perSecond);
  const taken: { atMs: number; count: number }[] = [];
  for (let atMs = 0; atMs < totalMs; atMs += stepMs) {
    const now = addMs(noon, atMs);
    const count = pace.available(now);
    if (count > 0) pace.take(count, now);
    taken.push({ atMs, count });
  }
  const within = (from: number) =>
    taken.filter(({ atMs }) => atMs >= from && atMs < from + 1000).reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...taken.map(({ atMs }) => within(atMs)));
  return { most, total: taken.reduce((sum, { count }) => sum + count, 0) };
}

describe("the pace of a channel", () => {
  test.each([
    [1, 10],
    [5, 40],
    [28, 40],
    [28, 7],
    [1000, 40],
  ])(
    "at %i a second, asked every %i ms, no second carries more than the rate and its burst",
    (rate, step) => {
      const { most, total } = busiestSecond(rate, step, 10_000);
      expect(most).toBeLessThanOrEqual(Math.ceil(rate * 1.2) + 1);
      expect(total).toBeGreaterThanOrEqual(rate * 9.9 - 1);
      expect(total).toBeLessThanOrEqual(Math.ceil(rate * 10.2) + 1);
    },
  );

  test("a long rest does not save up a flood", () => {
    const pace = createPace(28);
    pace.take(5, noon);
    expect(pace.available(addMs(noon, 3_600_000))).toBe(5);
  });

  test("taking more than there was is paid back before anything else leaves", () => {
    const pace = createPace(10);
    pace.take(4, noon);
    expect(pace.available(addMs(noon, 100))).toBe(0);
    expect(pace.available(addMs(noon, 300))).toBe(1);
  });

  test("a clock set back gives nothing for free and does not freeze the channel", () => {
    const pace = createPace(10);
    pace.take(2, noon);
    expect(pace.available(addMs(noon, -60_000))).toBe(0);
    expect(pace.available(addMs(noon, -59_800))).toBe(2);
  });
});
