import type { Instant } from "../kit/time.ts";
import type { FieldTally } from "../participation/answers.ts";
import type { FormDefinition, Service } from "../participation/definition.ts";

/** What the API and the pages say to one another about forms; the pages import the types alone. */

export type FormRow = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly service: Service["kind"];
  readonly status: "draft" | "open" | "closed";
  /** Whether members can answer at this moment. */
  readonly isTaking: boolean;
  /** Opened, but its moment is still to come. */
  readonly isEarly: boolean;
  readonly version: number;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly answers: number;
  readonly drafts: number;
};

/** Times as a page edits them: `2026-12-01T08:00`, "" for none. */
export type FormRecord = FormRow & {
  readonly definition: FormDefinition;
  readonly whoInWords: string;
  readonly event: {
    readonly going: number;
    readonly queued: number;
    readonly attended: number;
    readonly door: string;
    /** A picture (SVG) that holds the words that take attendance. */
    readonly qr: string;
  } | null;
};

export type ReadyRow = { readonly id: string; readonly name: string; readonly definition: FormDefinition };

export type AnswerRow = {
  readonly id: string;
  /** Null where the answer carries no name. */
  readonly number: string | null;
  readonly name: string | null;
  readonly unit: string | null;
  readonly filedAt: Instant | null;
  readonly state: string;
  readonly stateWords: string;
  readonly version: number;
  readonly said: Readonly<Record<string, string>>;
  readonly annexes: readonly string[];
  /** What was sent with it, by name; "" where it has none. */
  readonly files: readonly string[];
  /** What the roster said for fields that correct it. */
  readonly before: Readonly<Record<string, string>>;
};

export type AnswerList = {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly rows: readonly AnswerRow[];
  readonly total: number;
};

export type TallyRow = FieldTally & { readonly svg: string | null };

/** A preview's turn: what the form says, and the state to send along with the next words. */
export type PreviewTurn =
  | { readonly kind: "faulty"; readonly faults: readonly { readonly path: string; readonly words: string }[] }
  | {
      readonly kind: "turn";
      readonly state: unknown;
      readonly says: readonly string[];
      readonly choices: readonly { readonly label: string; readonly action: string }[];
      readonly outcome: "going" | "confirmed" | "paused" | "canceled";
    };

export type RollupRow = {
  readonly code: string;
  readonly name: string;
  /** Whether there are units under it to look into. */
  readonly hasBelow: boolean;
  readonly expected: number;
  readonly reported: number;
  readonly late: number;
  readonly figures: Readonly<Record<string, number>>;
};

export type RollupTable = {
  /** Every period that is over, oldest first. */
  readonly periods: readonly { readonly value: string; readonly label: string }[];
  readonly from: string;
  readonly to: string;
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  /** The unit looked at; null: everything. */
  readonly unit: RollupRow | null;
  /** The code of the unit above it, "" for everything; null where this officer goes no higher. */
  readonly up: string | null;
  readonly total: Omit<RollupRow, "code" | "name" | "hasBelow">;
  readonly rows: readonly RollupRow[];
  readonly late: readonly { readonly code: string; readonly name: string; readonly period: string }[];
  readonly lateMore: number;
};
