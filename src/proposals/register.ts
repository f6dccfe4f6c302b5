import { sayDate } from "../kit/time.ts";
import type { Counts } from "./finding/counts.ts";
import type { Row } from "./finding/list.ts";
import { texts } from "./texts.ts";

/** One proposal as a line for a terminal: number, day, state, author, unit, first words. */
export function rowText(row: Row): string {
  const state = texts.state(row.state);
  const standing = row.mergedInto === null ? state : `${state} (gộp vào ${row.mergedInto})`;
  return [row.number, sayDate(row.filedAt), standing, row.author, row.unit, row.start].join(" | ");
}

/**
 * The figures as a line. What was received, what is an idea, what does not say whether it was tried, what is valid
 * and what a unit recognized are separate figures: a filed proposal is never counted as a recognized initiative.
 */
export function countsText(counts: Counts): string {
  return texts.registerCounts(counts);
}
