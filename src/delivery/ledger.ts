import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { cancelHeld } from "./held.ts";

/** Takes back every bulk message to a person that has not left yet; replies are untouched. */
export async function cancelBulk(tx: Queries, to: Address, now: Instant): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ status: "canceled", why: "unsubscribed", settled_at: now })
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where(sql<boolean>`status IN ('pending', 'sending')`)
    .where("status", "=", "pending")
    .where("run_id", "is not", null)
    .execute();
  await cancelHeld(tx, to, now);
}

/** How the rows of a run stand. `planned` is their sum. */
export type Tally = {
  readonly planned: number;
  readonly pending: number;
  readonly sending: number;
  /** Wait until the person writes next, or until their end. */
  readonly held: number;
  readonly sent: number;
  readonly refused: number;
  readonly uncertain: number;
  readonly canceled: number;
  /** Held, refused, canceled and uncertain rows by their reason. */
  readonly reasons: Readonly<Record<string, number>>;
};

/** Counts every row of a run: the proof sheet's figures. */
export async function tally(queries: Queries, runId: string): Promise<Tally> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["status", "why"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("run_id", "=", runId)
    .groupBy(["status", "why"])
    .execute();
  const count = { pending: 0, sending: 0, held: 0, sent: 0, refused: 0, uncertain: 0, canceled: 0 };
  const reasons: Record<string, number> = {};
  for (const row of rows) {
    count[row.status] += row.n;
    const explains = row.status !== "pending" && row.status !== "sending" && row.status !== "sent";
    if (explains && row.why) reasons[row.why] = (reasons[row.why] ?? 0) + row.n;
  }
  const planned = Object.values(count).reduce((sum, n) => sum + n, 0);
  return { planned, ...count, reasons };
}

/** One row of a run, for the proof sheet and the export. */
export type RunRow = {
  readonly seq: number;
  readonly memberId: string;
  readonly channel: string;
  readonly status: string;
  readonly why: string | null;
  readonly code: string | null;
  readonly settledAt: Instant | null;
};

/** The rows of a run in pages, by growing `seq`. */
export async function runRows(
  queries: Queries,
  runId: string,
  page: { afterSeq: number; limit: number },
): Promise<RunRow[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["seq", "member_id", "channel", "status", "why", "code", "settled_at"])
    .where("run_id", "=", runId)
    .where("seq", ">", page.afterSeq)
    .orderBy("seq")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    memberId: row.member_id,
    channel: row.channel,
    status: row.status,
    why: row.why,
    code: row.code,
    settledAt: row.settled_at,
  }));
}

/** Stops a run: no further row leaves; rows that are being sent right now finish. Instant at any size. */
export async function stopRun(tx: Queries, runId: string): Promise<void> {
  await tx.updateTable("delivery_run").set({ is_stopped: 1 }).where("run_id", "=", runId).execute();
}

/** Lets a stopped run go on with exactly the rows that remained. */
export async function resumeRun(tx: Queries, runId: string): Promise<void> {
  await tx.updateTable("delivery_run").set({ is_stopped: 0 }).where("run_id", "=", runId).execute();
}

/**
 * Closes a run when nothing of it is pending or sending, and says whether it is closed. Uncertain and held
 * rows do not keep it open: they are counted by their names and wait for an officer, or for the person.
 */
export async function closeRunWhenDone(tx: Queries, runId: string): Promise<boolean> {
  const open = await tx
    .selectFrom("delivery")
    .select("seq")
    .where("run_id", "=", runId)
    .where("status", "in", ["pending", "sending"])
    .limit(1)
    .executeTakeFirst();
  if (open) return false;
  await tx.updateTable("delivery_run").set({ is_open: 0 }).where("run_id", "=", runId).execute();
  return true;
}

/** A message that may or may not have arrived. */
export type UncertainRow = {
  readonly seq: number;
  readonly memberId: string;
  readonly channel: string;
  readonly runId: string | null;
  readonly why: string | null;
  readonly code: string | null;
  readonly since: Instant | null;
};

/** Every row that waits for a decision, oldest first. */
export async function listUncertain(queries: Queries): Promise<UncertainRow[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["seq", "member_id", "channel", "run_id", "why", "code", "settled_at"])
    .where(isUncertain)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    memberId: row.member_id,
    channel: row.channel,
    runId: row.run_id,
    why: row.why,
    code: row.code,
    since: row.settled_at,
  }));
}

/**
 * An officer's decision about one uncertain row: count it as sent, or send it again, also after the end of
 * its run. Returns false when the row is not uncertain (any more).
 */
export async function resolveUncertain(
  tx: Queries,
  seq: number,
  decision: { as: "sent" | "resend"; now: Instant },
): Promise<boolean> {
  const change =
    decision.as === "sent"
      ? { status: "sent" as const, why: "confirmed by an officer", settled_at: decision.now }
      : {
          status: "pending" as const,
          not_before: decision.now,
          expires_at: null,
          settled_at: null,
          attempts: 0,
        };
  const row = await tx
    .updateTable("delivery")
    .set(change)
    .where("seq", "=", seq)
    .where("status", "=", "uncertain")
    .returning("run_id")
    .executeTakeFirst();
  if (row?.run_id && decision.as === "resend") {
    await tx.updateTable("delivery_run").set({ is_open: 1 }).where("run_id", "=", row.run_id).execute();
  }
  return row !== undefined;
}

/** How many rows are in each state that asks for attention. */
export async function backlog(queries: Queries): Promise<{
  pending: number;
  sending: number;
  uncertain: number;
}> {
  const open = await queries
    .selectFrom("delivery")
    .select("status")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(isOpen)
    .groupBy("status")
    .execute();
  const { n } = await queries
    .selectFrom("delivery")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(isUncertain)
    .executeTakeFirstOrThrow();
  const many = (status: string) => open.find((row) => row.status === status)?.n ?? 0;
  return { pending: many("pending"), sending: many("sending"), uncertain: n };
}

// In the words of the partial indexes, or the databases look through the whole history.
const isOpen = sql<boolean>`status IN ('pending', 'sending')`;
const isUncertain = sql<boolean>`status = 'uncertain'`;
