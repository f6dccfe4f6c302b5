import type { Queries } from "../database/database.ts";
import { type Campaign, readCampaignRow } from "./campaign.ts";

/** The campaign a launch belongs to; undefined for an id of nothing. */
export async function campaignOfRun(queries: Queries, runId: string): Promise<Campaign | undefined> {
  const row = await queries
    .selectFrom("campaign")
    .innerJoin("campaign_run", "campaign_run.campaign_id", "campaign.id")
    .selectAll("campaign")
    .where("campaign_run.id", "=", runId)
    .executeTakeFirst();
  return row && readCampaignRow(row);
}
