import type { Channel } from "../channels/channel.ts";
import type { Database } from "../database/database.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { type Clock, sleep } from "../kit/time.ts";
import { isQuiet, type QuietHours } from "./quiet-hours.ts";
import { type Brakes, createBrakes } from "./sending/brakes.ts";
import { type Claimed, claim, hasOpenRuns } from "./sending/claim.ts";
import { createExpiry } from "./sending/expire.ts";
import { createOutbox, type Outbox } from "./sending/outbox.ts";
import { settle } from "./sending/outcome.ts";
import { createSeatWatch, recoverRows, type SeatWatch } from "./sending/recover.ts";
import type { Settled } from "./sending/settle.ts";
import { createSharing, type Sharing } from "./sending/share.ts";
import { createSlots, type Slots } from "./sending/slots.ts";
import { tryOnce } from "./sending/try-once.ts";

/** How long to wait for a look at the ledger when nobody wakes the loop. */
const idleMs = 250;
/** The same while bulk rows wait for something else than a place: their time, their person's peace. */
const watchMs = 40;
/**
 * Bulk results and bulk rows are gathered this long while any are under way: they share their commits. So are replies
 * beside other processes that send: all of them look at one database.
 */
const gatherMs = 4;
/** How often it is looked for rows that other processes left behind and brakes that they drew. */
const othersMs = 2_000;

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
  /** `<seat> <process>`: a role this process holds (`takeSeat`), and a word no other process has. */
  readonly claimer: string;
  readonly quietHours: QuietHours;
  /** Told after results are committed. */
  readonly onSettled?: (settled: readonly Settled[]) => void;
  readonly patience?: Patience;
};

type Desk = DelivererParts & {
  readonly patience: Patience;
  readonly brakes: Brakes;
  readonly sharing: Sharing;
  readonly slots: Slots;
  readonly outbox: Outbox;
  readonly giveUp: AbortController;
  readonly restsMs: ReadonlyMap<ChannelName, number>;
  readonly watchSeats: SeatWatch;
  watchOthers(): Promise<void>;
};

/**
 * The loop that sends the ledger. Every row is marked `sending` before its channel is asked and settled by
 * what the channel answers; rows a dead process left `sending` are settled as doubt before anything leaves.
 * Several processes may run it on one PostgreSQL database, each in a seat of its own: they share the pace of every
 * channel. A database that does not answer is asked again every second.
 */
export function createDeliverer(parts: DelivererParts): Deliverer {
  const { clock, log } = parts;
  const alarm = createAlarm();
  const cancelExpired = createExpiry(parts.db);
  const desk = createDesk(parts, alarm.ring);
  return {
    wake: alarm.ring,
    async run(signal) {
      let isRecovered = false;
      while (!signal.aborted) {
        try {
          if (!isRecovered) await recover(desk);
          isRecovered = true;
          await cancelExpired(clock());
          await desk.watchOthers();
          const restMs = await look(desk);
          if (restMs > 0) await alarm.rest(restMs, signal);
          if (desk.slots.bulkUnderWay > 0 || desk.sharing.isShared) await sleep(gatherMs);
        } catch (error) {
          log.error("delivery.claiming_failed", { fault: describeError(error) });
          await sleep(1000, signal);
        }
      }
      await finish(desk);
    },
  };
}

function createDesk(parts: DelivererParts, ring: () => void): Desk {
  const { db, channels, clock, log } = parts;
  const brakes = createBrakes(db, [...channels.keys()]);
  const sharing = createSharing(db, parts.claimer.split(" ")[0] ?? "");
  const watchSeats = createSeatWatch();
  const onWritten = (group: readonly Settled[]) => {
    // The next message to the same person waits for a reply's result; bulk has its own rhythm.
    if (group.some(({ row }) => !row.isBulk)) ring();
    parts.onSettled?.(group);
  };
  return {
    patience: usualPatience,
    ...parts,
    brakes,
    sharing,
    slots: createSlots(channels, performance.now()),
    outbox: createOutbox({ db, clock, log, onWritten }),
    giveUp: new AbortController(),
    restsMs: new Map(
      [...channels].flatMap(([name, { can }]) => (can.chatRestMs ? [[name, can.chatRestMs]] : [])),
    ),
    watchSeats,
    watchOthers: createWatch(parts, { brakes, sharing, watchSeats }),
  };
}

async function recover({ db, brakes, claimer, clock, log, watchSeats }: Desk): Promise<void> {
  await brakes.release(clock());
  await brakes.read();
  // On SQLite nobody else can be at work.
  const others = db.canSkipLocked ? { findGone: goneNow(watchSeats) } : {};
  const rows = await recoverRows(db, { claimer, isStart: true, now: clock(), ...others });
  if (rows > 0) log.warn("delivery.recovered", { rows });
}

/** Takes up what processes that ended left behind, and heeds the brakes the living drew. */
function createWatch(
  { db, claimer, clock, log }: DelivererParts,
  { brakes, sharing, watchSeats }: Pick<Desk, "brakes" | "sharing" | "watchSeats">,
) {
  let watchedMs = performance.now();
  return async () => {
    const nowMs = performance.now();
    await sharing.refresh(nowMs);
    if (!db.canSkipLocked || nowMs - watchedMs < othersMs) return;
    watchedMs = nowMs;
    if (sharing.isShared) await brakes.read();
    const findGone = goneNow(watchSeats);
    const rows = await recoverRows(db, { claimer, isStart: false, now: clock(), findGone });
    if (rows > 0) log.warn("delivery.recovered", { rows });
  };
}

function goneNow(watchSeats: SeatWatch) {
  return (empty: readonly string[]) => watchSeats(empty, performance.now());
}

/** One look at the ledger: starts what may leave and returns the milliseconds to rest before the next. */
async function look(desk: Desk): Promise<number> {
  const { db, brakes, slots, sharing, outbox, claimer, restsMs } = desk;
  const now = desk.clock();
  const nowMs = performance.now();
  const open = brakes.openChannels(now);
  const bulkMayLeave = !isQuiet(now, desk.quietHours);
  const bulk = bulkMayLeave ? slots.bulk(open, sharing.shareAt(nowMs), nowMs) : new Map();
  // Written in the same moment as the rows are marked: one commit for both.
  outbox.flush();
  const rows = await claim(db, {
    ...{ claimer, now, bulk, restsMs },
    ...{ replies: slots.replies(open), isQuiet: !bulkMayLeave },
  });
  for (const row of rows) void send(desk, row);
  if (rows.length > 0) return 0;
  if (!bulkMayLeave || !(await hasOpenRuns(db.read))) return idleMs;
  if (bulk.size > 0) return watchMs;
  return Math.max(1, Math.min(idleMs, slots.restMs(open, performance.now())));
}

async function send(desk: Desk, row: Claimed): Promise<void> {
  const { channels, clock, slots, outbox, brakes } = desk;
  const channel = channels.get(row.to.channel);
  const ticket = slots.take(row, performance.now());
  const waitMs = ticket.leavesMs - performance.now();
  if (waitMs > 0) await sleep(Math.ceil(waitMs));
  const leftMs = performance.now();
  const terms = { at: clock(), sendMs: desk.patience.sendMs, giveUp: desk.giveUp.signal };
  const outcome = channel
    ? await tryOnce(channel, row, terms)
    : ({ kind: "refused", why: "channelOff" } as const);
  slots.free(row, ticket, { leftMs, nowMs: performance.now() });
  const settlement = settle(outcome, row, clock());
  brakes.note(row.to.channel, settlement);
  outbox.put({ row, settlement });
}

async function finish({ slots, outbox, patience, giveUp }: Desk): Promise<void> {
  for (let waited = 0; slots.underWay > 0 || outbox.isBusy; waited += 20) {
    if (waited >= patience.stopMs) giveUp.abort();
    outbox.flush();
    await sleep(20);
  }
}
