import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** One member becomes part of another, with the addresses the first one had. */
export type Move = {
  readonly from: string;
  readonly to: string;
  readonly addresses: readonly Address[];
  readonly now: Instant;
};

/** How much of a message has happened: of two rows of one run the further one is the person's. */
const progress = { canceled: 0, refused: 1, held: 2, pending: 3, uncertain: 4, sending: 5, sent: 6 } as const;

/**
 * Gives everything written to a member to another one. Where both have a row in the same run, the person has
 * one: the row that got further is theirs, the other stays under the old id, so that totals remain true, and is
 * canceled (`linked`) when it has not left yet. Nobody gets one campaign twice.
 */
export async function moveMember(tx: Queries, move: Move): Promise<void> {
  for (const address of move.addresses) {
    await settleTwins(tx, address, move);
    await moveRows(tx, address, move);
  }
}

async function settleTwins(tx: Queries, address: Address, { from, to, now }: Move): Promise<void> {
  const twins = await tx
    .selectFrom("delivery as old")
    .innerJoin("delivery as kept", "kept.run_id", "old.run_id")
    .select([
      "old.seq as oldSeq",
      "old.status as oldStatus",
      "kept.seq as keptSeq",
      "kept.status as keptStatus",
    ])
    .where("old.channel", "=", address.channel)
    .where("old.address_id", "=", address.externalId)
    .where("old.member_id", "=", from)
    .where("kept.member_id", "=", to)
    .execute();
  for (const { oldSeq, oldStatus, keptSeq, keptStatus } of twins) {
    const isOldFurther = progress[oldStatus] > progress[keptStatus];
    const [theirs, other] = isOldFurther ? [oldSeq, keptSeq] : [keptSeq, oldSeq];
    if (isOldFurther) {
      // (run, member) is unique at every moment: the first step makes room for the exchange.
      await give(tx, theirs, `${from}>${to}`);
      await give(tx, other, from);
      await give(tx, theirs, to);
    }
    await tx
      .updateTable("delivery")
      .set({ status: "canceled", why: "linked", settled_at: now })
      .where("seq", "=", other)
      .where("status", "in", ["pending", "held"])
      .execute();
  }
}

async function give(tx: Queries, seq: number, memberId: string): Promise<void> {
  await tx.updateTable("delivery").set({ member_id: memberId }).where("seq", "=", seq).execute();
}

/** In the words of the two partial indexes by address, or the whole ledger is looked through. */
async function moveRows(tx: Queries, address: Address, { from, to }: Move): Promise<void> {
  for (const part of [sql<boolean>`status IN ('pending', 'sending')`, sql<boolean>`settled_at IS NOT NULL`]) {
    await tx
      .updateTable("delivery")
      .set({ member_id: to })
      .where("channel", "=", address.channel)
      .where("address_id", "=", address.externalId)
      .where(part)
      .where("member_id", "=", from)
      .where((eb) =>
        eb.or([
          eb("run_id", "is", null),
          eb.not(
            eb.exists(
              eb
                .selectFrom("delivery as kept")
                .select("kept.seq")
                .whereRef("kept.run_id", "=", "delivery.run_id")
                .where("kept.member_id", "=", to),
            ),
          ),
        ]),
      )
      .execute();
  }
}
