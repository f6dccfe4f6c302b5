import type { Instant } from "../kit/time.ts";
import type { Example } from "../proposals/finding/examples.ts";
import type { GroupLines, UnitLine } from "../reports/outline.ts";

/** Why there is no report, in words; or the report as a page shows it. */
export type ReportAnswer = { readonly kind: "refused"; readonly words: string } | ReportView;

export type ReportView = {
  readonly kind: "report";
  readonly period: string;
  readonly periodWords: string;
  readonly counted: Stretch;
  readonly before: Stretch;
  /** The unit it is about; null: everything. */
  readonly unit: { readonly code: string; readonly name: string } | null;
  readonly groups: readonly GroupLines[];
  readonly unitHeads: readonly { readonly id: string; readonly label: string }[];
  readonly units: readonly UnitLine[];
  readonly examples: readonly Example[];
  readonly gaps: readonly string[];
  /** Titles of the charts, in their order. */
  readonly charts: readonly string[];
};

type Stretch = { readonly from: string; readonly to: string };

/** The rows behind one number. */
export type ReportRows = {
  readonly label: string;
  readonly counts: string;
  readonly value: number;
  readonly total: number;
  readonly pages: number;
  readonly rows: readonly ReportRow[];
};

export type ReportRow = {
  readonly key: string;
  readonly at: Instant;
  readonly label: string;
  readonly amount: number;
  readonly unit: string;
  /** Where it can be looked at in the dashboard; null: nowhere. */
  readonly href: string | null;
};
