import type { Database, Queries } from "../database/database.ts";
import { openRuns } from "../delivery/figures.ts";
import { closeRunWhenDone } from "../delivery/ledger.ts";
import { newId } from "../kit/id.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { missingSources, repeatGuardMs } from "./approve.ts";
import {
  byTheProgram,
  type Campaign,
  type CampaignId,
  changeCampaign,
  fingerprintOf,
  type RunId,
  readCampaignRow,
  recordEvent,
  repeatKeyOf,
} from "./campaign.ts";
import { drawClauses } from "./clause-series.ts";
import { freezeStretch, launchOf, type OpenRun, openFreeze } from "./freeze.ts";
import { writePublications } from "./publish-article.ts";
import { decideSlot } from "./schedule.ts";

/** What became of one slot that was due. */
export type Launched = { readonly campaignId: CampaignId; readonly slot: Instant } & (
  | { readonly kind: "launched"; readonly runId: RunId; readonly planned: number }
  /** Its audience is still being written down: `goOnLaunching` does the rest. */
  | { readonly kind: "launching"; readonly runId: RunId; readonly planned: number }
  | { readonly kind: "held"; readonly runId: RunId; readonly why: HoldReason }
  | { readonly kind: "skipped" }
  /** The stored campaign is not the one that was approved; it is a draft again. */
  | { readonly kind: "unapproved" }
);

type HoldReason = "late" | "repeat" | "sourceGone" | "noClause";

/** Ids of the campaigns that are due now, the longest waiting first. */
export async function dueCampaigns(queries: Queries, now: Instant): Promise<CampaignId[]> {
  const rows = await queries
    .selectFrom("campaign")
    .select("id")
    .where("status", "=", "scheduled")
    .where("next_slot", "<=", now)
    .orderBy("next_slot")
    .execute();
  return rows.map((row) => row.id as CampaignId);
}

/**
 * Launches a campaign that is due, in one transaction: the next slot, the run and the rows of its first recipients
 * commit together or not at all; a large audience is `launching` until `goOnLaunching` has written the rest. Of
 * several processes that try, one finds it due and the others get `undefined`; after a crash it is still due and
 * the next start launches it.
 *
 * Held instead of launched: too late (see `decideSlot`), the same message to the same people within 24 hours,
 * a source or clause that is no longer published. A held run waits for `resumeCampaign`.
 */
export function launchCampaign(
  db: Database,
  id: CampaignId,
  { now, library }: { now: Instant; library: Library },
): Promise<Launched | undefined> {
  return db.transact(async (tx) => {
    const campaign = await claimDue(tx, id, now);
    if (!campaign?.nextSlot) return undefined;
    if (fingerprintOf(campaign) !== campaign.fingerprint) return unapprove(tx, campaign, now);
    const due = decideSlot(campaign.schedule, campaign.nextSlot, now, campaign.graceMinutes);
    await changeCampaign(tx, id, { next_slot: due.next });
    if (due.kind === "skip") return skip(tx, campaign, { slot: due.slot, now });
    const run = await openRun(tx, campaign, { slot: due.slot, now });
    if (run === undefined) return undefined;
    if (due.kind === "hold") return hold(tx, run, { why: "late", now });
    return startRun(tx, run, { now, library, by: byTheProgram });
  });
}

/**
 * Draws the content and freezes the audience of this moment into the ledger. When something speaks against
 * sending, the run is held instead; a person who releases it (`by` other than the schedule) has already
 * decided about lateness and repetition.
 */
export async function startRun(
  tx: Queries,
  run: OpenRun,
  { now, library, by }: { now: Instant; library: Library; by: string },
): Promise<Launched> {
  const { campaign } = run;
  if (missingSources(library, campaign.sources).length > 0) return hold(tx, run, { why: "sourceGone", now });
  const content = drawClauses(library, campaign.content, run.slot);
  if (!content) return hold(tx, run, { why: "noClause", now });
  const repeatKey = repeatKeyOf({ content, audience: campaign.audience });
  if (by === byTheProgram && (await wasJustSent(tx, { ...run, repeatKey }, now))) {
    return hold(tx, run, { why: "repeat", now });
  }
  await openFreeze(tx, run, { content, now });
  await writePublications(tx, run, { content, library, now });
  await tx
    .updateTable("campaign_run")
    .set({ status: "launching", why: null, repeat_key: repeatKey, planned: 0, launched_at: now })
    .where("id", "=", run.id)
    .execute();
  // The first stretch of members is frozen here, so that a launch to few is one transaction.
  await freezeStretch(tx, run, { now, by });
  return launchOf(tx, run);
}

/**
 * Closes every run of which nothing is waiting or being sent, then every campaign that has neither an open
 * run nor another slot. Returns how many runs were finished; one that was opened again for a row an officer
 * sends once more is closed again, too, but finished only the first time.
 */
export async function finishRuns(db: Database, now: Instant): Promise<number> {
  let finished = 0;
  for (const id of await openRuns(db.read)) {
    if (await db.transact((tx) => finishRun(tx, id as RunId, now))) finished += 1;
  }
  await db.transact((tx) => finishCampaigns(tx, now));
  return finished;
}

async function claimDue(tx: Queries, id: CampaignId, now: Instant): Promise<Campaign | undefined> {
  // The update takes the row's lock: a second process waits here, then no longer finds the slot due.
  const row = await tx
    .updateTable("campaign")
    .set({ updated_at: now })
    .where("id", "=", id)
    .where("status", "=", "scheduled")
    .where("next_slot", "<=", now)
    .returningAll()
    .executeTakeFirst();
  return row && readCampaignRow(row);
}

async function unapprove(tx: Queries, campaign: Campaign, now: Instant): Promise<Launched> {
  const approval = { approved_by: null, approved_at: null, next_slot: null };
  await changeCampaign(tx, campaign.id, {
    ...approval,
    status: "draft",
    fingerprint: fingerprintOf(campaign),
  });
  await recordEvent(tx, { campaignId: campaign.id, kind: "unapproved", by: byTheProgram, at: now });
  return { kind: "unapproved", campaignId: campaign.id, slot: campaign.nextSlot ?? now };
}

async function skip(tx: Queries, campaign: Campaign, { slot, now }: { slot: Instant; now: Instant }) {
  await recordEvent(tx, { campaignId: campaign.id, kind: "skipped", by: byTheProgram, note: slot, at: now });
  return { kind: "skipped" as const, campaignId: campaign.id, slot };
}

async function openRun(
  tx: Queries,
  campaign: Campaign,
  { slot, now }: { slot: Instant; now: Instant },
): Promise<OpenRun | undefined> {
  const id = newId<"run">();
  const row = await tx
    .insertInto("campaign_run")
    .values({
      id,
      campaign_id: campaign.id,
      slot,
      status: "held",
      why: null,
      repeat_key: repeatKeyOf(campaign),
      fingerprint: campaign.fingerprint,
      approved_by: campaign.approvedBy ?? "",
      approved_at: campaign.approvedAt ?? now,
      planned: 0,
      launched_at: now,
      finished_at: null,
    })
    // A clock set back can make a slot due again that has been launched: it stays launched once.
    .onConflict((conflict) => conflict.columns(["campaign_id", "slot"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row && { id, campaign, slot };
}

async function hold(
  tx: Queries,
  { id, campaign, slot }: OpenRun,
  { why, now }: { why: HoldReason; now: Instant },
): Promise<Launched> {
  await tx.updateTable("campaign_run").set({ status: "held", why }).where("id", "=", id).execute();
  const event = { campaignId: campaign.id, runId: id, by: byTheProgram, note: why, at: now };
  await recordEvent(tx, { ...event, kind: "held" });
  return { kind: "held", campaignId: campaign.id, slot, runId: id, why };
}

async function wasJustSent(tx: Queries, run: OpenRun & { repeatKey: string }, now: Instant) {
  const twin = await tx
    .selectFrom("campaign_run")
    .select("id")
    .where("repeat_key", "=", run.repeatKey)
    .where("campaign_id", "!=", run.campaign.id)
    .where("planned", ">", 0)
    .where("launched_at", ">", addMs(now, -repeatGuardMs))
    .executeTakeFirst();
  return twin !== undefined;
}

async function finishRun(tx: Queries, runId: RunId, now: Instant): Promise<boolean> {
  if (!(await closeRunWhenDone(tx, runId))) return false;
  const run = await tx
    .updateTable("campaign_run")
    .set({ status: "finished", finished_at: now })
    .where("id", "=", runId)
    .where("status", "in", ["running", "stopped"])
    .returning("campaign_id")
    .executeTakeFirst();
  if (!run) return false;
  const campaignId = run.campaign_id as CampaignId;
  await recordEvent(tx, { campaignId, runId, kind: "finished", by: byTheProgram, at: now });
  return true;
}

async function finishCampaigns(tx: Queries, now: Instant): Promise<void> {
  await tx
    .updateTable("campaign")
    .set({ status: "finished", updated_at: now })
    .where("status", "in", ["scheduled", "stopped"])
    .where("next_slot", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("campaign_run")
            .select("id")
            .whereRef("campaign_run.campaign_id", "=", "campaign.id")
            .where("campaign_run.status", "!=", "finished"),
        ),
      ),
    )
    .execute();
}
