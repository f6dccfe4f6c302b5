import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { cancelHeld } from "./held.ts";

export const noWords = JSON.stringify({ parts: [], choices: [] });
export const settled = ["sent", "refused", "canceled"] as const;

/**
 * Takes the words out of everything written to one person until `now`; the rows stay, so that totals remain true. What waits
 * for the person to write is not sent any more, and an answer that may not have arrived is not sent again.
 */
export async function eraseSent(tx: Queries, to: Address, now: Instant): Promise<void> {
  await cancelHeld(tx, to, now, "replies too");
  await ownRows(tx, to)
    .set({ status: "canceled", why: "erased", settled_at: now })
    .where("run_id", "is", null)
    .where("created_at", "<=", now)
    .where("status", "=", "uncertain")
    .execute();
  await ownRows(tx, to)
    .set({ content: noWords })
    .where("run_id", "is", null)
    .where("created_at", "<=", now)
    .where("status", "in", [...settled])
    .execute();
}

/**
 * Takes the words out of what one person was told in a stretch of time; what waits to be tried again is not sent any
 * more, for it may hold them, too.
 */
export async function eraseBetween(
  tx: Queries,
  to: Address,
  { since, until }: { since: Instant; until: Instant },
): Promise<void> {
  const told = () =>
    ownRows(tx, to)
      .where("run_id", "is", null)
      .where("created_at", ">=", since)
      .where("created_at", "<=", until);
  await told()
    .set({ status: "canceled", why: "erased", settled_at: until })
    .where("status", "in", ["pending", "held", "uncertain"])
    .execute();
  await told()
    .set({ content: noWords })
    .where("status", "in", [...settled])
    .execute();
}

/** Whether anything to a person is still on its way or in doubt. */
export async function isAwaited(queries: Queries, to: Address): Promise<boolean> {
  const row = await queries
    .selectFrom("delivery")
    .select("seq")
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where("status", "in", ["pending", "sending", "held"])
    .executeTakeFirst();
  return row !== undefined;
}

/** The last step of erasing: the rows written until `until` no longer say to whom they went. */
export async function forgetRecipient(tx: Queries, to: Address, until: Instant): Promise<void> {
  await ownRows(tx, to).set({ address_id: "", external_id: null }).where("created_at", "<=", until).execute();
}

function ownRows(tx: Queries, to: Address) {
  return tx.updateTable("delivery").where("channel", "=", to.channel).where("address_id", "=", to.externalId);
}
