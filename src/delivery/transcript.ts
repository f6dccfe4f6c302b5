import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Address, Choice, Content } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";

/** A message that reached its channel, as the transcript of a conversation shows it. */
export type SentMessage = {
  readonly seq: number;
  readonly content: Content;
  readonly at: Instant;
  /** Where to go on reading: messages settle in another order than they are written. */
  readonly cursor: string;
};

/**
 * What was sent to an address, oldest first: everything after `cursor`, or without one the newest `limit`.
 */
export async function sentTo(
  queries: Queries,
  to: Address,
  page: { after?: string; limit: number },
): Promise<SentMessage[]> {
  let query = queries
    .selectFrom("delivery")
    .leftJoin("delivery_run", "delivery_run.run_id", "delivery.run_id")
    .select(["seq", "settled_at", "delivery.content as own", "delivery_run.content as shared"])
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where("delivery.status", "=", "sent")
    .where("settled_at", "is not", null)
    .limit(page.limit);
  const [at, seq] = (page.after ?? "").split("_");
  if (page.after !== undefined && at && seq) {
    const after = Number(seq);
    query = query
      .where((eb) =>
        eb.or([
          eb("settled_at", ">", at as Instant),
          eb.and([eb("settled_at", "=", at as Instant), eb("seq", ">", after)]),
        ]),
      )
      .orderBy("settled_at", "asc")
      .orderBy("seq", "asc");
  } else {
    query = query.orderBy("settled_at", "desc").orderBy("seq", "desc");
  }
  const rows = await query.execute();
  const ordered = page.after === undefined ? rows.toReversed() : rows;
  return ordered.map((row) => ({
    seq: row.seq,
    content: JSON.parse(row.own ?? row.shared ?? '{"parts":[],"choices":[]}') as Content,
    at: row.settled_at as Instant,
    cursor: `${row.settled_at}_${row.seq}`,
  }));
}

/** How long after a sending its echo may come. */
const echoMs = 24 * 3_600_000;

/**
 * Whether the platform's message `messageId` to an address is one of this program's: sent within a day, or
 * perhaps being sent at this moment, when its id is not known yet.
 */
export async function wasSentByUs(
  queries: Queries,
  to: Address,
  { messageId, now }: { readonly messageId: string; readonly now: Instant },
): Promise<boolean> {
  if (await underWay(queries, to)) return true;
  const rows = await queries
    .selectFrom("delivery")
    .select("external_id")
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .where("settled_at", ">=", addMs(now, -echoMs))
    .execute();
  // A message of several pieces has an id for each, joined by commas.
  return rows.some((row) => row.external_id?.split(",").includes(messageId));
}

/** What a pressed button means: the choice behind it, or why it means nothing for this person. */
export type Pressed =
  | { readonly kind: "choice"; readonly choice: Choice }
  | { readonly kind: "foreign" } // another person's button
  | { readonly kind: "unknown" };

/** Resolves the opaque id a button carries (`<seq>.<index>`) for the address that pressed it. */
export async function readButton(queries: Queries, button: string, presser: Address): Promise<Pressed> {
  const match = /^(\d{1,15})\.(\d{1,2})$/.exec(button);
  if (!match) return { kind: "unknown" };
  const row = await queries
    .selectFrom("delivery")
    .leftJoin("delivery_run", "delivery_run.run_id", "delivery.run_id")
    .select(["channel", "address_id", "delivery.content as own", "delivery_run.content as shared"])
    .where("seq", "=", Number(match[1]))
    .executeTakeFirst();
  if (!row) return { kind: "unknown" };
  if (row.channel !== presser.channel || row.address_id !== presser.externalId) return { kind: "foreign" };
  const content = JSON.parse(row.own ?? row.shared ?? "{}") as Partial<Content>;
  const choice = content.choices?.[Number(match[2])];
  return choice ? { kind: "choice", choice } : { kind: "unknown" };
}

/**
 * The choices under the newest message that reached this address, so that a typed "2" picks the second of
 * them. A message under way counts: people can answer before the platform has confirmed it.
 */
export async function latestChoices(queries: Queries, to: Address): Promise<readonly Choice[]> {
  const row = (await underWay(queries, to)) ?? (await newestArrived(queries, to));
  const content = JSON.parse(row?.own ?? row?.shared ?? "{}") as Partial<Content>;
  return content.choices ?? [];
}

function underWay(queries: Queries, to: Address) {
  return choicesTo(queries, to)
    .where(sql<boolean>`status IN ('pending', 'sending')`)
    .where("status", "=", "sending")
    .executeTakeFirst();
}

function newestArrived(queries: Queries, to: Address) {
  return choicesTo(queries, to)
    .where("status", "in", ["sent", "uncertain"])
    .where("settled_at", "is not", null)
    .orderBy("settled_at", "desc")
    .orderBy("seq", "desc")
    .executeTakeFirst();
}

function choicesTo(queries: Queries, to: Address) {
  return queries
    .selectFrom("delivery")
    .leftJoin("delivery_run", "delivery_run.run_id", "delivery.run_id")
    .select(["delivery.content as own", "delivery_run.content as shared"])
    .where("channel", "=", to.channel)
    .where("address_id", "=", to.externalId)
    .limit(1);
}
