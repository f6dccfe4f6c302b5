import type { Instant } from "../../kit/time.ts";

/** The tables of the room `participation`. */
export type ParticipationTables = {
  /** Biểu mẫu — what it is now; what it asks stands in its versions. */
  form: {
    id: string;
    /** `BM-ANCA`, unique: what members type. */
    code: string;
    /** A `ServiceName`: what is done with an answer. */
    service: string;
    title: string;
    status: "draft" | "open" | "closed";
    /** The newest version. */
    version: number;
    opens_at: Instant | null;
    closes_at: Instant | null;
    /** Makes the marks of those who answered; null once nobody needs to be told apart any more. */
    secret: string | null;
    /** The last number given to a named answer. */
    last_number: number;
    created_by: string;
    created_at: Instant;
    updated_at: Instant;
  };
  /** What a form asked from a moment on; key (form_id, version), never changed. */
  form_version: { form_id: string; version: number; definition: string; by_whom: string; at: Instant };
  form_draft: {
    id: string;
    form_id: string;
    version: number;
    member_id: string;
    /** Versioned JSON: the form machine's state, and which words of consent were shown. */
    state: string;
    status: "open" | "paused" | "filed" | "canceled";
    created_at: Instant;
    updated_at: Instant;
  };
  /** A named answer. `state` and `detail` (JSON) belong to the form's service. */
  form_answer: {
    id: string;
    form_id: string;
    version: number;
    number: number;
    member_id: string | null;
    answers: string;
    state: string;
    detail: string;
    filed_at: Instant;
    updated_at: Instant;
    updated_by: string | null;
  };
  /** An answer nobody's name belongs to: no member, no moment, a random key. */
  form_anonymous_answer: { id: string; form_id: string; version: number; answers: string };
  /** The answer that is a unit's report of a period (`2026-11`, `2026-Q4`); a newer one takes its place. */
  form_report: { form_id: string; period: string; unit_id: string; answer_id: string; filed_at: Instant };
  /** A figure of a unit's report, to be added up. */
  form_figure: { form_id: string; period: string; unit_id: string; field: string; value: number };
  /** Who was asked for a report, and how often: 0 is the first time. */
  form_chase: { form_id: string; period: string; member_id: string; step: number; at: Instant };
  /** That somebody answered a form that is answered once; says neither what nor when. */
  form_mark: { form_id: string; mark: string };
};
