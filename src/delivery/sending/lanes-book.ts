import { sql } from "kysely";
import type { Database } from "../../database/database.ts";
import type { ChannelName } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import type { Settled } from "./settle.ts";

/** Which channels may send now, and what a dead process left behind. */
export type LanesBook = {
  /** Channels that are neither paused by their platform nor stopped. */
  openChannels(now: Instant): ChannelName[];
  hasOpenRuns(): Promise<boolean>;
  /** Learns brakes from results that were just written. */
  note(group: readonly Settled[]): void;
  /**
   * Settles rows left `sending` by a process that is gone: a first try of a reply is tried again, everything
   * else becomes `uncertain`. Lifts the stop of channels that are configured (anew). Returns the rows found.
   */
  recover(now: Instant): Promise<number>;
};

type Brake = { pausedUntil: Instant | null; isStopped: boolean };

export function createLanesBook(db: Database, names: readonly ChannelName[]): LanesBook {
  // The only writer of brakes is the one process that holds the deliver role, so memory is the truth.
  const brakes = new Map<ChannelName, Brake>();
  return {
    openChannels(now) {
      return names.filter((name) => {
        const brake = brakes.get(name);
        return !brake || (!brake.isStopped && (brake.pausedUntil === null || brake.pausedUntil <= now));
      });
    },
    async hasOpenRuns() {
      const row = await db.read
        .selectFrom("delivery_run")
        .select("run_id")
        .where(sql<boolean>`is_open = 1`)
        .where("is_stopped", "=", 0)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    note(group) {
      for (const { row, settlement } of group) {
        const brake = brakes.get(row.to.channel) ?? { pausedUntil: null, isStopped: false };
        // Answers overtake each other: a shorter wait that comes last does not end a longer one.
        const until = settlement.pauseChannelUntil;
        if (until && until > (brake.pausedUntil ?? "")) brake.pausedUntil = until;
        if (settlement.stopsChannel) brake.isStopped = true;
        brakes.set(row.to.channel, brake);
      }
    },
    async recover(now) {
      const rows = await db.read.selectFrom("lane").selectAll().execute();
      for (const row of rows) {
        brakes.set(row.channel as ChannelName, { pausedUntil: row.paused_until, isStopped: false });
      }
      return recoverRows(db, now);
    },
  };
}

/** In words that an index has too: a look through the whole ledger takes long one day. */
const isLeftBehind = sql<boolean>`status IN ('pending', 'sending') AND status = 'sending'`;

function recoverRows(db: Database, now: Instant): Promise<number> {
  return db.transact(async (tx) => {
    await tx
      .updateTable("lane")
      .set({ is_stopped: 0, updated_at: now })
      .where("is_stopped", "=", 1)
      .execute();
    const again = await tx
      .updateTable("delivery")
      .set({ status: "pending", not_before: now, claimed_by: null, claimed_at: null })
      .where(isLeftBehind)
      .where("run_id", "is", null)
      .where("attempts", "<", 2)
      .executeTakeFirst();
    const doubtful = await tx
      .updateTable("delivery")
      .set({ status: "uncertain", why: "the process ended while sending", settled_at: now })
      .where(isLeftBehind)
      .executeTakeFirst();
    return Number(again.numUpdatedRows) + Number(doubtful.numUpdatedRows);
  });
}
