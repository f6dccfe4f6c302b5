import type { Generated } from "kysely";
import type { Instant } from "../../kit/time.ts";

/** The tables of the room `questions`. */
export type QuestionsTables = {
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
    status: "open" | "assigned" | "answered" | "closed";
    opened_at: Instant;
    due_at: Instant;
    answer: string | null;
    answered_at: Instant | null;
    /** Where it was asked; null in cases older than these columns. */
    channel: string | null;
    address_id: string | null;
    /** Officers are kept as their room names them: an officer's id, or a name typed at the command line. */
    assigned_to: string | null;
    answered_by: string | null;
    /** Since when the member waits for a word of an officer; null while nobody waits. */
    waiting_since: Instant | null;
    /** Tạm gác — an officer wants to see it again then, or as soon as the member writes. */
    snoozed_until: Instant | null;
    /** Grows with every change; a change that names an older one is refused. */
    version: Generated<number>;
  };
  /** Who did what to a case and when. `note` holds an officer's private words; members never see it. */
  case_event: {
    seq: Generated<number>;
    case_id: string;
    kind: string;
    by_whom: string | null;
    note: string | null;
    at: Instant;
  };
  /** Giải đáp — an officer's answer made ready for everybody who asks alike. */
  faq: {
    seq: Generated<number>;
    /** One way of asking a line; the first is shown. */
    question: string;
    answer: string;
    status: "draft" | "published" | "retired";
    /** The case it was made from. A case has one that is not retired. */
    case_number: number | null;
    answered_by: string;
    answered_at: Instant;
    drafted_by: string;
    approved_by: string | null;
    version: number;
    updated_at: Instant;
  };
  faq_event: { seq: Generated<number>; faq_seq: number; kind: string; by_whom: string; at: Instant };
  /** Câu mẫu — what officers write again and again; `{tên}` and the like are filled in where it is used. */
  canned_reply: {
    number: Generated<number>;
    /** What officers type after `/`; unique. */
    name: string;
    text: string;
    version: number;
    updated_by: string;
    updated_at: Instant;
  };
  /** Who was told an answer because they had asked an officer the same: once, by its key. */
  faq_told: { faq_seq: number; member_id: string; at: Instant };
};
