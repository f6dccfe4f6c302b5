import type { Channel } from "../channels/channel.ts";
import type { Database } from "../database/database.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { type Clock, sleep } from "../kit/time.ts";
import { type Claimed, claim } from "./sending/claim.ts";
import { createExpiry } from "./sending/expire.ts";
import { createLanesBook, type LanesBook } from "./sending/lanes-book.ts";
import { createOutbox, type Outbox } from "./sending/outbox.ts";
import { settle } from "./sending/outcome.ts";
import { isQuiet, type QuietHours } from "./quiet-hours.ts";
import type { Settled } from "./sending/settle.ts";
import { createSlots, type Slots } from "./sending/slots.ts";
import { tryOnce } from "./sending/try-once.ts";

/** How long to wait for a look at the ledger when nobody wakes the loop. */
const idleMs = 250;
/** The same while bulk rows wait for their pace. */
const pacedMs = 40;

/**
 * `sendMs`: a platform that has not answered by then is given up, which is doubt.
 * `stopMs`: how long a stop waits for messages under way before they are given up.
 */
export type Patience = { readonly sendMs: number; readonly stopMs: number };
const usualPatience: Patience = { sendMs: 30_000, stopMs: 10_000 };

export type Deliverer = {
  /** Looks at the ledger now instead of at the next tick. */
  wake(): void;
  /** Sends what the ledger holds until `signal` aborts, then finishes what is under way. */
  run(signal: AbortSignal): Promise<void>;
};

export type DelivererParts = {
  readonly db: Database;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly clock: Clock;
  readonly log: Log;
  readonly claimer: string;
  readonly quietHours: QuietHours;
  /** Told after results are committed. */
  readonly onSettled?: (settled: readonly Settled[]) => void;
  readonly patience?: Patience;
};

type Desk = DelivererParts & {
  readonly patience: Patience;
  readonly book: LanesBook;
  readonly slots: Slots;
  readonly outbox: Outbox;
  readonly giveUp: AbortController;
};

/**
 * The loop that sends the ledger. Every row is marked `sending` before its channel is asked and settled by
 * what the channel answers; rows a dead process left `sending` are settled as doubt before anything leaves.
 * Exactly one process may run it on one database (see `Database.takeRole`). A database that does not answer
 * is asked again every second.
 */
export function createDeliverer(parts: DelivererParts): Deliverer {
  const { db, clock, log } = parts;
  const alarm = createAlarm();
  const book = createLanesBook(db, [...parts.channels.keys()]);
  const cancelExpired = createExpiry(db);
  const onWritten = (group: readonly Settled[]) => {
    book.note(group);
    alarm.ring();
    parts.onSettled?.(group);
  };
  const desk: Desk = {
    patience: usualPatience,
    ...parts,
    book,
    slots: createSlots(parts.channels),
    outbox: createOutbox({ db, clock, log, onWritten }),
    giveUp: new AbortController(),
  };
  return {
    wake: alarm.ring,
    async run(signal) {
      let isRecovered = false;
      while (!signal.aborted) {
        try {
          if (!isRecovered) await recover(desk);
          isRecovered = true;
          await cancelExpired(clock());
          const restMs = await look(desk);
          if (restMs > 0) await alarm.rest(restMs, signal);
        } catch (error) {
          log.error("delivery.claiming_failed", { fault: describeError(error) });
          await sleep(1000, signal);
        }
      }
      await finish(desk);
    },
  };
}

async function recover({ book, clock, log }: Desk): Promise<void> {
  const doubtful = await book.recover(clock());
  if (doubtful > 0) log.warn("delivery.recovered", { rows: doubtful });
}

/** One look at the ledger: starts what may leave and returns the milliseconds to rest before the next. */
async function look(desk: Desk): Promise<number> {
  const { db, book, slots, claimer } = desk;
  const now = desk.clock();
  const open = book.openChannels(now);
  const bulkMayLeave = !isQuiet(now, desk.quietHours);
  const bulk = bulkMayLeave ? slots.bulk(open, now) : new Map();
  const rows = await claim(db, { claimer, now, replies: slots.replies(open), bulk });
  for (const row of rows) {
    slots.take(row, now);
    void send(desk, row);
  }
  if (rows.length > 0) return 0;
  return bulkMayLeave && (await book.hasOpenRuns()) ? pacedMs : idleMs;
}

async function send(desk: Desk, row: Claimed): Promise<void> {
  const { channels, clock, slots, outbox } = desk;
  const channel = channels.get(row.to.channel);
  const terms = { at: clock(), sendMs: desk.patience.sendMs, giveUp: desk.giveUp.signal };
  const outcome = channel
    ? await tryOnce(channel, row, terms)
    : ({ kind: "refused", why: "channelOff" } as const);
  slots.free(row);
  await outbox.put({ row, settlement: settle(outcome, row, clock()) });
}

async function finish({ slots, outbox, patience, giveUp }: Desk): Promise<void> {
  for (let waited = 0; slots.underWay > 0 || outbox.isBusy; waited += 20) {
    if (waited >= patience.stopMs) giveUp.abort();
    await sleep(20);
  }
}
