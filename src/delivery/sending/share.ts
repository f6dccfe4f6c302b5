import type { Database } from "../../database/database.ts";
import { type Part, seatsOf } from "../../database/seats.ts";

/** The roles under which processes send for one database, one each. */
const deliverSeats = seatsOf("deliver");

/** How often a process looks who else is there, and how long it trusts what it saw. */
const lookEveryMs = 1_000;
const trustMs = 2_000;

/** Divides every pace among the processes that send. */
export type Sharing = {
  /** Looks who else is there, when it is time to. */
  refresh(nowMs: number): Promise<void>;
  /**
   * The part of every channel's pace that is this process's. Undefined while it is not certain that the others know of
   * this process, or this one of them.
   */
  shareAt(nowMs: number): Part | undefined;
  /** Others send too. */
  readonly isShared: boolean;
};

/**
 * A process that joins sends bulk only when everybody else must have seen it, and their last second is over; one that
 * cannot look any more stops after `trustMs`, and joins anew when it can. A seat is a role (`Database.takeRole`), so it is
 * free when its process is gone, however it went; it counts until two looks found it free, for a process whose connection
 * broke takes its seat again in a moment. A process without a seat is alone.
 */
export function createSharing(db: Database, seat: string): Sharing {
  const hasSeat = deliverSeats.includes(seat);
  let share: Part = { index: 0, of: 1 };
  let seen: readonly string[] = [];
  let lookedMs: number | undefined;
  let fromMs = 0;

  async function look(nowMs: number): Promise<void> {
    const held = await db.heldRoles(deliverSeats);
    const present = deliverSeats.filter((name) => held.has(name) || name === seat);
    const taken = deliverSeats.filter((name) => present.includes(name) || seen.includes(name));
    share = { index: taken.indexOf(seat), of: taken.length };
    const wasBlind = lookedMs !== undefined && nowMs - lookedMs > trustMs;
    if (wasBlind || (lookedMs === undefined && taken.length > 1)) fromMs = nowMs + trustMs + lookEveryMs;
    seen = present;
    lookedMs = nowMs;
  }

  return {
    async refresh(nowMs) {
      if (!hasSeat || (lookedMs !== undefined && nowMs - lookedMs < lookEveryMs)) return;
      await look(nowMs);
    },
    shareAt(nowMs) {
      if (!hasSeat) return share;
      const isTrusted = lookedMs !== undefined && nowMs - lookedMs <= trustMs;
      return isTrusted && nowMs >= fromMs ? share : undefined;
    },
    get isShared() {
      return share.of > 1;
    },
  };
}
