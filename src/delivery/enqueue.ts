import { type AliasableExpression, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import type { Address, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** One message for one person, to be written into the ledger. */
export type Letter = {
  readonly memberId: string;
  readonly to: Address;
  readonly content: Content;
  /** The inbound message it answers, when it answers one. */
  readonly inboundSeq: number | null;
};

/**
 * Writes messages to single persons into the ledger, in the given order; they leave after the transaction
 * commits. `createDeliverer().wake()` spares them the wait for the next look.
 */
export async function enqueue(tx: Queries, letters: readonly Letter[], now: Instant): Promise<void> {
  for (const letter of letters) await insertLetter(tx, toRow(letter, now));
}

function toRow({ memberId, to, content, inboundSeq }: Letter, now: Instant) {
  return { memberId, ...to, inboundSeq, content: JSON.stringify(content), now };
}

const insertLetter = prepare((queries, given: ReturnType<typeof toRow>) =>
  queries.insertInto("delivery").values({
    member_id: given.memberId,
    channel: given.channel,
    address_id: given.externalId,
    inbound_seq: given.inboundSeq,
    content: given.content,
    status: "pending",
    not_before: given.now,
    attempts: 0,
    created_at: given.now,
  }),
);

/** Who a bulk run goes to: one row a member. */
export type Recipient = { member_id: string; channel: string; external_id: string };

/**
 * Freezes a bulk run: one `INSERT … SELECT` turns the audience of this moment into rows. Whoever joins later
 * is not in it; a pause or crash can neither skip nor double anyone, for (run, member) is unique.
 * Rows wait until `notBefore` and are given up at `expiresAt` (null: never). Returns how many there are.
 */
export async function freezeAudience(
  tx: Queries,
  run: {
    runId: string;
    content: Content;
    /** What it is about, for platforms that take only templates of a topic. */
    topic?: string;
    audience: AliasableExpression<Recipient>;
    notBefore: Instant;
    expiresAt: Instant | null;
    now: Instant;
  },
): Promise<number> {
  await tx
    .insertInto("delivery_run")
    .values({
      run_id: run.runId,
      content: JSON.stringify(run.content),
      is_open: 1,
      is_stopped: 0,
      expires_at: run.expiresAt,
      created_at: run.now,
      topic: run.topic ?? null,
    })
    .execute();
  const rows = tx
    .selectFrom(run.audience.as("audience"))
    .select([
      "member_id",
      "channel",
      "external_id",
      sql<string>`${run.runId}`.as("run_id"),
      sql<string>`'pending'`.as("status"),
      sql<string>`${run.notBefore}`.as("not_before"),
      sql<string | null>`${run.expiresAt}`.as("expires_at"),
      sql<number>`0`.as("attempts"),
      sql<string>`${run.now}`.as("created_at"),
    ]);
  const result = await tx
    .insertInto("delivery")
    .columns([
      "member_id",
      "channel",
      "address_id",
      "run_id",
      "status",
      "not_before",
      "expires_at",
      "attempts",
      "created_at",
    ])
    .expression(rows)
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}
