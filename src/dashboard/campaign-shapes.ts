import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Exclusion } from "../people/audience.ts";
import type { AudienceRule } from "../people/audience-rule.ts";

/** What the pages show of campaigns. */

export type CampaignRow = {
  readonly id: string;
  readonly title: string;
  readonly status: "draft" | "scheduled" | "stopped" | "finished";
  /** A launch of it waits for a decision. */
  readonly isHeld: boolean;
  readonly when: string;
  readonly nextSlot: Instant | null;
  readonly channels: readonly ChannelName[];
  readonly approvedBy: string | null;
};

export type RunFigures = {
  readonly id: string;
  readonly slot: Instant;
  readonly status: string;
  readonly statusWords: string;
  readonly why: string | null;
  readonly approvedBy: string;
  readonly approvedAt: Instant;
  readonly planned: number;
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  readonly held: number;
  readonly uncertain: number;
  readonly canceled: number;
  readonly unaccounted: number;
  readonly reasons: readonly { readonly words: string; readonly count: number }[];
};

export type HistoryRow = { readonly at: Instant; readonly words: string; readonly by: string };

export type ForecastView = {
  readonly begins: Instant;
  readonly ends: Instant;
  readonly holiday: string | null;
  readonly channels: readonly { readonly channel: ChannelName; readonly people: number }[];
  /** What becomes of the people on Zalo OA, in messages, and what that costs in đồng. */
  readonly zalo: {
    readonly free: number;
    readonly paid: number;
    readonly templates: number;
    readonly held: number;
    readonly cost: number;
  } | null;
};

export type CampaignRecord = CampaignRow & {
  readonly topic: string;
  readonly sources: readonly string[];
  readonly fingerprint: string;
  readonly approvedAt: Instant | null;
  /** Whoever wrote it or changed it last: somebody else has to approve it. */
  readonly writtenBy: string;
  /** The last approval and all that is different from it; null when it never had one. */
  readonly changedSince: {
    readonly approvedBy: string;
    readonly approvedAt: Instant;
    readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  } | null;
  /** Who may approve it, while it waits for that. */
  readonly approvers: readonly string[];
  /** Whom it is for, in words. */
  readonly audience: string;
  readonly outlets: readonly string[];
  readonly embargo: Instant | null;
  /** The quiz or poll it invites to. */
  readonly quizId: string | null;
  readonly runs: readonly RunFigures[];
  readonly history: readonly HistoryRow[];
  /** The message and settings as they are edited; null where the five steps have no place for something in it. */
  readonly form: CampaignForm | null;
};

/** One piece of a message as it is written. */
export type FormBlock =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  /** A picture that has been taken up, by its hash, with words for who cannot see it. */
  | { readonly kind: "image"; readonly blob: string; readonly alt: string }
  /** A clause drawn at each launch, from these documents or from all. */
  | { readonly kind: "clause"; readonly documents: readonly string[] };

/** When it is sent; clocks as `08:00`, moments as `2026-12-01T08:00`, Việt Nam time. */
export type FormTime =
  | { readonly kind: "once"; readonly at: string }
  /** Days of the week from 0, Sunday. */
  | {
      readonly kind: "weekly";
      readonly days: readonly number[];
      readonly clock: string;
      readonly skipsHolidays: boolean;
    }
  /** 0: the last day of the month. */
  | {
      readonly kind: "monthly";
      readonly day: number;
      readonly clock: string;
      readonly skipsHolidays: boolean;
    }
  | {
      readonly kind: "yearly";
      readonly month: number;
      readonly day: number;
      readonly clock: string;
      readonly isLunar: boolean;
    }
  /** A series that only a file can describe. */
  | { readonly kind: "cron"; readonly cron: string; readonly skipsHolidays: boolean };

export type FormQuestion = {
  readonly text: string;
  /** `document#clause`; may be empty in a poll. */
  readonly source: string;
  readonly options: readonly string[];
  /** Which option is right, from 0; null in a poll. */
  readonly right: number | null;
};

export type FormQuiz = {
  readonly kind: "quiz" | "poll";
  readonly closes: string;
  readonly explains: "at-once" | "after-close" | "never";
  readonly ties: "time" | "finish" | "share";
  readonly unitsBy: "total" | "mean";
  readonly questions: readonly FormQuestion[];
};

/** A campaign as the five steps fill it in. Empty texts stand for what is left out. */
export type CampaignForm = {
  readonly title: string;
  readonly topic: string;
  readonly blocks: readonly FormBlock[];
  readonly buttons: readonly { readonly label: string; readonly action: string }[];
  readonly sources: readonly string[];
  readonly audience: AudienceRule;
  readonly channels: readonly ChannelName[];
  readonly outlets: readonly string[];
  readonly time: FormTime;
  readonly until: string;
  readonly embargo: string;
  readonly graceMinutes: number;
  /** 0: not counted. */
  readonly dailyCap: number;
  readonly quiz: FormQuiz | null;
};

/** Whom an audience reaches now. */
export type ReachView = {
  readonly words: string;
  readonly matched: number;
  readonly reached: number;
  readonly later: number;
  readonly channels: readonly { readonly channel: ChannelName; readonly people: number }[];
  readonly excluded: Readonly<Record<Exclusion | "capped", number>>;
};

/** What one person would see on one channel. */
export type PreviewView = {
  readonly channel: ChannelName;
  /** Who it is; null where nobody would get it there or their name is not for this officer. */
  readonly person: string | null;
  readonly hasPerson: boolean;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly images: readonly { readonly blob: string; readonly alt: string }[];
  /** Longest text of one message; null while the channel is switched off. */
  readonly longest: number | null;
};

/** What a sending would be like if nothing changed until then. */
export type CampaignOutlook = {
  readonly when: string;
  /** The next moments, at most three. */
  readonly slots: readonly Instant[];
  readonly reach: ReachView;
  readonly forecast: ForecastView | null;
  /** Approving asks for the number of recipients to be typed. */
  readonly asksForNumber: boolean;
  readonly previews: readonly PreviewView[];
};

/** What the five steps offer. */
export type WriteOptions = {
  readonly channels: readonly { readonly name: ChannelName; readonly textLength: number }[];
  /** Outlets that cannot be used on this machine. */
  readonly outletsOff: readonly string[];
  readonly documents: readonly { readonly id: string; readonly name: string }[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly topics: readonly string[];
  /** Titles whose answers can be asked for. */
  readonly quizzes: readonly string[];
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly largeAudience: number;
  readonly hasModel: boolean;
};

export type ClauseHit = { readonly reference: string; readonly label: string; readonly text: string };

/** A campaign that comes with the program, ready to be looked through and sent for approval. */
export type ReadyRow = {
  readonly name: string;
  readonly title: string;
  readonly when: string;
  readonly next: Instant | null;
  /** There is a campaign with its title. */
  readonly isAdded: boolean;
};

/** A form somebody can begin with, and what a model wrote that no clause carries. */
export type Begun =
  | { readonly kind: "form"; readonly form: CampaignForm; readonly dropped: readonly string[] }
  | { readonly kind: "none"; readonly words: string };

export type CalendarRow = {
  readonly campaignId: string;
  readonly title: string;
  readonly at: Instant;
  readonly times: number;
  readonly kind: "at" | "cron" | "yearly";
  readonly state: "draft" | "due" | "launching" | "running" | "stopped" | "finished" | "held";
};

export type UnitRow = {
  readonly unit: string | null;
  readonly planned: number;
  readonly sent: number;
  readonly refused: number;
  readonly uncertain: number;
  readonly waiting: number;
};

/** Doubtful messages: the oldest of them, and how many there are at each launch. */
export type UncertainList = {
  readonly total: number;
  readonly runs: readonly {
    /** Null: answers, which belong to no launch. */
    readonly runId: string | null;
    readonly title: string | null;
    readonly count: number;
  }[];
  readonly rows: readonly UncertainRow[];
};

export type UncertainRow = {
  readonly seq: number;
  readonly runId: string | null;
  readonly memberId: string;
  readonly name: string | null;
  readonly channel: string;
  readonly why: string;
  readonly since: Instant | null;
};

export type ReachAnswer =
  | ({ readonly kind: "reach" } & ReachView)
  | { readonly kind: "fault"; readonly words: string };
export type PreviewAnswer =
  | ({ readonly kind: "outlook" } & CampaignOutlook)
  | { readonly kind: "fault"; readonly fields: Readonly<Record<string, string>> };
export type PictureTaken =
  | { readonly kind: "taken"; readonly blob: string }
  | { readonly kind: "refused"; readonly words: string };
