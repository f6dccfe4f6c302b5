import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `conversation`. */
export type ConversationTables = {
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
};
