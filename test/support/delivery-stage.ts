import type { Channel } from "../../src/channels/channel.ts";
import type { Database, Queries } from "../../src/database/database.ts";
import { createDeliverer, type Deliverer, type Patience } from "../../src/delivery/deliver.ts";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { enqueueBulk, openBulk, sealBulk } from "../../src/delivery/enqueue-bulk.ts";
import type { QuietHours } from "../../src/delivery/quiet-hours.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type ChannelName, type Content, say } from "../../src/kit/message.ts";
import { addMs, type Clock, type Instant, instant, sleep } from "../../src/kit/time.ts";
import { selectAudience } from "../../src/people/audience.ts";
import type { TestDatabase } from "./databases.ts";
import { createStagePeople, type Recipient } from "./stage-people.ts";

/** A weekday noon in Việt Nam: outside every quiet hour. */
export const noon = instant("2026-11-23T05:00:00.000Z");

/** A clock that stands still until it is moved. */
export type HandClock = Clock & { set(at: Instant): void; advance(ms: number): void };

export function createHandClock(start: Instant = noon): HandClock {
  let now = start;
  const read = () => now;
  return Object.assign(read, {
    set: (at: Instant) => {
      now = at;
    },
    advance: (ms: number) => {
      now = addMs(now, ms);
    },
  });
}

/** Waits until `condition` holds; fails with `what` after some five seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await condition()) return;
    await sleep(5);
  }
  throw new Error(`Waited in vain until ${what}.`);
}

/** A delivery loop that runs; `stop` ends it gracefully. */
export type Delivering = Deliverer & { stop(): Promise<void> };

export type DeliverOptions = { over?: Database; quietHours?: QuietHours; patience?: Patience };
export type RunOptions = {
  content?: Content;
  notBefore?: Instant;
  expiresAt?: Instant;
  channel?: ChannelName;
  topic?: string;
};

/** Everything a ledger test needs: people, letters, runs, a clock, and the loop itself. */
export function createStage({ db }: TestDatabase, clock: HandClock = createHandClock()) {
  const running: Delivering[] = [];
  const rows = () => db.read.selectFrom("delivery").selectAll().orderBy("seq").execute();
  const statuses = async () => (await rows()).map((row) => row.status);
  const isOpen = (status: string) => status === "pending" || status === "sending";
  return {
    db,
    clock,
    ...createStagePeople(db, clock),
    rows,
    statuses,
    /** Writes letters to one person into the ledger. */
    write: (person: Recipient, ...contents: (Content | string)[]) => write(db, clock(), { person, contents }),
    /** Launches a bulk run to every subscriber on one channel, Telegram if not said otherwise. */
    launch: (runId: string, run: RunOptions = {}) => launch(db, clock(), { runId, ...run }),
    /** Starts a delivery loop over these channels. */
    deliver(channels: readonly Channel[], options: DeliverOptions = {}): Delivering {
      const delivering = deliver(options.over ?? db, clock, { channels, ...options });
      running.push(delivering);
      return delivering;
    },
    /** Waits until no row is pending or sending. */
    settled: () => until("every row was settled", async () => !(await statuses()).some(isOpen)),
    /** Stops every loop and takes every row away, so that the next story starts on an empty database. */
    async clear() {
      for (const delivering of running) await delivering.stop();
      await db.transact(deleteAll);
    },
  };
}

export type Stage = ReturnType<typeof createStage>;

function write(db: Database, now: Instant, letter: { person: Recipient; contents: (Content | string)[] }) {
  const { memberId, address: to } = letter.person;
  const letters = letter.contents.map((content) => ({
    memberId,
    to,
    content: typeof content === "string" ? say(content) : content,
    inboundSeq: null,
  }));
  return db.transact((tx) => enqueue(tx, letters, now));
}

function launch(db: Database, now: Instant, run: RunOptions & { runId: string }): Promise<number> {
  const channels: readonly ChannelName[] = [run.channel ?? "telegram"];
  const { runId, expiresAt = null, topic } = run;
  return db.transact(async (tx) => {
    const content = run.content ?? say(runId);
    await openBulk(tx, { runId, content, until: "~", expiresAt, now, ...(topic ? { topic } : {}) });
    const audience = selectAudience(tx, { rule: "all", channels, now });
    const rows = {
      runId,
      audience,
      mayBeThere: false,
      notBefore: run.notBefore ?? now,
      expiresAt,
      now,
      dailyCap: 0,
    };
    const written = await enqueueBulk(tx, rows);
    await sealBulk(tx, runId);
    return written;
  });
}

function deliver(
  db: Database,
  clock: Clock,
  { channels, quietHours, patience }: DeliverOptions & { channels: readonly Channel[] },
): Delivering {
  const ended = new AbortController();
  const deliverer = createDeliverer({
    db,
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    clock,
    log: silentLog,
    claimer: "test",
    quietHours: quietHours ?? { fromMinute: 0, toMinute: 0 },
    ...(patience && { patience }),
  });
  const finished = deliverer.run(ended.signal);
  const stop = async () => {
    ended.abort();
    await finished;
  };
  return { ...deliverer, stop };
}

async function deleteAll(tx: Queries): Promise<void> {
  const tables = [
    "delivery",
    "delivery_run",
    "lane",
    "consent",
    "consent_event",
    "address",
    "member_tag",
    "member",
  ] as const;
  for (const table of tables) await tx.deleteFrom(table).execute();
}
