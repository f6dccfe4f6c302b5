import { sql } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import type { Address, ChannelName, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { whoConsents } from "../people/consent.ts";

/** A row this process has marked `sending` and now must send and settle. */
export type Claimed = {
  readonly seq: number;
  readonly memberId: string;
  readonly to: Address;
  readonly content: Content;
  readonly isBulk: boolean;
  /** Tries so far, this one included. */
  readonly attempts: number;
};

/** Who claims and what may leave now. `bulkAllowance` is empty while bulk must wait. */
export type ClaimTerms = {
  readonly claimer: string;
  readonly now: Instant;
  readonly limit: number;
  readonly openChannels: readonly ChannelName[];
  readonly bulkAllowance: ReadonlyMap<ChannelName, number>;
};

type Candidate = { seq: number; run_id: string | null };

/**
 * Marks the next rows as `sending`, replies before bulk, and returns them once that is committed: from then
 * on a crash leaves them named, never forgotten and never silently repeated.
 *
 * One person's messages leave in order and one at a time: a row waits while an earlier reply to the same
 * address is open or any row to it is being sent.
 */
export async function claim(db: Database, terms: ClaimTerms): Promise<Claimed[]> {
  if (terms.openChannels.length === 0 || terms.limit <= 0) return [];
  const candidates = await dueReplies(db.read, terms);
  if (candidates.length < terms.limit && terms.bulkAllowance.size > 0) {
    candidates.push(...(await dueBulk(db.read, terms, terms.limit - candidates.length)));
  }
  if (candidates.length === 0) return [];
  return db.transact((tx) => mark(tx, candidates, terms));
}

function dueReplies(queries: Queries, terms: ClaimTerms): Promise<Candidate[]> {
  return queries
    .selectFrom("delivery as d")
    .select(["seq", "run_id"])
    .where(sql<boolean>`d.status = 'pending'`)
    .where("run_id", "is", null)
    .where("not_before", "<=", terms.now)
    .where("channel", "in", [...terms.openChannels])
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery e WHERE e.channel = d.channel AND e.address_id = d.address_id
        AND e.status IN ('pending', 'sending')
        AND (e.status = 'sending' OR (e.run_id IS NULL AND e.seq < d.seq)))`,
    )
    .orderBy("seq")
    .limit(terms.limit)
    .execute();
}

/** Open runs take turns, so that a long one does not hold up a short one. */
async function dueBulk(queries: Queries, terms: ClaimTerms, limit: number): Promise<Candidate[]> {
  const runs = await queries
    .selectFrom("delivery_run")
    .select("run_id")
    .where(sql<boolean>`is_open = 1`)
    .where("is_stopped", "=", 0)
    .orderBy("created_at")
    .execute();
  const allowance = new Map(terms.bulkAllowance);
  const addresses = new Set<string>();
  const candidates: Candidate[] = [];
  for (const [index, run] of runs.entries()) {
    const share = Math.ceil((limit - candidates.length) / (runs.length - index));
    for (const row of await dueOfRun(queries, run.run_id, { ...terms, limit: share })) {
      const channel = row.channel as ChannelName;
      const left = allowance.get(channel) ?? 0;
      const address = `${channel}:${row.address_id}`;
      if (left < 1 || addresses.has(address)) continue;
      allowance.set(channel, left - 1);
      addresses.add(address);
      candidates.push({ seq: row.seq, run_id: run.run_id });
    }
  }
  return candidates;
}

function dueOfRun(queries: Queries, runId: string, terms: ClaimTerms) {
  return queries
    .selectFrom("delivery as d")
    .select(["seq", "channel", "address_id"])
    .where("run_id", "=", runId)
    .where("status", "=", "pending")
    .where("not_before", "<=", terms.now)
    .where("channel", "in", [...terms.bulkAllowance.keys()])
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM delivery e WHERE e.channel = d.channel AND e.address_id = d.address_id
        AND e.status IN ('pending', 'sending') AND (e.status = 'sending' OR e.run_id IS NULL))`,
    )
    .orderBy("seq")
    .limit(terms.limit)
    .execute();
}

async function mark(tx: Queries, candidates: readonly Candidate[], terms: ClaimTerms): Promise<Claimed[]> {
  const { now, claimer } = terms;
  const rows = await tx
    .updateTable("delivery")
    .set((eb) => ({
      status: "sending",
      claimed_by: claimer,
      claimed_at: now,
      attempts: eb("attempts", "+", 1),
    }))
    .where(
      "seq",
      "in",
      candidates.map((row) => row.seq),
    )
    .where("status", "=", "pending")
    .returning(["seq", "member_id", "channel", "address_id", "run_id", "content", "attempts", "expires_at"])
    .execute();
  const kept = await dropUnwanted(tx, rows, now);
  const shared = await contentsOf(tx, kept);
  return kept
    .toSorted((a, b) => a.seq - b.seq)
    .map((row) => ({
      seq: row.seq,
      memberId: row.member_id,
      to: { channel: row.channel as ChannelName, externalId: row.address_id },
      content: JSON.parse(row.content ?? shared.get(row.run_id ?? "") ?? "") as Content,
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
  const agreeing = await whoConsents(
    tx,
    bulk.map((row) => row.member_id),
    "news",
  );
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
    .where(
      "seq",
      "in",
      rows.map((row) => row.seq),
    )
    .execute();
}

async function contentsOf(tx: Queries, rows: readonly MarkedRow[]): Promise<Map<string, string>> {
  const runIds = [...new Set(rows.flatMap((row) => (row.run_id === null ? [] : [row.run_id])))];
  if (runIds.length === 0) return new Map();
  const runs = await tx
    .selectFrom("delivery_run")
    .select(["run_id", "content"])
    .where("run_id", "in", runIds)
    .execute();
  return new Map(runs.map((run) => [run.run_id, run.content]));
}
