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
    status: "open" | "answered" | "closed";
    opened_at: Instant;
    due_at: Instant;
    answer: string | null;
    answered_at: Instant | null;
  };
};
