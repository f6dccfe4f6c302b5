import type { Selectable, Updateable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { Failure } from "../kit/failure.ts";
import { type Id, newId, sha256 } from "../kit/id.ts";
import type { ChannelName, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { OutletName } from "../outlets/outlet.ts";
import { audienceRule } from "../people/audience-rule.ts";
import type { Plan } from "./file.ts";
import type { Schedule } from "./schedule.ts";

export type CampaignId = Id<"campaign">;
export type RunId = Id<"run">;

/** Đợt tuyên truyền — one message for an audience, sent once or again and again. */
export type Campaign = Plan & {
  readonly id: CampaignId;
  readonly status: Schema["campaign"]["status"];
  readonly fingerprint: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly nextSlot: Instant | null;
};

/** What happened to a campaign. Every change of content, approval and sending leaves one. */
export type CampaignEvent = {
  readonly campaignId: CampaignId;
  readonly runId?: RunId;
  readonly kind: EventKind;
  /** The person who decided, or `byTheProgram`. */
  readonly by: string;
  /** The officer behind the name, when it was one. */
  readonly officerId?: string | undefined;
  readonly note?: string;
  readonly at: Instant;
};

/** Campaign messages a member gets on one day when the campaign does not say. */
export const defaultDailyCap = 1;

/** Stands in the history of a campaign where no person decided. */
export const byTheProgram = "schedule";

type EventKind =
  | "added"
  | "edited"
  | "asked"
  | "declined"
  | "approved"
  | "launched"
  | "held"
  | "skipped"
  | "released"
  | "resent"
  | "dropped"
  | "stopped"
  | "resumed"
  | "finished"
  | "unapproved"
  | "corrected"
  | "withdrawn"
  | "publishAgain"
  | "foundPublished";

/**
 * What an approval is bound to: SHA-256 over what is sent, to whom, over which channels and when. Any change
 * of one of them gives another fingerprint, and an approval of the old one no longer counts.
 */
export function fingerprintOf(plan: Plan): string {
  const { content, audience, topic, channels, schedule, graceMinutes, dailyCap, outlets, embargo } = plan;
  // What is left out is not hashed, so that approvals from before it could be given still hold.
  const cap = dailyCap === undefined ? [] : [{ dailyCap }];
  const { title, sources } = plan;
  // Members never see title and sources as such; readers of an outlet do.
  const published = outlets?.length ? [{ outlets, embargo, title, sources }] : embargo ? [{ embargo }] : [];
  const sent = [content, audience, topic, channels, schedule, graceMinutes];
  return sha256(JSON.stringify([...sent, ...cap, ...published]));
}

/** Equal for the same words to the same people, whatever the channels and the time. */
export function repeatKeyOf({ content, audience }: Pick<Plan, "content" | "audience">): string {
  return sha256(JSON.stringify([content, audience]));
}

/** A campaign by its whole id, or by the last characters of it (six or more) when only one ends so. */
export async function findCampaign(queries: Queries, reference: string): Promise<Campaign> {
  const isEnding = /^[0-9a-f]{6,}$/.test(reference);
  const rows = await queries
    .selectFrom("campaign")
    .selectAll()
    .where((eb) => (isEnding ? eb("id", "like", `%${reference}`) : eb("id", "=", reference)))
    .limit(2)
    .execute();
  const [row, other] = rows;
  if (row && !other) return readCampaignRow(row);
  const why = other ? "more than one campaign ends so" : "there is no such campaign";
  throw new Failure("missing", `${reference}: ${why}. \`campaign list\` shows all ids.`);
}

/** A campaign in a list. `isHeld`: one of its launches waits for a person to resume or stop it. */
export type Listed = Campaign & { readonly isHeld: boolean };

/** Every campaign: what is due next first, then those without a next moment, newest first. */
export async function listCampaigns(queries: Queries): Promise<Listed[]> {
  const rows = await queries.selectFrom("campaign").selectAll().orderBy("created_at", "desc").execute();
  const runs = await queries
    .selectFrom("campaign_run")
    .select("campaign_id")
    .where("status", "=", "held")
    .execute();
  const held = new Set(runs.map((run) => run.campaign_id));
  const campaigns = rows.map((row) => ({ ...readCampaignRow(row), isHeld: held.has(row.id) }));
  // Instants compare as text; "~" comes after every digit, so campaigns without a next slot end the list.
  const when = (campaign: Campaign) => campaign.nextSlot ?? "~";
  return campaigns.sort((a, b) => Number(when(a) > when(b)) - Number(when(a) < when(b)));
}

/**
 * The campaign as it is now, held for this transaction: another process that wants to change it waits until
 * this one has committed. Throws `Failure("missing")` when there is none.
 */
export async function lockCampaign(tx: Queries, id: CampaignId, now: Instant): Promise<Campaign> {
  return changeCampaign(tx, id, { updated_at: now });
}

/** Writes columns of one campaign and returns it as it is then. */
export async function changeCampaign(
  tx: Queries,
  id: CampaignId,
  change: Updateable<Schema["campaign"]>,
): Promise<Campaign> {
  const row = await tx
    .updateTable("campaign")
    .set(change)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Failure("missing", `${id}: there is no such campaign.`);
  return readCampaignRow(row);
}

/** Stores a plan as a new draft. */
export async function insertCampaign(tx: Queries, plan: Plan, now: Instant): Promise<CampaignId> {
  const id = newId<"campaign">();
  const row = { id, ...columnsOf(plan), status: "draft" as const, created_at: now, updated_at: now };
  await tx.insertInto("campaign").values(row).execute();
  return id;
}

/** The columns a plan fills; an approval never survives them. */
export function columnsOf(plan: Plan) {
  return {
    title: plan.title,
    topic: plan.topic,
    content: JSON.stringify(plan.content),
    audience: JSON.stringify(plan.audience),
    channels: JSON.stringify(plan.channels),
    outlets: JSON.stringify(plan.outlets ?? []),
    embargo: plan.embargo ?? null,
    schedule: JSON.stringify(plan.schedule),
    sources: JSON.stringify(plan.sources),
    grace_minutes: plan.graceMinutes,
    daily_cap: plan.dailyCap ?? null,
    fingerprint: fingerprintOf(plan),
    approved_by: null,
    approved_at: null,
    next_slot: null,
  };
}

export function readCampaignRow(row: Selectable<Schema["campaign"]>): Campaign {
  const outlets = JSON.parse(row.outlets) as OutletName[];
  return {
    id: row.id as CampaignId,
    title: row.title,
    topic: row.topic,
    content: JSON.parse(row.content) as Content,
    audience: audienceRule.parse(JSON.parse(row.audience)),
    channels: JSON.parse(row.channels) as ChannelName[],
    schedule: JSON.parse(row.schedule) as Schedule,
    graceMinutes: row.grace_minutes,
    ...(row.daily_cap === null ? {} : { dailyCap: row.daily_cap }),
    ...(outlets.length > 0 ? { outlets } : {}),
    ...(row.embargo === null ? {} : { embargo: row.embargo }),
    sources: JSON.parse(row.sources) as string[],
    status: row.status,
    fingerprint: row.fingerprint,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    nextSlot: row.next_slot,
  };
}

export async function recordEvent(tx: Queries, event: CampaignEvent): Promise<void> {
  const { campaignId, runId = null, kind, by, officerId = null, note = null, at } = event;
  await tx
    .insertInto("campaign_event")
    .values({ campaign_id: campaignId, run_id: runId, kind, by_whom: by, officer_id: officerId, note, at })
    .execute();
}
