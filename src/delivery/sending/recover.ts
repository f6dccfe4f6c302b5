import { sql } from "kysely";
import type { Database, Queries } from "../../database/database.ts";
import type { Instant } from "../../kit/time.ts";

/**
 * Settles rows left `sending` by processes that are gone: a first try of a reply is tried again, everything else
 * becomes `uncertain`. Returns the rows found.
 *
 * A row names its claimer as `<seat> <process>`, and the seat is a role that ends with its process: a seat nobody holds,
 * or that `claimer` holds itself under another name, means that the process is gone for good. At its start (`isStart`)
 * nothing is under way in this process, whatever its rows say.
 */
export async function recoverRows(
  db: Database,
  at: { readonly claimer: string; readonly isStart: boolean; readonly now: Instant },
): Promise<number> {
  const claimers = await claimersOf(db.read);
  const others = claimers.filter((claimer) => at.isStart || claimer !== at.claimer);
  if (others.length === 0) return 0;
  const ownSeat = seatOf(at.claimer);
  const seats = [...new Set(others.map(seatOf))].filter((seat) => seat !== ownSeat);
  const held = seats.length === 0 ? new Set<string>() : await db.heldRoles(seats);
  const gone = others.filter((claimer) => !held.has(seatOf(claimer)));
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
