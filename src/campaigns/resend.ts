import type { Queries } from "../database/database.ts";
import { resendRefused } from "../delivery/resend.ts";
import { type Decision, nameOf, type Refused, scopeFault } from "./approve.ts";
import { lockCampaign, type RunId, recordEvent } from "./campaign.ts";

/**
 * Sends the newest sending of a campaign once more to those it was refused for, and to nobody else; a stopped one goes
 * on with them when it is resumed. Resolves with how many people that are; refused beyond the officer's unit.
 */
export async function resendFailed(
  tx: Queries,
  { id, by, now, officer }: Decision,
): Promise<{ kind: "resent"; rows: number } | Refused> {
  const campaign = await lockCampaign(tx, id, now);
  const beyond = await scopeFault(tx, officer, campaign.audience);
  if (beyond) return beyond;
  const run = await tx
    .selectFrom("campaign_run")
    .select("id")
    .where("campaign_id", "=", id)
    .where("status", "in", ["running", "stopped", "finished"])
    .orderBy("slot", "desc")
    .executeTakeFirst();
  const rows = run ? await resendRefused(tx, run.id, now) : 0;
  if (!run || rows === 0) return { kind: "resent", rows: 0 };
  const event = { campaignId: id, runId: run.id as RunId, by: nameOf(by), officerId: officer?.id };
  await recordEvent(tx, { ...event, kind: "resent", note: String(rows), at: now });
  return { kind: "resent", rows };
}
