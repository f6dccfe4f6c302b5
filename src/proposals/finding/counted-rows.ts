import { sql } from "kysely";
import type { Queries } from "../../database/database.ts";
import type { CalendarDate, Instant } from "../../kit/time.ts";
import { type CountedRows, noonOf, ofNobody } from "../../people/counted-rows.ts";
import type { ProposalState } from "../record-types.ts";

/** What the room of proposals can count. None of the steps stands for another. */
export type ProposalFigure =
  | "drafts"
  | "ideas"
  | "unclear"
  | "filed"
  | "accepted"
  | "undecided"
  | "recognized"
  | "declined"
  | "scored"
  | "rewards"
  | "honoured";

const ideas: readonly ProposalState[] = ["idea", "trial"];
const beforeFiling: readonly ProposalState[] = [...ideas, "unclear"];

/**
 * The rows of one figure about proposals, each dated by its own step: `filed` by the day the application was made
 * (of an idea: the day it became one), `accepted` by the day the application was accepted, `recognized` and
 * `declined` by the day the decision was signed. What was merged into another counts with it.
 */
export function proposalRows(queries: Queries, figure: ProposalFigure): CountedRows {
  switch (figure) {
    case "drafts":
      return queries
        .selectFrom("draft")
        .where("status", "in", ["open", "paused"])
        .select(["id as key", "created_at as at", "member_id"])
        .select(sql<string>`CAST('Bản nháp' AS TEXT)`.as("label"))
        .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
    case "ideas":
      return proposals(queries).where("proposal.state", "in", ideas).select("proposal.filed_at as at");
    case "unclear":
      return proposals(queries).where("proposal.state", "=", "unclear").select("proposal.filed_at as at");
    case "filed":
      return filed(queries);
    case "accepted":
      return accepted(queries);
    case "undecided":
      return accepted(queries).where("proposal.state", "in", ["inReview", "council"]);
    case "recognized":
      return decided(queries, "recognize").where("proposal.state", "=", "recognized");
    case "declined":
      return decided(queries, "decline");
    case "scored":
      return proposals(queries)
        .innerJoin("council_item", "council_item.proposal_id", "proposal.id")
        .where("council_item.status", "=", "closed")
        .where("council_item.closed_at", "is not", null)
        .select("council_item.closed_at as at")
        .$narrowType<{ at: Instant }>();
    case "rewards":
      return rewards(queries);
    case "honoured":
      return proposals(queries)
        .innerJoin("honour_candidate", "honour_candidate.proposal_id", "proposal.id")
        .innerJoin("honour_round", "honour_round.id", "honour_candidate.round_id")
        .where("honour_candidate.status", "=", "listed")
        .where("honour_round.status", "=", "published")
        .where("honour_round.signed_on", "is not", null)
        .select((eb) => noonOf(eb.ref("honour_round.signed_on").$castTo<CalendarDate>()).as("at"));
  }
}

function standing(queries: Queries) {
  return queries
    .selectFrom("proposal")
    .leftJoin("proposal_face", "proposal_face.proposal_id", "proposal.id")
    .where("proposal.merged_into", "is", null)
    .select(["proposal.number as key", "proposal.member_id", "proposal_face.unit as unit_said"])
    .select(sql<string>`COALESCE(proposal_face.title, '')`.as("label"))
    .select(ofNobody.unit_id);
}

function proposals(queries: Queries) {
  return standing(queries).select(ofNobody.amount);
}

function accepted(queries: Queries) {
  return proposals(queries)
    .where("proposal.accepted_at", "is not", null)
    .select("proposal.accepted_at as at")
    .$narrowType<{ at: Instant }>();
}

/** Everything that ever was an application, also what was withdrawn or declined since. */
function filed(queries: Queries) {
  // Joined, not asked for row by row: a report compares this moment with the end of every month.
  const first = queries
    .selectFrom("proposal_event")
    .where((eb) => eb.or([eb("kind", "=", "filed"), eb("to_state", "=", "filed")]))
    .groupBy("proposal_id")
    .select("proposal_id")
    .select((eb) => eb.fn.min("at").as("first_at"));
  return proposals(queries)
    .leftJoin(first.as("first_filed"), "first_filed.proposal_id", "proposal.id")
    .where("proposal.state", "not in", beforeFiling)
    .where((eb) =>
      eb.or([eb("proposal.state", "<>", "withdrawn"), eb("first_filed.first_at", "is not", null)]),
    )
    .select((eb) => eb.fn.coalesce("first_filed.first_at", "proposal.filed_at").as("at"));
}

function decided(queries: Queries, kind: "recognize" | "decline") {
  return proposals(queries)
    .innerJoin("decision", "decision.proposal_id", "proposal.id")
    .innerJoin("decision_paper", "decision_paper.id", "decision.publication_id")
    .where("decision.kind", "=", kind)
    .select((eb) => noonOf(eb.ref("decision_paper.signed_on")).as("at"));
}

/** Money that was paid; the amount is in đồng. */
function rewards(queries: Queries) {
  return standing(queries)
    .innerJoin("reward", "reward.proposal_id", "proposal.id")
    .select("reward.amount")
    .select((eb) => noonOf(eb.ref("reward.paid_on")).as("at"));
}
