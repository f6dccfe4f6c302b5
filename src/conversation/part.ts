import type { Database } from "../database/database.ts";
import { type Part, seatsOf } from "../database/seats.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { readWaiting, type Waiting } from "./inbox.ts";

const lookEveryMs = 1_000;
const seats = seatsOf("converse");
/** What has been due for this long is answered by whoever sees it, whosever it is: its process may be stuck. */
const lateMs = 30_000;
/** How often it is looked for that. */
const lookLateMs = 5_000;

/** The messages that wait for this process. */
export type Share = {
  /** Which people are this process's, as it last saw it. */
  readonly part: Part;
  /** The first `limit` of them that are due, one of each person. */
  read(now: Instant, limit: number): Promise<Waiting[]>;
};

export function createShare(db: Database, seat: string): Share {
  const partAt = createPart(db, seat);
  let part: Part = { index: 0, of: 1 };
  let lookedLateMs = performance.now();
  return {
    get part() {
      return part;
    },
    async read(now, limit) {
      const nowMs = performance.now();
      part = await partAt(nowMs);
      const own = await readWaiting(db.read, { now, limit, part });
      if (part.of === 1 || own.length > 0 || nowMs - lookedLateMs < lookLateMs) return own;
      lookedLateMs = nowMs;
      return readWaiting(db.read, { now: addMs(now, -lateMs), limit });
    },
  };
}

/**
 * Which people this process answers, looked up at most once a second: all processes that answer divide them by their
 * seats, and what one leaves behind falls to the others. For a moment two may think that a person is theirs: whose turn
 * commits first has answered (`takeUp`). A process without a seat is alone.
 */
export function createPart(db: Database, seat: string): (nowMs: number) => Promise<Part> {
  const hasSeat = seats.includes(seat);
  let part: Part = { index: 0, of: 1 };
  let lookedMs = Number.NEGATIVE_INFINITY;
  return async (nowMs) => {
    if (!hasSeat || nowMs - lookedMs < lookEveryMs) return part;
    const held = await db.heldRoles(seats);
    const taken = seats.filter((name) => held.has(name) || name === seat);
    part = { index: taken.indexOf(seat), of: taken.length };
    lookedMs = nowMs;
    return part;
  };
}
