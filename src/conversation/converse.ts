import type { Channel } from "../channels/channel.ts";
import type { Blobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import { partOf } from "../database/seats.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError, isFailure } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import type { ReceiptPlace } from "../proposals/receipt.ts";
import { createFaqBook, type FaqBook } from "../questions/faq-book.ts";
import { createDraftShower } from "./draft.ts";
import { fetchFiles } from "./files.ts";
import { park, postpone, type Waiting } from "./inbox.ts";
import { createShare } from "./part.ts";
import { type Assistant, prepareTurn } from "./prepare.ts";
import { prepareReceipt } from "./receipt.ts";
import { takeTurn } from "./take-turn.ts";

/** Turns under way at once: enough to hide file downloads, small enough to keep memory flat. */
const mostTurns = 48;
const idleMs = 250;
/** Beside other processes, what comes within this long shares a look: all of them look at one database. */
const gatherMs = 4;
/** A message whose handling throws is tried again after these waits, then parked. */
const retryAfterMs = [200, 1500];
/** How long a message waits when the database did not take its turn. */
const databaseRestMs = 2000;
/** A turn that takes longer than this shows the person that an answer is being written. */
const typingAfterMs = 400;
/** Platforms show it for about five seconds; an answer that takes longer shows it again. */
const typingAgainMs = 4_000;

export type Converser = {
  /** Lets what these people wrote be looked for now instead of at the next tick, by whichever process answers them. */
  wake(senders: readonly string[]): void;
  /** Answers waiting messages until `signal` aborts, then finishes the turns under way. */
  run(signal: AbortSignal): Promise<void>;
};

export type ConverserParts = {
  db: Database;
  channels: ReadonlyMap<ChannelName, Channel>;
  library: () => Library;
  blobs: Blobs;
  clock: Clock;
  log: Log;
  /** Whether openings wait for what follows them; see `createReceiver`. */
  burstMs?: number;
  /** Who helps with answers and voice messages, when a language model is set. */
  assistant?: Assistant;
  /** Where receipts are made; without it members get none as a file. */
  papers?: ReceiptPlace;
  /** The bot's name on Telegram as soon as it is known: invitations carry a link to it. */
  botName?: () => string | undefined;
  /** The federation's name; members read of "công đoàn" when left out. */
  organization?: string;
  /** Outlets that cannot be used on this machine; an officer cannot approve for them in a chat either. */
  outletsOff?: ReadonlyMap<string, string>;
  /** Called after a turn is committed: its replies are in the ledger. */
  onTurn: () => void;
  /** The role under which this process answers; undefined when its loop is not run here. */
  seat?: string | undefined;
};

/**
 * The loop that answers. Each waiting message becomes one turn in one transaction; one person's messages are
 * taken in order, different people's in parallel. On PostgreSQL several processes may run it, each in a seat of its own
 * (`takeSeat`): they divide the people among themselves.
 *
 * A message whose handling throws is tried again, then parked where the operator sees it (`inbox parked`), and
 * the person gets a line; later messages go on. A database that does not answer costs no tries.
 */
export function createConverser(parts: ConverserParts): Converser {
  const { db, clock, log, seat } = parts;
  const faqs = createFaqBook();
  const busy = new Set<string>();
  const share = createShare(db, seat ?? "");
  const alarm = createAlarm();
  const stopDownloads = new AbortController();

  function start(waiting: Waiting): void {
    const person = personOf(waiting);
    busy.add(person);
    void answer(waiting, { ...parts, faqs }, stopDownloads.signal).finally(() => {
      busy.delete(person);
      alarm.ring();
    });
  }

  async function nextMessages(now: Instant): Promise<Waiting[] | undefined> {
    try {
      const heads = await share.read(now, mostTurns * 2);
      return heads.filter((waiting) => !busy.has(personOf(waiting))).slice(0, mostTurns - busy.size);
    } catch (error) {
      log.error("inbound.reading_failed", { fault: describeError(error) });
      return undefined;
    }
  }

  if (seat !== undefined) {
    db.hear("inbound", (whom) => {
      if (whom === undefined || whom === share.part.index) alarm.ring();
    });
  }
  return {
    wake(senders) {
      // Without a seat it is not known how many answer.
      if (seat === undefined) return db.ring("inbound");
      for (const index of new Set(senders.map((sender) => partOf(sender, share.part.of)))) {
        if (index === share.part.index) alarm.ring();
        else db.ring("inbound", index);
      }
    },
    async run(signal) {
      while (!signal.aborted) {
        const messages = await nextMessages(clock());
        for (const waiting of messages ?? []) start(waiting);
        if (messages === undefined) await sleep(1000, signal);
        else await alarm.rest(idleMs, signal);
        if (share.part.of > 1) await sleep(gatherMs);
      }
      stopDownloads.abort();
      while (busy.size > 0) await sleep(10);
    },
  };
}

/** One turn, from the files it needs to its commit; never rejects. */
async function answer(
  waiting: Waiting,
  parts: ConverserParts & { faqs: FaqBook },
  signal: AbortSignal,
): Promise<void> {
  const { db, clock, faqs, burstMs = 0 } = parts;
  const channel = parts.channels.get(waiting.inbound.channel);
  const to = addressOf(waiting);
  const stopTyping = showTyping(() => void channel?.showTyping?.(to));
  const draft = createDraftShower(async (text) => channel?.showDraft?.(to, { id: waiting.seq, text }));
  try {
    const { said } = waiting.inbound;
    const fetched = await fetchFiles(said, { ...parts, channel, attempts: waiting.attempts }, signal);
    const turn = {
      ...waiting,
      ...fetched,
      now: clock(),
      library: parts.library(),
      faqs,
      joinsBursts: burstMs > 0,
      botName: parts.botName?.(),
      organization: parts.organization ?? "công đoàn",
      outletsOff: parts.outletsOff,
    };
    const ready = await prepareTurn(turn, { ...parts, showDraft: draft.show }, signal);
    await draft.settle();
    const receipt = await prepareReceipt(turn, parts);
    await db.transact((tx) => takeTurn(tx, { ...turn, ...ready, receipt }));
    parts.onTurn();
  } catch (error) {
    await setAside(waiting, error, parts);
  } finally {
    stopTyping();
  }
}

/** Shows that an answer is being written until the returned function is called. */
function showTyping(show: () => void): () => void {
  let timer = setTimeout(function again() {
    show();
    timer = setTimeout(again, typingAgainMs);
  }, typingAfterMs);
  return () => clearTimeout(timer);
}

/** What becomes of a message whose turn failed: another try, or the operator's shelf. */
async function setAside(waiting: Waiting, error: unknown, parts: ConverserParts): Promise<void> {
  const { db, clock, log } = parts;
  const fault = describeError(error);
  const isOurs = !isFailure(error, "unavailable");
  const wait = isOurs ? retryAfterMs[waiting.attempts] : databaseRestMs;
  log.error("turn.failed", { inbound: waiting.seq, attempts: waiting.attempts + 1, fault });
  try {
    await db.transact((tx) =>
      wait === undefined
        ? park(tx, waiting, { fault, now: clock() })
        : postpone(tx, waiting, { until: addMs(clock(), wait), fault, counts: isOurs }),
    );
    if (wait === undefined) log.error("inbound.parked", { inbound: waiting.seq });
    parts.onTurn();
  } catch (second) {
    // The row still says waiting: the next look finds it. The pause spares a database in trouble.
    log.error("turn.not_set_aside", { inbound: waiting.seq, fault: describeError(second) });
    await sleep(1000);
  }
}

function addressOf({ inbound }: Waiting) {
  return { channel: inbound.channel, externalId: inbound.from.externalId };
}

function personOf({ inbound }: Waiting): string {
  return `${inbound.channel}:${inbound.from.externalId}`;
}
