import { sql } from "kysely";
import type { Database, Queries } from "../../database/database.ts";
import { seatsOf } from "../../database/seats.ts";
import type { Instant } from "../../kit/time.ts";

/** How long a seat stays empty before what was sent from it is taken up. */
const emptyMs = 5_000;

/** Which of these empty seats nobody will come back to, at a moment of `performance.now()`. */
export type SeatWatch = (emptySeats: readonly string[], nowMs: number) => readonly string[];

/**
 * Gives a seat up when it has been empty for a while: a process whose connection broke, as all do when the server is
 * restarted, takes its seat again in a moment, and what it has under way is not in doubt.
 */
export function createSeatWatch(): SeatWatch {
  const known = new Set(seatsOf("deliver"));
  let since = new Map<string, number>();
  return (empty, nowMs) => {
    since = new Map(empty.map((seat) => [seat, since.get(seat) ?? nowMs]));
    return empty.filter((seat) => !known.has(seat) || nowMs - (since.get(seat) ?? nowMs) >= emptyMs);
  };
}

/**
 * Settles rows left `sending` by processes that are gone: a first try of a reply is tried again, everything else
 * becomes `uncertain`. Returns the rows found.
 *
 * A row names its claimer as `<seat> <process>`, and the seat is a role that ends with its process: a seat nobody holds,
 * or that `claimer` holds itself under another name, means that the process is gone for good. At its start (`isStart`)
 * nothing is under way in this process, whatever its rows say. `findGone` says which of the empty seats have been so for
 * long enough; all when left out.
 */
export async function recoverRows(
  db: Database,
  at: {
    readonly claimer: string;
    readonly isStart: boolean;
    readonly now: Instant;
    readonly findGone?: (emptySeats: readonly string[]) => readonly string[];
  },
): Promise<number> {
  const claimers = await claimersOf(db.read);
  const others = claimers.filter((claimer) => at.isStart || claimer !== at.claimer);
  const ownSeat = seatOf(at.claimer);
  const seats = [...new Set(others.map(seatOf))].filter((seat) => seat !== ownSeat);
  const held = seats.length === 0 ? new Set<string>() : await db.heldRoles(seats);
  const empty = seats.filter((seat) => !held.has(seat));
  const left = new Set([ownSeat, ...(at.findGone?.(empty) ?? empty)]);
  const gone = others.filter((claimer) => left.has(seatOf(claimer)));
  return gone.length === 0 ? 0 : db.transact((tx) => settleLeft(tx, gone, at.now));
}

function seatOf(claimer: string): string {
  return claimer.split(" ")[0] ?? "";
}

async function claimersOf(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select("claimed_by")
    .distinct()
    .where(isSending)
    .execute();
  return rows.map((row) => row.claimed_by ?? "");
}

async function settleLeft(tx: Queries, gone: readonly string[], now: Instant): Promise<number> {
  const again = await tx
    .updateTable("delivery")
    .set({ status: "pending", not_before: now, claimed_by: null, claimed_at: null })
    .where(isSending)
    .where("claimed_by", "in", [...gone])
    .where("run_id", "is", null)
    .where("attempts", "<", 2)
    .executeTakeFirst();
  const doubtful = await tx
    .updateTable("delivery")
    .set({ status: "uncertain", why: "the process ended while sending", settled_at: now })
    .where(isSending)
    .where("claimed_by", "in", [...gone])
    .executeTakeFirst();
  return Number(again.numUpdatedRows) + Number(doubtful.numUpdatedRows);
}

// In the words of the partial index: a look through the whole ledger takes long one day.
const isSending = sql<boolean>`status = 'sending'`;
