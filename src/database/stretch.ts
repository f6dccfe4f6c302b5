import type { Instant } from "../kit/time.ts";

/** One stretch of a table to be cleared of what is too old, in the order its rows were written. */
export type Stretch = {
  /** Younger rows stay. */
  readonly before: Instant;
  /** The last row looked at in the stretch before; 0 at the beginning. */
  readonly after: number;
  /** Most rows to look at. */
  readonly limit: number;
  /** Members with something under way: nothing of theirs is touched. */
  readonly keep: ReadonlySet<string>;
  /** Only counts. */
  readonly isDry: boolean;
};

/** How many rows were cleared (or would be); `next`: where the next stretch begins, null at the end. */
export type Cleared = { readonly cleared: number; readonly next: number | null };

/** Where the next stretch begins after these rows. */
export function nextOf(rows: readonly { readonly seq: number }[], limit: number): number | null {
  const last = rows.at(-1);
  return last && rows.length === limit ? Number(last.seq) : null;
}
