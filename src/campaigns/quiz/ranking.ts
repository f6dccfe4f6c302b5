import { type Instant, toMs } from "../../kit/time.ts";
import type { QuizPlan } from "./quiz.ts";

/** One member who finished. */
export type Taker = {
  readonly memberId: string;
  readonly unit: string | null;
  readonly score: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
};

export type Ranked<T> = T & { readonly place: number };

export type UnitScore = {
  readonly unit: string | null;
  readonly takers: number;
  readonly total: number;
  readonly mean: number;
};

/**
 * Members by score; who is ahead of several with one score is the quiz's rule: `time`, the shorter from first to
 * last; `finish`, the earlier at the end; `share`, nobody. Who is still equal shares a place, and the next place
 * counts them all (1, 2, 2, 4). Pure.
 */
export function rankTakers(takers: readonly Taker[], ties: QuizPlan["ties"]): Ranked<Taker>[] {
  const breaker = (taker: Taker) => {
    if (ties === "time") return secondsOf(taker);
    return ties === "finish" ? toMs(taker.finishedAt) : 0;
  };
  return rank(takers, (one, other) => other.score - one.score || breaker(one) - breaker(other));
}

/** Units by the points of their members, or by their mean; of equal ones with more members first. Pure. */
export function rankUnits(takers: readonly Taker[], by: QuizPlan["unitsBy"]): Ranked<UnitScore>[] {
  const groups = Map.groupBy(
    takers.filter(({ unit }) => unit !== null),
    ({ unit }) => unit,
  );
  const units = [...groups].map(([unit, members]): UnitScore => {
    const total = members.reduce((sum, { score }) => sum + score, 0);
    return { unit, takers: members.length, total, mean: total / members.length };
  });
  return rank(units, (one, other) => other[by] - one[by] || other.takers - one.takers);
}

/** From the first question shown to the last answer. */
export function secondsOf({ startedAt, finishedAt }: Taker): number {
  return Math.round((toMs(finishedAt) - toMs(startedAt)) / 1000);
}

function rank<T>(all: readonly T[], compare: (one: T, other: T) => number): Ranked<T>[] {
  const sorted = all.toSorted(compare);
  const ranked: Ranked<T>[] = [];
  for (const [index, one] of sorted.entries()) {
    const before = ranked.at(-1);
    ranked.push({ ...one, place: before && compare(before, one) === 0 ? before.place : index + 1 });
  }
  return ranked;
}
