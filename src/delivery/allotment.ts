import { sql } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";
import { type Instant, localDate } from "../kit/time.ts";

/** Most of a kind in a day and in a month of Việt Nam; null: no limit. */
type Most = { readonly perDay: number | null; readonly perMonth: number | null };

/** What platforms count of a channel's messages by day and month, kept for every process. */
export type Allotment = {
  /** Takes one; false, and nothing is taken, when the day's or the month's are used up. */
  take(kind: string, at: Instant, most: Most): Promise<boolean>;
  /** Puts back what was taken at `at`. */
  giveBack(kind: string, at: Instant): Promise<void>;
};

export function openAllotment(db: Database, channel: ChannelName): Allotment {
  return {
    take: (kind, at, { perDay, perMonth }) =>
      db.transact(async (tx) => {
        const { day, month } = periodsOf(at);
        if (!(await addOne(tx, { channel, kind, period: day }, perDay))) return false;
        if (await addOne(tx, { channel, kind, period: month }, perMonth)) return true;
        await change(tx, { channel, kind, period: day }, -1);
        return false;
      }),
    giveBack: (kind, at) =>
      db.transact(async (tx) => {
        const { day, month } = periodsOf(at);
        for (const period of [day, month]) await change(tx, { channel, kind, period }, -1);
      }),
  };
}

/** What was used of a kind on the day and in the month of `at`. */
export async function usedOf(
  queries: Queries,
  channel: ChannelName,
  of: { readonly kind: string; readonly at: Instant },
): Promise<{ day: number; month: number }> {
  const { day, month } = periodsOf(of.at);
  const rows = await queries
    .selectFrom("allotment")
    .select(["period", "used"])
    .where("channel", "=", channel)
    .where("kind", "=", of.kind)
    .where("period", "in", [day, month])
    .execute();
  const used = (period: string) => rows.find((row) => row.period === period)?.used ?? 0;
  return { day: used(day), month: used(month) };
}

function periodsOf(at: Instant) {
  const day = localDate(at);
  return { day, month: day.slice(0, 7) };
}

type Period = { channel: string; kind: string; period: string };

/** One statement, so that two senders cannot both take the last one. */
async function addOne(tx: Queries, of: Period, most: number | null): Promise<boolean> {
  if (most !== null && most < 1) return false;
  const rows = await tx
    .insertInto("allotment")
    .values({ ...of, used: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["channel", "kind", "period"])
        .doUpdateSet({ used: sql<number>`allotment.used + 1` })
        .where(most === null ? sql<boolean>`1 = 1` : sql<boolean>`allotment.used < ${most}`),
    )
    .returning("used")
    .execute();
  return rows.length > 0;
}

async function change(tx: Queries, of: Period, by: number): Promise<void> {
  await tx
    .updateTable("allotment")
    .set((eb) => ({ used: eb("used", "+", by) }))
    .where("channel", "=", of.channel)
    .where("kind", "=", of.kind)
    .where("period", "=", of.period)
    .where("used", ">", 0)
    .execute();
}
