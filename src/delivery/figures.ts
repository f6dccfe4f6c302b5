import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Instant } from "../kit/time.ts";
import { unitsOfMembers } from "../people/member-places.ts";

type Status = Schema["delivery"]["status"];

/** How the rows of one run stand on one channel. */
export type ChannelFigures = {
  readonly channel: string;
  readonly counts: Readonly<Record<Status, number>>;
};

/** Counts the rows of a run by channel and status, the largest channel first. Reads the index only. */
export async function tallyChannels(queries: Queries, runId: string): Promise<ChannelFigures[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["channel", "status"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("run_id", "=", runId)
    .groupBy(["channel", "status"])
    .execute();
  const figures = [...Map.groupBy(rows, (row) => row.channel)].map(([channel, own]) => ({
    channel,
    counts: countsOf(own),
  }));
  return figures.sort((a, b) => sum(b.counts) - sum(a.counts));
}

function sum(counts: Readonly<Record<Status, number>>): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

/** How what was written to anybody from `since` on has ended so far, replies and campaigns together. */
export async function tallyOutcomes(
  queries: Queries,
  since: Instant,
): Promise<Readonly<Record<Status, number>>> {
  const rows = await queries
    .selectFrom("delivery")
    .select("status")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("created_at", ">=", since)
    .groupBy("status")
    .execute();
  return countsOf(rows);
}

/** How many rows of a run were not sent for one reason, as the platform gave it. */
export type ReasonCount = {
  readonly channel: string;
  readonly why: string | null;
  readonly code: string | null;
  readonly count: number;
};

/** Why rows of a run were refused, held or canceled, or are in doubt: the most frequent reason first. */
export async function tallyReasons(queries: Queries, runId: string): Promise<ReasonCount[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["channel", "why", "code"])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("run_id", "=", runId)
    .where("status", "in", ["refused", "held", "canceled", "uncertain"])
    .groupBy(["channel", "why", "code"])
    .execute();
  return rows.sort((a, b) => b.count - a.count || (a.why ?? "").localeCompare(b.why ?? ""));
}

/** How the rows of a run stand in one unit; null: members who belong to none. */
export type UnitFigures = {
  readonly unit: string | null;
  readonly counts: Readonly<Record<Status, number>>;
};

/** Counts the rows of a run by the unit their members belong to now, the largest unit first. Reads every row. */
export async function tallyUnits(queries: Queries, runId: string): Promise<UnitFigures[]> {
  const rows = await queries
    .selectFrom("delivery")
    .innerJoin(unitsOfMembers(queries).as("place"), "place.member_id", "delivery.member_id")
    .select(["place.unit", "delivery.status"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("delivery.run_id", "=", runId)
    .groupBy(["place.unit", "delivery.status"])
    .execute();
  const figures = [...Map.groupBy(rows, ({ unit }) => unit)].map(([unit, own]) => ({
    unit,
    counts: countsOf(own),
  }));
  return figures.sort((a, b) => sum(b.counts) - sum(a.counts) || (a.unit ?? "").localeCompare(b.unit ?? ""));
}

function countsOf(rows: readonly { readonly status: Status; readonly n: number }[]): Record<Status, number> {
  const counts = { pending: 0, sending: 0, held: 0, sent: 0, refused: 0, uncertain: 0, canceled: 0 };
  for (const { status, n } of rows) counts[status] += n;
  return counts;
}

/** The runs that are open: launched and not yet done, or opened again by a row that is sent once more. */
export async function openRuns(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom("delivery_run")
    .select("run_id")
    .where(sql<boolean>`is_open = 1`)
    .execute();
  return rows.map((row) => row.run_id);
}

/**
 * How many rows of a run were refused and, once there are `from` of them, how many were tried at all (sent,
 * refused, uncertain; else `tried` is 0). Held rows count as neither: they say how long somebody has been
 * silent, not that a channel or a list is wrong. A healthy run costs next to nothing.
 */
export async function refusalShare(
  queries: Queries,
  runId: string,
  from: number,
): Promise<{ refused: number; tried: number }> {
  const refused = await count(queries, runId, ["refused"]);
  if (refused < from) return { refused, tried: 0 };
  return { refused, tried: await count(queries, runId, ["sent", "refused", "uncertain"]) };
}

async function count(queries: Queries, runId: string, statuses: Status[]): Promise<number> {
  const row = await queries
    .selectFrom("delivery")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("run_id", "=", runId)
    .where("status", "in", statuses)
    .executeTakeFirstOrThrow();
  return row.n;
}
