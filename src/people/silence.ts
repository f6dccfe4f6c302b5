import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { type Audience, selectAudience } from "./audience.ts";

/** How many of an audience last wrote on a channel since `recent`, between `old` and `recent`, and before. */
export type Silence = { readonly recent: number; readonly old: number; readonly before: number };

/**
 * Counts the people an audience reaches on one channel by when they last wrote there; who is not known to have
 * written counts as `before`.
 */
export async function countSilence(
  queries: Queries,
  audience: Audience,
  on: { readonly channel: ChannelName; readonly recent: Instant; readonly old: Instant },
): Promise<Silence> {
  const many = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`;
  const last = sql.ref("address.last_inbound_at");
  const row = await queries
    .selectFrom(selectAudience(queries, audience).as("audience"))
    .innerJoin("address", (join) =>
      join
        .onRef("address.channel", "=", "audience.channel")
        .onRef("address.external_id", "=", "audience.external_id"),
    )
    .select((eb) => eb.fn.countAll<number>().as("all"))
    .select(many(sql<boolean>`${last} >= ${on.recent}`).as("recent"))
    .select(many(sql<boolean>`${last} >= ${on.old} AND ${last} < ${on.recent}`).as("old"))
    .where("audience.channel", "=", on.channel)
    .executeTakeFirstOrThrow();
  const [all, recent, old] = [Number(row.all), Number(row.recent), Number(row.old)];
  return { recent, old, before: all - recent - old };
}
