import type { Queries } from "../database/database.ts";
import { recipientsOf } from "../delivery/recipients.ts";
import { Failure } from "../kit/failure.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { tagAll } from "../people/tags.ts";
import { findCampaign } from "./campaign.ts";
import type { Plan } from "./file.ts";
import type { ChosenArticle } from "./publish-decide.ts";
import { readAt } from "./schedule.ts";
import { texts } from "./texts.ts";

const graceMinutes = 120;

/**
 * A message to exactly those who got what is corrected: they are marked with a tag, and the plan is for who has it.
 * It is a plan like any other, to be approved. `at` is local time, `2026-11-24 08:00`.
 */
export async function correctionPlan(
  tx: Queries,
  { campaignId, runId, slug, title }: ChosenArticle,
  { note, at, now }: { note: string; at: string; now: Instant },
): Promise<Plan> {
  const moment = readAt(at);
  if (!moment) throw new Failure("invalid", `${at} is no local time: write it as 2026-11-24 08:00.`);
  if (moment <= now) throw new Failure("invalid", `${sayTime(moment)} is past: write a later time.`);
  const { topic, channels } = await findCampaign(tx, campaignId);
  const tag = `received:${slug}`;
  await tagAll(tx, recipientsOf(tx, runId), { tag, at: now });
  const words = [texts.correction(title), note.trim(), texts.whyYouGetThis];
  return {
    ...{ topic, channels, graceMinutes },
    title: texts.correction(title),
    content: { parts: words.map((text) => ({ kind: "text", text })), choices: [] },
    audience: { tag },
    schedule: { kind: "at", at: moment, until: null },
    sources: [],
    // A correction must not wait for a free day.
    dailyCap: 0,
  };
}
