import type { Channel } from "../../src/channels/channel.ts";
import type { Database, Queries } from "../../src/database/database.ts";
import { createDeliverer, type Deliverer } from "../../src/delivery/deliver.ts";
import { enqueue, freezeAudience } from "../../src/delivery/enqueue.ts";
import type { QuietHours } from "../../src/delivery/quiet-hours.ts";
import type { Settled } from "../../src/delivery/settle.ts";
import { newId } from "../../src/kit/id.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type Address, type ChannelName, type Content, say } from "../../src/kit/message.ts";
import { addMs, type Clock, type Instant, instant, sleep } from "../../src/kit/time.ts";
import { selectAudience } from "../../src/people/audience.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";
import type { TestDatabase } from "./databases.ts";

/** A weekday noon in Việt Nam: outside every quiet hour. */
export const noon = instant("2026-11-23T05:00:00.000Z");

export type Recipient = { readonly memberId: string; readonly address: Address };

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

/** Waits until `condition` holds; fails with `what` after five seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await condition()) return;
    await sleep(5);
  }
  throw new Error(`Waited in vain until ${what}.`);
}

/** A loop that is delivering. `crash` leaves the database as a `kill -9` would, `stop` ends it gracefully. */
export type Delivering = Deliverer & { stop(): Promise<void>; readonly settled: Settled[] };

/** Everything a ledger test needs: people, letters, runs, a clock, and the loop itself. */
export function createStage(opened: TestDatabase, clock: HandClock = createHandClock()) {
  const { db } = opened;
  const running: Delivering[] = [];

  async function addPerson(externalId: string, channel: ChannelName = "telegram"): Promise<Recipient> {
    const address: Address = { channel, externalId };
    const person = await db.transact((tx) => meet(tx, { address, name: externalId, at: clock() }));
    return { memberId: person.memberId, address };
  }

  async function choose(person: Recipient, isGiven: boolean): Promise<void> {
    const choice = {
      memberId: person.memberId,
      purpose: "news" as const,
      isGiven,
      textVersion: "1",
      channel: person.address.channel,
      at: clock(),
    };
    await db.transact((tx) => recordConsent(tx, choice));
  }

  async function addSubscriber(externalId: string, channel: ChannelName = "telegram"): Promise<Recipient> {
    const person = await addPerson(externalId, channel);
    await choose(person, true);
    return person;
  }

  /** Many at once: `s0`, `s1` … on Telegram. */
  const addSubscribers = (count: number) =>
    db.transact(async (tx) => {
      for (let from = 0; from < count; from += 1000) {
        const length = Math.min(1000, count - from);
        await insertSubscribers(
          tx,
          Array.from({ length }, (_, n) => `s${from + n}`),
          clock(),
        );
      }
    });

  const write = (person: Recipient, ...contents: (Content | string)[]) =>
    db.transact((tx) => {
      const letters = contents.map((content) => ({
        memberId: person.memberId,
        to: person.address,
        content: typeof content === "string" ? say(content) : content,
        inboundSeq: null,
      }));
      return enqueue(tx, letters, clock());
    });

  /** Launches a bulk run to every subscriber on the given channels. */
  const launch = (
    runId: string,
    run: { content?: Content; channels?: ChannelName[]; notBefore?: Instant; expiresAt?: Instant } = {},
  ) =>
    db.transact((tx) =>
      freezeAudience(tx, {
        runId,
        content: run.content ?? say(runId),
        audience: selectAudience(tx, "all", run.channels ?? ["telegram"]),
        notBefore: run.notBefore ?? clock(),
        expiresAt: run.expiresAt ?? null,
        now: clock(),
      }),
    );

  function deliver(
    channels: readonly Channel[],
    options: { over?: Database; quietHours?: QuietHours; patience?: { sendMs: number; stopMs: number } } = {},
  ): Delivering {
    const settled: Settled[] = [];
    const ended = new AbortController();
    const deliverer = createDeliverer({
      db: options.over ?? db,
      channels: new Map(channels.map((channel) => [channel.name, channel])),
      clock,
      log: silentLog,
      claimer: "test",
      quietHours: options.quietHours ?? { fromMinute: 0, toMinute: 0 },
      onSettled: (group) => settled.push(...group),
      ...(options.patience ? { patience: options.patience } : {}),
    });
    const finished = deliverer.run(ended.signal);
    const delivering: Delivering = {
      ...deliverer,
      settled,
      async stop() {
        ended.abort();
        await finished;
      },
    };
    running.push(delivering);
    return delivering;
  }

  const rows = () => db.read.selectFrom("delivery").selectAll().orderBy("seq").execute();

  return {
    db,
    clock,
    addPerson,
    addSubscriber,
    addSubscribers,
    choose,
    write,
    launch,
    deliver,
    rows,
    statuses: async () => (await rows()).map((row) => row.status),
    /** Waits until no row is pending or sending. */
    settled: () =>
      until("every row was settled", async () =>
        (await rows()).every((row) => row.status !== "pending" && row.status !== "sending"),
      ),
    /** Stops every loop and takes every row away, so that the next story starts on an empty database. */
    async clear() {
      for (const delivering of running) await delivering.stop();
      await db.transact((tx) => deleteAll(tx));
    },
  };
}

async function insertSubscribers(tx: Queries, ids: readonly string[], at: Instant): Promise<void> {
  const people = ids.map((external_id) => ({ external_id, member_id: newId<"member">() }));
  const members = people.map(({ member_id }) => ({ id: member_id, display_name: null, created_at: at }));
  const reach = { channel: "telegram", name: null, is_reachable: 1, last_inbound_at: at, created_at: at };
  const choice = { purpose: "news", is_given: 1, text_version: "1", channel: "telegram", at };
  await tx.insertInto("member").values(members).execute();
  await tx
    .insertInto("address")
    .values(people.map((person) => ({ ...person, ...reach })))
    .execute();
  await tx
    .insertInto("consent")
    .values(people.map(({ member_id }) => ({ member_id, ...choice })))
    .execute();
}

async function deleteAll(tx: Queries): Promise<void> {
  const tables = [
    "delivery",
    "delivery_run",
    "lane",
    "consent",
    "consent_event",
    "address",
    "member",
  ] as const;
  for (const table of tables) await tx.deleteFrom(table).execute();
}

export type Stage = ReturnType<typeof createStage>;
