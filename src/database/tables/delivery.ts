import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `delivery`. */
export type DeliveryTables = {
  /** Everything that leaves: one row per person and message, written before it is sent. */
  delivery: {
    seq: Generated<number>;
    member_id: string;
    channel: string;
    address_id: string;
    /** The bulk run a row belongs to, null for replies and notices to one person. (run_id, member_id) is unique. */
    run_id: string | null;
    /** 1: tells one person what somebody else did, and can wait until the quiet hours are over. */
    is_notice: Generated<number>;
    /** The inbound message a reply answers. */
    inbound_seq: number | null;
    /** JSON Content of this row alone; null in a bulk row, whose run holds the content. */
    content: string | null;
    /** `held`: the platform takes nothing for this person now; goes when they write next. */
    status: "pending" | "sending" | "held" | "sent" | "refused" | "uncertain" | "canceled";
    not_before: Instant;
    /** After this moment a pending row is canceled instead of sent. */
    expires_at: Instant | null;
    claimed_by: string | null;
    claimed_at: Instant | null;
    attempts: number;
    /** The platform's id of the message that was sent. */
    external_id: string | null;
    why: string | null;
    /** The platform's own number for why it refused; words for officers in `delivery/texts.ts`. */
    code: string | null;
    created_at: Instant;
    /** When the row reached its status; null while it is pending or sending. */
    settled_at: Instant | null;
    /** The person wrote while the row was being sent: should it turn out held, it goes again at once. */
    wrote_at: Instant | null;
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
    /** While the audience is written down: the last member done and the last one to do; both null when whole. */
    freeze_after: string | null;
    freeze_until: string | null;
    /** What the run is about, for platforms that take only templates of a topic; null: nothing to choose by. */
    topic: string | null;
  };
  /** What has been used of a platform's quota: `period` is a day or month of Việt Nam, `2026-11-22`, `2026-11`. */
  allotment: { channel: string; kind: string; period: string; used: number };
  /** The newest sign of each kind that a channel gave, for the doctor. `words` say what was wrong. */
  channel_sign: { channel: string; kind: "heard" | "forged" | "fault"; at: Instant; words: string | null };
  /** A channel's brake: 429 sets `paused_until`, a revoked token sets `is_stopped`. */
  lane: {
    channel: string;
    paused_until: Instant | null;
    is_stopped: number;
    why: string | null;
    updated_at: Instant;
  };
};
