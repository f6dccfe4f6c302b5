import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `proposals`. */
export type ProposalsTables = {
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
};
