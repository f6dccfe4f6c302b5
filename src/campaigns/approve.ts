import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { outletWords } from "../outlets/texts.ts";
import { countAudience } from "../people/audience.ts";
import { type AudienceRule, unknownUnits } from "../people/audience-rule.ts";
import type { Officer } from "../people/officers.ts";
import { type ApprovalWay, recordApproval } from "./approved-changes.ts";
import {
  type Campaign,
  type CampaignId,
  changeCampaign,
  columnsOf,
  insertCampaign,
  lockCampaign,
  readCampaignRow,
  recordEvent,
  repeatKeyOf,
} from "./campaign.ts";
import type { Plan } from "./file.ts";
import { nextSlot } from "./schedule.ts";
import { approversOf, barOf, isInScope } from "./scope.ts";
import { refusals } from "./texts.ts";

/**
 * Who decides, and when. `by` is the person's name as it stands on the proof sheet; without an officer it is the
 * operator of the machine.
 */
export type Decision = {
  readonly id: CampaignId;
  readonly by: string;
  readonly now: Instant;
  readonly officer?: Officer | undefined;
};

/** What an approval says beyond who decides. */
type Approving = Decision & {
  /** What the officer saw; a campaign that has changed since is refused. */
  readonly fingerprint?: string;
  /** The number of people as the officer typed it. */
  readonly typed?: number | null;
  /** From so many people on an officer has to type their number. */
  readonly largeFrom?: number;
  /** How an officer decides. */
  readonly way?: Exclude<ApprovalWay, "operator">;
  /** Outlets that cannot be used on this machine. */
  readonly outletsOff?: ReadonlyMap<string, string> | undefined;
};

/** A decision that cannot be carried out; `words` are for the officer. Nothing was changed. */
export type Refused = {
  readonly kind: "refused";
  readonly why: string;
  readonly words: string;
  /** How many people it reaches now, when their number has to be typed. */
  readonly reached?: number;
};

export type Approval =
  | {
      readonly kind: "approved";
      readonly next: Instant;
      /** How many people it would reach if it were sent now, of how many who agreed to receive news. */
      readonly reach: { readonly reached: number; readonly agreed: number };
    }
  | Refused;

/** From so many people on their number has to be typed, where the settings say nothing else. */
export const largeAudience = 500;

/** The same words to the same people are not sent again within this time. */
export const repeatGuardMs = 24 * 3_600_000;

/**
 * Stores a plan as a draft. Nothing is sent before somebody approves it. Throws `Failure("invalid")` when its
 * audience names a unit that is not known, `"forbidden"` when it reaches beyond the unit its officer is bound to.
 */
export async function addCampaign(
  tx: Queries,
  plan: Plan,
  { by, now, officer }: Omit<Decision, "id">,
): Promise<CampaignId> {
  await refuseUnknownUnits(tx, plan, now);
  const beyond = await scopeFault(tx, officer, plan.audience);
  if (beyond) throw new Failure("forbidden", beyond.words);
  const id = await insertCampaign(tx, plan, now);
  await recordEvent(tx, { campaignId: id, kind: "added", by: nameOf(by), officerId: officer?.id, at: now });
  return id;
}

/**
 * Replaces what a campaign says, to whom or when. It is a draft again afterwards: an approval holds for the
 * version that was approved only. Refused while a launch is under way, for its words are already on their way.
 */
export async function editCampaign(
  tx: Queries,
  plan: Plan,
  { id, by, now, officer }: Decision,
): Promise<{ kind: "edited" } | Refused> {
  const campaign = await lockCampaign(tx, id, now);
  if (await hasOpenRun(tx, id)) return refuse("isRunning");
  if (campaign.status === "finished") return refuse("notDraft");
  await refuseUnknownUnits(tx, plan, now);
  // What it says now counts as well: a campaign of others is not taken over by naming one's own unit.
  const beyond =
    (await scopeFault(tx, officer, campaign.audience)) ?? (await scopeFault(tx, officer, plan.audience));
  if (beyond) return beyond;
  await changeCampaign(tx, id, { ...columnsOf(plan), status: "draft" });
  await recordEvent(tx, { campaignId: id, kind: "edited", by: nameOf(by), officerId: officer?.id, at: now });
  return { kind: "edited" };
}

/**
 * Approves a draft: it will be sent at its next slot without being asked again.
 *
 * Give the `fingerprint` the officer saw: when the campaign has changed since, the approval is refused. Also
 * refused: a campaign that is no draft, one whose only moment is past, one whose sources are no longer
 * published, and one that repeats the same words to the same people within 24 hours; an officer without the
 * right, bound to a unit it reaches beyond, who wrote or last edited it, or who did not type the number of a large
 * audience; the operator as soon as an officer could approve it.
 */
export async function approveCampaign(tx: Queries, given: Approving, library: Library): Promise<Approval> {
  const { id, by, now, officer } = given;
  const name = nameOf(by);
  const campaign = await lockCampaign(tx, id, now);
  if (campaign.status !== "draft") return refuse("notDraft");
  if (given.fingerprint !== undefined && given.fingerprint !== campaign.fingerprint) return refuse("changed");
  const next = nextSlot(campaign.schedule, now);
  if (next === null) return refuse("past");
  const fault =
    (await personFault(tx, officer, campaign)) ??
    (await contentFault(tx, campaign, { next, library })) ??
    outletFault(campaign, given.outletsOff);
  if (fault) return fault;
  const reach = await reachOf(tx, campaign, now);
  if (officer && reach.reached >= (given.largeFrom ?? largeAudience) && given.typed !== reach.reached)
    return { kind: "refused", why: "number", words: refusals.number(reach.reached), reached: reach.reached };
  await changeCampaign(tx, id, { status: "scheduled", approved_by: name, approved_at: now, next_slot: next });
  const officerId = officer?.id;
  await recordEvent(tx, {
    campaignId: id,
    kind: "approved",
    by: name,
    officerId,
    note: campaign.fingerprint,
    at: now,
  });
  const way = officer ? (given.way ?? "dashboard") : "operator";
  await recordApproval(tx, campaign, {
    by: name,
    officerId: officerId ?? null,
    way,
    reached: reach.reached,
    at: now,
  });
  return { kind: "approved", next, reach };
}

/** What speaks against the person. On a fresh installation nobody but the operator could approve. */
async function personFault(
  tx: Queries,
  officer: Officer | undefined,
  campaign: Campaign,
): Promise<Refused | undefined> {
  if (officer) {
    const bar = await barOf(tx, officer, campaign);
    return bar === "outOfScope" ? scopeFault(tx, officer, campaign.audience) : bar && refuse(bar);
  }
  const able = await approversOf(tx, campaign);
  if (able.length === 0) return undefined;
  const names = able.map(({ name }) => name);
  return { kind: "refused", why: "needsOfficer", words: refusals.needsOfficer(names) };
}

function outletFault(
  { outlets = [] }: Campaign,
  off: ReadonlyMap<string, string> = new Map(),
): Refused | undefined {
  const names = outlets.filter((name) => off.has(name)).map((name) => outletWords[name]);
  return names.length === 0
    ? undefined
    : { kind: "refused", why: "outletOff", words: refusals.outletOff(names) };
}

async function contentFault(
  tx: Queries,
  campaign: Campaign,
  { next, library }: { next: Instant; library: Library },
): Promise<Refused | undefined> {
  const gone = missingSources(library, campaign.sources);
  if (gone.length > 0) return { kind: "refused", why: "sourceGone", words: refusals.sourceGone(gone) };
  const twin = await findRepeat(tx, campaign, next);
  return twin === undefined ? undefined : { kind: "refused", why: "repeat", words: refusals.repeat(twin) };
}

/** Refuses whom an officer bound to a unit may not address. */
export async function scopeFault(
  tx: Queries,
  officer: Officer | undefined,
  audience: AudienceRule,
): Promise<Refused | undefined> {
  if (!officer?.unit || (await isInScope(tx, officer, audience))) return undefined;
  return { kind: "refused", why: "outOfScope", words: refusals.outOfScope(officer.unit) };
}

async function refuseUnknownUnits(tx: Queries, plan: Plan, now: Instant): Promise<void> {
  const [unknown] = await unknownUnits(tx, plan.audience, now);
  if (!unknown) return;
  const maybe = unknown.maybe.length > 0 ? ` Did you mean ${unknown.maybe.join(", ")}?` : "";
  const help = "`caunoi units list` shows all codes.";
  throw new Failure("invalid", `audience: there is no unit with the code "${unknown.code}".${maybe} ${help}`);
}

function reachOf(tx: Queries, { audience: rule, channels }: Campaign, now: Instant) {
  return countAudience(tx, { rule, channels, now });
}

/** The sources of a campaign that are not published (any more). */
export function missingSources(library: Library, sources: readonly string[]): string[] {
  return sources.filter((source) => {
    const [document = "", clause = ""] = source.split("#");
    return library.clause(document, clause) === undefined;
  });
}

/**
 * The title of another campaign that sends the same words to the same people less than 24 hours from `slot`:
 * one that was launched, or one that is approved and due.
 */
async function findRepeat(tx: Queries, campaign: Campaign, slot: Instant): Promise<string | undefined> {
  const from = addMs(slot, -repeatGuardMs);
  const until = addMs(slot, repeatGuardMs);
  const key = repeatKeyOf(campaign);
  const launched = await tx
    .selectFrom("campaign_run")
    .innerJoin("campaign", "campaign.id", "campaign_run.campaign_id")
    .select("campaign.title")
    .where("campaign_run.repeat_key", "=", key)
    .where("campaign_run.campaign_id", "!=", campaign.id)
    .where("campaign_run.planned", ">", 0)
    .where("campaign_run.launched_at", ">", from)
    .where("campaign_run.launched_at", "<", until)
    .executeTakeFirst();
  if (launched) return launched.title;
  const due = await tx
    .selectFrom("campaign")
    .selectAll()
    .where("status", "=", "scheduled")
    .where("id", "!=", campaign.id)
    .where("next_slot", ">", from)
    .where("next_slot", "<", until)
    .execute();
  return due.map(readCampaignRow).find((other) => repeatKeyOf(other) === key)?.title;
}

async function hasOpenRun(tx: Queries, id: CampaignId): Promise<boolean> {
  const run = await tx
    .selectFrom("campaign_run")
    .select("id")
    .where("campaign_id", "=", id)
    .where("status", "!=", "finished")
    .executeTakeFirst();
  return run !== undefined;
}

/** A decision needs a person behind it: an approval by nobody proves nothing. */
export function nameOf(by: string): string {
  const name = by.normalize("NFC").replace(/\s+/g, " ").trim();
  if (name === "") throw new Failure("invalid", "Say who decides: --by NAME.");
  return name;
}

export function refuse(
  why: "notDraft" | "changed" | "past" | "own" | "mayNot" | "isRunning" | "nothingToStop" | "nothingToResume",
): Refused {
  return { kind: "refused", why, words: refusals[why] };
}
