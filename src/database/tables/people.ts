import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `people`. */
export type PeopleTables = {
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
};
