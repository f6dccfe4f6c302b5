import type { Database } from "../../database/database.ts";

/** The part of every channel's pace that is this process's: the `index`th of `of` equal ones. */
export type Share = { readonly index: number; readonly of: number };

/** The roles under which processes send for one database, one each; the first is all that SQLite has. */
export const deliverSeats = ["deliver", "deliver-2", "deliver-3", "deliver-4"] as const;

/** How often a process looks who else is there, and how long it trusts what it saw. */
const lookEveryMs = 1_000;
const trustMs = 2_000;

/** Divides every pace among the processes that send. */
export type Sharing = {
  /** Looks who else is there, when it is time to. */
  refresh(nowMs: number): Promise<void>;
  /** Undefined while it is not certain that the others know of this process, or this one of them. */
  shareAt(nowMs: number): Share | undefined;
  /** Others send too. */
  readonly isShared: boolean;
};

/**
 * A process that joins sends bulk only when everybody else must have seen it, and their last second is over; one that
 * cannot look any more stops after `trustMs`. A seat is a role (`Database.takeRole`), so it is free when its process is
 * gone, however it went. A process without a seat is alone.
 */
export function createSharing(db: Database, seat: string): Sharing {
  let share: Share = { index: 0, of: 1 };
  let lookedMs: number | undefined;
  let fromMs = 0;
  const hasSeat = deliverSeats.some((name) => name === seat);
  return {
    async refresh(nowMs) {
      if (!hasSeat || (lookedMs !== undefined && nowMs - lookedMs < lookEveryMs)) return;
      const held = await db.heldRoles(deliverSeats);
      const taken: string[] = deliverSeats.filter((name) => held.has(name) || name === seat);
      share = { index: taken.indexOf(seat), of: taken.length };
      if (lookedMs === undefined && taken.length > 1) fromMs = nowMs + trustMs + lookEveryMs;
      lookedMs = nowMs;
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
