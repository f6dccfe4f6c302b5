import type { Queries } from "../../database/database.ts";
import type { Id } from "../../kit/id.ts";
import type { Instant } from "../../kit/time.ts";
import { fieldOf, recipientOf, unitOf } from "../authors.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import { readRecord, startOf } from "../record.ts";
import type { Proposal, ProposalEvent, ProposalState } from "../record-types.ts";
import { numberOf } from "./act.ts";
import { findDecision } from "./decide.ts";
import { reviewsOf } from "./reviews.ts";
import { rewardsOf } from "./rewards.ts";
import { readState } from "./transitions.ts";

/** A proposal with everything that happened to it, merged or not; undefined when there is no such number. */
export async function findProposal(queries: Queries, number: string): Promise<Proposal | undefined> {
  const row = await queries
    .selectFrom("proposal")
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row) return undefined;
  const record = readRecord(row.answers);
  return {
    id: row.id as Id<"proposal">,
    number: row.number,
    version: row.version,
    state: readState(row.state),
    depth: row.depth,
    memberId: row.member_id,
    record,
    start: startOf(record.answers),
    authors: await knownAuthors(queries, { proposalId: row.id, memberId: row.member_id, record }),
    unit: unitOf(record),
    recipient: recipientOf(record),
    field: fieldOf(record),
    filedAt: row.filed_at,
    receivedAt: row.received_at,
    acceptedAt: row.accepted_at,
    mergedInto: row.merged_into === null ? null : await numberOf(queries, row.merged_into),
    reviews: await reviewsOf(queries, row.id),
    decision: await findDecision(queries, row.id),
    rewards: await rewardsOf(queries, row.id),
    events: await eventsOf(queries, row.id),
  };
}

/** Everything that happened to a proposal, oldest first. */
async function eventsOf(queries: Queries, proposalId: string): Promise<ProposalEvent[]> {
  const rows = await queries
    .selectFrom("proposal_event")
    .selectAll()
    .where("proposal_id", "=", proposalId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    ...{ kind: row.kind, by: row.by_whom, note: row.note, at: row.at },
    ...{ from: row.from_state, to: row.to_state },
  }));
}

/** The step that last brought it into a state, with the reason that was given; undefined when none did. */
export async function lastInto(
  queries: Queries,
  proposalId: string,
  state: ProposalState,
): Promise<ProposalEvent | undefined> {
  const events = await eventsOf(queries, proposalId);
  return events.findLast(({ to }) => to === state);
}

/** When a proposal got into its state: the last step that moved it, or the day it was filed. */
export function sinceOf({ events, filedAt }: Pick<Proposal, "events" | "filedAt">): Instant {
  return events.findLast(({ to }) => to !== null)?.at ?? filedAt;
}
