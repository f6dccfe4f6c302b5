import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Exclusion } from "../people/audience.ts";

/** What the pages show of campaigns. */

export type CampaignRow = {
  readonly id: string;
  readonly title: string;
  readonly status: "draft" | "scheduled" | "stopped" | "finished";
  /** A launch of it waits for a decision. */
  readonly isHeld: boolean;
  readonly when: string;
  readonly nextSlot: Instant | null;
  readonly channels: readonly ChannelName[];
  readonly approvedBy: string | null;
};

export type RunFigures = {
  readonly id: string;
  readonly slot: Instant;
  readonly status: string;
  readonly statusWords: string;
  readonly why: string | null;
  readonly approvedBy: string;
  readonly approvedAt: Instant;
  readonly planned: number;
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  readonly held: number;
  readonly uncertain: number;
  readonly canceled: number;
  readonly unaccounted: number;
  readonly reasons: readonly { readonly words: string; readonly count: number }[];
};

export type HistoryRow = { readonly at: Instant; readonly words: string; readonly by: string };

export type CampaignRecord = CampaignRow & {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly topic: string;
  readonly sources: readonly string[];
  readonly fingerprint: string;
  readonly approvedAt: Instant | null;
  /** Whoever wrote it or changed it last: somebody else has to approve it. */
  readonly writtenBy: string;
  /** Set when it was approved before and changed since. */
  readonly changedSince: { readonly approvedBy: string; readonly approvedAt: Instant } | null;
  /** Whom it is for, in words. */
  readonly audience: string;
  readonly reach: {
    readonly matched: number;
    readonly reached: number;
    readonly excluded: Readonly<Record<Exclusion, number>>;
  };
  readonly forecast: {
    readonly begins: Instant;
    readonly ends: Instant;
    readonly holiday: string | null;
    readonly channels: readonly { readonly channel: ChannelName; readonly people: number }[];
    /** What becomes of the people on Zalo OA, in messages, and what that costs in đồng. */
    readonly zalo: {
      readonly free: number;
      readonly paid: number;
      readonly templates: number;
      readonly held: number;
      readonly cost: number;
    } | null;
  } | null;
  /** Approving asks for the number of recipients to be typed. */
  readonly asksForNumber: boolean;
  readonly runs: readonly RunFigures[];
  readonly history: readonly HistoryRow[];
  /** The message and settings as they are edited; null when it was not written in the dashboard's form. */
  readonly form: CampaignForm | null;
};

export type CampaignForm = {
  readonly title: string;
  readonly message: string;
  readonly channels: readonly ChannelName[];
  /** `2026-12-01T08:00`, Việt Nam time. */
  readonly at: string;
};

export type UncertainRow = {
  readonly seq: number;
  readonly memberId: string;
  readonly name: string | null;
  readonly channel: string;
  readonly why: string;
  readonly since: Instant | null;
};
