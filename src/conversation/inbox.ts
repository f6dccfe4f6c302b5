import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import { isInPart, type Part } from "../database/seats.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { type ChannelName, type Inbound, type Said, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { meet } from "../people/members.ts";
import { texts } from "./texts.ts";

/** A stored message that still wants its turn. */
export type Waiting = { readonly seq: number; readonly attempts: number; readonly inbound: Inbound };

/**
 * The first waiting message of each person that is due, oldest first; with `part` only of the people in it. A person
 * whose first message waits for its next try has none: order is kept.
 */
export async function readWaiting(
  queries: Queries,
  page: { now: Instant; limit: number; part?: Part },
): Promise<Waiting[]> {
  const { part } = page;
  const rows = await queries
    .selectFrom("inbound as i")
    .selectAll()
    .where(sql<boolean>`i.status = 'waiting'`)
    .where("not_before", "<=", page.now)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM inbound e WHERE e.channel = i.channel AND e.sender_id = i.sender_id
        AND e.status = 'waiting' AND e.seq < i.seq)`,
    )
    .$if(part !== undefined && part.of > 1, (query) =>
      query.where(isInPart("i.sender_id", part ?? { index: 0, of: 1 })),
    )
    .orderBy("seq")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    attempts: row.attempts,
    inbound: {
      channel: row.channel as ChannelName,
      externalId: row.external_id,
      from: { externalId: row.sender_id, name: row.sender_name },
      said: JSON.parse(row.said) as Said,
      at: row.said_at,
    },
  }));
}

/**
 * Marks a message as answered, first thing in its turn's transaction; false when it does not wait any more.
 * A look at the waiting messages can be older than the turn that answered one of them, and two processes can
 * see the same one: whoever does not get this mark leaves the message alone.
 */
export async function takeUp(tx: Queries, seq: number, now: Instant): Promise<boolean> {
  return (await markDone(tx, { seq, now })).length > 0;
}

/** The messages of one person that wait after `seq`, oldest first. */
export async function readFollowers(
  tx: Queries,
  { inbound, seq }: Waiting,
  limit: number,
): Promise<{ seq: number; said: Said }[]> {
  const rows = await tx
    .selectFrom("inbound")
    .select(["seq", "said"])
    .where(sql<boolean>`status = 'waiting'`)
    .where("channel", "=", inbound.channel)
    .where("sender_id", "=", inbound.from.externalId)
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ seq: row.seq, said: JSON.parse(row.said) as Said }));
}

/** Marks messages as answered by the turn of an earlier one. */
export async function joinTo(
  tx: Queries,
  seqs: readonly number[],
  joined: { readonly to: number; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({ status: "done", done_at: joined.now, joined_to: joined.to })
    .where("seq", "in", [...seqs])
    .where("status", "=", "waiting")
    .execute();
}

const markDone = prepare((queries, given: { seq: number; now: Instant }) =>
  queries
    .updateTable("inbound")
    .set({ status: "done", done_at: given.now })
    .where("seq", "=", given.seq)
    .where("status", "=", "waiting")
    .returning("seq"),
);

/** Leaves the message waiting for another try at `until`; `counts` when the try was the message's own fault. */
export async function postpone(
  tx: Queries,
  waiting: Waiting,
  retry: { until: Instant; fault: string; counts: boolean },
): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({
      not_before: retry.until,
      fault: retry.fault,
      attempts: waiting.attempts + (retry.counts ? 1 : 0),
    })
    .where("seq", "=", waiting.seq)
    .where("status", "=", "waiting")
    .execute();
}

/** Puts a message aside for the operator and tells its sender, so that nobody waits in silence. */
export async function park(
  tx: Queries,
  waiting: Waiting,
  parked: { fault: string; now: Instant },
): Promise<void> {
  const { inbound } = waiting;
  const address = { channel: inbound.channel, externalId: inbound.from.externalId };
  const result = await tx
    .updateTable("inbound")
    .set({ status: "parked", fault: parked.fault, attempts: waiting.attempts + 1, done_at: parked.now })
    .where("seq", "=", waiting.seq)
    .where("status", "=", "waiting")
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  const person = await meet(tx, { address, name: inbound.from.name, at: parked.now });
  const letter = {
    memberId: person.memberId,
    to: address,
    content: say(texts.parked),
    inboundSeq: waiting.seq,
  };
  await enqueue(tx, [letter], parked.now);
}

/** A message the operator has to look at. The words themselves are not shown: they are the person's. */
export type Parked = {
  readonly seq: number;
  readonly channel: string;
  readonly fault: string | null;
  readonly receivedAt: Instant;
};

/** Every parked message, oldest first. */
export async function listParked(queries: Queries): Promise<Parked[]> {
  const rows = await queries
    .selectFrom("inbound")
    .select(["seq", "channel", "fault", "received_at"])
    .where("status", "=", "parked")
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, channel, fault, received_at }) => ({
    seq,
    channel,
    fault,
    receivedAt: received_at,
  }));
}

/** Gives a parked message its tries again; false when it is not parked. */
export async function retryParked(tx: Queries, seq: number, now: Instant): Promise<boolean> {
  const result = await tx
    .updateTable("inbound")
    .set({ status: "waiting", attempts: 0, not_before: now, done_at: null })
    .where("seq", "=", seq)
    .where("status", "=", "parked")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many messages wait or are parked, and since when the oldest waits. */
export async function inboundBacklog(
  queries: Queries,
): Promise<{ waiting: number; parked: number; oldestWaitingAt: Instant | null }> {
  const waiting = await queries
    .selectFrom("inbound")
    .select((eb) => [eb.fn.countAll<number>().as("n"), eb.fn.min("received_at").as("oldest")])
    .where(sql<boolean>`status = 'waiting'`)
    .executeTakeFirstOrThrow();
  const parked = await queries
    .selectFrom("inbound")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(sql<boolean>`status = 'parked'`)
    .executeTakeFirstOrThrow();
  return { waiting: waiting.n, parked: parked.n, oldestWaitingAt: waiting.oldest };
}
