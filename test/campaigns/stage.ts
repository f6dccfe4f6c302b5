import { addCampaign, approveCampaign } from "../../src/campaigns/approve.ts";
import type { CampaignId } from "../../src/campaigns/campaign.ts";
import { finishRuns, launchCampaign } from "../../src/campaigns/launch.ts";
import { resumeCampaign, stopCampaign } from "../../src/campaigns/stop.ts";
import type { Content } from "../../src/kit/message.ts";
import type { Library } from "../../src/knowledge/library.ts";
import type { TestDatabase } from "../support/databases.ts";
import { createHandClock, createStage } from "../support/delivery-stage.ts";
import { local, now, planOf, library as sampleLibrary } from "./sample.ts";

/** The due moment of `planOf()`. */
export const due = local("2026-11-23 08:00");

/** Children before parents. */
/** Every table that hangs on a campaign, in the order they can be emptied. */
export const ownTables = [
  "quiz_answer",
  "quiz_attempt",
  "quiz",
  "approval_request",
  "campaign_approval",
  "officer_chat",
  "officer_chat_code",
  "officer",
  "campaign_event",
  "campaign_run",
  "campaign",
] as const;

/** A ledger stage with campaigns on it: their front doors, at the moment of the stage's clock. */
export function createCampaignStage(opened: TestDatabase) {
  const stage = createStage(opened, createHandClock(now));
  const { db, clock } = stage;
  const decision = (id: CampaignId, by = "Chị Hoa") => ({ id, by, now: clock() });

  const add = (settings: Record<string, string | null> = {}, body?: string) =>
    db.transact((tx) => addCampaign(tx, planOf(settings, body), { by: "Anh Minh", now: clock() }));
  const approve = (id: CampaignId, library: Library = sampleLibrary) =>
    db.transact((tx) => approveCampaign(tx, decision(id), library));

  return {
    ...stage,
    /** Stops every loop and takes every row away, so that the next story starts on an empty database. */
    async clear() {
      await stage.clear();
      await db.transact(async (tx) => {
        for (const table of ownTables) {
          await tx.deleteFrom(table).execute();
        }
      });
    },
    decision,
    add,
    approve,
    /** Adds a campaign and has it approved. */
    async schedule(settings: Record<string, string | null> = {}, body?: string): Promise<CampaignId> {
      const id = await add(settings, body);
      const approval = await approve(id);
      if (approval.kind !== "approved") throw new Error(approval.words);
      return id;
    },
    launch: (id: CampaignId, library: Library = sampleLibrary) =>
      launchCampaign(db, id, { now: clock(), library }),
    finish: () => finishRuns(db, clock()),
    stop: (id: CampaignId) => db.transact((tx) => stopCampaign(tx, decision(id))),
    resume: (id: CampaignId, library: Library = sampleLibrary) =>
      db.transact((tx) => resumeCampaign(tx, decision(id), library)),
    campaigns: () => db.read.selectFrom("campaign").selectAll().orderBy("created_at").execute(),
    runs: () => db.read.selectFrom("campaign_run").selectAll().orderBy("slot").execute(),
    events: async () => {
      const rows = await db.read.selectFrom("campaign_event").selectAll().orderBy("seq").execute();
      return rows.map((row) => `${row.kind} by ${row.by_whom}`);
    },
    contentOf: async (runId: string): Promise<Content> => {
      const rows = await db.read.selectFrom("delivery_run").selectAll().where("run_id", "=", runId).execute();
      return JSON.parse(rows[0]?.content ?? "") as Content;
    },
  };
}

export type CampaignStage = ReturnType<typeof createCampaignStage>;
