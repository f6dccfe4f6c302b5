import { z } from "zod";
import { Failure } from "../../kit/failure.ts";
import { indexOf, similar } from "./similar.ts";

const pair = z.object({ alike: z.boolean(), a: z.string().min(1), b: z.string().min(1) });

/** Two texts that do or do not speak of the same thing, as a person judged them. */
export type Pair = z.infer<typeof pair>;

export type PairScores = {
  readonly pairs: number;
  /** Of the texts found, the share that is alike; every text found beside the pair's own counts as wrong. */
  readonly precision: number;
  /** Of the pairs that are alike, the share that was found. */
  readonly recall: number;
  /** The new texts whose pair was not found though alike, or was found though not. */
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
};

/** Reads labelled pairs, one JSON object a line; throws `Failure("invalid")` naming the line. */
export function readPairs(text: string): Pair[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    try {
      return pair.parse(JSON.parse(line));
    } catch (error) {
      throw new Failure("invalid", `line ${index + 1} is no {"alike","a","b"}.`, { cause: error });
    }
  });
}

/** Looks each `b` up among all the texts `a`, as a new proposal is looked up among those filed. */
export async function scorePairs(pairs: readonly Pair[]): Promise<PairScores> {
  const filed = [...new Set(pairs.map(({ a }) => a))];
  const index = indexOf(filed.map((text, place) => ({ number: String(place), start: text, text })));
  const missed: string[] = [];
  const wrong: string[] = [];
  let right = 0;
  let others = 0;
  for (const { alike, a, b } of pairs) {
    const found = (await similar(index, b)).map(({ start }) => start);
    const isFound = found.includes(a);
    others += found.length - (isFound ? 1 : 0);
    if (alike && isFound) right++;
    else if (alike) missed.push(b);
    else if (isFound) wrong.push(b);
  }
  return {
    pairs: pairs.length,
    precision: right / (right + wrong.length + others || 1),
    recall: right / (right + missed.length || 1),
    missed,
    wrong,
  };
}
