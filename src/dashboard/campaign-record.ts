import type { Campaign } from "../campaigns/campaign.ts";
import { forecastCampaign } from "../campaigns/forecast.ts";
import { type Proof, proveCampaign, type RunProof } from "../campaigns/proof.ts";
import { nextSlot } from "../campaigns/schedule.ts";
import { holdReasons, texts as memberTexts, proofWords, sayWhen } from "../campaigns/texts.ts";
import type { Queries } from "../database/database.ts";
import { plainText } from "../kit/message.ts";
import { type Instant, localTime } from "../kit/time.ts";
import { surveyAudience } from "../people/audience.ts";
import { sayRule } from "../people/audience-rule.ts";
import type { CampaignForm, CampaignRecord, CampaignRow, RunFigures } from "./campaign-shapes.ts";
import { reasonOf } from "./reasons.ts";
import type { DashboardParts } from "./routes.ts";

/** From this many recipients on, whoever approves types their number. */
export const largeAudience = 50;

/** Everything the page of one campaign shows. Throws `Failure("missing")` when there is none. */
export async function campaignRecord(
  { db, quietHours, channels, zalo }: DashboardParts,
  id: string,
  now: Instant,
): Promise<CampaignRecord> {
  const proof = await proveCampaign(db.read, id);
  const { campaign, history, runs } = proof;
  const slot = campaign.nextSlot ?? nextSlot(campaign.schedule, now);
  const perSecond = new Map(channels.map((one) => [one.name, one.perSecond]));
  const terms = { perSecond, quietHours, zalo };
  const forecast = slot && (await forecastCampaign(db.read, campaign, { slot, ...terms }));
  const { channels: wanted, audience: rule } = campaign;
  const { matched, reached, excluded } = await surveyAudience(db.read, { rule, channels: wanted, now });
  return {
    ...rowOf(
      campaign,
      runs.some(({ status }) => status === "held"),
    ),
    text: plainText({ ...campaign.content, choices: [] }),
    buttons: campaign.content.choices.map(({ label }) => label),
    topic: campaign.topic,
    sources: campaign.sources,
    fingerprint: campaign.fingerprint,
    approvedAt: campaign.approvedAt,
    writtenBy: lastWriter(history),
    changedSince: approvedBefore(proof),
    audience: sayRule(rule),
    reach: { matched, reached, excluded },
    asksForNumber: reached >= largeAudience,
    forecast: forecast && {
      begins: forecast.begins,
      ends: forecast.ends,
      holiday: forecast.holiday ?? null,
      channels: forecast.channels.map(({ channel, people }) => ({ channel, people })),
      zalo: forecast.zalo ?? null,
    },
    runs: runs.map(runFigures),
    history: history.map(({ at, kind, by, note }) => ({
      at,
      words: [proofWords.events[kind] ?? kind, note && (holdReasons[note] ?? note)]
        .filter(Boolean)
        .join(": "),
      by: by === "schedule" ? proofWords.bySchedule : by,
    })),
    form: formOf(campaign),
  };
}

export function rowOf(campaign: Campaign, isHeld: boolean): CampaignRow {
  const { id, title, status, schedule, nextSlot: next, channels, approvedBy } = campaign;
  return { id, title, status, isHeld, when: sayWhen(schedule), nextSlot: next, channels, approvedBy };
}

/** Who wrote a campaign or changed it last. */
export async function writerOf(queries: Queries, id: string): Promise<string> {
  return lastWriter((await proveCampaign(queries, id)).history);
}

function lastWriter(history: Proof["history"]): string {
  return history.findLast(({ kind }) => kind === "added" || kind === "edited")?.by ?? "";
}

/** The approval that an edit has undone, when the campaign is a draft again. */
function approvedBefore({ campaign, history }: Proof): CampaignRecord["changedSince"] {
  if (campaign.status !== "draft") return null;
  const approval = history.findLast(({ kind }) => kind === "approved");
  return approval ? { approvedBy: approval.by, approvedAt: approval.at } : null;
}

function runFigures(run: RunProof): RunFigures {
  const { tally } = run;
  return {
    id: run.runId,
    slot: run.slot,
    status: run.status,
    statusWords: proofWords.runStatuses[run.status],
    why: run.why && (holdReasons[run.why] ?? run.why),
    approvedBy: run.approvedBy,
    approvedAt: run.approvedAt,
    planned: run.planned,
    waiting: tally.pending + tally.sending,
    sent: tally.sent,
    refused: tally.refused,
    held: tally.held,
    uncertain: tally.uncertain,
    canceled: tally.canceled,
    unaccounted: run.unaccounted,
    reasons: Object.entries(tally.reasons).map(([why, count]) => ({ words: reasonOf(why), count })),
  };
}

/** The form a campaign was written in; a series, or one with more than words, comes from a file. */
function formOf(campaign: Campaign): CampaignForm | null {
  const { title, content, channels, schedule, sources, outlets, embargo } = campaign;
  const words = content.parts.flatMap((part) => (part.kind === "text" ? [part.text] : []));
  const isPlain =
    words.length === content.parts.length && content.choices.length === 0 && sources.length === 0;
  // The form has no fields for them: saving it would take them away.
  if (outlets !== undefined || embargo !== undefined) return null;
  if (!isPlain || schedule.kind !== "at" || words.at(-1) !== memberTexts.whyYouGetThis) return null;
  return { title, message: words.slice(0, -1).join("\n\n"), channels, at: localInput(schedule.at) };
}

/** As a field for date and time takes it. */
function localInput(at: Instant): string {
  const { year, month, day, hour, minute } = localTime(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
