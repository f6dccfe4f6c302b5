import type { Campaign } from "../campaigns/campaign.ts";
import type { Plan } from "../campaigns/file.ts";
import { type Forecast, forecastCampaign } from "../campaigns/forecast.ts";
import { previewCampaign } from "../campaigns/preview.ts";
import { nextSlot } from "../campaigns/schedule.ts";
import { surveyCampaign } from "../campaigns/survey.ts";
import { sayWhen } from "../campaigns/texts.ts";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { sayRule } from "../people/audience-rule.ts";
import { placesOf } from "../people/member-places.ts";
import { membersInScope } from "../people/officers-scope.ts";
import type { Caller } from "../people/sessions.ts";
import type { CampaignOutlook, ForecastView, PreviewView, ReachView } from "./campaign-shapes.ts";
import { rightsOf } from "./rights.ts";
import type { DashboardParts } from "./routes.ts";

type Asked = { readonly caller: Caller; readonly now: Instant; readonly skip: number };
type Sent = Plan & Partial<Pick<Campaign, "nextSlot">>;

const mostSlots = 3;

/** What a sending of this plan would be like if nothing changed until then. */
export async function outlookOf(parts: DashboardParts, plan: Sent, asked: Asked): Promise<CampaignOutlook> {
  const { now } = asked;
  const slots = slotsOf(plan, now);
  const [slot] = slots;
  const reach = await reachOf(parts.db.read, plan, slot ?? now);
  return {
    when: sayWhen(plan.schedule),
    slots,
    reach,
    forecast: slot === undefined ? null : forecastView(await forecast(parts, plan, slot)),
    asksForNumber: reach.reached >= parts.largeAudience,
    previews: await previews(parts, plan, { ...asked, slot: slot ?? now }),
  };
}

/** Whom a rule reaches over these channels at a moment, and why the others are left out. */
export async function reachOf(
  queries: Queries,
  plan: Pick<Plan, "audience" | "channels" | "schedule" | "dailyCap">,
  slot: Instant,
): Promise<ReachView> {
  const { channels, ...counts } = await surveyCampaign(queries, plan, slot);
  return {
    ...counts,
    words: sayRule(plan.audience),
    channels: [...channels].map(([channel, people]) => ({ channel, people })),
  };
}

function slotsOf({ schedule, nextSlot: due }: Sent, now: Instant): Instant[] {
  const slots: Instant[] = due ? [due] : [];
  let after = due && due > now ? due : now;
  while (slots.length < mostSlots) {
    const slot = nextSlot(schedule, after);
    if (slot === null) break;
    slots.push(slot);
    after = slot;
  }
  return slots;
}

function forecast({ db, channels, quietHours, zalo }: DashboardParts, plan: Sent, slot: Instant) {
  const perSecond = new Map(channels.map((one) => [one.name, one.perSecond]));
  return forecastCampaign(db.read, plan, { slot, perSecond, quietHours, zalo });
}

function forecastView({ begins, ends, holiday, channels, zalo }: Forecast): ForecastView {
  return {
    ...{ begins, ends, holiday: holiday ?? null, zalo: zalo ?? null },
    channels: channels.map(({ channel, people }) => ({ channel, people })),
  };
}

async function previews(
  { db, library, channels }: DashboardParts,
  plan: Sent,
  { caller, slot, skip }: Asked & { slot: Instant },
): Promise<PreviewView[]> {
  const limits = new Map(channels.map((one) => [one.name, one]));
  const shown = await previewCampaign(db.read, plan, { slot, library: library(), limits, skip });
  const places = await placesFor(
    db.read,
    caller,
    shown.flatMap(({ memberId }) => memberId ?? []),
  );
  return shown.map(({ memberId, longest = null, ...preview }) => {
    const place = memberId === undefined ? undefined : places.get(memberId);
    const person = [place?.name, place?.unit].filter(Boolean).join(", ") || null;
    return { ...preview, longest, hasPerson: memberId !== undefined, person };
  });
}

/** Names of members this officer may see. */
async function placesFor(queries: Queries, { officer }: Caller, people: readonly string[]) {
  if (!rightsOf(officer).has("members.see")) return placesOf(queries, []);
  const scope = await membersInScope(queries, officer.unit);
  return placesOf(
    queries,
    people.filter((id) => scope?.has(id) ?? true),
  );
}
