import { sql } from "kysely";
import type { Database, Queries } from "../../database/database.ts";
import { prepare } from "../../database/prepared.ts";
import type { Instant } from "../../kit/time.ts";
import { setReachable } from "../../people/members.ts";
import type { Claimed } from "./claim.ts";
import type { Settlement } from "./outcome.ts";
import { padded } from "./padded.ts";

/** One try that ended, with what becomes of its row. */
export type Settled = { readonly row: Claimed; readonly settlement: Settlement; readonly at: Instant };

/** Writes the results of many tries in one transaction: rows, reachability, and the channels' brakes. */
export function writeSettlements(db: Database, group: readonly Settled[]): Promise<void> {
  return db.transact(async (tx) => {
    const [sent, others] = split(group);
    await writeSent(tx, sent);
    for (const settled of others) await writeRow(tx, settled);
    for (const { row, settlement } of group) {
      if (!settlement.isUnreachable || settlement.row.status !== "refused") continue;
      await setReachable(tx, row.to, { isReachable: false, why: settlement.row.why });
    }
    for (const settled of group) await writeBrake(tx, settled);
  });
}

type Sent = { readonly seq: number; readonly externalId: string; readonly at: Instant };

function split(group: readonly Settled[]): [Sent[], Settled[]] {
  const sent: Sent[] = [];
  const others: Settled[] = [];
  for (const settled of group) {
    const { row, settlement, at } = settled;
    if (settlement.row.status !== "sent") others.push(settled);
    else sent.push({ seq: row.seq, externalId: settlement.row.externalId, at });
  }
  return [sent, others];
}

/** What was sent is nearly everything: one statement for all of it. */
async function writeSent(tx: Queries, sent: readonly Sent[]): Promise<void> {
  const [first] = sent;
  if (!first) return;
  const values = padded(sent).map(
    ({ seq, externalId }) => sql`(CAST(${seq} AS BIGINT), CAST(${externalId} AS TEXT))`,
  );
  await sql`UPDATE delivery SET status = 'sent', why = NULL, code = NULL, external_id = result.column2,
      settled_at = ${first.at}, claimed_by = NULL, claimed_at = NULL
    FROM (VALUES ${sql.join(values)}) AS result WHERE delivery.seq = result.column1`.execute(tx);
}

async function writeRow(tx: Queries, settled: Settled): Promise<void> {
  const { row, settlement, at } = settled;
  if (settlement.row.status !== "held") return void (await settleRow(tx, toRow(settled)));
  // It certainly did not arrive: the row keeps its one repeat for real doubt.
  const { why, code } = settlement.row;
  await holdRow(tx, { seq: row.seq, why, code, at, attempts: row.attempts - 1 });
}

/** Whoever wrote while their message was being refused has opened the window meanwhile. */
const hasWritten = sql<boolean>`wrote_at >= claimed_at`;

type Holding = { seq: number; why: string; code: string | null; at: string; attempts: number };

const holdRow = prepare((queries, given: Holding) =>
  queries
    .updateTable("delivery")
    .set({
      status: sql<"held">`CASE WHEN ${hasWritten} THEN 'pending' ELSE 'held' END`,
      settled_at: sql<Instant | null>`CASE WHEN ${hasWritten} THEN NULL ELSE ${given.at} END`,
      why: given.why,
      code: given.code,
      attempts: given.attempts,
      claimed_by: null,
      claimed_at: null,
      wrote_at: null,
    })
    .where("seq", "=", given.seq),
);

function toRow({ row, settlement, at }: Settled) {
  const { seq, attempts } = row;
  const result = settlement.row;
  const { status } = result;
  const why = "why" in result ? result.why : null;
  if (result.status !== "pending") {
    const code = "code" in result ? result.code : null;
    return { seq, status, why, code, externalId: null, at, notBefore: null, attempts };
  }
  // A try that certainly did not arrive is none: the row keeps its one repeat for real doubt.
  const tries = result.isTry ? attempts : attempts - 1;
  return {
    seq,
    status,
    why,
    code: null,
    externalId: null,
    at: null,
    notBefore: result.notBefore,
    attempts: tries,
  };
}

const settleRow = prepare((queries, given: ReturnType<typeof toRow>) =>
  queries
    .updateTable("delivery")
    .set((eb) => ({
      status: given.status,
      why: given.why,
      code: given.code,
      external_id: given.externalId,
      settled_at: given.at,
      not_before: eb.fn.coalesce(eb.val(given.notBefore), "not_before"),
      attempts: given.attempts,
      claimed_by: null,
      claimed_at: null,
    }))
    .where("seq", "=", given.seq),
);

/** Brakes only ever tighten here: answers overtake each other, the longest wait counts. */
async function writeBrake(tx: Queries, { row, settlement, at }: Settled): Promise<void> {
  const { pauseChannelUntil: until, stopsChannel } = settlement;
  if (!until && !stopsChannel) return;
  const why = settlement.stopWhy ?? (settlement.row.status === "pending" ? settlement.row.why : null);
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
