import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { type AudienceRule, condition } from "./audience-rule.ts";

/** Whom something goes to: a rule, the channels it may take, and the moment it is asked. */
export type Audience = {
  readonly rule: AudienceRule;
  readonly channels: readonly ChannelName[];
  readonly now: Instant;
  /** Only these members; all when left out. */
  readonly part?: Part;
};

/**
 * A stretch of members by id without those whom others were linked into since a moment, or only these: their
 * places among the ids are two.
 */
export type Part =
  | { readonly after: string; readonly until: string; readonly notLinkedSince: Instant }
  | { readonly linkedSince: Instant };

/**
 * A query of (member_id, channel, external_id) for everyone the rule names who agreed to receive news and can
 * be reached on one of the channels: one row a member, on the channel they asked for, else where they last wrote.
 * It reads the tables when it runs, so inside a transaction it is the audience of that moment.
 */
export function selectAudience(queries: Queries, { rule, channels, now, part }: Audience) {
  const chosen = queries
    .selectFrom("member")
    .select("member.id as member_id")
    .select(bestAddress(sql.ref("a.channel"), channels).as("channel"))
    .select(bestAddress(sql.ref("a.external_id"), channels).as("external_id"))
    .where(hasAgreed, "=", 1)
    .where(condition(rule, now))
    .where(partOf(part))
    // Inside, where it also keeps PostgreSQL from asking for the channel once more below.
    .orderBy("member.id");
  return queries
    .selectFrom(chosen.as("chosen"))
    .select(["member_id", "channel", "external_id"])
    .where("channel", "is not", null)
    .$narrowType<{ channel: string; external_id: string }>();
}

// Each is one look into an index for one member, whatever a database believes of its tables' sizes: a join over a
// stretch of members was planned as one over whole tables, or as all pairs, where statistics were missing or old.
const hasAgreed = sql<number>`(SELECT c.is_given FROM consent c WHERE c.member_id = member.id AND c.purpose = 'news')`;

function bestAddress(column: RawBuilder<unknown>, channels: readonly ChannelName[]) {
  return sql<string | null>`(SELECT ${column} FROM address a
    WHERE a.member_id = member.id AND a.is_reachable = 1 AND a.channel IN (${sql.join(channels)})
    ORDER BY (CASE WHEN a.channel = member.preferred_channel THEN 0 ELSE 1 END),
      a.last_inbound_at DESC NULLS LAST, a.channel, a.external_id
    LIMIT 1)`;
}

function partOf(part: Part | undefined) {
  if (part === undefined) return sql<SqlBool>`1 = 1`;
  const linked = (since: Instant) => sql`(SELECT into_id FROM member_merge WHERE at >= ${since})`;
  if ("linkedSince" in part) return sql<SqlBool>`member.id IN ${linked(part.linkedSince)}`;
  const { after, until, notLinkedSince } = part;
  return sql<SqlBool>`member.id > ${after} AND member.id <= ${until} AND member.id NOT IN ${linked(notLinkedSince)}`;
}

/** One member who would be written to on `channel`, past so many others; undefined when nobody would. */
export async function pickRecipient(
  queries: Queries,
  audience: Audience,
  { channel, skip }: { channel: ChannelName; skip: number },
): Promise<string | undefined> {
  const there = () =>
    queries
      .selectFrom(selectAudience(queries, audience).as("audience"))
      .where("audience.channel", "=", channel);
  const { people } = await there()
    .select((eb) => eb.fn.countAll<number>().as("people"))
    .executeTakeFirstOrThrow();
  if (people === 0) return undefined;
  const one = await there()
    .select("audience.member_id")
    .orderBy("audience.member_id")
    .offset(skip % people)
    .limit(1)
    .executeTakeFirst();
  return one?.member_id;
}

/** How many people the rule reaches now, and how many it names who agreed to receive news. */
export async function countAudience(
  queries: Queries,
  audience: Audience,
): Promise<{ reached: number; agreed: number }> {
  const { reached, unreachable, noAddress } = await judge(queries, audience);
  return { reached, agreed: reached + unreachable + noAddress };
}

/** Why somebody the rule names gets nothing. */
export type Exclusion = "noConsent" | "noAddress" | "unreachable";

/** Everyone a rule names: those it reaches, by channel, and the others by their first reason. */
export type Survey = {
  /** Always the sum of all that follows. */
  readonly matched: number;
  readonly reached: number;
  readonly channels: ReadonlyMap<ChannelName, number>;
  readonly excluded: Readonly<Record<Exclusion, number>>;
};

/** Counts everyone a rule names, member by member, as they stand now. */
export async function surveyAudience(queries: Queries, audience: Audience): Promise<Survey> {
  const { reached, ...excluded } = await judge(queries, audience);
  const matched = reached + excluded.noConsent + excluded.noAddress + excluded.unreachable;
  return { matched, reached, channels: await countChannels(queries, audience), excluded };
}

type Verdict = Exclusion | "reached";

async function judge(queries: Queries, { channels, rule, now }: Audience): Promise<Record<Verdict, number>> {
  const verdict = sql<Verdict>`CASE
    WHEN NOT EXISTS (SELECT 1 FROM consent c
      WHERE c.member_id = member.id AND c.purpose = 'news' AND c.is_given = 1) THEN 'noConsent'
    WHEN NOT EXISTS (SELECT 1 FROM address a
      WHERE a.member_id = member.id AND a.channel IN (${sql.join(channels)})) THEN 'noAddress'
    WHEN NOT EXISTS (SELECT 1 FROM address a
      WHERE a.member_id = member.id AND a.channel IN (${sql.join(channels)}) AND a.is_reachable = 1)
      THEN 'unreachable'
    ELSE 'reached' END`;
  const judged = queries
    .selectFrom("member")
    .select(verdict.as("verdict"))
    .where("member.merged_into", "is", null)
    .where(condition(rule, now));
  const rows = await queries
    .selectFrom(judged.as("judged"))
    .select((eb) => ["judged.verdict", eb.fn.countAll<number>().as("people")])
    .groupBy("judged.verdict")
    .execute();
  const many = (one: Verdict) => rows.find((row) => row.verdict === one)?.people ?? 0;
  return {
    reached: many("reached"),
    noConsent: many("noConsent"),
    noAddress: many("noAddress"),
    unreachable: many("unreachable"),
  };
}

async function countChannels(queries: Queries, audience: Audience): Promise<Map<ChannelName, number>> {
  const rows = await queries
    .selectFrom(selectAudience(queries, audience).as("audience"))
    .select((eb) => ["audience.channel", eb.fn.countAll<number>().as("people")])
    .groupBy("audience.channel")
    .orderBy("audience.channel")
    .execute();
  return new Map(rows.map((row) => [row.channel as ChannelName, row.people]));
}

/** The last member by id there is now; undefined when there is nobody. Who joins later comes after them. */
export async function lastMember(queries: Queries): Promise<string | undefined> {
  const row = await queries
    .selectFrom("member")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** The id that ends a stretch of at most `size` members after `after`, not beyond `until`. */
export async function endOfStretch(
  queries: Queries,
  { after, until, size }: { after: string; until: string; size: number },
): Promise<string> {
  // The upper end is no condition: with two, PostgreSQL may expect few rows and sort the whole rest each time.
  const row = await queries
    .selectFrom("member")
    .select(sql<string>`CASE WHEN id < ${until} THEN id ELSE ${until} END`.as("id"))
    .where("id", ">", after)
    .orderBy("member.id")
    .offset(size - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? until;
}
