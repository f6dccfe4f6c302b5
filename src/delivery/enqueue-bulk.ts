import { type AliasableExpression, type RawBuilder, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Content } from "../kit/message.ts";
import { addMs, fromLocal, type Instant, localTime } from "../kit/time.ts";

/** Who a bulk run goes to: one row a member. */
export type Recipient = { member_id: string; channel: string; external_id: string };

/** A bulk run in the making. */
export type Bulk = {
  readonly runId: string;
  readonly content: Content;
  /** What it is about, for platforms that take only templates of a topic. */
  readonly topic?: string;
  /** The last member, by id, who belongs to it. */
  readonly until: string;
  /** When its rows are given up; null: never. */
  readonly expiresAt: Instant | null;
  readonly now: Instant;
};

/** Opens a bulk run. Nothing of it leaves before `sealBulk`. */
export async function openBulk(tx: Queries, run: Bulk): Promise<void> {
  await tx
    .insertInto("delivery_run")
    .values({
      run_id: run.runId,
      content: JSON.stringify(run.content),
      is_open: 0,
      is_stopped: 0,
      expires_at: run.expiresAt,
      created_at: run.now,
      topic: run.topic ?? null,
      freeze_after: "",
      freeze_until: run.until,
    })
    .execute();
}

/** How far a run has been written down. */
export type Progress = {
  readonly after: string;
  readonly until: string;
  readonly expiresAt: Instant | null;
  readonly openedAt: Instant;
};

/**
 * How far an unfinished run is, held for this transaction: of two processes one goes on and the other waits and
 * goes on from there. Undefined when it is finished or stopped.
 */
export async function holdBulk(tx: Queries, runId: string): Promise<Progress | undefined> {
  const row = await tx
    .updateTable("delivery_run")
    .set((eb) => ({ is_open: eb.ref("is_open") }))
    .where("run_id", "=", runId)
    .where("freeze_until", "is not", null)
    .where("is_stopped", "=", 0)
    .returningAll()
    .executeTakeFirst();
  if (!row || row.freeze_after === null || row.freeze_until === null) return undefined;
  return {
    after: row.freeze_after,
    until: row.freeze_until,
    expiresAt: row.expires_at,
    openedAt: row.created_at,
  };
}

/** Notes how far a run has been written down. */
export async function advanceBulk(tx: Queries, runId: string, after: string): Promise<void> {
  await tx.updateTable("delivery_run").set({ freeze_after: after }).where("run_id", "=", runId).execute();
}

/** The audience is whole: from now on its rows leave. */
export async function sealBulk(tx: Queries, runId: string): Promise<void> {
  await tx
    .updateTable("delivery_run")
    .set({ is_open: 1, freeze_after: null, freeze_until: null })
    .where("run_id", "=", runId)
    .execute();
}

/** Ends, as they are, runs that were stopped before they were whole and whose time has run out. */
export async function sealOverdueBulk(tx: Queries, now: Instant): Promise<void> {
  await tx
    .updateTable("delivery_run")
    .set({ is_open: 1, freeze_after: null, freeze_until: null })
    .where("freeze_until", "is not", null)
    .where("is_stopped", "=", 1)
    .where("expires_at", "<=", now)
    .execute();
}

/** Whether every row of a run has been written. */
export async function isWhole(queries: Queries, runId: string): Promise<boolean> {
  const row = await queries
    .selectFrom("delivery_run")
    .select("run_id")
    .where("run_id", "=", runId)
    .where("freeze_until", "is not", null)
    .executeTakeFirst();
  return row === undefined;
}

/** Whom a bulk message is for, when, and how many of them one member gets. */
export type Placing = {
  readonly audience: AliasableExpression<Recipient>;
  readonly notBefore: Instant;
  readonly expiresAt: Instant | null;
  readonly now: Instant;
  /** Most bulk messages one member gets on one day, this one included; 0: not counted. */
  readonly dailyCap: number;
};

/** Rows to write into a bulk run. */
export type BulkRows = Placing & {
  readonly runId: string;
  /** Whether some of them may have a row of this run already, and are to be passed over. */
  readonly mayBeThere: boolean;
};

/**
 * Writes a part of the audience into the ledger, by one `INSERT … SELECT`. Nobody is written twice, for
 * (run, member) is unique: a member who is there against expectation fails the transaction.
 *
 * Who already has `dailyCap` bulk messages of other runs on the day gets the row for the first later day, at the
 * same time of day, that is free and within the run's time (a week at most); when there is none the row is
 * canceled as `capped`. Returns how many rows were written.
 */
export async function enqueueBulk(tx: Queries, rows: BulkRows): Promise<number> {
  const placed = await placedRows(tx, rows);
  const whole = tx
    .selectFrom(placed.as("placed"))
    .select([
      "member_id",
      "channel",
      "external_id",
      sql<string>`${rows.runId}`.as("run_id"),
      sql<string>`CASE WHEN slot IS NULL THEN 'canceled' ELSE 'pending' END`.as("status"),
      sql<string | null>`CASE WHEN slot IS NULL THEN 'capped' END`.as("why"),
      sql<string | null>`CASE WHEN slot IS NULL THEN ${rows.now} END`.as("settled_at"),
      sql<string>`coalesce(slot, ${rows.notBefore})`.as("not_before"),
      sql<string | null>`${rows.expiresAt}`.as("expires_at"),
      sql<number>`0`.as("attempts"),
      sql<string>`${rows.now}`.as("created_at"),
    ])
    // SQLite would read ON CONFLICT after a bare FROM as a join.
    .where(sql<boolean>`1 = 1`);
  const insert = tx
    .insertInto("delivery")
    .columns([
      "member_id",
      "channel",
      "address_id",
      "run_id",
      "status",
      "why",
      "settled_at",
      "not_before",
      "expires_at",
      "attempts",
      "created_at",
    ])
    .expression(whole);
  // Asking at every row whether it is there costs PostgreSQL as much as writing it.
  const passing = rows.mayBeThere ? insert.onConflict((conflict) => conflict.doNothing()) : insert;
  const result = await passing.executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** When each of the audience would get it; `slot` is null for who gets it on no day. */
async function placedRows(queries: Queries, rows: Placing) {
  const others = rows.dailyCap === 0 ? [] : await otherRuns(queries, rows);
  const slot = others.length === 0 ? sql<Instant | null>`${rows.notBefore}` : firstFreeDay(rows, others);
  return queries
    .selectFrom(rows.audience.as("audience"))
    .select(["member_id", "channel", "external_id", slot.as("slot")]);
}

/** How many of an audience would get it at once, on a later day, and not at all, for what they get already. */
export async function countPlaces(
  queries: Queries,
  rows: Placing,
): Promise<{ atOnce: number; later: number; capped: number }> {
  const placed = await placedRows(queries, rows);
  const found = await queries
    .selectFrom(placed.as("placed"))
    .select(
      sql<string>`CASE WHEN slot IS NULL THEN 'capped' WHEN slot > ${rows.notBefore} THEN 'later' END`.as(
        "place",
      ),
    )
    .select((eb) => eb.fn.countAll<number>().as("people"))
    .groupBy("place")
    .execute();
  const many = (place: string | null) => found.find((row) => row.place === place)?.people ?? 0;
  return { atOnce: many(null), later: many("later"), capped: many("capped") };
}

const dayMs = 24 * 3_600_000;
/** Rows wait a week at most, so a run opened longer ago has none left that could fall on today. */
const weekMs = 8 * dayMs;

async function otherRuns(tx: Queries, { runId = "", now }: Placing & { runId?: string }): Promise<string[]> {
  const runs = await tx
    .selectFrom("delivery_run")
    .select("run_id")
    .where("run_id", "!=", runId)
    .where((eb) => eb.or([eb("created_at", ">=", addMs(now, -weekMs)), eb("is_open", "=", 1)]))
    .execute();
  return runs.map((run) => run.run_id);
}

/** The first moment the member is free at, or null; the days are tried in turn. */
function firstFreeDay(rows: Placing, others: readonly string[]): RawBuilder<Instant | null> {
  const days = daysFor(rows);
  const cases = days.map((day, index) => {
    // What should have left before and still waits will leave today.
    const from = index === 0 ? "" : day.start;
    return sql`WHEN (SELECT count(*) FROM delivery d
      WHERE d.run_id IN (${sql.join(others)}) AND d.member_id = audience.member_id AND (
        (d.status IN ('pending', 'sending') AND d.not_before >= ${from} AND d.not_before < ${day.end})
        OR (d.status IN ('sent', 'uncertain') AND d.settled_at >= ${day.start} AND d.settled_at < ${day.end})
      )) < ${rows.dailyCap} THEN ${day.notBefore}`;
  });
  return sql<Instant | null>`CASE ${sql.join(cases, sql` `)} END`;
}

type Day = { readonly start: Instant; readonly end: Instant; readonly notBefore: Instant };

/** The days a row may be sent on: the first, then as many as the run's time and a week allow. */
function daysFor({ notBefore, expiresAt }: Placing): Day[] {
  const days: Day[] = [];
  for (let index = 0; index < 7; index++) {
    const moment = addMs(notBefore, index * dayMs);
    if (index > 0 && expiresAt !== null && moment >= expiresAt) break;
    const { year, month, day } = localTime(moment);
    const start = fromLocal(year, month, day) ?? moment;
    days.push({ start, end: addMs(start, dayMs), notBefore: moment });
  }
  return days;
}
