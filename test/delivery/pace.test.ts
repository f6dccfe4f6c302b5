import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPace, type Ticket } from "../../src/delivery/sending/pace.ts";

type Trip = { readonly ticket: Ticket; readonly leftMs: number; readonly answeredMs: number };

/**
 * Sends whatever is allowed for `totalMs`, looking every `stepMs`; `trip` gives the way there and back of the nth
 * message. Returns when each arrived at the platform.
 */
function play(
  pace: ReturnType<typeof createPace>,
  terms: { stepMs: number; totalMs: number; trip: (n: number) => [number, number] },
): number[] {
  const arrivals: number[] = [];
  let underWay: Trip[] = [];
  for (let nowMs = 0; nowMs < terms.totalMs; nowMs += terms.stepMs) {
    const isBack = (trip: Trip) => trip.answeredMs <= nowMs;
    for (const { ticket, leftMs } of underWay.filter(isBack)) pace.giveBack(ticket, leftMs, nowMs);
    underWay = underWay.filter((trip) => !isBack(trip));
    for (let many = pace.available(nowMs + terms.stepMs, nowMs); many > 0; many--) {
      const ticket = pace.take(1, nowMs);
      const [there, back] = terms.trip(arrivals.length);
      arrivals.push(ticket.leavesMs + there);
      underWay.push({
        ticket,
        leftMs: ticket.leavesMs,
        answeredMs: Math.max(nowMs, ticket.leavesMs) + there + back,
      });
    }
  }
  return arrivals;
}

/** The most that arrived within any second. */
function busiestSecond(arrivals: readonly number[]): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while ((sorted[to] ?? 0) - (sorted[from] ?? 0) >= 1000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

const steady = (): [number, number] => [1, 1];

describe("the pace of a channel", () => {
  test.each([
    [1, 10],
    [5, 40],
    [28, 5],
    [28, 20],
    [1000, 5],
  ])("at %i a second, looked at every %i ms, the rate is reached and in no second passed", (rate, stepMs) => {
    const arrivals = play(createPace(rate, 0), { stepMs, totalMs: 20_000, trip: steady });
    expect(busiestSecond(arrivals)).toBeLessThanOrEqual(rate);
    // An answer is seen up to a step late.
    expect(arrivals.length).toBeGreaterThanOrEqual((20 * rate * 1000) / (1002 + stepMs) - 1);
  });

  test("however long messages are on their way, no second at the platform carries more than the rate", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.tuple(fc.integer({ min: 5, max: 900 }), fc.integer({ min: 5, max: 900 })), {
          minLength: 1,
          maxLength: 40,
        }),
        (rate, trips) => {
          // The shortest way is known only once it was gone.
          const trip = (n: number) => (n === 0 ? [5, 5] : trips[n % trips.length]) as [number, number];
          const arrivals = play(createPace(rate, 0), { stepMs: 7, totalMs: 6_000, trip });
          expect(busiestSecond(arrivals)).toBeLessThanOrEqual(rate);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("after a rest its messages leave one after the other", () => {
    const pace = createPace(28, 0);
    const leaves = Array.from({ length: 28 }, () => pace.take(1, 3_600_000).leavesMs - 3_600_000);
    expect(leaves[0]).toBe(0);
    expect(leaves.at(-1)).toBeGreaterThan(800);
    expect(pace.available(3_700_000, 3_700_000 - 1_000)).toBe(0);
  });

  test("a message that becomes three at the platform takes three places", () => {
    const pace = createPace(6, 0);
    expect([pace.take(3, 5_000).places, pace.take(3, 5_000).places]).toEqual([3, 3]);
    expect(pace.available(9_000, 9_000 - 1_000)).toBe(0);
  });

  test("a reply waits for no place, and bulk leaves it room", () => {
    const pace = createPace(4, 0);
    const reply = pace.lend(10_000);
    expect(reply.leavesMs).toBe(10_000);
    expect(pace.available(20_000, 20_000 - 1_000)).toBe(3);
    pace.giveBack(reply, 10_000, 10_050);
    expect(pace.available(10_900, 10_900 - 1_000)).toBe(3);
    expect(pace.available(11_100, 11_100 - 1_000)).toBe(4);
  });

  test("a rate below one a second is kept too", () => {
    const arrivals = play(createPace(0.5, 0), { stepMs: 50, totalMs: 20_000, trip: steady });
    expect(arrivals.length).toBeGreaterThanOrEqual(9);
    expect(arrivals.length).toBeLessThanOrEqual(11);
  });

  test("places given up for another process are gone at once, also those under way; places gained come later", () => {
    const pace = createPace(10, 0);
    const ticket = pace.take(4, 5_000);
    pace.keep(5, 5_000);
    expect(pace.available(9_000, 9_000 - 1_000)).toBe(1);
    pace.giveBack(ticket, 5_000, 5_010);
    expect(pace.available(9_000, 9_000 - 1_000)).toBe(5);
    pace.keep(10, 9_000);
    expect(pace.available(10_900, 10_900 - 1_000)).toBe(5);
    expect(pace.available(12_000, 12_000 - 1_000)).toBe(10);
  });
});
