import type { Generated } from "kysely";
import type { Instant } from "../kit/time.ts";

/**
 * Every table, under the room that owns it: only that room names the table in a query (the walls test holds
 * this). Types are the same in both databases: text, integers below 2^53, JSON as text, instants as text,
 * truth as 0 or 1. `seq` columns are given by the database and grow.
 */
export interface Schema {
  // ── database ────────────────────────────────────────────────────────────────────────────────────
  installation_secret: { name: string; value: string; created_at: Instant };
  /** Bytes kept by their SHA-256; the bytes themselves are files under DATA_DIR/blobs. */
  blob: { hash: string; media_type: string; size_bytes: number; created_at: Instant };

  /**
   * A pair of tokens that a platform rotates: the refresh token works once, so one process at a time holds
   * `lease_by` while it renews, and a new pair replaces only the `version` it was made from. Both tokens are
   * sealed by their channel. `origin` tells which pair of the settings they descend from.
   */
  platform_token: {
    platform: string;
    access: string;
    refresh: string;
    access_expires_at: Instant;
    refreshed_at: Instant;
    version: number;
    status: "ready" | "needs_reconnect";
    why: string | null;
    origin: string;
    lease_by: string | null;
    lease_until: Instant | null;
  };

  // ── people ──────────────────────────────────────────────────────────────────────────────────────
  member: { id: string; display_name: string | null; created_at: Instant };
  /** Where a member is on one platform; key (channel, external_id). */
  address: {
    channel: string;
    external_id: string;
    member_id: string;
    name: string | null;
    is_reachable: number;
    unreachable_why: string | null;
    last_inbound_at: Instant | null;
    created_at: Instant;
  };
  /** What a member agrees to now; key (member_id, purpose). Absence is never consent. */
  consent: {
    member_id: string;
    purpose: string;
    is_given: number;
    text_version: string;
    channel: string;
    at: Instant;
  };
  /** Every choice ever made, never changed: the proof. */
  consent_event: {
    seq: Generated<number>;
    member_id: string;
    purpose: string;
    is_given: number;
    text_version: string;
    channel: string;
    at: Instant;
  };

  // ── conversation ────────────────────────────────────────────────────────────────────────────────
  /** Every message that came in, unique on (channel, external_id). */
  inbound: {
    seq: Generated<number>;
    channel: string;
    external_id: string;
    sender_id: string;
    sender_name: string | null;
    said: string;
    said_at: Instant;
    received_at: Instant;
    /** waiting → done | parked */
    status: "waiting" | "done" | "parked";
    attempts: number;
    not_before: Instant;
    fault: string | null;
    done_at: Instant | null;
  };
  /** Where each member's conversation stands. `state` is a versioned JSON object. */
  dialogue: { member_id: string; state: string; updated_at: Instant };

  // ── delivery ────────────────────────────────────────────────────────────────────────────────────
  /** Everything that leaves: one row per person and message, written before it is sent. */
  delivery: {
    seq: Generated<number>;
    member_id: string;
    channel: string;
    address_id: string;
    /** The bulk run a row belongs to, null for replies and notices to one person. (run_id, member_id) is unique. */
    run_id: string | null;
    /** The inbound message a reply answers. */
    inbound_seq: number | null;
    /** JSON Content of this row alone; null in a bulk row, whose run holds the content. */
    content: string | null;
    status: "pending" | "sending" | "sent" | "refused" | "uncertain" | "canceled";
    not_before: Instant;
    /** After this moment a pending row is canceled instead of sent. */
    expires_at: Instant | null;
    claimed_by: string | null;
    claimed_at: Instant | null;
    attempts: number;
    /** The platform's id of the message that was sent. */
    external_id: string | null;
    why: string | null;
    created_at: Instant;
    settled_at: Instant | null;
  };
  /** One bulk sending: a content for a frozen audience. Open until no row of it is pending or sending. */
  delivery_run: {
    run_id: string;
    /** JSON Content every row of the run carries. */
    content: string;
    is_open: number;
    is_stopped: number;
    /** When its pending rows are given up; null: never. */
    expires_at: Instant | null;
    created_at: Instant;
  };
  /** A channel's brake: 429 sets `paused_until`, a revoked token sets `is_stopped`. */
  lane: {
    channel: string;
    paused_until: Instant | null;
    is_stopped: number;
    why: string | null;
    updated_at: Instant;
  };

  // ── knowledge ───────────────────────────────────────────────────────────────────────────────────
  /** One version of a document; key (id, version). Only `published` text is ever quoted. */
  document: {
    id: string;
    version: number;
    status: "draft" | "published" | "retired";
    /** JSON of the front matter. */
    meta: string;
    /** The Markdown body as accepted. */
    body: string;
    content_hash: string;
    /** `shipped` with the program, or `added` by an officer. */
    origin: "shipped" | "added";
    created_at: Instant;
    published_at: Instant | null;
  };
  /** A remark that goes with every answer citing the clause; key (document_id, clause_id). */
  clause_note: { document_id: string; clause_id: string; note: string; updated_at: Instant };

  // ── questions ───────────────────────────────────────────────────────────────────────────────────
  asked: {
    seq: Generated<number>;
    member_id: string;
    inbound_seq: number | null;
    question: string;
    kind: string;
    /** JSON array of `document#clause`. */
    cited: string;
    at: Instant;
  };
  /** A question handed to an officer. */
  officer_case: {
    id: string;
    number: number;
    member_id: string;
    question: string;
    /** JSON array of the nearest `document#clause`. */
    nearest: string;
    status: "open" | "answered" | "closed";
    opened_at: Instant;
    due_at: Instant;
    answer: string | null;
    answered_at: Instant | null;
  };

  // ── proposals ───────────────────────────────────────────────────────────────────────────────────
  draft: {
    id: string;
    member_id: string;
    form: string;
    form_version: number;
    /** Versioned JSON: the form machine's state, and what the room itself is asking. */
    state: string;
    status: "open" | "paused" | "filed" | "canceled";
    created_at: Instant;
    updated_at: Instant;
  };
  proposal: {
    id: string;
    number: string;
    member_id: string;
    draft_id: string;
    depth: "quick" | "full";
    /** idea: not yet tried, cannot be recognised; filed: a proposal received for review. */
    state: string;
    /** JSON of the answers by field. */
    answers: string;
    filed_at: Instant;
    updated_at: Instant;
  };
  /** Who did what to a proposal and when; never changed. */
  proposal_event: {
    seq: Generated<number>;
    proposal_id: string;
    kind: string;
    by_whom: string;
    note: string | null;
    at: Instant;
  };
  /** The last number given per series (`SK-2026`). */
  number_series: { series: string; last: number };

  // ── campaigns ───────────────────────────────────────────────────────────────────────────────────
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
    created_at: Instant;
    updated_at: Instant;
  };
  /** One launch of a campaign; (campaign_id, slot) is unique, so a slot fires once. */
  campaign_run: {
    id: string;
    campaign_id: string;
    slot: Instant;
    status: "running" | "stopped" | "finished" | "held";
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
}
