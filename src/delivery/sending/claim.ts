import { sql } from "kysely";
import type { Database, Queries } from "../../database/database.ts";
import type { Address, ChannelName, Content } from "../../kit/message.ts";
import { addMs, type Instant } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { padded } from "./padded.ts";

/** A row this process has marked `sending` and now must send and settle. */
export type Claimed = {
  readonly seq: number;
  readonly memberId: string;
  readonly to: Address;
  readonly content: Content;
  readonly isBulk: boolean;
  /** What its run is about; null for a reply. */
  readonly topic: string | null;
  /** Tries so far, this one included. */
  readonly attempts: number;
};

/** How many messages each channel may take; a channel that may take none is left out. */
export type Allowance = ReadonlyMap<ChannelName, number>;

/** Who claims, and how many replies and bulk messages each channel may take now. */
export type ClaimTerms = {
  readonly claimer: string;
  readonly now: Instant;
  readonly replies: Allowance;
  readonly bulk: Allowance;
  /** Within the quiet hours only what answers somebody leaves; notices wait and hold nothing up. */
  readonly isQuiet?: boolean;
  /** How long a channel leaves a person in peace before a bulk message; none where it names no time. */
  readonly restsMs?: ReadonlyMap<ChannelName, number>;
};

/** Most rows of one claim: its transaction stays short, and what was claimed is soon under way. */
const mostRows = 256;
/** The same while several runs are open: they take turns in short strides. */
const mostInTurns = 64;

type Candidate = { seq: number; channel: string; address_id: string };

/**
 * Marks the next rows as `sending` and returns them, replies before bulk, once that is committed: from then
 * on a crash leaves them named, never forgotten and never silently repeated.
 *
 * One person's messages leave in order and one at a time: a row waits while an earlier reply to the same
 * address is open or any row to it is being sent.
 */
export async function claim(db: Database, terms: ClaimTerms): Promise<Claimed[]> {
  // Several processes claim at once: rows one of them has looked at are left out by the others.
  if (db.canSkipLocked) {
    return db.transact(async (tx) => mark(tx, await dueRows(tx, terms, true), terms));
  }
  const candidates = await dueRows(db.read, terms, false);
  return candidates.length === 0 ? [] : db.transact((tx) => mark(tx, candidates, terms));
}

async function dueRows(queries: Queries, terms: ClaimTerms, isLocking: boolean): Promise<Candidate[]> {
  const replies = await dueReplies(queries, terms, isLocking);
  const room = mostRows - replies.length;
  return room < 1 ? replies : [...replies, ...(await dueBulk(queries, { ...terms, limit: room, isLocking }))];
}

async function dueReplies(
  queries: Queries,
  { now, replies, isQuiet }: ClaimTerms,
  isLocking: boolean,
): Promise<Candidate[]> {
  if (replies.size === 0) return [];
  const comesFirst = isQuiet ? sql`e.run_id IS NULL AND e.is_notice = 0` : sql`e.run_id IS NULL`;
  const rows = await queries
    .selectFrom("delivery as d")
    .select(["seq", "channel", "address_id"])
    .where(sql<boolean>`d.status = 'pending'`)
    .where("run_id", "is", null)
    .where("not_before", "<=", now)
    .where("channel", "in", [...replies.keys()])
    .$if(isQuiet === true, (query) => query.where("is_notice", "=", 0))
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery e WHERE e.channel = d.channel AND e.address_id = d.address_id
        AND e.status IN ('pending', 'sending')
        AND (e.status = 'sending' OR (${comesFirst} AND e.seq < d.seq)))`,
    )
    .orderBy("seq")
    .limit(mostRows)
    .$if(isLocking, (query) => query.forUpdate("d").skipLocked())
    .execute();
  return withinAllowance(rows, replies);
}

function withinAllowance(rows: readonly Candidate[], allowance: Allowance): Candidate[] {
  const left = new Map<string, number>(allowance);
  return rows.filter(({ channel }) => {
    const many = left.get(channel) ?? 0;
    left.set(channel, many - 1);
    return many > 0;
  });
}

type BulkTerms = ClaimTerms & { readonly limit: number; readonly isLocking: boolean };

/** Open runs take turns, so that a long one does not hold up a short one. */
async function dueBulk(queries: Queries, terms: BulkTerms): Promise<Candidate[]> {
  if (terms.bulk.size === 0) return [];
  const runs = await openRuns(queries);
  const chosen = new Map<string, Candidate>();
  for (const [channel, allowed] of terms.bulk) {
    const most = runs.length > 1 ? mostInTurns : terms.limit;
    let left = Math.min(allowed, most, terms.limit - chosen.size);
    for (const [index, runId] of runs.entries()) {
      const share = Math.ceil(left / (runs.length - index));
      if (share < 1) break;
      // Two runs to the same people are in the same order: what is chosen already may fill the first rows.
      const rows = await dueOfRun(queries, { ...terms, runId, channel, limit: share + chosen.size });
      const news = rows.filter((row) => !chosen.has(`${channel}:${row.address_id}`)).slice(0, share);
      for (const row of news) chosen.set(`${channel}:${row.address_id}`, row);
      left -= news.length;
    }
  }
  return [...chosen.values()];
}

/** Whether a run is open, so that its rows may become due without anybody waking the loop. */
export async function hasOpenRuns(queries: Queries): Promise<boolean> {
  return (await openRuns(queries)).length > 0;
}

async function openRuns(queries: Queries): Promise<string[]> {
  const runs = await queries
    .selectFrom("delivery_run")
    .select("run_id")
    .where(sql<boolean>`is_open = 1`)
    .where("is_stopped", "=", 0)
    .orderBy("created_at")
    .execute();
  return runs.map((run) => run.run_id);
}

function dueOfRun(
  queries: Queries,
  of: BulkTerms & { readonly runId: string; readonly channel: ChannelName },
): Promise<Candidate[]> {
  const restMs = of.restsMs?.get(of.channel);
  return queries
    .selectFrom("delivery as d")
    .select(["seq", "channel", "address_id"])
    .where("run_id", "=", of.runId)
    .where("status", "=", "pending")
    .where("channel", "=", of.channel)
    .where("not_before", "<=", of.now)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery e WHERE e.channel = d.channel AND e.address_id = d.address_id
        AND e.status IN ('pending', 'sending') AND (e.status = 'sending' OR e.run_id IS NULL))`,
    )
    .$if(restMs !== undefined, (query) =>
      query.where(
        sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery e WHERE e.channel = d.channel AND e.address_id = d.address_id
          AND e.settled_at > ${addMs(of.now, -(restMs ?? 0))} AND e.status = 'sent')`,
      ),
    )
    .orderBy("seq")
    .limit(of.limit)
    .$if(of.isLocking, (query) => query.forUpdate("d").skipLocked())
    .execute();
}

async function mark(tx: Queries, candidates: readonly Candidate[], terms: ClaimTerms): Promise<Claimed[]> {
  if (candidates.length === 0) return [];
  const { now, claimer } = terms;
  const rows = await tx
    .updateTable("delivery")
    .set((eb) => ({
      status: "sending",
      claimed_by: claimer,
      claimed_at: now,
      attempts: eb("attempts", "+", 1),
    }))
    .where("seq", "in", padded(candidates.map((row) => row.seq)))
    .where("status", "=", "pending")
    // A stop that was committed after the look counts.
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery_run r WHERE r.run_id = delivery.run_id AND r.is_stopped = 1)`,
    )
    .returning(["seq", "member_id", "channel", "address_id", "run_id", "content", "attempts", "expires_at"])
    .execute();
  const kept = await dropUnwanted(tx, rows, now);
  const shared = await contentsOf(tx, kept);
  return kept
    .toSorted((a, b) => Number(a.run_id !== null) - Number(b.run_id !== null) || a.seq - b.seq)
    .map((row) => ({
      seq: row.seq,
      memberId: row.member_id,
      to: { channel: row.channel as ChannelName, externalId: row.address_id },
      content: shared.get(row.run_id ?? "")?.content ?? (JSON.parse(row.content ?? "") as Content),
      topic: shared.get(row.run_id ?? "")?.topic ?? null,
      isBulk: row.run_id !== null,
      attempts: row.attempts,
    }));
}

type MarkedRow = {
  seq: number;
  member_id: string;
  channel: string;
  address_id: string;
  run_id: string | null;
  content: string | null;
  attempts: number;
  expires_at: Instant | null;
};

/** A bulk row leaves only if its reader still agrees at this very moment and its time has not run out. */
async function dropUnwanted(tx: Queries, rows: readonly MarkedRow[], now: Instant): Promise<MarkedRow[]> {
  const bulk = rows.filter((row) => row.run_id !== null);
  const agreeing = await whoConsents(tx, padded(bulk.map((row) => row.member_id)), "news");
  const isExpired = (row: MarkedRow) => row.expires_at !== null && row.expires_at <= now;
  const isUnwanted = (row: MarkedRow) => row.run_id !== null && !agreeing.has(row.member_id);
  await cancel(tx, rows.filter(isUnwanted), { why: "unsubscribed", now });
  await cancel(
    tx,
    rows.filter((row) => isExpired(row) && !isUnwanted(row)),
    { why: "expired", now },
  );
  return rows.filter((row) => !isExpired(row) && !isUnwanted(row));
}

async function cancel(tx: Queries, rows: readonly MarkedRow[], reason: { why: string; now: Instant }) {
  if (rows.length === 0) return;
  await tx
    .updateTable("delivery")
    .set({ status: "canceled", why: reason.why, settled_at: reason.now, claimed_by: null, claimed_at: null })
    .where("seq", "in", padded(rows.map((row) => row.seq)))
    .execute();
}

type Shared = { readonly content: Content; readonly topic: string | null };

async function contentsOf(tx: Queries, rows: readonly MarkedRow[]): Promise<Map<string, Shared>> {
  const runIds = [...new Set(rows.flatMap((row) => (row.run_id === null ? [] : [row.run_id])))];
  if (runIds.length === 0) return new Map();
  const runs = await tx
    .selectFrom("delivery_run")
    .select(["run_id", "content", "topic"])
    .where("run_id", "in", runIds)
    .execute();
  return new Map(
    runs.map(({ run_id, content, topic }) => [run_id, { content: JSON.parse(content) as Content, topic }]),
  );
}
