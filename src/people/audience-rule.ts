import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { addMs, type Instant, localDate, sayDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { loadUnits } from "./units.ts";

/** Whom a campaign is for. `all` is everyone; who has not agreed to receive news is never reached. */
export type AudienceRule =
  | "all"
  /** A unit by its code with all below it, and those it took over from. */
  | { readonly unit: string }
  /** Chức vụ, compared without marks and case. */
  | { readonly role: string }
  | { readonly tag: string }
  /** Agreed to news on this topic (consent `news:<topic>`). */
  | { readonly topic: string }
  /** Can be reached on this channel. */
  | { readonly channel: (typeof ruleChannels)[number] }
  | { readonly state: (typeof ruleStates)[number] }
  /** Wrote within so many days before the launch, or since a moment. */
  | { readonly wroteWithinDays: number }
  | { readonly wroteSince: Instant }
  /** Answered a campaign's buttons or quiz: has the tag `answeredTag(name)`. */
  | { readonly answered: string }
  | { readonly and: readonly AudienceRule[] }
  | { readonly or: readonly AudienceRule[] }
  | { readonly not: AudienceRule };

export const ruleChannels = ["telegram", "zalo-oa", "zalo-bot", "web-chat"] as const;
export const ruleStates = ["active", "paused", "ended"] as const;

const word = z.string().min(1).max(200);
const parts = z.lazy(() => z.array(audienceRule).min(1).max(100));

/** A stored rule; anything else in its place is refused. */
export const audienceRule: z.ZodType<AudienceRule> = z.union([
  z.literal("all"),
  z.strictObject({ unit: word }),
  z.strictObject({ role: word }),
  z.strictObject({ tag: word }),
  z.strictObject({ topic: word }),
  z.strictObject({ channel: z.enum(ruleChannels) }),
  z.strictObject({ state: z.enum(ruleStates) }),
  z.strictObject({ wroteWithinDays: z.int().min(1).max(3660) }),
  z.strictObject({ wroteSince: z.iso.datetime().transform((text) => text as Instant) }),
  z.strictObject({ answered: word }),
  z.strictObject({ and: parts }),
  z.strictObject({ or: parts }),
  z.strictObject({ not: z.lazy(() => audienceRule) }),
]);

const dayMs = 24 * 3_600_000;

/** The tag a member gets by answering the buttons or the quiz of the campaign called so. */
export function answeredTag(name: string): string {
  return `answered:${fold(name)}`;
}

/** The purpose of a consent to news about one topic. */
export function topicPurpose(topic: string): `news:${string}` {
  return `news:${fold(topic)}`;
}

/** The rule as a condition on the row `member`: the one place where rules become SQL. */
export function condition(rule: AudienceRule, now: Instant): RawBuilder<SqlBool> {
  if (rule === "all") return sql`1 = 1`;
  if ("and" in rule) return joined(rule.and, now, sql` AND `);
  if ("or" in rule) return joined(rule.or, now, sql` OR `);
  // A condition on something unknown (no unit, no state) is false, and its contrary true.
  if ("not" in rule) return sql`NOT coalesce(${condition(rule.not, now)}, false)`;
  if ("unit" in rule) return inUnit(rule.unit);
  if ("role" in rule) return sql`member.position_key = ${fold(rule.role)}`;
  if ("state" in rule) return sql`member.state = ${rule.state}`;
  if ("channel" in rule) return hasAddress(sql`a.is_reachable = 1 AND a.channel = ${rule.channel}`);
  if ("wroteSince" in rule) return hasAddress(sql`a.last_inbound_at >= ${rule.wroteSince}`);
  if ("wroteWithinDays" in rule) {
    return hasAddress(sql`a.last_inbound_at >= ${addMs(now, -rule.wroteWithinDays * dayMs)}`);
  }
  if ("topic" in rule) {
    return sql`EXISTS (SELECT 1 FROM consent t WHERE t.member_id = member.id
      AND t.purpose = ${topicPurpose(rule.topic)} AND t.is_given = 1)`;
  }
  return hasTag("tag" in rule ? fold(rule.tag) : answeredTag(rule.answered));
}

function joined(rules: readonly AudienceRule[], now: Instant, by: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql`(${sql.join(
    rules.map((rule) => condition(rule, now)),
    by,
  )})`;
}

function hasAddress(what: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql`EXISTS (SELECT 1 FROM address a WHERE a.member_id = member.id AND ${what})`;
}

function hasTag(tag: string): RawBuilder<SqlBool> {
  return sql`EXISTS (SELECT 1 FROM member_tag g WHERE g.member_id = member.id AND g.tag = ${tag})`;
}

/** UNION leaves out what was found, so a circle in the tree ends. */
function inUnit(code: string): RawBuilder<SqlBool> {
  return sql`member.unit_id IN (
    WITH RECURSIVE part (id) AS (
      SELECT id FROM unit WHERE lower(code) = ${fold(code)}
      UNION
      SELECT below.id FROM part JOIN (
        SELECT id, parent_id AS above FROM unit UNION ALL SELECT unit_id, successor_id FROM unit_successor
      ) below ON below.above = part.id)
    SELECT id FROM part)`;
}

/** Units a rule names that are not there, each with what the name may mean; empty when all are. */
export async function unknownUnits(
  queries: Queries,
  rule: AudienceRule,
  now: Instant,
): Promise<{ code: string; maybe: readonly string[] }[]> {
  const codes = unitsIn(rule);
  if (codes.length === 0) return [];
  const units = await loadUnits(queries);
  return codes
    .filter((code) => units.byCode(code) === undefined)
    .map((code) => ({ code, maybe: units.find(code, localDate(now)).map(({ unit }) => unit.code) }));
}

function unitsIn(rule: AudienceRule): string[] {
  if (rule === "all") return [];
  if ("and" in rule) return rule.and.flatMap(unitsIn);
  if ("or" in rule) return rule.or.flatMap(unitsIn);
  if ("not" in rule) return unitsIn(rule.not);
  return "unit" in rule ? [rule.unit] : [];
}

const stateNames = { active: "đang sinh hoạt", paused: "tạm nghỉ", ended: "đã thôi" } as const;

/** A rule in words for officers: `thuộc đơn vị CDCS-CHE và không có nhãn “an toan”`. */
export function sayRule(rule: AudienceRule): string {
  if (rule === "all") return "mọi người đã đồng ý nhận tin";
  if ("and" in rule) return rule.and.map(sayPart).join(" và ");
  if ("or" in rule) return rule.or.map(sayPart).join(" hoặc ");
  if ("not" in rule) return `không ${sayPart(rule.not)}`;
  if ("unit" in rule) return `thuộc đơn vị ${rule.unit}`;
  if ("role" in rule) return `có chức vụ “${rule.role}”`;
  if ("tag" in rule) return `có nhãn “${rule.tag}”`;
  if ("topic" in rule) return `đồng ý nhận tin chủ đề “${rule.topic}”`;
  if ("channel" in rule) return `nhận được tin qua ${rule.channel}`;
  if ("state" in rule) return stateNames[rule.state];
  if ("wroteSince" in rule) return `đã nhắn tin từ ${sayDate(rule.wroteSince)}`;
  if ("wroteWithinDays" in rule) return `đã nhắn tin trong ${rule.wroteWithinDays} ngày qua`;
  return `đã trả lời tin “${rule.answered}”`;
}

function sayPart(rule: AudienceRule): string {
  const isJoined = rule !== "all" && ("and" in rule || "or" in rule);
  return isJoined ? `(${sayRule(rule)})` : sayRule(rule);
}
