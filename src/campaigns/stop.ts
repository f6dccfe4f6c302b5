import type { Queries } from "../database/database.ts";
import { isWhole } from "../delivery/enqueue-bulk.ts";
import { resumeRun, stopRun } from "../delivery/ledger.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { type Decision, nameOf, type Refused, refuse, scopeFault } from "./approve.ts";
import {
  type Campaign,
  type CampaignId,
  changeCampaign,
  lockCampaign,
  type RunId,
  recordEvent,
} from "./campaign.ts";
import { type Launched, startRun } from "./launch.ts";
import { holdPublications, releasePublications } from "./publish-rows.ts";
import { nextSlot } from "./schedule.ts";

/**
 * Stops a campaign at once, also while its audience is being written down: no further row of its runs leaves, and no slot is launched until it is resumed.
 * Messages a channel is sending at this instant finish. A held run is given up. Refused for a draft and for a
 * campaign that is finished or already stopped.
 */
export async function stopCampaign(
  tx: Queries,
  { id, by, now, officer }: Decision,
): Promise<{ kind: "stopped"; runs: number } | Refused> {
  const name = nameOf(by);
  const campaign = await lockCampaign(tx, id, now);
  const beyond = await scopeFault(tx, officer, campaign.audience);
  if (beyond) return beyond;
  if (campaign.status !== "scheduled") return refuse("nothingToStop");
  for (const held of await runsOf(tx, id, "held")) await drop(tx, { id, runId: held.id, by: name, now });
  const running = [...(await runsOf(tx, id, "running")), ...(await runsOf(tx, id, "launching"))];
  for (const run of running) await stopOne(tx, run.id, null);
  await holdPublications(tx, id);
  await changeCampaign(tx, id, { status: "stopped" });
  await recordEvent(tx, { campaignId: id, kind: "stopped", by: name, officerId: officer?.id, at: now });
  return { kind: "stopped", runs: running.length };
}

/** Stops one run; `why` is kept when the program did it by itself. */
export async function stopOne(tx: Queries, runId: RunId, why: "refusals" | null): Promise<void> {
  await stopRun(tx, runId);
  const reason = why === null ? {} : { why };
  await tx
    .updateTable("campaign_run")
    .set({ status: "stopped", ...reason })
    .where("id", "=", runId)
    .execute();
}

export type Resumed = {
  readonly kind: "resumed";
  /** Runs that go on with exactly the rows that remained. */
  readonly runs: number;
  /** Held runs that were launched now, or are held again with their reason. */
  readonly released: readonly Launched[];
  readonly next: Instant | null;
};

/**
 * Lets a stopped campaign go on, or launches runs that were held for a decision.
 *
 * Stopped runs continue with what remained; a series waits for its next slot and makes up for nothing; a
 * single sending whose moment passed meanwhile is launched within its grace time and held after it. Refused
 * when nothing is stopped or held.
 */
export async function resumeCampaign(
  tx: Queries,
  { id, by, now, officer }: Decision,
  library: Library,
): Promise<Resumed | Refused> {
  const name = nameOf(by);
  const campaign = await lockCampaign(tx, id, now);
  const beyond = await scopeFault(tx, officer, campaign.audience);
  if (beyond) return beyond;
  if (campaign.status === "stopped") return goOn(tx, campaign, { by: name, now });
  const held = await runsOf(tx, id, "held");
  if (campaign.status !== "scheduled" || held.length === 0) return refuse("nothingToResume");
  const released: Launched[] = [];
  for (const run of held) {
    await recordEvent(tx, { campaignId: id, runId: run.id, kind: "released", by: name, at: now });
    released.push(await startRun(tx, { ...run, campaign }, { now, library, by: name }));
  }
  return { kind: "resumed", runs: 0, released, next: campaign.nextSlot };
}

async function goOn(
  tx: Queries,
  campaign: Campaign,
  { by, now }: { by: string; now: Instant },
): Promise<Resumed> {
  const stopped = await runsOf(tx, campaign.id, "stopped");
  for (const run of stopped) {
    await resumeRun(tx, run.id);
    const status = (await isWhole(tx, run.id)) ? ("running" as const) : ("launching" as const);
    await tx.updateTable("campaign_run").set({ status }).where("id", "=", run.id).execute();
  }
  await releasePublications(tx, campaign.id);
  const isSingle = campaign.schedule.kind === "at";
  const next = isSingle ? campaign.nextSlot : nextSlot(campaign.schedule, now);
  await changeCampaign(tx, campaign.id, { status: "scheduled", next_slot: next });
  await recordEvent(tx, { campaignId: campaign.id, kind: "resumed", by, at: now });
  return { kind: "resumed", runs: stopped.length, released: [], next };
}

/** The runs of a campaign in one state, by slot. */
export async function runsOf(
  tx: Queries,
  id: CampaignId,
  status: "launching" | "running" | "stopped" | "held",
) {
  const rows = await tx
    .selectFrom("campaign_run")
    .select(["id", "slot"])
    .where("campaign_id", "=", id)
    .where("status", "=", status)
    .orderBy("slot")
    .execute();
  return rows.map((row) => ({ id: row.id as RunId, slot: row.slot }));
}

async function drop(
  tx: Queries,
  { id, runId, by, now }: { id: CampaignId; runId: RunId; by: string; now: Instant },
): Promise<void> {
  const end = { status: "finished" as const, finished_at: now };
  await tx.updateTable("campaign_run").set(end).where("id", "=", runId).execute();
  await recordEvent(tx, { campaignId: id, runId, kind: "dropped", by, at: now });
}
