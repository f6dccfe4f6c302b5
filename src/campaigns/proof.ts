import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import {
  type ChannelFigures,
  tallyChannels,
  tallyReasons,
  tallyUnits,
  type UnitFigures,
} from "../delivery/figures.ts";
import { type Tally, tally } from "../delivery/ledger.ts";
import { sayReason, sayWhyNotSent } from "../delivery/texts.ts";
import type { Instant } from "../kit/time.ts";
import { type Campaign, type CampaignId, findCampaign, type RunId } from "./campaign.ts";
import { type Publication, publicationsOf } from "./publish-rows.ts";

/** One launch, as it must be answered for: who approved it, how many were meant, what became of each. */
export type RunProof = {
  readonly runId: RunId;
  readonly slot: Instant;
  readonly status: Schema["campaign_run"]["status"];
  readonly why: string | null;
  readonly approvedBy: string;
  readonly approvedAt: Instant;
  readonly launchedAt: Instant;
  readonly finishedAt: Instant | null;
  /** People in the audience when it was frozen. */
  readonly planned: number;
  readonly tally: Tally;
  readonly channels: readonly ChannelFigures[];
  /** Why rows were not sent or are in doubt, in words for officers; the most frequent first. */
  readonly reasons: readonly NotSent[];
  /** Planned people without a row; anything but 0 is an error of the program. */
  readonly unaccounted: number;
  /** Where it was published for everybody; empty when it names no outlet. */
  readonly publications: readonly Publication[];
};

type NotSent = {
  /** In a few words, for papers. */
  readonly reason: string;
  /** The same with what to do about it, for officers. */
  readonly words: string;
  readonly count: number;
};

type HistoryLine = {
  readonly at: Instant;
  readonly kind: string;
  readonly by: string;
  readonly note: string | null;
};

/** Biên bản gửi tin — the proof sheet of a campaign, newest launch first. */
export type Proof = {
  readonly campaign: Campaign;
  readonly runs: readonly RunProof[];
  readonly history: readonly HistoryLine[];
};

/**
 * Gathers the proof sheet of a campaign from the ledger. Memory stays bounded whatever the number of
 * recipients. Throws `Failure("missing")` when there is no such campaign.
 */
export async function proveCampaign(queries: Queries, reference: string): Promise<Proof> {
  const campaign = await findCampaign(queries, reference);
  const rows = await queries
    .selectFrom("campaign_run")
    .selectAll()
    .where("campaign_id", "=", campaign.id)
    .orderBy("slot", "desc")
    .execute();
  const runs: RunProof[] = [];
  for (const row of rows) {
    const counted = await tally(queries, row.id);
    runs.push({
      runId: row.id as RunId,
      slot: row.slot,
      status: row.status,
      why: row.why,
      approvedBy: row.approved_by,
      approvedAt: row.approved_at,
      launchedAt: row.launched_at,
      finishedAt: row.finished_at,
      planned: row.planned,
      tally: counted,
      channels: await tallyChannels(queries, row.id),
      reasons: await reasonsOf(queries, row.id),
      unaccounted: row.planned - counted.planned,
      publications: await publicationsOf(queries, row.id as RunId),
    });
  }
  return { campaign, runs, history: await historyOf(queries, campaign.id) };
}

/** One line for each thing an officer would read: what two platforms call the same counts together. */
async function reasonsOf(queries: Queries, runId: string): Promise<NotSent[]> {
  const found = new Map<string, NotSent>();
  for (const { count, ...row } of await tallyReasons(queries, runId)) {
    const reason = sayReason(row);
    const before = found.get(reason)?.count ?? 0;
    found.set(reason, { reason, words: sayWhyNotSent(row), count: before + count });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** The newest launch of a campaign by unit; empty when there was none. Reads every row of it. */
export async function proveUnits(queries: Queries, { runs }: Proof): Promise<readonly UnitFigures[]> {
  const [newest] = runs;
  return newest ? tallyUnits(queries, newest.runId) : [];
}

async function historyOf(queries: Queries, id: CampaignId): Promise<HistoryLine[]> {
  const rows = await queries
    .selectFrom("campaign_event")
    .select(["at", "kind", "by_whom as by", "note"])
    .where("campaign_id", "=", id)
    .orderBy("seq")
    .execute();
  // An approval's note is a fingerprint and a launch's a count: for the machine, not for the sheet.
  return rows.map((row) => ({ ...row, note: row.kind === "approved" ? null : row.note }));
}
