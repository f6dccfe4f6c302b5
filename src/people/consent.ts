import type { Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/**
 * What a member can agree to, each asked on its own when first needed (Luật 91/2025/QH15 Điều 9.4: per
 * purpose, never bundled, silence is no consent).
 */
export type Purpose =
  | "proposal"
  | "news"
  | "publish-name"
  | "participation"
  | `news:${string}`
  | `quiz-name:${string}`;

/** A choice somebody made in words or by a button, with the version of the text they answered to. */
export type Choice = {
  readonly memberId: string;
  readonly purpose: Purpose;
  readonly isGiven: boolean;
  readonly textVersion: string;
  readonly channel: ChannelName;
  readonly at: Instant;
};

/** Records a choice: the present state changes, the history keeps every choice as the proof. */
export async function recordConsent(tx: Queries, choice: Choice): Promise<void> {
  const row = {
    member_id: choice.memberId,
    purpose: choice.purpose,
    is_given: choice.isGiven ? 1 : 0,
    text_version: choice.textVersion,
    channel: choice.channel,
    at: choice.at,
  };
  await tx.insertInto("consent_event").values(row).execute();
  await tx
    .insertInto("consent")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["member_id", "purpose"]).doUpdateSet({
        is_given: row.is_given,
        text_version: row.text_version,
        channel: row.channel,
        at: row.at,
      }),
    )
    .execute();
}

/** Whether the member agrees now. No choice yet is a no. */
export async function hasConsent(queries: Queries, memberId: string, purpose: Purpose): Promise<boolean> {
  const row = await queries
    .selectFrom("consent")
    .select("is_given")
    .where("member_id", "=", memberId)
    .where("purpose", "=", purpose)
    .executeTakeFirst();
  return row?.is_given === 1;
}

/** Those of `memberIds` who agree now. */
export async function whoConsents(
  queries: Queries,
  memberIds: readonly string[],
  purpose: Purpose,
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set();
  const rows = await queries
    .selectFrom("consent")
    .select("member_id")
    .where("member_id", "in", [...memberIds])
    .where("purpose", "=", purpose)
    .where("is_given", "=", 1)
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

/** What a member chose, per purpose as it stands now, newest last: what "xem dữ liệu của tôi" shows. */
export async function consentsOf(
  queries: Queries,
  memberId: string,
): Promise<{ purpose: Purpose; isGiven: boolean; at: Instant }[]> {
  const rows = await queries
    .selectFrom("consent")
    .select(["purpose", "is_given", "at"])
    .where("member_id", "=", memberId)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({ purpose: row.purpose as Purpose, isGiven: row.is_given === 1, at: row.at }));
}

/** One choice of the register of consents. */
export type ConsentEntry = Choice & { readonly seq: number };

/** Every choice a member ever made, oldest first. */
export function consentHistory(queries: Queries, memberId: string): Promise<ConsentEntry[]> {
  return readEntries(queries, { memberId, after: 0, limit: 10_000 });
}

/** The register of consents in pages, oldest first: who, for what, in which words, when, where. */
export function consentRegister(
  queries: Queries,
  page: { after: number; limit: number },
): Promise<ConsentEntry[]> {
  return readEntries(queries, page);
}

async function readEntries(
  queries: Queries,
  { memberId, after, limit }: { memberId?: string; after: number; limit: number },
): Promise<ConsentEntry[]> {
  let query = queries.selectFrom("consent_event").selectAll().where("seq", ">", after);
  if (memberId !== undefined) query = query.where("member_id", "=", memberId);
  const rows = await query.orderBy("seq").limit(limit).execute();
  return rows.map((row) => ({
    seq: Number(row.seq),
    memberId: row.member_id,
    purpose: row.purpose as Purpose,
    isGiven: row.is_given === 1,
    textVersion: row.text_version,
    channel: row.channel as ChannelName,
    at: row.at,
  }));
}
