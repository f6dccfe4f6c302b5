import type { Queries } from "../database/database.ts";
import type { Address, Said } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** One message as its sender said it; `id` is the external id its platform or page gave it. */
export type SaidMessage = { readonly id: string; readonly said: Said; readonly at: Instant };

/** The newest `limit` messages somebody wrote or pressed from one address, oldest first. */
export async function saidBy(queries: Queries, from: Address, limit: number): Promise<SaidMessage[]> {
  const rows = await queries
    .selectFrom("inbound")
    .select(["external_id", "said", "received_at"])
    .where("channel", "=", from.channel)
    .where("sender_id", "=", from.externalId)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows
    .toReversed()
    .map((row) => ({ id: row.external_id, said: JSON.parse(row.said) as Said, at: row.received_at }));
}

/** The newest message from anybody: it grows with each. */
export async function lastSaid(queries: Queries): Promise<number> {
  const { seq } = await queries
    .selectFrom("inbound")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}
