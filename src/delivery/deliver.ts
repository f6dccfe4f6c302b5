import type { Channel, SendOutcome } from "../channels/channel.ts";
import type { Database } from "../database/database.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { type Clock, type Instant, sleep } from "../kit/time.ts";
import { type Claimed, claim } from "./claim.ts";
import { createLanesBook } from "./lanes-book.ts";
import { settle } from "./outcome.ts";
import { createPace } from "./pace.ts";
import { isQuiet, type QuietHours } from "./quiet-hours.ts";
import { type Settled, writeSettlements } from "./settle.ts";

/** Most messages under way at once; enough to fill the fastest platform rate at a long round trip. */
const mostInFlight = 64;
/** How long to wait for a look at the ledger when nobody wakes the loop. */
const idleMs = 250;
/** The same while bulk rows wait for their pace. */
const pacedMs = 40;
/** A platform that has not answered by then is given up: the row becomes uncertain. */
const sendTimeoutMs = 30_000;
/** How long a stop waits for messages under way before they are given up. */
const stopPatienceMs = 10_000;

export type Deliverer = {
  /** Looks at the ledger now instead of at the next tick. */
  wake(): void;
  /** Sends what the ledger holds until `signal` aborts, then finishes what is under way. */
  run(signal: AbortSignal): Promise<void>;
};

/**
 * The loop that sends the ledger. Every row is marked `sending` before its channel is asked and settled by
 * what the channel answers; rows a dead process left `sending` are settled as doubt before anything leaves.
 * Exactly one process may run it on one database (see `Database.takeRole`).
 * `onSettled` is told after the result is committed.
 */
export function createDeliverer(parts: {
  db: Database;
  channels: ReadonlyMap<ChannelName, Channel>;
  clock: Clock;
  log: Log;
  claimer: string;
  quietHours: QuietHours;
  onSettled?: (settled: readonly Settled[]) => void;
}): Deliverer {
  const { db, channels, clock, log } = parts;
  const book = createLanesBook(db, [...channels.keys()]);
  const paces = new Map(
    [...channels].map(([name, channel]) => [name, createPace(channel.can.bulkPerSecond)]),
  );
  const outbox: Settled[] = [];
  let inFlight = 0;
  let flushing: Promise<void> | undefined;
  const alarm = createAlarm();
  const giveUp = new AbortController();

  async function nextRows(): Promise<Claimed[]> {
    const now = clock();
    const openChannels = await book.openChannels(now);
    const rows = await claim(db, {
      claimer: parts.claimer,
      now,
      limit: mostInFlight - inFlight,
      openChannels,
      bulkAllowance: bulkAllowance(now, openChannels),
    });
    for (const row of rows) if (row.isBulk) paces.get(row.to.channel)?.take(1, now);
    return rows;
  }

  function bulkAllowance(now: Instant, open: readonly ChannelName[]): Map<ChannelName, number> {
    const allowance = new Map<ChannelName, number>();
    if (isQuiet(now, parts.quietHours)) return allowance;
    for (const name of open) {
      const count = paces.get(name)?.available(now) ?? 0;
      if (count >= 1) allowance.set(name, count);
    }
    return allowance;
  }

  async function send(row: Claimed): Promise<void> {
    const outcome = await trySend(row);
    inFlight -= 1;
    const now = clock();
    outbox.push({ row, settlement: settle(outcome, row, now), at: now });
    flushing ??= flush();
    await flushing;
  }

  async function trySend(row: Claimed): Promise<SendOutcome> {
    const channel = channels.get(row.to.channel);
    if (!channel) return { kind: "refused", why: "channelOff" };
    const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(sendTimeoutMs)]);
    const { to, content, isBulk } = row;
    try {
      return await channel.send({ to, content, deliverySeq: row.seq, isBulk, at: clock() }, signal);
    } catch (error) {
      return { kind: "unknown", why: describeError(error) };
    }
  }

  /** Results are written in groups, and again and again until the database takes them: none may be lost. */
  async function flush(): Promise<void> {
    while (outbox.length > 0) {
      const group = outbox.splice(0);
      for (let failures = 0; ; failures++) {
        try {
          await writeSettlements(db, group);
          break;
        } catch (error) {
          log.error("delivery.settling_failed", { rows: group.length, fault: describeError(error) });
          await sleep(Math.min(5000, 100 * 2 ** failures));
        }
      }
      book.note(group);
      parts.onSettled?.(group);
      alarm.ring();
    }
    flushing = undefined;
  }

  return {
    wake: alarm.ring,
    async run(signal) {
      const doubtful = await book.recover(clock());
      if (doubtful > 0) log.warn("delivery.recovered", { rows: doubtful });
      while (!signal.aborted) {
        const rows = await nextRows().catch((error: unknown) => {
          log.error("delivery.claiming_failed", { fault: describeError(error) });
          return undefined;
        });
        inFlight += rows?.length ?? 0;
        for (const row of rows ?? []) void send(row);
        if (rows === undefined) await sleep(1000, signal);
        else if (rows.length === 0 || inFlight >= mostInFlight) {
          await alarm.rest(
            rows.some((row) => row.isBulk) || (await book.hasOpenRuns()) ? pacedMs : idleMs,
            signal,
          );
        }
      }
      for (let waited = 0; inFlight > 0 || flushing; waited += 20) {
        if (waited >= stopPatienceMs) giveUp.abort();
        await sleep(20);
      }
    },
  };
}
