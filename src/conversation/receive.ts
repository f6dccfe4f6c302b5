import type { Database } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import type { Inbound } from "../kit/message.ts";
import type { Clock, Instant } from "../kit/time.ts";

/** Takes messages in: resolves with how many were new once all of them are stored for good. */
export type Receive = (messages: readonly Inbound[]) => Promise<number>;

/**
 * The one door in. A message is written down once, by (channel, external id), before its platform is told
 * that it arrived; a message that comes again is the same message. Rejects when the database cannot store,
 * so that the platform sends again.
 */
export function createReceiver(parts: { db: Database; clock: Clock; onStored: () => void }): Receive {
  const { db, clock, onStored } = parts;
  return async (messages) => {
    if (messages.length === 0) return 0;
    const now = clock();
    const stored = await db.transact(async (tx) => {
      let count = 0;
      for (const message of messages) count += (await store(tx, toRow(message, now))).length;
      return count;
    });
    if (stored > 0) onStored();
    return stored;
  };
}

function toRow(message: Inbound, now: Instant) {
  const { channel, externalId, from, at: saidAt } = message;
  const said = JSON.stringify(message.said);
  return { channel, externalId, senderId: from.externalId, senderName: from.name, said, saidAt, now };
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
      not_before: given.now,
    })
    .onConflict((conflict) => conflict.columns(["channel", "external_id"]).doNothing())
    .returning("seq"),
);
