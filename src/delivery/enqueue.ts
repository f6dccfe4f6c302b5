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
  /** It tells what somebody else did and is awaited by nobody: it leaves outside the quiet hours only. */
  readonly isNotice?: boolean;
};

/**
 * Writes messages to single persons into the ledger, in the given order; they leave after the transaction
 * commits, notices outside the quiet hours. `createDeliverer().wake()` spares them the wait for the next look.
 */
export async function enqueue(tx: Queries, letters: readonly Letter[], now: Instant): Promise<void> {
  for (const letter of letters) await insertLetter(tx, toRow(letter, now));
}

function toRow({ memberId, to, content, inboundSeq, isNotice = false }: Letter, now: Instant) {
  return { memberId, ...to, inboundSeq, content: JSON.stringify(content), isNotice: isNotice ? 1 : 0, now };
}

const insertLetter = prepare((queries, given: ReturnType<typeof toRow>) =>
  queries.insertInto("delivery").values({
    member_id: given.memberId,
    channel: given.channel,
    address_id: given.externalId,
    inbound_seq: given.inboundSeq,
    content: given.content,
    is_notice: given.isNotice,
    status: "pending",
    not_before: given.now,
    attempts: 0,
    created_at: given.now,
  }),
);
