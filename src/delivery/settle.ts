import type { Database, Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { setReachable } from "../people/members.ts";
import type { Claimed } from "./claim.ts";
import type { Settlement } from "./outcome.ts";

/** One try that ended, with what becomes of its row. */
export type Settled = { readonly row: Claimed; readonly settlement: Settlement; readonly at: Instant };

/** Writes the results of many tries in one transaction: rows, reachability, and the channels' brakes. */
export function writeSettlements(db: Database, group: readonly Settled[]): Promise<void> {
  return db.transact(async (tx) => {
    for (const settled of group) await writeRow(tx, settled);
    for (const { row, settlement } of group) {
      if (!settlement.isUnreachable || settlement.row.status !== "refused") continue;
      await setReachable(tx, row.to, { isReachable: false, why: settlement.row.why });
    }
    for (const settled of group) await writeBrake(tx, settled);
  });
}

async function writeRow(tx: Queries, { row, settlement, at }: Settled): Promise<void> {
  const result = settlement.row;
  const isOver = result.status !== "pending";
  await tx
    .updateTable("delivery")
    .set({
      status: result.status,
      why: result.status === "sent" ? null : result.why,
      external_id: result.status === "sent" ? result.externalId : null,
      settled_at: isOver ? at : null,
      claimed_by: null,
      claimed_at: null,
      ...(result.status === "pending" ? { not_before: result.notBefore } : {}),
      // A try that certainly did not arrive is none: the row keeps its one repeat for real doubt.
      ...(result.status === "pending" && !result.isTry ? { attempts: row.attempts - 1 } : {}),
    })
    .where("seq", "=", row.seq)
    .execute();
}

/** Brakes only ever tighten here: answers overtake each other, the longest wait counts. */
async function writeBrake(tx: Queries, { row, settlement, at }: Settled): Promise<void> {
  const { pauseChannelUntil: until, stopsChannel } = settlement;
  if (!until && !stopsChannel) return;
  const why = settlement.row.status === "pending" ? settlement.row.why : null;
  const brake = stopsChannel ? { is_stopped: 1 } : { paused_until: until };
  await tx
    .insertInto("lane")
    .values({ channel: row.to.channel, paused_until: null, is_stopped: 0, ...brake, why, updated_at: at })
    .onConflict((conflict) =>
      conflict
        .column("channel")
        .doUpdateSet({ ...brake, why, updated_at: at })
        .where((eb) =>
          eb.or([
            eb.val(stopsChannel),
            eb("lane.paused_until", "is", null),
            eb("lane.paused_until", "<", until ?? at),
          ]),
        ),
    )
    .execute();
}
