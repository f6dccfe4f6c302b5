import type { Instant } from "../kit/time.ts";
import type { MemberRow } from "../people/officers-members.ts";

/** What the pages show of the inbox. */

export type CaseRow = {
  readonly number: number;
  readonly question: string;
  readonly memberName: string | null;
  readonly status: "open" | "assigned" | "answered" | "closed";
  readonly assignedTo: string | null;
  readonly channel: string | null;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly waitedMs: number;
  readonly isOverdue: boolean;
  /** Put aside until then; null: in the inbox. */
  readonly snoozedUntil: Instant | null;
};

export type CaseList = {
  readonly rows: readonly CaseRow[];
  readonly counts: {
    readonly mine: number;
    readonly unassigned: number;
    readonly all: number;
    readonly snoozed: number;
  };
};

/** One line of a conversation: what the member, the bot or an officer said, or a private note. */
export type ThreadLine = {
  readonly id: string;
  readonly at: Instant;
  readonly kind: "member" | "ours" | "note" | "event";
  readonly text: string;
  /** Who wrote a note or did something. */
  readonly by: string | null;
  /** What became of a message of ours, when it was not simply sent. */
  readonly fate: string | null;
};

/** `isPaidAllowed`: whether messages may be sent between the two, for money. */
export type ReplyWindow = {
  readonly freeUntil: Instant | null;
  readonly openUntil: Instant | null;
  readonly isPaidAllowed: boolean;
};

export type CaseRecord = CaseRow & {
  readonly version: number;
  readonly isMine: boolean;
  readonly isSettled: boolean;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
  readonly thread: readonly ThreadLine[];
  readonly member: MemberRow | null;
  readonly otherCases: readonly {
    readonly number: number;
    readonly question: string;
    readonly status: string;
  }[];
  /** The clauses that came nearest, for the officer to lean on. */
  readonly nearest: readonly { readonly label: string; readonly text: string }[];
  /** Until when Zalo takes messages for this person: free, and at all. Null where there is no such window. */
  readonly window: ReplyWindow | null;
  /** Who has the floor while the bot is silent. */
  readonly floor: { readonly by: string | null; readonly until: Instant } | null;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
};
