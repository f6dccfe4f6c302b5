import type { Database } from "../../database/database.ts";
import type { ChannelName } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import type { Settlement } from "./outcome.ts";

/** Which channels may send now. */
export type Brakes = {
  /** Channels that are neither paused by their platform nor stopped. */
  openChannels(now: Instant): ChannelName[];
  /** Learns from a result, before it is written. */
  note(channel: ChannelName, result: Settlement): void;
  /** Learns what other processes wrote. */
  read(): Promise<void>;
  /** Lifts the stops of a former start: the channels are configured (anew) now. */
  release(now: Instant): Promise<void>;
};

type Brake = { pausedUntil: Instant | null; isStopped: boolean };

export function createBrakes(db: Database, names: readonly ChannelName[]): Brakes {
  const brakes = new Map<ChannelName, Brake>();
  const brakeOf = (name: ChannelName) => {
    const brake = brakes.get(name) ?? { pausedUntil: null, isStopped: false };
    brakes.set(name, brake);
    return brake;
  };
  // Answers overtake each other: a shorter wait that comes last does not end a longer one.
  const pause = (brake: Brake, until: Instant | null) => {
    if (until && until > (brake.pausedUntil ?? "")) brake.pausedUntil = until;
  };
  return {
    openChannels(now) {
      return names.filter((name) => {
        const { isStopped, pausedUntil } = brakeOf(name);
        return !isStopped && (pausedUntil === null || pausedUntil <= now);
      });
    },
    note(channel, { pauseChannelUntil, stopsChannel }) {
      const brake = brakeOf(channel);
      pause(brake, pauseChannelUntil);
      if (stopsChannel) brake.isStopped = true;
    },
    async read() {
      for (const row of await db.read.selectFrom("lane").selectAll().execute()) {
        const brake = brakeOf(row.channel as ChannelName);
        pause(brake, row.paused_until);
        brake.isStopped = row.is_stopped === 1;
      }
    },
    async release(now) {
      await db.transact((tx) =>
        tx.updateTable("lane").set({ is_stopped: 0, updated_at: now }).where("is_stopped", "=", 1).execute(),
      );
    },
  };
}
