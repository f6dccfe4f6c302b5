import type { Queries } from "../database/database.ts";
import { addMs, type Instant, localDate } from "../kit/time.ts";
import { type Campaign, type CampaignId, listCampaigns } from "./campaign.ts";
import { nextSlot } from "./schedule.ts";

/** What the calendar shows on one day of one campaign. */
export type CalendarEntry = {
  readonly campaignId: CampaignId;
  readonly title: string;
  /** The first moment of the day. */
  readonly at: Instant;
  /** How often it comes on that day. */
  readonly times: number;
  readonly kind: Campaign["schedule"]["kind"];
  /** `draft` waits for an approval, `due` comes by itself; the others are launches. */
  readonly state: "draft" | "due" | "launching" | "running" | "stopped" | "finished" | "held";
};

type Stretch = { readonly from: Instant; readonly until: Instant; readonly now: Instant };

/** An hourly series has 744 moments in the longest month; a year of it is more than a calendar shows. */
const mostSlots = 1000;

/**
 * Everything that was launched or will come from `from` on and before `until`, by its moment: one line a campaign and
 * day. Stopped and finished campaigns bring nothing more; of the past only what was launched is told.
 */
export async function campaignCalendar(queries: Queries, stretch: Stretch): Promise<CalendarEntry[]> {
  const campaigns = await listCampaigns(queries);
  const runs = await queries
    .selectFrom("campaign_run")
    .select(["campaign_id", "slot", "status"])
    .where("slot", ">=", stretch.from)
    .where("slot", "<", stretch.until)
    .execute();
  const byId = new Map<string, Campaign>(campaigns.map((one) => [one.id, one]));
  const launched = runs.flatMap(({ campaign_id, slot, status }) => {
    const campaign = byId.get(campaign_id);
    return campaign ? [entryOf(campaign, slot, status)] : [];
  });
  const taken = new Set(runs.map(({ campaign_id, slot }) => `${campaign_id} ${slot}`));
  const coming = campaigns.flatMap((campaign) =>
    slotsOf(campaign, stretch)
      .filter((slot) => !taken.has(`${campaign.id} ${slot}`))
      .map((slot) => entryOf(campaign, slot, campaign.status === "draft" ? "draft" : "due")),
  );
  return daily([...launched, ...coming]).sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
}

function slotsOf({ status, schedule, nextSlot: due }: Campaign, { from, until, now }: Stretch): Instant[] {
  if (status !== "draft" && status !== "scheduled") return [];
  const slots: Instant[] = [];
  // What is due this moment has not been launched yet.
  if (due && due <= now && due >= from && due < until) slots.push(due);
  let slot = nextSlot(schedule, from > now ? addMs(from, -1) : now);
  while (slot !== null && slot < until && slots.length < mostSlots) {
    slots.push(slot);
    slot = nextSlot(schedule, slot);
  }
  return slots;
}

function entryOf(campaign: Campaign, at: Instant, state: CalendarEntry["state"]): CalendarEntry {
  const { id: campaignId, title, schedule } = campaign;
  return { campaignId, title, at, state, times: 1, kind: schedule.kind };
}

function daily(entries: readonly CalendarEntry[]): CalendarEntry[] {
  const days = Map.groupBy(entries, ({ campaignId, at, state }) => `${campaignId} ${localDate(at)} ${state}`);
  return [...days.values()].flatMap((own) => {
    const [first] = own.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
    return first ? [{ ...first, times: own.length }] : [];
  });
}
