import type { Database, Queries } from "../database/database.ts";
import {
  advanceBulk,
  enqueueBulk,
  holdBulk,
  openBulk,
  type Progress,
  sealBulk,
  sealOverdueBulk,
} from "../delivery/enqueue-bulk.ts";
import type { Content } from "../kit/message.ts";
import { addMs, type Clock, type Instant } from "../kit/time.ts";
import { endOfStretch, lastMember, type Part, selectAudience } from "../people/audience.ts";
import {
  byTheProgram,
  type Campaign,
  defaultDailyCap,
  type RunId,
  readCampaignRow,
  recordEvent,
} from "./campaign.ts";
import { expiryOf } from "./schedule.ts";

/** One launch in the making: a row that exists already, and the campaign as it was approved. */
export type OpenRun = { readonly id: RunId; readonly campaign: Campaign; readonly slot: Instant };

/**
 * Members judged by one transaction. On SQLite replies wait for it: large enough to be quick, small enough that
 * nobody notices.
 */
const stretchSize = 10_000;

/**
 * Opens the freezing of a run. Its audience is everyone who is a member at this moment, by id; each is judged
 * (rule, consent, address) when their stretch is written, seconds later in a large federation.
 */
export async function openFreeze(
  tx: Queries,
  { id, campaign }: OpenRun,
  { content, now }: { content: Content; now: Instant },
): Promise<void> {
  const { topic, schedule } = campaign;
  const until = (await lastMember(tx)) ?? "";
  await openBulk(tx, { runId: id, content, topic, until, expiresAt: expiryOf(schedule, now), now });
}

/**
 * Writes the next stretch of an unfinished run into the ledger and, after the last one, lets it leave. Where it
 * stands is committed with the rows, so a crash between two stretches neither skips nor doubles anyone. `gone`:
 * there was nothing to do, for it is stopped or another process has finished it.
 */
export async function freezeStretch(
  tx: Queries,
  run: OpenRun,
  { now, by }: { now: Instant; by: string },
): Promise<"more" | "whole" | "gone"> {
  const progress = await holdBulk(tx, run.id);
  if (!progress) return "gone";
  const isOver = progress.expiresAt !== null && progress.expiresAt <= now;
  const end = isOver ? progress.until : await endOfStretch(tx, { ...progress, size: stretchSize });
  // Clocks of two processes may differ; who counts as linked here is left to the last step, which finds out.
  const linkedSince = addMs(progress.openedAt, -3_600_000);
  const part = { after: progress.after, until: end, notLinkedSince: linkedSince };
  if (!isOver) await write(tx, run, { part, progress, now });
  if (end !== progress.until) {
    await advanceBulk(tx, run.id, end);
    return "more";
  }
  // Whoever linked two chats meanwhile may have moved from behind the mark to before it.
  await write(tx, run, { part: { linkedSince }, progress, now });
  await sealBulk(tx, run.id);
  await begin(tx, run, { now, by });
  return "whole";
}

async function write(
  tx: Queries,
  { id, campaign }: OpenRun,
  { part, progress, now }: { part: Part; progress: Progress; now: Instant },
): Promise<void> {
  const { audience: rule, channels, dailyCap = defaultDailyCap, embargo } = campaign;
  const { expiresAt, openedAt } = progress;
  const audience = selectAudience(tx, { rule, channels, now: openedAt, part });
  const mayBeThere = "linkedSince" in part;
  const notBefore = embargo !== undefined && embargo > now ? embargo : now;
  const rows = { runId: id, audience, mayBeThere, notBefore, expiresAt, now, dailyCap };
  const written = await enqueueBulk(tx, rows);
  await tx
    .updateTable("campaign_run")
    .set((eb) => ({ planned: eb("planned", "+", written) }))
    .where("id", "=", id)
    .execute();
}

async function begin(tx: Queries, { id, campaign }: OpenRun, { now, by }: { now: Instant; by: string }) {
  const run = await tx
    .updateTable("campaign_run")
    .set({ status: "running" })
    .where("id", "=", id)
    .returning("planned")
    .executeTakeFirstOrThrow();
  const note = `${run.planned}`;
  await recordEvent(tx, { campaignId: campaign.id, runId: id, kind: "launched", by, note, at: now });
}

/** How a launch stands. */
export async function launchOf(tx: Queries, { id, campaign, slot }: OpenRun) {
  const { status, planned } = await tx
    .selectFrom("campaign_run")
    .select(["status", "planned"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const kind = status === "launching" ? ("launching" as const) : ("launched" as const);
  return { kind, campaignId: campaign.id, slot, runId: id, planned };
}

/**
 * Goes on with every launch that is not whole, stretch by stretch, until all are or `signal` aborts; other work of
 * the database comes in between. Returns those that became whole. After a crash the next call goes on exactly
 * where the last commit ended.
 */
export async function goOnLaunching(
  db: Database,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<{ runId: RunId; planned: number }[]> {
  await db.transact((tx) => sealOverdueBulk(tx, clock()));
  const whole: { runId: RunId; planned: number }[] = [];
  for (const run of await launchingRuns(db.read)) {
    let left: Awaited<ReturnType<typeof freezeStretch>> = "more";
    while (left === "more" && !signal.aborted) {
      left = await db.transact((tx) => freezeStretch(tx, run, { now: clock(), by: byTheProgram }));
    }
    if (left === "whole") whole.push({ runId: run.id, planned: (await launchOf(db.read, run)).planned });
  }
  return whole;
}

async function launchingRuns(queries: Queries): Promise<OpenRun[]> {
  const runs = await queries
    .selectFrom("campaign_run")
    .select(["id", "campaign_id", "slot"])
    .where("status", "=", "launching")
    .orderBy("launched_at")
    .execute();
  const open: OpenRun[] = [];
  for (const { id, campaign_id, slot } of runs) {
    const row = await queries
      .selectFrom("campaign")
      .selectAll()
      .where("id", "=", campaign_id)
      .executeTakeFirst();
    if (row) open.push({ id: id as RunId, campaign: readCampaignRow(row), slot });
  }
  return open;
}
