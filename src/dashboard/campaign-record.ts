import { changesSinceApproval } from "../campaigns/approved-changes.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { type Proof, proveCampaign, type RunProof } from "../campaigns/proof.ts";
import { approversOf } from "../campaigns/scope.ts";
import { holdReasons, proofWords, sayWhen } from "../campaigns/texts.ts";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { sayRule } from "../people/audience-rule.ts";
import { formOf, quizIdOf } from "./campaign-form-of.ts";
import type { CampaignRecord, CampaignRow, RunFigures } from "./campaign-shapes.ts";
import type { DashboardParts } from "./routes.ts";

/** What the page of one campaign keeps reading. Throws `Failure("missing")` when there is none. */
export async function campaignRecord({ db, library }: DashboardParts, id: string): Promise<CampaignRecord> {
  const proof = await proveCampaign(db.read, id);
  const { campaign, history, runs } = proof;
  const isDraft = campaign.status === "draft";
  return {
    ...rowOf(
      campaign,
      runs.some(({ status }) => status === "held"),
    ),
    topic: campaign.topic,
    sources: campaign.sources.map((source) => labelOf(library(), source)),
    fingerprint: campaign.fingerprint,
    approvedAt: campaign.approvedAt,
    writtenBy: lastWriter(history),
    changedSince: isDraft ? await changedSince(db.read, campaign) : null,
    approvers: isDraft ? (await approversOf(db.read, campaign)).map(({ name }) => name) : [],
    audience: sayRule(campaign.audience),
    outlets: campaign.outlets ?? [],
    embargo: campaign.embargo ?? null,
    quizId: quizIdOf(campaign),
    runs: runs.map(runFigures),
    history: history.map(historyRow),
    form: formOf(campaign),
  };
}

export function rowOf(campaign: Campaign, isHeld: boolean): CampaignRow {
  const { id, title, status, schedule, nextSlot: next, channels, approvedBy } = campaign;
  return { id, title, status, isHeld, when: sayWhen(schedule), nextSlot: next, channels, approvedBy };
}

function labelOf(library: ReturnType<DashboardParts["library"]>, source: string): string {
  const [document = "", clause = ""] = source.split("#");
  return library.clause(document, clause)?.label ?? source;
}

function lastWriter(history: Proof["history"]): string {
  return history.findLast(({ kind }) => kind === "added" || kind === "edited")?.by ?? "";
}

async function changedSince(queries: Queries, campaign: Campaign): Promise<CampaignRecord["changedSince"]> {
  const last = await changesSinceApproval(queries, campaign.id, campaign);
  return last ? { approvedBy: last.by, approvedAt: last.at as Instant, changes: last.changes } : null;
}

function historyRow({ at, kind, by, note }: Proof["history"][number]): CampaignRecord["history"][number] {
  const said = [proofWords.events[kind] ?? kind, note && (holdReasons[note] ?? note)];
  return {
    at,
    words: said.filter(Boolean).join(": "),
    by: by === "schedule" ? proofWords.bySchedule : by,
  };
}

function runFigures(run: RunProof): RunFigures {
  const { tally } = run;
  return {
    id: run.runId,
    slot: run.slot,
    status: run.status,
    statusWords: proofWords.runStatuses[run.status],
    why: run.why && (holdReasons[run.why] ?? run.why),
    approvedBy: run.approvedBy,
    approvedAt: run.approvedAt,
    planned: run.planned,
    waiting: tally.pending + tally.sending,
    sent: tally.sent,
    refused: tally.refused,
    held: tally.held,
    uncertain: tally.uncertain,
    canceled: tally.canceled,
    unaccounted: run.unaccounted,
    reasons: run.reasons.map(({ words, count }) => ({ words, count })),
  };
}
