import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `watch`. */
export type WatchTables = {
  /** What is wrong now: a row while it lasts. `words` are those officers were told. */
  alarm: { key: string; words: string; raised_at: Instant };
  /** Every backup that was tried; `proof` tells whether it was restored on trial and its counts were equal. */
  backup_run: {
    seq: Generated<number>;
    started_at: Instant;
    ended_at: Instant;
    status: "ok" | "failed";
    file: string;
    size_bytes: number | null;
    row_count: number | null;
    proof: "equal" | "failed" | "none";
    why: string | null;
  };
};
