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
    /** The first message of the burst whose turn answered this one; null when it had a turn of its own. */
    joined_to: number | null;
  };
  /** Where an officer speaks: the bot is silent there until `until`. */
  officer_floor: {
    channel: string;
    address_id: string;
    /** Null when the officer spoke outside of this program and is not known by name. */
    by_whom: string | null;
    spoke_at: Instant;
    until: Instant;
  };
  /** Where each member's conversation stands. `state` is a versioned JSON object. */
  dialogue: { member_id: string; state: string; updated_at: Instant };
};
