import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";

/** Whom a campaign is for. `all` is everyone who agreed to receive news. */
export const audienceRule = z.literal("all");
export type AudienceRule = z.infer<typeof audienceRule>;

/**
 * A query of (member_id, channel, external_id) for everyone the rule names who agreed to receive news and can
 * be reached on one of `channels`: one row a member, on the address they last wrote from. It reads the tables
 * when it runs, so inside a transaction it is the audience of that moment.
 */
export function selectAudience(queries: Queries, _rule: AudienceRule, channels: readonly ChannelName[]) {
  const ranked = queries
    .selectFrom("address")
    .innerJoin("consent", "consent.member_id", "address.member_id")
    .select(["address.member_id", "address.channel", "address.external_id"])
    .select((eb) =>
      eb.fn
        .agg<number>("row_number")
        .over((over) =>
          over
            .partitionBy("address.member_id")
            .orderBy("address.last_inbound_at", (order) => order.desc().nullsLast())
            .orderBy("address.channel")
            .orderBy("address.external_id"),
        )
        .as("rank"),
    )
    .where("consent.purpose", "=", "news")
    .where("consent.is_given", "=", 1)
    .where("address.is_reachable", "=", 1)
    .where("address.channel", "in", [...channels]);
  return queries
    .selectFrom(ranked.as("ranked"))
    .select(["member_id", "channel", "external_id"])
    .where("rank", "=", 1)
    .orderBy("member_id");
}

/** How many people the rule reaches now, and how many who agreed cannot be reached on these channels. */
export async function countAudience(
  queries: Queries,
  rule: AudienceRule,
  channels: readonly ChannelName[],
): Promise<{ reached: number; agreed: number }> {
  const reached = await queries
    .selectFrom(selectAudience(queries, rule, channels).as("audience"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  const agreed = await queries
    .selectFrom("consent")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("purpose", "=", "news")
    .where("is_given", "=", 1)
    .executeTakeFirstOrThrow();
  return { reached: reached.n, agreed: agreed.n };
}
