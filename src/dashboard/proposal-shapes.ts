import type { CalendarDate, Instant } from "../kit/time.ts";
import type { Row } from "../proposals/finding/list.ts";
import type { Action } from "../proposals/life/transitions.ts";
import type { Criterion, ProposalState, Reward } from "../proposals/record-types.ts";

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
  readonly files: readonly {
    readonly at: number;
    readonly name: string;
    /** Whether its bytes lie here; else it is still with its platform. */
    readonly isHere: boolean;
    readonly isPicture: boolean;
  }[];
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
  readonly council: CouncilView | null;
  readonly reviews: readonly {
    readonly reviewer: string;
    readonly due: CalendarDate;
    readonly opinion: string | null;
  }[];
  readonly rewards: readonly Pick<Reward, "id" | "kind" | "amount" | "paidOn" | "basis">[];
  readonly steps: {
    readonly mayRefer: boolean;
    readonly mayFile: boolean;
    readonly mayReview: boolean;
    readonly mayReward: boolean;
    readonly mayMerge: boolean;
  };
};

export type SheetView = { readonly points: Readonly<Record<string, number>>; readonly comment: string };

/** A proposal before its council, as one officer may see it. */
export type CouncilView = {
  readonly name: string;
  readonly unit: string;
  readonly isClosed: boolean;
  readonly rubric: readonly Criterion[];
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: "chair" | "secretary" | "member";
    readonly unit: string;
    readonly hasScored: boolean;
    readonly conflict: { readonly kind: string; readonly why: string } | null;
    /** Null until scoring is closed. */
    readonly sheet: SheetView | null;
  }[];
  /** The seat and the sheet of whoever asks; null for who has no seat. */
  readonly mine: { readonly seat: string; readonly sheet: SheetView | null } | null;
  readonly counted: number;
  readonly entitled: number;
  readonly needed: number;
  readonly hasQuorum: boolean;
  readonly mean: number | null;
  readonly spread: number | null;
  readonly conclusion: string | null;
  readonly minutes: string | null;
};

export type CouncilRow = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly basis: string;
  readonly members: readonly { readonly name: string; readonly role: "chair" | "secretary" | "member" }[];
};

export type SimilarRow = {
  readonly number: string;
  readonly start: string;
  /** 0 to 1. */
  readonly score: number;
  readonly words: readonly string[];
};

export type ComparedView = {
  readonly left: string;
  readonly right: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly left: string;
    readonly right: string;
    readonly isSame: boolean;
  }[];
  readonly words: readonly string[];
};

/** An official paper the proposal has come to, by its official name. */
export type PaperRow = { readonly kind: string; readonly title: string; readonly people: readonly string[] };
