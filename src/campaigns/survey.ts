import type { Queries } from "../database/database.ts";
import { countPlaces } from "../delivery/enqueue-bulk.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { type Exclusion, selectAudience, surveyAudience } from "../people/audience.ts";
import { type Campaign, defaultDailyCap } from "./campaign.ts";
import { expiryOf } from "./schedule.ts";

/** Everyone a campaign's rule names, as they stand now. */
export type CampaignSurvey = {
  /** Always `reached` and all of `excluded` together. */
  readonly matched: number;
  readonly reached: number;
  /** Of those reached: who gets it on a later day, for they have their message of that day. */
  readonly later: number;
  /** People by the channel they would get it on, capped ones included. */
  readonly channels: ReadonlyMap<ChannelName, number>;
  readonly excluded: Readonly<Record<Exclusion | "capped", number>>;
};

/**
 * Counts whom a campaign would reach if it were launched at `slot` and nothing changed until then, and why the
 * others its rule names would not be reached.
 */
export async function surveyCampaign(
  queries: Queries,
  campaign: Pick<Campaign, "audience" | "channels" | "schedule" | "dailyCap">,
  slot: Instant,
): Promise<CampaignSurvey> {
  const { audience: rule, channels, schedule, dailyCap = defaultDailyCap } = campaign;
  const audience = { rule, channels, now: slot };
  const survey = await surveyAudience(queries, audience);
  const { later, capped } = await countPlaces(queries, {
    audience: selectAudience(queries, audience),
    notBefore: slot,
    expiresAt: expiryOf(schedule, slot),
    now: slot,
    dailyCap,
  });
  const { matched, reached, excluded } = survey;
  return {
    matched,
    reached: reached - capped,
    later,
    channels: survey.channels,
    excluded: { ...excluded, capped },
  };
}
