import type { Part } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** Where campaigns are published for everybody, in the order they are published: the others link to the portal. */
export const outletNames = ["portal-feed", "facebook-page", "press-kit"] as const;
export type OutletName = (typeof outletNames)[number];

/** Đính chính — what was wrong, and since when readers are told. */
export type Correction = { readonly note: string; readonly at: Instant };

/** One approved item, before an outlet gives it its form. */
export type OutletItem = {
  readonly slug: string;
  /** Its page on the portal. */
  readonly url: string;
  readonly title: string;
  /** Sapo — the first paragraph; may be empty. */
  readonly lead: string;
  readonly parts: readonly Part[];
  /** Labels of what it rests on. */
  readonly sources: readonly string[];
  readonly corrections: readonly Correction[];
  /** Nothing of it is public before; null: no embargo. */
  readonly embargo: Instant | null;
  /** Who approved the words, and when. */
  readonly approvedBy: string;
  readonly approvedAt: Instant;
};

/** Why an outlet will never take an item as things stand. Each has words for officers in `texts.ts`. */
export type OutletRefusal =
  | "tokenExpired"
  | "noPermission"
  | "blockedContent"
  | "badContent"
  | "duplicate"
  | "outletOff" // its settings are not there
  | "gone" // what should be changed is no longer there
  | "tooLate"; // it asked to wait until nobody wants it any more

export type PublishOutcome =
  | { readonly kind: "published"; readonly externalId: string; readonly url: string | null }
  /** Certainly not published; may be tried again after `waitMs`, or when the loop thinks it is time. */
  | { readonly kind: "later"; readonly why: string; readonly waitMs?: number }
  | { readonly kind: "refused"; readonly why: OutletRefusal; readonly detail?: string }
  /** No clear answer: it may be public. Never published again without a look or a decision. */
  | { readonly kind: "unknown"; readonly why: string };

export type Found =
  | { readonly kind: "found"; readonly externalId: string; readonly url: string | null }
  | { readonly kind: "absent" }
  /** The outlet cannot be asked now. */
  | { readonly kind: "unclear"; readonly why: string };

/**
 * How one public outlet publishes. Every call tries once, turns whatever happens into data, never throws and
 * honours `signal`.
 */
export type Outlet = {
  readonly name: OutletName;
  /** Publishing twice is like publishing once: what a crash interrupts is simply done again. */
  readonly isRepeatable: boolean;
  publish(item: OutletItem, signal: AbortSignal): Promise<PublishOutcome>;
  /** Looks whether the item is public already. Only an outlet that is not repeatable needs it. */
  find?(item: OutletItem, signal: AbortSignal): Promise<Found>;
  /** Brings what is public up to the item, its corrections included. Doing so twice does no harm. */
  revise(externalId: string, item: OutletItem, signal: AbortSignal): Promise<PublishOutcome>;
  /** Takes it away; what is gone already counts as taken away. */
  remove(externalId: string, item: OutletItem, signal: AbortSignal): Promise<PublishOutcome>;
};

/** How an outlet is doing, for `doctor`: one English line per finding, what to do included. */
export type OutletCheckup = { readonly isWell: boolean; readonly lines: readonly string[] };
