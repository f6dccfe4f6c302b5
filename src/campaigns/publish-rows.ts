import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Part } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import {
  type Correction,
  type Found,
  type OutletItem,
  type OutletName,
  outletNames,
  type PublishOutcome,
} from "../outlets/outlet.ts";
import type { CampaignId, RunId } from "./campaign.ts";

type Row = Selectable<Schema["publication"]>;
/** One article on one outlet, as it stands. */
export type Publication = Omit<Row, "outlet"> & { readonly outlet: OutletName };

/** What has to be done about a publication now. */
export type Work = {
  readonly row: Publication;
  readonly item: OutletItem;
  readonly what: "publish" | "look" | "revise" | "remove";
  /** It may be there already: it was tried before, or waited so long that a restored backup may have lost the try. */
  readonly mayBeThere: boolean;
};

/** Waits between tries: longer each time, at most an hour. */
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** When a publication in doubt is looked for; afterwards an officer decides. */
const lookWaitsMs = [30_000, 120_000, 600_000];
/** Corrections and removals are tried this often, about half a day. */
const mostTries = 16;
const mostAtOnce = 50;
/** Something due is normally done within seconds. */
const strangelyLateMs = 10 * 60_000;

/** What is due, in the order of the outlets: the others lead to the page of the portal. */
export async function duePublications(queries: Queries, now: Instant): Promise<Publication[]> {
  const rows = await queries
    .selectFrom("publication")
    .selectAll()
    .where("not_before", "<=", now)
    .where("status", "in", ["pending", "published", "uncertain"])
    .orderBy("not_before")
    .limit(mostAtOnce)
    .execute();
  const rank = ({ outlet }: Publication) => outletNames.indexOf(outlet);
  return rows.map(toPublication).toSorted((a, b) => rank(a) - rank(b));
}

/** When something is due next; null when nothing waits. */
export async function nextPublication(queries: Queries): Promise<Instant | null> {
  const row = await queries
    .selectFrom("publication")
    .select("not_before")
    .where("not_before", "is not", null)
    .where("status", "in", ["pending", "published", "uncertain"])
    .orderBy("not_before")
    .limit(1)
    .executeTakeFirst();
  return row?.not_before ?? null;
}

/**
 * Takes a publication into work, or undefined when somebody else did or there is nothing to do any more. A row
 * that is to be published is `publishing` from here on, and a crash leaves it so.
 */
export async function claimPublication(
  tx: Queries,
  id: string,
  { now, publicUrl }: { now: Instant; publicUrl: string },
): Promise<Work | undefined> {
  const claimed = await tx
    .updateTable("publication")
    .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
    .where("id", "=", id)
    .where("not_before", "<=", now)
    .where("status", "in", ["pending", "published", "uncertain"])
    .returningAll()
    .executeTakeFirst();
  if (!claimed) return undefined;
  const row = toPublication(claimed);
  const { item, isWithdrawn } = await itemOf(tx, row.run_id, publicUrl);
  const what = workOn(row, item.corrections, isWithdrawn);
  if (what === "nothing") {
    await setRow(tx, id, { not_before: null, attempts: 0 });
    return undefined;
  }
  if (what === "publish" && now > row.give_up_at) {
    await setRow(tx, id, { status: "refused", why: "tooLate", not_before: null, settled_at: now });
    return undefined;
  }
  if (what === "publish") await setRow(tx, id, { status: "publishing", shown: item.corrections.length });
  const isLate = row.not_before !== null && addMs(row.not_before, strangelyLateMs) < now;
  const mayBeThere = row.attempts > 1 || isLate;
  return { row: { ...row, shown: item.corrections.length }, item, what, mayBeThere };
}

function workOn(row: Publication, corrections: readonly Correction[], isWithdrawn: boolean) {
  if (row.status === "pending") return "publish" as const;
  if (row.status === "uncertain") return "look" as const;
  if (isWithdrawn) return "remove" as const;
  return corrections.length > row.shown ? ("revise" as const) : ("nothing" as const);
}

/** Writes down what became of a piece of work. Returns the row's new status. */
export async function settlePublication(
  tx: Queries,
  { row, what }: Work,
  { outcome, canLook, now }: { outcome: PublishOutcome; canLook: boolean; now: Instant },
): Promise<Publication["status"]> {
  if (outcome.kind === "published") return settleDone(tx, row, { what, outcome, now });
  const why = outcome.why;
  const detail = outcome.kind === "refused" ? (outcome.detail ?? null) : null;
  const isPublic = what === "revise" || what === "remove";
  // What is public stays public when it cannot be changed: the row keeps the reason for an officer.
  const end = { why, detail, not_before: null, settled_at: now };
  if (outcome.kind === "refused")
    return setRow(tx, row.id, { ...end, status: isPublic ? "published" : "refused" });
  if (outcome.kind === "unknown" && !isPublic) {
    const look = canLook ? addMs(now, lookWaitsMs[0] ?? 0) : null;
    return setRow(tx, row.id, { status: "uncertain", why, detail, attempts: 0, not_before: look });
  }
  const asked = outcome.kind === "later" ? (outcome.waitMs ?? 0) : 0;
  const wait = Math.max(asked, Math.min(firstWaitMs * 2 ** (row.attempts - 1), longestWaitMs));
  const next = addMs(now, wait);
  if (isPublic ? row.attempts >= mostTries : next > row.give_up_at)
    return setRow(tx, row.id, {
      ...end,
      why: "tooLate",
      detail: why,
      status: isPublic ? "published" : "refused",
    });
  return setRow(tx, row.id, { status: isPublic ? "published" : "pending", why, detail, not_before: next });
}

async function settleDone(
  tx: Queries,
  row: Publication,
  done: {
    what: Work["what"];
    outcome: Extract<PublishOutcome, { kind: "published" }>;
    now: Instant;
  },
): Promise<Publication["status"]> {
  const { what, outcome, now } = done;
  const settled = { why: null, detail: null, attempts: 0, settled_at: now };
  if (what === "remove")
    return setRow(tx, row.id, { ...settled, status: "withdrawn", not_before: null, url: null });
  // A correction or a withdrawal may have come while the outlet was asked.
  const { item, isWithdrawn } = await itemOf(tx, row.run_id, "");
  const isBehind = isWithdrawn || item.corrections.length > row.shown;
  await setRow(tx, row.id, { ...settled, shown: row.shown, not_before: isBehind ? now : null });
  if (what === "revise") return "published";
  if (row.outlet === "portal-feed") await touchArticle(tx, row.run_id, now);
  const { externalId: external_id, url } = outcome;
  return setRow(tx, row.id, { status: "published", external_id, url, published_at: now });
}

/** Writes down what a look for a publication in doubt has found. */
export async function settleLook(
  tx: Queries,
  work: Work,
  { found, now }: { found: Found; now: Instant },
): Promise<Publication["status"]> {
  const { row } = work;
  // What is there was written before the corrections that came since: they are shown next.
  if (found.kind === "found") {
    const outcome = { ...found, kind: "published" as const };
    const { shown } = await rowOf(tx, row.id);
    return settlePublication(tx, { ...work, row: { ...row, shown } }, { outcome, canLook: true, now });
  }
  const wait = lookWaitsMs[row.attempts];
  return setRow(tx, row.id, { not_before: wait === undefined ? null : addMs(now, wait) });
}

/**
 * What a dead process left in the middle: repeatable outlets do it again, others are in doubt. Only for the one
 * process that holds the role.
 */
export async function recoverPublications(
  tx: Queries,
  { repeatable, now }: { repeatable: readonly OutletName[]; now: Instant },
): Promise<number> {
  const rows = await tx.selectFrom("publication").selectAll().where("status", "=", "publishing").execute();
  for (const row of rows.map(toPublication)) {
    const isSafe = repeatable.includes(row.outlet);
    const doubt = { status: "uncertain" as const, why: "crash", attempts: 0 };
    await setRow(tx, row.id, { ...(isSafe ? { status: "pending" as const } : doubt), not_before: now });
  }
  return rows.length;
}

/** Keeps everything of a campaign that is not published yet from being published, until `releasePublications`. */
export async function holdPublications(tx: Queries, id: CampaignId): Promise<void> {
  await moveAll(tx, id, "pending", "stopped");
}

export async function releasePublications(tx: Queries, id: CampaignId): Promise<void> {
  await moveAll(tx, id, "stopped", "pending");
}

async function moveAll(tx: Queries, id: CampaignId, from: "pending" | "stopped", to: "pending" | "stopped") {
  await tx
    .updateTable("publication")
    .set({ status: to })
    .where("status", "=", from)
    .where((eb) =>
      eb("run_id", "in", eb.selectFrom("article").select("run_id").where("campaign_id", "=", id)),
    )
    .execute();
}

/** The publications of one launch, in the order of the outlets. */
export async function publicationsOf(queries: Queries, runId: RunId): Promise<Publication[]> {
  const rows = await queries.selectFrom("publication").selectAll().where("run_id", "=", runId).execute();
  const rank = ({ outlet }: Publication) => outletNames.indexOf(outlet);
  return rows.map(toPublication).toSorted((a, b) => rank(a) - rank(b));
}

/** The item of a launch as outlets get it. Its rows are there as long as the launch is. */
export async function itemOf(
  queries: Queries,
  runId: string,
  publicUrl: string,
): Promise<{ item: OutletItem; isWithdrawn: boolean }> {
  const row = await queries
    .selectFrom("article")
    .innerJoin("campaign_run", "campaign_run.id", "article.run_id")
    .selectAll("article")
    .select(["approved_by", "approved_at"])
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  const item: OutletItem = {
    slug: row.slug,
    url: `${publicUrl}/tin/${row.slug}`,
    title: row.title,
    lead: row.lead,
    parts: JSON.parse(row.parts) as Part[],
    sources: JSON.parse(row.sources) as string[],
    corrections: await correctionsOf(queries, runId),
    embargo: row.embargo,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  };
  return { item, isWithdrawn: row.withdrawn_at !== null };
}

function correctionsOf(queries: Queries, runId: string): Promise<Correction[]> {
  return queries
    .selectFrom("article_correction")
    .select(["note", "at"])
    .where("run_id", "=", runId)
    .orderBy("seq")
    .execute();
}

/** Notes that what readers see of an article changes now. */
export async function touchArticle(tx: Queries, runId: string, now: Instant): Promise<void> {
  await tx.updateTable("article").set({ changed_at: now }).where("run_id", "=", runId).execute();
}

/** Writes columns of one publication and returns its status as it is then. */
export async function setRow(
  tx: Queries,
  id: string,
  change: Partial<Omit<Row, "id">>,
): Promise<Publication["status"]> {
  const { status } = await tx
    .updateTable("publication")
    .set(change)
    .where("id", "=", id)
    .returning("status")
    .executeTakeFirstOrThrow();
  return status;
}

async function rowOf(tx: Queries, id: string): Promise<Row> {
  return tx.selectFrom("publication").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

function toPublication(row: Row): Publication {
  return { ...row, outlet: row.outlet as OutletName };
}
