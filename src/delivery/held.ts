import { sql } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import type { Address, ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/**
 * Channels whose platform takes messages only for some time after the person's last one (Zalo: consultation
 * messages of an Official Account), so that a row may have to wait for the person.
 */
const windowed: ReadonlySet<ChannelName> = new Set(["zalo-oa"]);
/** Refusals that the person's next message undoes. */
const undone: ReadonlySet<string> = new Set(["windowClosed", "outOfQuota"]);

/** Whether a refused row is held until the person writes: “gửi khi nhắn lại”. */
export function holds(channel: ChannelName, why: string): boolean {
  return windowed.has(channel) && undone.has(why);
}

/**
 * The person wrote: everything held for them goes, in the order it was written, replies at once and bulk as
 * the quiet hours and pace of bulk allow. Belongs into the transaction of the turn; a row that is being sent
 * at this very moment goes again should the platform refuse it. Returns how many rows were released.
 */
export async function releaseHeld(tx: Queries, to: Address, now: Instant): Promise<number> {
  if (!windowed.has(to.channel)) return 0;
  const { channel, externalId } = to;
  await noteWrote(tx, { channel, externalId, now });
  const released = await unhold(tx, { channel, externalId, now });
  const runs = released.flatMap(({ run_id: runId }) => (runId === null ? [] : [runId]));
  if (runs.length > 0) {
    await tx.updateTable("delivery_run").set({ is_open: 1 }).where("run_id", "in", runs).execute();
  }
  return released.length;
}

type Writer = { channel: string; externalId: string; now: Instant };

const noteWrote = prepare((queries, given: Writer) =>
  queries
    .updateTable("delivery")
    .set({ wrote_at: given.now })
    .where("channel", "=", given.channel)
    .where("address_id", "=", given.externalId)
    // In the words of the partial index, which holds nothing but what is under way.
    .where(sql<boolean>`status IN ('pending', 'sending')`)
    .where(sql<boolean>`status = 'sending'`),
);

const unhold = prepare((queries, given: Writer) =>
  queries
    .updateTable("delivery")
    // Who writes is awake: their notices need not wait for the morning.
    .set({ status: "pending", not_before: given.now, settled_at: null, is_notice: 0 })
    .where("channel", "=", given.channel)
    .where("address_id", "=", given.externalId)
    .where(isHeld)
    .returning("run_id"),
);

/** Takes back what is held for a person: bulk, or replies too. */
export async function cancelHeld(
  tx: Queries,
  to: Address,
  now: Instant,
  what: "bulk" | "replies too" = "bulk",
): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ status: "canceled", why: "unsubscribed", settled_at: now })
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where(isHeld)
    .$if(what === "bulk", (query) => query.where("run_id", "is not", null))
    .execute();
}

/** Gives up what was held until the end of its campaign and nobody wrote for. */
export async function cancelOverdueHeld(db: Database, now: Instant): Promise<void> {
  const overdue = await db.read
    .selectFrom("delivery")
    .select("seq")
    .where(isHeld)
    .where("expires_at", "<=", now)
    .limit(1)
    .executeTakeFirst();
  if (!overdue) return;
  await db.transact((tx) =>
    tx
      .updateTable("delivery")
      .set({ status: "canceled", why: "expired", settled_at: now })
      .where(isHeld)
      .where("expires_at", "<=", now)
      .execute(),
  );
}

/** A message that waits for its reader: what officers see beside a conversation. */
export type HeldRow = {
  readonly seq: number;
  readonly memberId: string;
  readonly channel: string;
  readonly runId: string | null;
  readonly why: string | null;
  readonly since: Instant | null;
  readonly until: Instant | null;
};

/** What is held, oldest first: for one member, or for everybody, a page at a time. */
export async function listHeld(
  queries: Queries,
  page: { memberId?: string; afterSeq?: number; limit: number },
): Promise<HeldRow[]> {
  const rows = await queries
    .selectFrom("delivery")
    .select(["seq", "member_id", "channel", "run_id", "why", "settled_at", "expires_at"])
    .where(isHeld)
    .where("seq", ">", page.afterSeq ?? 0)
    .$if(page.memberId !== undefined, (query) => query.where("member_id", "=", page.memberId ?? ""))
    .orderBy("seq")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    memberId: row.member_id,
    channel: row.channel,
    runId: row.run_id,
    why: row.why,
    since: row.settled_at,
    until: row.expires_at,
  }));
}

// In the words of the partial index.
const isHeld = sql<boolean>`status = 'held'`;
