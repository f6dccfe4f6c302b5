import type { Queries } from "../../database/database.ts";
import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import type { ProposalState } from "../record-types.ts";
import { type Clocked, type Deadline, deadlinesOf, type IsDayOff } from "./clocks.ts";
import { daysOff } from "./days-off.ts";
import { readRules } from "./rules.ts";
import { readState } from "./transitions.ts";

/** A clock that is near its end or past it. */
export type Due = {
  readonly number: string;
  readonly state: ProposalState;
  readonly start: string;
  readonly unit: string;
  readonly deadline: Deadline;
};

/** States in which a clock runs. */
const running: readonly ProposalState[] = ["unclear", "filed", "received", "returned", "inReview", "council"];

/** Every clock that is over or nearly so, the longest overdue first; `daysOff` is the usual `isDayOff`. */
export async function listDue(
  queries: Queries,
  { now, isDayOff = daysOff }: { now: Instant; isDayOff?: IsDayOff },
): Promise<Due[]> {
  const rules = await readRules(queries);
  const reviews = await openReviews(queries);
  const today = localDate(now);
  const isOff = remembering(isDayOff);
  const due: Due[] = [];
  for (const row of await runningRows(queries)) {
    const clocked: Clocked = {
      state: readState(row.state),
      filedAt: row.filed_at,
      receivedAt: row.received_at,
      acceptedAt: row.accepted_at,
      since: row.since ?? row.filed_at,
      firstUse: row.used_from && row.used_to ? { from: row.used_from, to: row.used_to } : null,
      reviewsDue: reviews.get(row.id) ?? [],
    };
    const { number, title: start, unit } = row;
    for (const deadline of deadlinesOf(clocked, { rules, today, isDayOff: isOff })) {
      if (deadline.standing !== "running") due.push({ number, state: clocked.state, start, unit, deadline });
    }
  }
  return due.toSorted((a, b) => a.deadline.daysLeft - b.deadline.daysLeft || (a.number < b.number ? -1 : 1));
}

/** The lunar calendar is slow to reckon, and thousands of clocks ask for the same days. */
function remembering(isDayOff: IsDayOff): IsDayOff {
  const known = new Map<CalendarDate, boolean>();
  return (date) => {
    const found = known.get(date) ?? isDayOff(date);
    known.set(date, found);
    return found;
  };
}

function runningRows(queries: Queries) {
  return queries
    .selectFrom("proposal")
    .innerJoin("proposal_face", "proposal_face.proposal_id", "proposal.id")
    .select(["proposal.id", "proposal.number", "proposal.state", "proposal.filed_at"])
    .select(["proposal.received_at", "proposal.accepted_at", "proposal_face.title", "proposal_face.unit"])
    .select(["proposal_face.used_from", "proposal_face.used_to"])
    .select((eb) =>
      eb
        .selectFrom("proposal_event")
        .select((inner) => inner.fn.max("proposal_event.at").as("since"))
        .whereRef("proposal_event.proposal_id", "=", "proposal.id")
        .where("proposal_event.to_state", "is not", null)
        .as("since"),
    )
    .where("proposal.state", "in", [...running])
    .where("proposal.merged_into", "is", null)
    .execute();
}

async function openReviews(queries: Queries): Promise<Map<string, CalendarDate[]>> {
  const rows = await queries
    .selectFrom("proposal_review")
    .select(["proposal_id", "due"])
    .where("done_at", "is", null)
    .execute();
  const due = new Map<string, CalendarDate[]>();
  for (const row of rows) due.set(row.proposal_id, [...(due.get(row.proposal_id) ?? []), row.due]);
  return due;
}
