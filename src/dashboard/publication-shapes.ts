import type { Instant } from "../kit/time.ts";

/** What campaigns published for everybody, as the pages show it. */
export type ArticleView = {
  readonly campaignId: string;
  readonly slug: string;
  readonly title: string;
  readonly changedAt: Instant;
  readonly withdrawn: { readonly at: Instant; readonly why: string } | null;
  readonly corrections: readonly { readonly note: string; readonly at: Instant }[];
  readonly outlets: readonly OutletRow[];
};

export type OutletRow = {
  readonly outlet: string;
  readonly status: "pending" | "publishing" | "published" | "refused" | "uncertain" | "withdrawn" | "stopped";
  readonly words: string;
  /** Why it is not there, or not as it should be, and what to do; empty when all is well. */
  readonly why: string;
  readonly url: string | null;
  readonly publishedAt: Instant | null;
};

export type QuizRow = {
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly kind: "quiz" | "poll";
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly questions: number;
};

export type QuizView = QuizRow & {
  readonly started: number;
  readonly finished: number;
  readonly people: readonly {
    readonly place: number;
    /** Null unless they agreed to be named. */
    readonly name: string | null;
    readonly unit: string | null;
    readonly score: number;
    readonly seconds: number;
  }[];
  readonly units: readonly {
    readonly place: number;
    readonly unit: string | null;
    readonly takers: number;
    readonly total: number;
    readonly mean: number;
  }[];
  readonly options: readonly {
    readonly text: string;
    readonly source: string | null;
    readonly choices: readonly { readonly text: string; readonly isRight: boolean; readonly count: number }[];
  }[];
};
