import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import type { ProposalState } from "../record-types.ts";

/** The federation's own clocks, in days; the law's are not data. */
export type Rules = {
  /** Working days from filing until an officer takes it in hand. */
  readonly receive: number;
  /** Working days from then until it is accepted or given back. */
  readonly check: number;
  /** Days an author has to complete it. */
  readonly complete: number;
  /** How many days before the end of one of the law's clocks it is warned of. */
  readonly warnLaw: number;
  /** The same for the federation's own, which are shorter. */
  readonly warnOwn: number;
};

export const defaultRules: Rules = { receive: 3, check: 10, complete: 30, warnLaw: 14, warnOwn: 3 };

/** What a clock waits for. */
export type ClockKind = "receive" | "check" | "complete" | "review" | "apply" | "decide";

/** Thời hạn — until which day something has to be done, by whom, and whether the day is near or gone. */
export type Deadline = {
  readonly kind: ClockKind;
  readonly due: CalendarDate;
  readonly standing: "running" | "soon" | "overdue";
  /** Days from `today` to `due`; negative when it is gone. */
  readonly daysLeft: number;
  /** True for the law's, false for the federation's own. */
  readonly isLaw: boolean;
};

/** What the clocks are read from. */
export type Clocked = {
  readonly state: ProposalState;
  readonly filedAt: Instant;
  readonly receivedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  /** When it got into its state. */
  readonly since: Instant;
  /** First and last day the told day of first use can mean; null when none was told. */
  readonly firstUse: { readonly from: CalendarDate; readonly to: CalendarDate } | null;
  /** Reviews that are not done. */
  readonly reviewsDue: readonly CalendarDate[];
};

/** Whether nobody works on that day. */
export type IsDayOff = (date: CalendarDate) => boolean;

/** The clocks that run for a proposal on the day `today`, nearest end first. */
export function deadlinesOf(
  one: Clocked,
  { rules, today, isDayOff }: { rules: Rules; today: CalendarDate; isDayOff: IsDayOff },
): Deadline[] {
  const due = dueDays(one, rules, isDayOff);
  return due
    .map(({ kind, due: day }) => {
      const daysLeft = daysBetween(today, day);
      const isLaw = kind === "apply" || kind === "decide";
      const isSoon = daysLeft <= (isLaw ? rules.warnLaw : rules.warnOwn);
      const standing = daysLeft < 0 ? "overdue" : isSoon ? "soon" : "running";
      return { kind, due: day, standing, daysLeft, isLaw } as const;
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

function dueDays(one: Clocked, rules: Rules, isDayOff: IsDayOff): { kind: ClockKind; due: CalendarDate }[] {
  const filed = localDate(one.filedAt);
  const since = localDate(one.since);
  switch (one.state) {
    case "filed":
      return [{ kind: "receive", due: afterWorkingDays(filed, rules.receive, isDayOff) }, ...applying(one)];
    case "received":
      return [{ kind: "check", due: afterWorkingDays(since, rules.check, isDayOff) }, ...applying(one)];
    case "returned":
      return [{ kind: "complete", due: completeBy(one.since, rules) }, ...applying(one)];
    case "inReview":
    case "council":
      return [...one.reviewsDue.map((due) => ({ kind: "review", due }) as const), ...deciding(one)];
    case "unclear":
      return [{ kind: "receive", due: afterWorkingDays(filed, rules.receive, isDayOff) }];
    default:
      return [];
  }
}

/**
 * The right to ask for recognition ends one year after first use (khoản 2 Điều 5 Điều lệ Sáng kiến). A date told
 * as a month or a year counts from its first day: the earliest end is what an officer has to keep.
 */
function applying({ firstUse, acceptedAt }: Clocked): { kind: "apply"; due: CalendarDate }[] {
  return firstUse && acceptedAt === null ? [{ kind: "apply", due: addMonths(firstUse.from, 12) }] : [];
}

/**
 * Recognition or refusal within three months of the day the application was accepted, or of the end of the first
 * application when that came later (khoản 1 Điều 7 Điều lệ Sáng kiến).
 */
function deciding(one: Clocked): { kind: "decide"; due: CalendarDate }[] {
  const due = decideBy(one);
  return due === null ? [] : [{ kind: "decide", due }];
}

/** The last day to decide, null while the application is not accepted. */
export function decideBy({
  acceptedAt,
  firstUse,
}: Pick<Clocked, "acceptedAt" | "firstUse">): CalendarDate | null {
  if (acceptedAt === null) return null;
  const accepted = localDate(acceptedAt);
  return addMonths(firstUse !== null && firstUse.to > accepted ? firstUse.to : accepted, 3);
}

/** The last day for its author to complete what was given back at `since`. */
export function completeBy(since: Instant, { complete }: Pick<Rules, "complete">): CalendarDate {
  return addDays(localDate(since), complete);
}

/** The same day so many months on, or the last of a month that is shorter: 30/11 and three months is 28/2. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return calendarDate(last);
}

function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return calendarDate(moved);
}

/** The day that ends so many working days after `date`; the day itself does not count. */
export function afterWorkingDays(date: CalendarDate, days: number, isDayOff: IsDayOff): CalendarDate {
  let day = date;
  // Ten days off in a row are more than any holiday has; the bound ends the loop whatever `isDayOff` says.
  for (let left = days, passed = 0; left > 0 && passed < days * 11; passed++) {
    day = addDays(day, 1);
    if (!isDayOff(day)) left--;
  }
  return day;
}

function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function calendarDate(at: Date): CalendarDate {
  return at.toISOString().slice(0, 10) as CalendarDate;
}
