import type { CalendarDate, Instant } from "../kit/time.ts";
import type { Row } from "../proposals/finding/list.ts";
import type { Action } from "../proposals/life/transitions.ts";
import type { ProposalState } from "../proposals/record-types.ts";

/** What the pages show of proposals. */

export type ProposalRow = Row & { readonly stateWords: string };

export type ProposalList = {
  readonly rows: readonly ProposalRow[];
  readonly total: number;
  readonly pages: number;
  readonly states: readonly { readonly state: ProposalState; readonly words: string }[];
  /** Decisions that are drafted and wait to be published together. */
  readonly drafts: readonly {
    readonly number: string;
    readonly kind: "recognize" | "decline";
    readonly unit: string;
  }[];
};

export type DeadlineRow = {
  readonly words: string;
  readonly due: CalendarDate;
  readonly daysLeft: number;
  readonly standing: "running" | "soon" | "overdue";
  readonly isLaw: boolean;
};

export type ProposalRecordView = {
  readonly number: string;
  readonly version: number;
  readonly state: ProposalState;
  readonly stateWords: string;
  readonly next: string;
  readonly start: string;
  readonly depth: "quick" | "full";
  readonly unit: string;
  readonly recipient: string;
  readonly filedAt: Instant;
  readonly mergedInto: string | null;
  readonly authors: readonly {
    readonly name: string;
    readonly place: string;
    readonly share: number | null;
  }[];
  readonly answers: readonly { readonly label: string; readonly text: string; readonly isUnsure: boolean }[];
  readonly files: readonly string[];
  readonly deadlines: readonly DeadlineRow[];
  readonly timeline: readonly {
    readonly at: Instant;
    readonly words: string;
    readonly by: string;
    readonly note: string | null;
  }[];
  readonly actions: readonly {
    readonly action: Action;
    readonly words: string;
    readonly needsReason: boolean;
  }[];
  readonly decision: {
    readonly kind: "recognize" | "decline";
    readonly reason: string;
    readonly unit: string;
    readonly isPublished: boolean;
    readonly paperNumber: string | null;
  } | null;
};
