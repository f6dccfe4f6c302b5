import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import type { Inbound } from "../kit/message.ts";
import { addMs, type Clock, type Instant, toMs } from "../kit/time.ts";
import { isOpening } from "./burst.ts";

/** Takes messages in: resolves with how many were new once all of them are stored for good. */
export type Receive = (messages: readonly Inbound[]) => Promise<number>;

/** An opening that more and more follows is answered after this many waits at the latest. */
const mostWaits = 4;

/**
 * The one door in. A message is written down once, by (channel, external id), before its platform is told
 * that it arrived; a message that comes again is the same message. Rejects when the database cannot store,
 * so that the platform sends again.
 *
 * A message that more is likely to follow (`isOpening`) waits `burstMs` for it; each further opening gives it
 * as long again, a whole message ends the wait at once. 0: nobody waits.
 */
export function createReceiver(parts: {
  db: Database;
  clock: Clock;
  /** Told whose messages are stored. */
  onStored: (senders: readonly string[]) => void;
  burstMs?: number;
}): Receive {
  const { db, clock, onStored, burstMs = 0 } = parts;
  const openings = rememberOpenings(burstMs * mostWaits);
  return async (messages) => {
    if (messages.length === 0) return 0;
    const now = clock();
    const rows = messages.map((message) => {
      const waits = burstMs > 0 && isOpening(message.said);
      return toRow(message, { now, until: waits ? addMs(now, burstMs) : now });
    });
    const hasOpening = rows.some(({ until }) => until > now);
    const stored = await db.transact(async (tx) => {
      let count = 0;
      for (const row of rows) {
        const [isNew] = await store(tx, row);
        if (!isNew) continue;
        count += 1;
        if (hasOpening || openings.mayWait(row))
          await moveOpenings(tx, { ...row, oldest: openings.oldest(now) });
      }
      return count;
    });
    for (const row of rows) openings.note(row);
    const senders = rows.map(({ senderId }) => senderId);
    if (stored > 0) onStored(senders);
    // The loop looks by itself now and then; this spares the wait for the next look.
    if (hasOpening) setTimeout(onStored, burstMs + 1, senders).unref();
    return stored;
  };
}

type Row = ReturnType<typeof toRow>;

/**
 * Who sent an opening lately, so that the others cost no look at the table. Only what came through this
 * process: an opening that came through another one waits its time.
 */
function rememberOpenings(keptMs: number) {
  const until = new Map<string, number>();
  const keyOf = ({ channel, senderId }: Row) => `${channel}:${senderId}`;
  return {
    oldest: (now: Instant) => addMs(now, -keptMs),
    mayWait: (row: Row) => until.has(keyOf(row)),
    note(row: Row): void {
      if (row.until > row.now) until.set(keyOf(row), toMs(row.now) + keptMs);
      else until.delete(keyOf(row));
      if (until.size > 10_000) for (const [key, end] of until) if (end < toMs(row.now)) until.delete(key);
    },
  };
}

function toRow(message: Inbound, { now, until }: { now: Instant; until: Instant }) {
  const { channel, externalId, from, at: saidAt } = message;
  const said = JSON.stringify(message.said);
  const sender = { senderId: from.externalId, senderName: from.name };
  return { channel, externalId, ...sender, said, saidAt, now, until };
}

/** Gives a row back when the message is new, none when it is known already. */
const store = prepare((queries, given: ReturnType<typeof toRow>) =>
  queries
    .insertInto("inbound")
    .values({
      channel: given.channel,
      external_id: given.externalId,
      sender_id: given.senderId,
      sender_name: given.senderName,
      said: given.said,
      said_at: given.saidAt,
      received_at: given.now,
      status: "waiting",
      attempts: 0,
      not_before: given.until,
    })
    .onConflict((conflict) => conflict.columns(["channel", "external_id"]).doNothing())
    .returning("seq"),
);

/** Lets what a person sent before wait as long as their newest message, unless it has waited long enough. */
const moveOpenings = prepare((queries, given: ReturnType<typeof toRow> & { oldest: Instant }) =>
  queries
    .updateTable("inbound")
    .set({ not_before: given.until })
    .where(sql<boolean>`status = 'waiting'`)
    .where("channel", "=", given.channel)
    .where("sender_id", "=", given.senderId)
    .where("attempts", "=", 0)
    .where("not_before", ">", given.now)
    .where("received_at", ">", given.oldest),
);
