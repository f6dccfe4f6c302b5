import type { Database, Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Clock, type Instant } from "../kit/time.ts";

/**
 * What a channel shows of itself: `heard`, its platform called and was believed; `forged`, a call was dropped;
 * `fault`, its own upkeep failed (a token that cannot be renewed).
 */
export type SignKind = Schema["channel_sign"]["kind"];

/** The newest sign of a kind; `words` say what was wrong, in English for the operator. */
export type Sign = { readonly kind: SignKind; readonly at: Instant; readonly words: string | null };

/** A sign of the same kind and words is written down once in this time: calls come by the thousand. */
const restMs = 60_000;

/** Writes signs down beside the work that showed them: never waited for, never failing it. */
export function createSignBook(db: Database, { clock, log }: { clock: Clock; log: Log }) {
  const written = new Map<string, { readonly until: Instant; readonly words: string | null }>();
  return (channel: ChannelName, kind: SignKind, words: string | null = null): void => {
    const now = clock();
    const last = written.get(`${channel} ${kind}`);
    if (last && last.words === words && now < last.until) return;
    written.set(`${channel} ${kind}`, { until: addMs(now, restMs), words });
    writeSign(db, { channel, kind, at: now, words }).catch((error: unknown) =>
      log.warn("channel.sign_not_kept", { channel, fault: describeError(error) }),
    );
  };
}

function writeSign(db: Database, sign: Schema["channel_sign"]): Promise<unknown> {
  return db.transact((tx) =>
    tx
      .insertInto("channel_sign")
      .values(sign)
      .onConflict((conflict) =>
        conflict.columns(["channel", "kind"]).doUpdateSet({ at: sign.at, words: sign.words }),
      )
      .execute(),
  );
}

/** The newest sign of each kind, and why the channel is stopped, if it is. */
export async function readSigns(
  queries: Queries,
  channel: ChannelName,
): Promise<{ readonly signs: readonly Sign[]; readonly stoppedWhy: string | null }> {
  const signs = await queries
    .selectFrom("channel_sign")
    .select(["kind", "at", "words"])
    .where("channel", "=", channel)
    .execute();
  const lane = await queries
    .selectFrom("lane")
    .select("why")
    .where("channel", "=", channel)
    .where("is_stopped", "=", 1)
    .executeTakeFirst();
  return { signs, stoppedWhy: lane ? (lane.why ?? "the platform refused the channel itself") : null };
}
