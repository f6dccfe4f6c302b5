import type { Queries } from "../database/database.ts";
import { usedOf } from "../delivery/allotment.ts";
import { nextWakingMoment, type QuietHours } from "../delivery/quiet-hours.ts";
import { type Holiday, holidayOn } from "../kit/holidays.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, fromLocal, type Instant, localTime, toMs } from "../kit/time.ts";
import { selectAudience } from "../people/audience.ts";
import { countSilence } from "../people/silence.ts";
import type { Campaign } from "./campaign.ts";
import { forecastZalo, pricesAt, type ZaloCost, type ZaloPrices } from "./zalo-cost.ts";

/** What a launch would look like if nothing changed until then. */
export type Forecast = {
  readonly slot: Instant;
  readonly channels: readonly {
    readonly channel: ChannelName;
    readonly people: number;
    readonly ends: Instant;
  }[];
  /** The first moment at or after the slot outside the quiet hours: when the first message leaves. */
  readonly begins: Instant;
  /** When the slowest channel is done. */
  readonly ends: Instant;
  readonly holiday: Holiday | undefined;
  /** What Zalo OA will charge and hold; undefined without its terms or without anybody there. */
  readonly zalo?: ZaloCost;
};

/** How fast each channel sends to many, and when nothing is sent. */
export type Terms = {
  readonly perSecond: ReadonlyMap<ChannelName, number>;
  readonly quietHours: QuietHours;
  readonly zalo?: ZaloTerms | undefined;
};

/** What Zalo OA charges and allows, and which topics have a template there. */
export type ZaloTerms = {
  readonly prices: readonly ZaloPrices[];
  readonly isPaidAllowed: boolean;
  readonly templates: Readonly<Record<string, unknown>>;
};

/**
 * Forecasts the launch of a campaign at `slot`, over the people it reaches now: how many on each channel, when
 * sending begins and ends at the channels' pace with the quiet hours left out. Replies and other campaigns
 * under way make it later; a channel without a pace counts as one message a second.
 */
export async function forecastCampaign(
  queries: Queries,
  campaign: Pick<Campaign, "audience" | "channels" | "topic">,
  { slot, ...terms }: Terms & { slot: Instant },
): Promise<Forecast> {
  const rows = await queries
    .selectFrom(
      selectAudience(queries, { rule: campaign.audience, channels: campaign.channels, now: slot }).as(
        "audience",
      ),
    )
    .select("channel")
    .select((eb) => eb.fn.countAll<number>().as("people"))
    .groupBy("channel")
    .orderBy("channel")
    .execute();
  const begins = nextWakingMoment(slot, terms.quietHours);
  const channels = rows.map((row) => {
    const channel = row.channel as ChannelName;
    const ms = (row.people / (terms.perSecond.get(channel) ?? 1)) * 1000;
    return { channel, people: row.people, ends: endOf(begins, ms, terms.quietHours) };
  });
  const ends = channels.reduce((latest, one) => (one.ends > latest ? one.ends : latest), begins);
  const hasZalo = channels.some(({ channel }) => channel === "zalo-oa");
  const zalo =
    hasZalo && terms.zalo ? await costOnZalo(queries, campaign, { ...terms.zalo, at: begins }) : undefined;
  return { slot, channels, begins, ends, ...(zalo && { zalo }), holiday: holidayOn(begins) };
}

/** Counts the campaign's people on Zalo OA by their window at `at`, and what has been used of the quotas then. */
async function costOnZalo(
  queries: Queries,
  campaign: Pick<Campaign, "audience" | "channels" | "topic">,
  { prices, isPaidAllowed, templates, at }: ZaloTerms & { readonly at: Instant },
): Promise<ZaloCost> {
  const channel = "zalo-oa";
  const { freeHours, openHours } = pricesAt(prices, at);
  const ago = (hours: number) => addMs(at, -hours * 3_600_000);
  const audience = { rule: campaign.audience, channels: campaign.channels, now: at };
  const silence = await countSilence(queries, audience, {
    channel,
    recent: ago(freeHours),
    old: ago(openHours),
  });
  const used = {
    paid: await usedOf(queries, channel, { kind: "paid", at }),
    template: await usedOf(queries, channel, { kind: "template", at }),
  };
  const people = { free: silence.recent, paid: silence.old, closed: silence.before };
  const hasTemplate = Object.hasOwn(templates, campaign.topic) || Object.hasOwn(templates, "*");
  return forecastZalo(people, prices, { at, isPaidAllowed, hasTemplate, used });
}

/** When work of `ms` that begins outside the quiet hours is done, resting in every quiet stretch. */
export function endOf(begins: Instant, ms: number, quiet: QuietHours): Instant {
  let cursor = begins;
  let left = ms;
  for (;;) {
    const rest = nextQuietStart(cursor, quiet);
    if (rest === undefined || toMs(rest) - toMs(cursor) >= left) return addMs(cursor, left);
    left -= toMs(rest) - toMs(cursor);
    cursor = nextWakingMoment(rest, quiet);
  }
}

function nextQuietStart(at: Instant, { fromMinute, toMinute }: QuietHours): Instant | undefined {
  if (fromMinute === toMinute) return undefined;
  for (const day of [at, addMs(at, 24 * 3_600_000)]) {
    const { year, month, day: date } = localTime(day);
    const start = fromLocal(year, month, date, Math.floor(fromMinute / 60), fromMinute % 60);
    if (start !== undefined && start > at) return start;
  }
  return undefined;
}
