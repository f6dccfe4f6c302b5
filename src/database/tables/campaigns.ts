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
    /** Before this moment nothing of it is public; null: no embargo. */
    embargo: Instant | null;
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
    /** The officer who decided; null where it was the program or the operator on the command line. */
    officer_id: string | null;
  };
  /** Every approval with the plan it was given for; never changed. */
  campaign_approval: {
    seq: Generated<number>;
    campaign_id: string;
    fingerprint: string;
    /** JSON of the Plan as it was approved. */
    plan: string;
    by_whom: string;
    officer_id: string | null;
    /** operator: from the command line, where no officer could. */
    way: "dashboard" | "chat" | "operator";
    /** How many people it reached at that moment. */
    reached: number;
    at: Instant;
  };
  /** A campaign laid before one officer in their chat. */
  approval_request: {
    id: string;
    campaign_id: string;
    officer_id: string;
    channel: string;
    address_id: string;
    fingerprint: string;
    /** Key of the signature in its buttons. */
    secret: string;
    /** From so many people on, their number has to be typed. */
    large_from: number;
    /** void: somebody else decided, or the campaign was changed. */
    status: "open" | "approved" | "declined" | "void";
    created_at: Instant;
    expires_at: Instant;
    decided_at: Instant | null;
  };
  /** Cuộc thi tìm hiểu, thăm dò — the questions behind a campaign's start button; never changed. */
  quiz: {
    id: string;
    campaign_id: string;
    title: string;
    kind: "quiz" | "poll";
    opens_at: Instant;
    closes_at: Instant;
    /** When the right answer is explained. */
    explains: "at-once" | "after-close" | "never";
    /** Who is ahead of several with one score. */
    ties: "time" | "finish" | "share";
    /** What units are ranked by. */
    units_by: "total" | "mean";
    /** JSON array of Question. */
    questions: string;
    created_at: Instant;
  };
  /** One member at one quiz. */
  quiz_attempt: {
    quiz_id: string;
    member_id: string;
    started_at: Instant;
    finished_at: Instant | null;
  };
  /** What a member chose; key (quiz_id, member_id, question), so a question is answered once. */
  quiz_answer: {
    quiz_id: string;
    member_id: string;
    /** From 0. */
    question: number;
    choice: number;
    is_right: number;
    at: Instant;
  };
  /** What a launch publishes: the words as they were approved, one for all outlets. */
  article: {
    run_id: string;
    campaign_id: string;
    /** Its address on the portal: `/tin/<slug>`. Never changes. */
    slug: string;
    title: string;
    /** The first paragraph; may be empty. */
    lead: string;
    /** JSON array of Part: what follows the lead. */
    parts: string;
    /** JSON array of labels: what it rests on. */
    sources: string;
    embargo: Instant | null;
    /** When what readers see changed last: published, corrected or withdrawn. */
    changed_at: Instant;
    withdrawn_at: Instant | null;
    /** Why it was withdrawn, in words for readers. */
    withdrawn_why: string | null;
  };
  /** Đính chính — shown with its day wherever the article is; never changed. */
  article_correction: {
    seq: Generated<number>;
    run_id: string;
    note: string;
    by_whom: string;
    at: Instant;
  };
  /** One article on one outlet. */
  publication: {
    id: string;
    run_id: string;
    outlet: string;
    /** stopped: waits until the campaign goes on. uncertain: it may be there; an officer decides. */
    status: "pending" | "publishing" | "published" | "refused" | "uncertain" | "withdrawn" | "stopped";
    /** When there is something to do: publish, look again, correct or remove. Null: nothing by itself. */
    not_before: Instant | null;
    /** After this moment it is not published any more by itself. */
    give_up_at: Instant;
    /** Tries since the last success. */
    attempts: number;
    /** How many corrections the outlet shows. */
    shown: number;
    external_id: string | null;
    url: string | null;
    /** Why it was refused, waits or is in doubt: an OutletRefusal or the outlet's words. */
    why: string | null;
    detail: string | null;
    created_at: Instant;
    published_at: Instant | null;
    settled_at: Instant | null;
  };
};
