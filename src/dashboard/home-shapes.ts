import type { CalendarDate } from "../kit/time.ts";
import type { Counts } from "../proposals/finding/counts.ts";
import type { CampaignRow } from "./campaign-shapes.ts";
import type { CaseRow } from "./inbox-shapes.ts";

/** What the first page shows; null: not for this officer. */
export type HomeView = {
  readonly cases: {
    readonly mine: number;
    readonly unassigned: number;
    readonly all: number;
    readonly overdue: number;
    readonly longest: readonly CaseRow[];
  } | null;
  readonly proposals: {
    readonly year: number;
    readonly counts: Counts;
    readonly overdue: number;
    readonly due: readonly {
      readonly number: string;
      readonly start: string;
      readonly words: string;
      readonly due: CalendarDate;
      readonly daysLeft: number;
    }[];
  } | null;
  readonly campaigns: {
    readonly drafts: number;
    readonly held: number;
    readonly stopped: number;
    readonly uncertain: number;
    readonly next: readonly CampaignRow[];
  } | null;
  readonly unanswered: number | null;
  readonly members: number | null;
};
