import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { cancelHeld } from "./held.ts";

/**
 * Takes the words out of everything sent to one person; the rows stay, so that totals remain true. What waits
 * for the person to write is not sent any more.
 */
export async function eraseSent(tx: Queries, to: Address, now: Instant): Promise<void> {
  await cancelHeld(tx, to, now, "replies too");
  await tx
    .updateTable("delivery")
    .set({ content: JSON.stringify({ parts: [], choices: [] }) })
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where("run_id", "is", null)
    .where("status", "in", ["sent", "refused", "canceled"])
    .execute();
}
