import { sql } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import { type Id, newId } from "../kit/id.ts";
import type { Address, ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { untieRoster } from "./roster.ts";

export type MemberId = Id<"member">;

/** Đoàn viên — a member, known by one or more channel addresses. */
export type Person = {
  readonly memberId: MemberId;
  readonly address: Address;
  readonly name: string | null;
  /** True when this very message made the member known. */
  readonly isNew: boolean;
};

/** The member behind an address, or undefined when nobody wrote from there yet. */
export async function findPerson(queries: Queries, address: Address): Promise<Person | undefined> {
  const row = await queries
    .selectFrom("address")
    .select(["member_id", "name"])
    .where("channel", "=", address.channel)
    .where("external_id", "=", address.externalId)
    .executeTakeFirst();
  return row && { memberId: row.member_id as MemberId, address, name: row.name, isNew: false };
}

const noteMessage = prepare(
  (queries, given: { channel: string; externalId: string; name: string | null; at: Instant }) =>
    queries
      .updateTable("address")
      .set((eb) => ({
        // Platforms deliver out of order: an older message does not take a newer one's place.
        last_inbound_at: sql<Instant>`CASE WHEN last_inbound_at > ${given.at} THEN last_inbound_at ELSE ${given.at} END`,
        is_reachable: 1,
        unreachable_why: null,
        name: eb.fn.coalesce(eb.val(given.name), "name"),
      }))
      .where("channel", "=", given.channel)
      .where("external_id", "=", given.externalId)
      .returning(["member_id", "name"]),
);

/**
 * The member who writes from `address`, made known at first contact. Notes the moment of the message and
 * that the address can be reached (whoever writes can be answered).
 */
export async function meet(
  tx: Queries,
  from: { address: Address; name: string | null; at: Instant },
): Promise<Person> {
  const { address, name, at } = from;
  const [row] = await noteMessage(tx, { ...address, name, at });
  if (row) return { memberId: row.member_id as MemberId, address, name: row.name, isNew: false };
  const memberId = newId<"member">();
  const named = { display_name: name, name_key: name && fold(name) };
  await tx
    .insertInto("member")
    .values({ id: memberId, ...named, created_at: at })
    .execute();
  await tx
    .insertInto("address")
    .values({
      channel: address.channel,
      external_id: address.externalId,
      member_id: memberId,
      name,
      is_reachable: 1,
      unreachable_why: null,
      last_inbound_at: at,
      created_at: at,
    })
    .execute();
  return { memberId, address, name, isNew: true };
}

/** When somebody last wrote from an address; null when that is not known. */
export async function lastInboundAt(queries: Queries, address: Address): Promise<Instant | null> {
  const row = await queries
    .selectFrom("address")
    .select("last_inbound_at")
    .where("channel", "=", address.channel)
    .where("external_id", "=", address.externalId)
    .executeTakeFirst();
  return row?.last_inbound_at ?? null;
}

/**
 * Notes that an address can (no longer) be written to, and with `at` that the person did something then that
 * platforms count like a message (following an account). An address nobody wrote from is left out.
 */
export async function setReachable(
  tx: Queries,
  address: Address,
  state: { isReachable: boolean; why: string | null; at?: Instant },
): Promise<void> {
  await tx
    .updateTable("address")
    .set({ is_reachable: state.isReachable ? 1 : 0, unreachable_why: state.why })
    .$if(state.isReachable && state.at !== undefined, (query) =>
      query.set({ last_inbound_at: state.at ?? null }),
    )
    .where("channel", "=", address.channel)
    .where("external_id", "=", address.externalId)
    .execute();
}

/** How many members and reachable addresses there are, for the operator. */
export async function countPeople(db: Database): Promise<{ members: number; reachable: number }> {
  const members = await db.read
    .selectFrom("member")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("merged_into", "is", null)
    .executeTakeFirstOrThrow();
  const reachable = await db.read
    .selectFrom("address")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("is_reachable", "=", 1)
    .executeTakeFirstOrThrow();
  return { members: members.n, reachable: reachable.n };
}

/** Every address of a member. */
export async function addressesOf(queries: Queries, memberId: string): Promise<Address[]> {
  const rows = await queries
    .selectFrom("address")
    .select(["channel", "external_id"])
    .where("member_id", "=", memberId)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => ({ channel: row.channel as ChannelName, externalId: row.external_id }));
}

/** Every name a member is known by: their own, and those their chats gave. */
export async function namesOf(queries: Queries, memberId: string): Promise<string[]> {
  const member = await queries
    .selectFrom("member")
    .select("display_name as name")
    .where("id", "=", memberId)
    .execute();
  const chats = await queries
    .selectFrom("address")
    .select("name")
    .where("member_id", "=", memberId)
    .execute();
  return [...new Set([...member, ...chats].flatMap(({ name }) => name ?? []))];
}

/** Notes on which channel a member wants their news; used when it can be reached. */
export async function preferChannel(tx: Queries, memberId: string, channel: ChannelName): Promise<void> {
  await tx.updateTable("member").set({ preferred_channel: channel }).where("id", "=", memberId).execute();
}

/** Takes a member's names, unit, position and tags out; what remains is an id. Their roster entry is let go. */
export async function forgetNames(tx: Queries, memberId: string): Promise<void> {
  await untieRoster(tx, memberId);
  await tx
    .updateTable("member")
    .set({ display_name: null, name_key: null })
    .where("id", "=", memberId)
    .execute();
  await tx.updateTable("address").set({ name: null }).where("member_id", "=", memberId).execute();
}

/** Where a member can be written to: the reachable address they last wrote from; undefined when there is none. */
export async function newestAddress(queries: Queries, memberId: string): Promise<Address | undefined> {
  const row = await queries
    .selectFrom("address")
    .select(["channel", "external_id"])
    .where("member_id", "=", memberId)
    .where("is_reachable", "=", 1)
    .orderBy("last_inbound_at", (order) => order.desc().nullsLast())
    .orderBy("channel")
    .limit(1)
    .executeTakeFirst();
  return row && { channel: row.channel as ChannelName, externalId: row.external_id };
}
