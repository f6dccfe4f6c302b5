import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";

/** Takes the words out of everything sent to one person; the rows stay, so that totals remain true. */
export async function eraseSent(tx: Queries, to: Address): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ content: JSON.stringify({ parts: [], choices: [] }) })
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where("run_id", "is", null)
    .where("status", "in", ["sent", "refused", "canceled"])
    .execute();
}
