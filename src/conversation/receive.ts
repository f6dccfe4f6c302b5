import type { Database } from "../database/database.ts";
import type { Inbound } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";

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
    const rows = messages.map((message) => ({
      channel: message.channel,
      external_id: message.externalId,
      sender_id: message.from.externalId,
      sender_name: message.from.name,
      said: JSON.stringify(message.said),
      said_at: message.at,
      received_at: now,
      status: "waiting" as const,
      attempts: 0,
      not_before: now,
    }));
    const result = await db.transact((tx) =>
      tx
        .insertInto("inbound")
        .values(rows)
        .onConflict((conflict) => conflict.columns(["channel", "external_id"]).doNothing())
        .executeTakeFirst(),
    );
    const stored = Number(result.numInsertedOrUpdatedRows ?? 0);
    if (stored > 0) onStored();
    return stored;
  };
}
