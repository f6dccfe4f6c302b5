import { type CalendarDate, type Instant, inForceOn, localDate } from "../kit/time.ts";

/** Zalo's windows, prices in đồng and quotas from one day on; null: no limit (docs/zalo.md). */
export type ZaloPrices = {
  readonly from: CalendarDate;
  readonly freeHours: number;
  readonly openHours: number;
  readonly paidPrice: number;
  readonly paidPerDay: number | null;
  readonly paidPerMonth: number | null;
  readonly templatePrice: number;
  readonly templatesPerDay: number | null;
  readonly templatesPerMonth: number | null;
};

/** People by the part of their window the sending finds them in. */
export type ZaloAudience = { readonly free: number; readonly paid: number; readonly closed: number };

type Used = { readonly day: number; readonly month: number };

/** What the operator allows, and what of the quotas is used up already. */
export type ZaloMeans = {
  readonly isPaidAllowed: boolean;
  readonly hasTemplate: boolean;
  readonly used: { readonly paid: Used; readonly template: Used };
};

/** What becomes of a sending over Zalo OA, and what it costs. All people are one of the four. */
export type ZaloCost = {
  readonly free: number;
  readonly paid: number;
  readonly templates: number;
  /** Wait until they write, or until the end of the campaign. */
  readonly held: number;
  /** In đồng. */
  readonly cost: number;
};

/** The prices that hold when something is sent at `at`. */
export function pricesAt(prices: readonly ZaloPrices[], at: Instant): ZaloPrices {
  return inForceOn(prices, localDate(at));
}

/**
 * Forecasts a sending at `at` to people counted by their window, as the channel will do it: free, then paid as
 * far as that is allowed and left, then by template as far as there is one, the rest held. An estimate: people
 * write meanwhile, and other sendings use the same quotas.
 */
export function forecastZalo(
  audience: ZaloAudience,
  prices: readonly ZaloPrices[],
  { at, ...means }: ZaloMeans & { readonly at: Instant },
): ZaloCost {
  const terms = pricesAt(prices, at);
  const paidLeft = left(terms.paidPerDay, terms.paidPerMonth, means.used.paid);
  const paid = means.isPaidAllowed ? Math.min(audience.paid, paidLeft) : 0;
  // Who is open but may not be paid for is as far away as who is closed; a quota that ran out holds instead.
  const unreached = audience.closed + (means.isPaidAllowed ? 0 : audience.paid);
  const templatesLeft = left(terms.templatesPerDay, terms.templatesPerMonth, means.used.template);
  const templates = means.hasTemplate ? Math.min(unreached, templatesLeft) : 0;
  const held = audience.paid + audience.closed - paid - templates;
  const cost = paid * terms.paidPrice + templates * terms.templatePrice;
  return { free: audience.free, paid, templates, held, cost };
}

function left(perDay: number | null, perMonth: number | null, used: Used): number {
  const day = perDay === null ? Number.POSITIVE_INFINITY : perDay - used.day;
  const month = perMonth === null ? Number.POSITIVE_INFINITY : perMonth - used.month;
  return Math.max(0, Math.min(day, month));
}
