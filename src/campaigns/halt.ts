import type { Database, Queries } from "../database/database.ts";
import { refusalShare } from "../delivery/figures.ts";
import type { Instant } from "../kit/time.ts";
import {
  byTheProgram,
  type CampaignId,
  changeCampaign,
  lockCampaign,
  type RunId,
  recordEvent,
} from "./campaign.ts";
import { runsOf, stopOne } from "./stop.ts";

/** A run is stopped by the program when at least so many were refused, and more than this share of all. */
const haltFrom = 10;
const haltShare = 0.1;

/**
 * Stops campaigns of which too much is refused (ten or more, and over a tenth of what was tried): something is
 * wrong with the channel or the list, and a person must look. Each run is halted at most once: whoever resumes
 * it has decided. Returns the runs that were halted.
 */
export async function haltRefused(db: Database, now: Instant): Promise<RunId[]> {
  const running = await db.read
    .selectFrom("campaign_run")
    .select(["id", "campaign_id"])
    .where("status", "=", "running")
    .where("why", "is", null)
    .execute();
  const halted: RunId[] = [];
  for (const run of running) {
    const { refused, tried } = await refusalShare(db.read, run.id, haltFrom);
    if (refused < haltFrom || refused <= tried * haltShare) continue;
    const id = run.campaign_id as CampaignId;
    if (await db.transact((tx) => halt(tx, { id, runId: run.id as RunId, now })))
      halted.push(run.id as RunId);
  }
  return halted;
}

async function halt(tx: Queries, { id, runId, now }: { id: CampaignId; runId: RunId; now: Instant }) {
  const campaign = await lockCampaign(tx, id, now);
  const running = await runsOf(tx, id, "running");
  if (campaign.status !== "scheduled" || !running.some((run) => run.id === runId)) return false;
  for (const run of running) await stopOne(tx, run.id, run.id === runId ? "refusals" : null);
  await changeCampaign(tx, id, { status: "stopped" });
  const note = "refusals";
  await recordEvent(tx, { campaignId: id, runId, kind: "stopped", by: byTheProgram, note, at: now });
  return true;
}
