import type { Queries } from "../database/database.ts";
import { addMs, type Instant } from "../kit/time.ts";

/** Nhật ký — one change made in the dashboard. `detail` holds ids, states and counts, never people's words. */
export type AuditEntry = {
  readonly seq: number;
  readonly officerId: string | null;
  readonly officerName: string;
  /** `case.answered`, `campaign.approved` … */
  readonly action: string;
  /** `case:12`, `campaign:<id>` … */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: Instant;
};

/** Writes an entry; call it in the transaction of the change, so that there is never one without the other. */
export async function recordAudit(tx: Queries, { detail, ...entry }: Omit<AuditEntry, "seq">): Promise<void> {
  const { officerId, officerName, action, subject, at } = entry;
  const row = { officer_id: officerId, officer_name: officerName, action, subject, at };
  await tx
    .insertInto("audit")
    .values({ ...row, detail: JSON.stringify(detail) })
    .execute();
}

/**
 * The newest entries first, in pages of `limit`; of one officer, about one subject, or of some kinds of actions (what
 * stands before the point in their names) when named.
 */
export async function listAudit(
  queries: Queries,
  page: { before?: number; limit: number; officerId?: string; subject?: string; kinds?: readonly string[] },
): Promise<AuditEntry[]> {
  let query = queries.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(page.limit);
  if (page.before !== undefined) query = query.where("seq", "<", page.before);
  if (page.officerId !== undefined) query = query.where("officer_id", "=", page.officerId);
  if (page.subject !== undefined) query = query.where("subject", "=", page.subject);
  const { kinds } = page;
  if (kinds) query = query.where((eb) => eb.or(kinds.map((kind) => eb("action", "like", `${kind}.%`))));
  return (await query.execute()).map((row) => ({
    seq: row.seq,
    officerId: row.officer_id,
    officerName: row.officer_name,
    action: row.action,
    subject: row.subject,
    detail: JSON.parse(row.detail),
    at: row.at,
  }));
}

/** How long an answer to a change is kept for its repetition. */
const keepAnswersMs = 24 * 3_600_000;

/**
 * Takes a change's key for this officer. `fresh`: do it, then `keepAnswer`. Otherwise it was done before: its
 * answer, which is undefined when the key was used for another route.
 */
export async function takeKey(
  tx: Queries,
  asked: { officerId: string; key: string; route: string; now: Instant },
): Promise<{ kind: "fresh" } | { kind: "done"; answer: string | undefined }> {
  const { officerId, key, route, now } = asked;
  await tx.deleteFrom("officer_request").where("at", "<", addMs(now, -keepAnswersMs)).execute();
  const taken = await tx
    .insertInto("officer_request")
    .values({ officer_id: officerId, request_key: key, route, answer: null, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("at")
    .executeTakeFirst();
  if (taken) return { kind: "fresh" };
  const row = await tx
    .selectFrom("officer_request")
    .select(["route", "answer"])
    .where("officer_id", "=", officerId)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return { kind: "done", answer: row?.route === route ? (row.answer ?? undefined) : undefined };
}

/** Keeps what was answered to a change, in the transaction of the change. */
export async function keepAnswer(
  tx: Queries,
  { officerId, key, answer }: { officerId: string; key: string; answer: string },
): Promise<void> {
  await tx
    .updateTable("officer_request")
    .set({ answer })
    .where("officer_id", "=", officerId)
    .where("request_key", "=", key)
    .execute();
}

/** The newest entry of the log: it grows with each. */
export async function lastAudit(queries: Queries): Promise<number> {
  const { seq } = await queries
    .selectFrom("audit")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}
