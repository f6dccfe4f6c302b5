import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `campaigns`. */
export type CampaignsTables = {
  campaign: {
    id: string;
    title: string;
    topic: string;
    /** JSON Content. */
    content: string;
    /** JSON audience rule. */
    audience: string;
    /** JSON array of channel names. */
    channels: string;
    /** JSON array of outlet names. */
    outlets: string;
    /** JSON: { kind: "at" | "cron" | "yearly", … }. */
    schedule: string;
    status: "draft" | "scheduled" | "stopped" | "finished";
    /** JSON array of `document#clause`: what the message rests on. */
    sources: string;
    /** SHA-256 over content + audience + channels + schedule: what an approval is bound to. */
    fingerprint: string;
    approved_by: string | null;
    approved_at: Instant | null;
    /** The next moment it is due, null when none. */
    next_slot: Instant | null;
    grace_minutes: number;
    /** Most campaign messages a member gets on one day, this one included; 0: not counted. Null: the default. */
    daily_cap: number | null;
    created_at: Instant;
    updated_at: Instant;
  };
  /** One launch of a campaign; (campaign_id, slot) is unique, so a slot fires once. */
  campaign_run: {
    id: string;
    campaign_id: string;
    slot: Instant;
    /** launching: its audience is being written down; nothing of it leaves yet. */
    status: "launching" | "running" | "stopped" | "finished" | "held";
    /** Why it is held or was stopped by the program itself (`late`, `repeat`, `refusals`); null otherwise. */
    why: string | null;
    /** SHA-256 over content and audience: the same pair is not sent again within 24 hours. */
    repeat_key: string;
    /** What was approved, and by whom, when this run was launched; a later edit does not change it. */
    fingerprint: string;
    approved_by: string;
    approved_at: Instant;
    planned: number;
    launched_at: Instant;
    finished_at: Instant | null;
  };
  /** Who did what to a campaign and when; never changed. */
  campaign_event: {
    seq: Generated<number>;
    campaign_id: string;
    run_id: string | null;
    kind: string;
    by_whom: string;
    note: string | null;
    at: Instant;
  };
};
