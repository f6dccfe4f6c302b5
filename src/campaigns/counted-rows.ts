import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type CountedRows, ofNobody } from "../people/counted-rows.ts";

/** What the room of campaigns can count. */
export type CampaignFigure = "launched" | "launchedOfPlan" | "publications" | "quizPlayed" | "quizzes";

/** A campaign that rests on a clause of these documents spreads the plan. */
const planDocuments = ["kh-360", "nq-16"];

/** The rows of one figure about communications. What was sent to single people is counted by the ledger's room. */
export function campaignRows(queries: Queries, figure: CampaignFigure): CountedRows {
  switch (figure) {
    case "launched":
      return launched(queries);
    case "launchedOfPlan":
      return launched(queries).where((eb) =>
        eb.or(planDocuments.map((id) => eb("campaign.sources", "like", `%"${id}#%`))),
      );
    case "publications":
      return queries
        .selectFrom("publication")
        .innerJoin("article", "article.run_id", "publication.run_id")
        .where("publication.status", "=", "published")
        .where("publication.published_at", "is not", null)
        .select(["publication.id as key", "publication.published_at as at"])
        .select((eb) =>
          sql<string>`${eb.ref("publication.outlet")} || ': ' || ${eb.ref("article.title")}`.as("label"),
        )
        .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount])
        .$narrowType<{ at: Instant }>();
    case "quizzes":
      return queries
        .selectFrom("quiz")
        .select(["id as key", "opens_at as at", "title as label"])
        .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
    case "quizPlayed":
      return queries
        .selectFrom("quiz_attempt")
        .innerJoin("quiz", "quiz.id", "quiz_attempt.quiz_id")
        .where("quiz_attempt.finished_at", "is not", null)
        .select(["quiz.id as key", "quiz_attempt.finished_at as at", "quiz.title as label"])
        .select(["quiz_attempt.member_id", ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount])
        .$narrowType<{ at: Instant }>();
  }
}

/** A slot that was held back reached nobody. */
function launched(queries: Queries) {
  return queries
    .selectFrom("campaign_run")
    .innerJoin("campaign", "campaign.id", "campaign_run.campaign_id")
    .where("campaign_run.status", "<>", "held")
    .select(["campaign.id as key", "campaign_run.launched_at as at", "campaign.title as label"])
    .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
}
