import type { Database } from "../database/database.ts";
import { type Part, seatsOf } from "../database/seats.ts";

const lookEveryMs = 1_000;
const seats = seatsOf("converse");

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
