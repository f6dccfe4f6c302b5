import type { Queries } from "../database/database.ts";
import type { NotInCouncil } from "../proposals/council/score.ts";
import type { NotMerged } from "../proposals/finding/merge.ts";
import type { NotActed } from "../proposals/life/act.ts";
import type { NotDecided } from "../proposals/life/decide.ts";
import { findProposal } from "../proposals/life/find.ts";
import type { NotReviewed } from "../proposals/life/reviews.ts";
import { actionWords, lifeTexts } from "../proposals/life/texts.ts";
import { isInScope, proposalView } from "./proposal-view.ts";
import { type Call, done, type Outcome, type Refusal, refused } from "./routes.ts";
import { texts } from "./texts.ts";

type NotTaken = NotActed | NotDecided | NotInCouncil | NotMerged | NotReviewed;

/** Runs `work` on a proposal the officer may see; any other is answered like one that is not there. */
export async function onProposal(
  tx: Queries,
  { params, caller }: Call<unknown>,
  work: (number: string) => Promise<Outcome>,
): Promise<Outcome> {
  const found = await findProposal(tx, params.number ?? "");
  if (!found || !(await isInScope(tx, caller.officer, found))) return refused(404, "missing", texts.missing);
  return work(found.number);
}

/** What came of a step, with its entry in the audit. */
export function moved(number: string, what: string, detail: Record<string, string>): Outcome {
  return done({}, { action: `proposal.${what}`, subject: `proposal:${number}`, detail });
}

/** Why a step was not taken, in words; for one that came too late with how the proposal is now. */
export async function inWords(tx: Queries, why: NotTaken, { caller, now }: Call<unknown>): Promise<Refusal> {
  switch (why.kind) {
    case "missing":
      return refused(404, "missing", texts.missing);
    case "stale": {
      const found = await findProposal(tx, why.number);
      return {
        ...refused(409, "stale", texts.proposalStale),
        found: found && (await proposalView(tx, found, { officer: caller.officer, now })),
      };
    }
    case "merged":
      return refused(409, "merged", texts.proposalMerged(why.into));
    case "needsReason":
      return { ...refused(400, "invalid", texts.badFields), fields: { reason: texts.proposalNeedsReason } };
    case "notFrom": {
      const allowed = why.allowed.map((action) => actionWords[action]).join(", ") || "không còn bước nào";
      return refused(409, "not-from", texts.proposalNotFrom(lifeTexts.stateWords(why.state), allowed));
    }
    case "stillScoring":
      return refused(409, "still-scoring", texts.stillScoring);
    case "noUnit":
      return { ...refused(400, "invalid", texts.badFields), fields: { unit: texts.noUnit } };
    case "closed":
      return refused(409, "closed", texts.scoringClosed);
    case "conflicted":
      return refused(409, "conflicted", texts.conflicted(why.why));
    case "points":
      return { ...refused(400, "invalid", texts.badFields), fields: { points: texts.badPoints } };
    case "noQuorum":
      return refused(409, "no-quorum", texts.noQuorum(why.tally.counted.length, why.tally.needed));
    case "pastDue":
      return { ...refused(400, "invalid", texts.badFields), fields: { due: texts.pastDue } };
    case "isAuthor":
      return { ...refused(400, "invalid", texts.badFields), fields: { reviewer: texts.reviewerIsAuthor } };
    default:
      return refused(409, why.kind, texts.stepRefusals[why.kind]);
  }
}
