import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Address, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** A message to a person, wherever it stands: what an officer sees of a conversation's other side. */
export type WrittenMessage = {
  readonly seq: number;
  readonly content: Content;
  readonly isBulk: boolean;
  readonly status: "pending" | "sending" | "held" | "sent" | "refused" | "uncertain" | "canceled";
  /** Why it is held, refused, uncertain or canceled; null otherwise. */
  readonly why: string | null;
  /** The platform's own number for it, see `sayWhyNotSent`. */
  readonly code: string | null;
  /** When it was written into the ledger. */
  readonly at: Instant;
};

/** The newest `limit` messages to an address, sent or not, oldest first. */
export async function writtenTo(queries: Queries, to: Address, limit: number): Promise<WrittenMessage[]> {
  const settled = await messagesTo(queries, to, limit)
    .where("settled_at", "is not", null)
    .orderBy("settled_at", "desc")
    .orderBy("seq", "desc")
    .execute();
  // In the words of the partial index.
  const open = await messagesTo(queries, to, limit)
    .where(sql<boolean>`status IN ('pending', 'sending')`)
    .orderBy("seq", "desc")
    .execute();
  return [...settled, ...open]
    .toSorted((one, other) => other.seq - one.seq)
    .slice(0, limit)
    .toReversed()
    .map((row) => ({
      seq: row.seq,
      content: JSON.parse(row.own ?? row.shared ?? '{"parts":[],"choices":[]}') as Content,
      isBulk: row.run_id !== null,
      status: row.status,
      why: row.status === "sent" ? null : row.why,
      code: row.status === "sent" ? null : row.code,
      at: row.created_at,
    }));
}

function messagesTo(queries: Queries, to: Address, limit: number) {
  return queries
    .selectFrom("delivery")
    .leftJoin("delivery_run", "delivery_run.run_id", "delivery.run_id")
    .select(["seq", "delivery.run_id", "status", "why", "code", "delivery.created_at"])
    .select(["delivery.content as own", "delivery_run.content as shared"])
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .limit(limit);
}

/** The newest message to anybody: it grows with each. */
export async function lastWritten(queries: Queries): Promise<number> {
  const { seq } = await queries
    .selectFrom("delivery")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}
