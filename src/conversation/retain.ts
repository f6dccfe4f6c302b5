import type { Queries } from "../database/database.ts";
import { type Cleared, nextOf, type Stretch } from "../database/stretch.ts";
import { addressesOf } from "../people/members.ts";
import { erasedSaid } from "./erase-person.ts";

/** Takes the words out of answered messages that are too old; the rows stay, so that a repeated one is known. */
export async function clearInbound(tx: Queries, stretch: Stretch): Promise<Cleared> {
  const { before, after, limit, keep, isDry } = stretch;
  const rows = await tx
    .selectFrom("inbound")
    .select(["seq", "channel", "sender_id", "said", "sender_name", "status"])
    .where("seq", ">", after)
    .where("received_at", "<", before)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const kept = await chatsOf(tx, keep);
  const due = rows.filter(
    (row) =>
      row.status === "done" &&
      (row.said !== erasedSaid || row.sender_name !== null) &&
      !kept.has(`${row.channel} ${row.sender_id}`),
  );
  if (!isDry && due.length > 0) {
    await tx
      .updateTable("inbound")
      .set({ said: erasedSaid, sender_name: null })
      .where(
        "seq",
        "in",
        due.map(({ seq }) => seq),
      )
      .execute();
  }
  return { cleared: due.length, next: nextOf(rows, limit) };
}

async function chatsOf(queries: Queries, members: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const chats = new Set<string>();
  for (const memberId of members) {
    for (const { channel, externalId } of await addressesOf(queries, memberId))
      chats.add(`${channel} ${externalId}`);
  }
  return chats;
}
