import type { Generated } from "kysely";
import type { CalendarDate, Instant } from "../../kit/time.ts";

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
    /** A `ProposalState`. */
    state: string;
    /** JSON of the answers by field. */
    answers: string;
    filed_at: Instant;
    updated_at: Instant;
    /** Grows with every change officers make. */
    version: Generated<number>;
    received_at: Generated<Instant | null>;
    /** When the application was accepted: the law's three months begin. */
    accepted_at: Generated<Instant | null>;
    /** The proposal it was merged into; its own state stays as it was. */
    merged_into: Generated<string | null>;
  };
  /** Who did what to a proposal and when; never changed. */
  proposal_event: {
    seq: Generated<number>;
    proposal_id: string;
    kind: string;
    by_whom: string;
    note: string | null;
    at: Instant;
    from_state: Generated<string | null>;
    to_state: Generated<string | null>;
  };
  /** A clock of the federation's own, in days, where it differs from the default. */
  proposal_rule: { name: string; days: number; set_by: string; set_at: Instant };
  proposal_review: {
    id: string;
    proposal_id: string;
    reviewer: string;
    due: CalendarDate;
    assigned_by: string;
    assigned_at: Instant;
    opinion: string | null;
    done_at: Instant | null;
  };
  /** What lists and searches need of a proposal, written again whenever its answers change. */
  proposal_face: {
    doc: Generated<number>;
    proposal_id: string;
    year: number;
    title: string;
    author: string;
    unit: string;
    field: string;
    /** Folded, as filters compare them. */
    unit_key: string;
    field_key: string;
    /** Everything an officer may search by, folded; without what is confidential. */
    search: string;
    /** What others may be compared with; null when its author marked something as confidential. */
    open_text: string | null;
    /** The first and last day the told day of first use can mean. */
    used_from: CalendarDate | null;
    used_to: CalendarDate | null;
  };
  /** The folded words of each open text: where proposals that speak of the same thing are found. */
  proposal_word: { word: string; doc: number };
  council: {
    id: string;
    name: string;
    unit: string;
    basis: string;
    /** JSON of the criteria. */
    rubric: string;
    quorum_percent: number;
    excludes_same_unit: number;
    created_by: string;
    created_at: Instant;
  };
  council_member: {
    id: string;
    council_id: string;
    name: string;
    unit: string;
    title: string;
    role: "chair" | "secretary" | "member";
    member_id: string | null;
    seat: number;
  };
  /** One proposal before one council; one live item a proposal. */
  council_item: {
    id: string;
    council_id: string;
    proposal_id: string;
    status: "open" | "closed" | "left";
    opened_at: Instant;
    closed_at: Instant | null;
    closed_by: string | null;
    /** JSON of the tally as it stood when scoring was closed. */
    tally: string | null;
    conclusion: string | null;
  };
  council_score: {
    item_id: string;
    council_member_id: string;
    /** JSON of points by criterion id. */
    points: string;
    comment: string;
    at: Instant;
  };
  /** A conflict somebody declared (`declared`), or a shared name an officer looked into (`cleared`). */
  council_conflict: {
    item_id: string;
    council_member_id: string;
    kind: "declared" | "cleared";
    why: string;
    by_whom: string;
    at: Instant;
  };
  /** Drafted while `publication_id` is null, one draft a proposal; published ones are never changed. */
  decision: {
    id: string;
    proposal_id: string;
    kind: "recognize" | "decline";
    reason: string;
    unit: string;
    drafted_by: string;
    drafted_at: Instant;
    publication_id: string | null;
  };
  /** One decision of one unit, on which several proposals stand. */
  decision_paper: {
    id: string;
    paper_number: string;
    signed_on: CalendarDate;
    signer: string;
    unit: string;
    published_by: string;
    published_at: Instant;
  };
  reward: {
    id: string;
    proposal_id: string;
    kind: "remuneration" | "reward" | "transfer";
    amount: number;
    paid_on: CalendarDate;
    basis: string;
    base: number | null;
    year_of_use: number | null;
    recorded_by: string;
    recorded_at: Instant;
  };
  /**
   * Somebody named as a co-author, asked to confirm it by a code. `seat` is their place in the application's
   * list, `share` in hundredths of a percent. Of the invitations of one seat all but the newest are `replaced`.
   */
  coauthor_invite: {
    id: string;
    proposal_id: string;
    seat: number;
    name: string;
    share: number | null;
    code_hash: string;
    status: "open" | "confirmed" | "declined" | "replaced";
    /** The member who showed the code and has not answered yet. */
    shown_to: string | null;
    answered_by: string | null;
    created_at: Instant;
    expires_at: Instant;
    answered_at: Instant | null;
  };
  /** Đợt biểu dương — one year's honours for recognized initiatives, judged by one council. */
  honour_round: {
    id: string;
    year: number;
    title: string;
    occasion: string;
    council_id: string;
    /** Days of the decisions that recognized what may be honoured, both included. */
    since: CalendarDate;
    until: CalendarDate;
    /** Points of 100 a candidate needs, and how many are listed (more when the last ones are equal). */
    least: number;
    most: number;
    status: "open" | "closed" | "published";
    paper_number: string | null;
    signed_on: CalendarDate | null;
    signer: string | null;
    created_by: string;
    created_at: Instant;
    closed_at: Instant | null;
    published_at: Instant | null;
    published_by: string | null;
  };
  /** One initiative in one round. */
  honour_candidate: {
    id: string;
    round_id: string;
    proposal_id: string;
    status: "candidate" | "listed" | "notListed" | "removed";
    /** Why it was removed. */
    why: string | null;
    /** JSON of the tally as it stood when scoring was closed. */
    tally: string | null;
    /** From 1 among the listed. */
    place: number | null;
    added_by: string;
    added_at: Instant;
  };
  /** A council member's points for one candidate; key (candidate_id, council_member_id). */
  honour_score: {
    candidate_id: string;
    council_member_id: string;
    /** JSON of points by criterion id. */
    points: string;
    comment: string;
    at: Instant;
  };
  honour_conflict: {
    candidate_id: string;
    council_member_id: string;
    kind: "declared" | "cleared";
    why: string;
    by_whom: string;
    at: Instant;
  };
  /** The last number given per series (`SK-2026`). */
  number_series: { series: string; last: number };
};
