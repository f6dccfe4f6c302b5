import type { Insertable, Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";

export type RosterState = Schema["roster"]["state"];

/** Đoàn viên trong danh sách — a person as an officer's list has them, with the unit's code and name. */
export type RosterEntry = {
  readonly id: string;
  readonly code: string;
  readonly fullName: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly position: string | null;
  readonly tags: readonly string[];
  readonly joinedOn: string | null;
  readonly state: RosterState;
  readonly phone: string | null;
  /** The member who linked themselves to this entry. */
  readonly memberId: string | null;
};

/** The entry of a code, in any case of letters; undefined when there is none. */
export async function findRosterEntry(queries: Queries, code: string): Promise<RosterEntry | undefined> {
  const row = await entries(queries)
    .where((eb) => eb(eb.fn<string>("lower", ["roster.code"]), "=", code.toLowerCase()))
    .executeTakeFirst();
  return row && entryOf(row);
}

/** The entry with an id. */
export async function rosterEntry(queries: Queries, id: string): Promise<RosterEntry | undefined> {
  const row = await entries(queries).where("roster.id", "=", id).executeTakeFirst();
  return row && entryOf(row);
}

/** The entry a member is linked to. */
export async function rosterOf(queries: Queries, memberId: string): Promise<RosterEntry | undefined> {
  const row = await entries(queries).where("roster.member_id", "=", memberId).executeTakeFirst();
  return row && entryOf(row);
}

/** The roster in pages, by code. */
export async function rosterPage(
  queries: Queries,
  page: { afterCode: string; limit: number },
): Promise<RosterEntry[]> {
  const rows = await entries(queries)
    .where("roster.code", ">", page.afterCode)
    .orderBy("roster.code")
    .limit(page.limit)
    .execute();
  return rows.map(entryOf);
}

/** How many people each unit's list holds, and how many of them are linked to a chat; by the unit's code. */
export async function countRoster(
  queries: Queries,
): Promise<ReadonlyMap<string, { readonly people: number; readonly linked: number }>> {
  const rows = await queries
    .selectFrom("roster")
    .innerJoin("unit", "unit.id", "roster.unit_id")
    .select("unit.code")
    .select((eb) => [eb.fn.countAll<number>().as("people"), eb.fn.count<number>("member_id").as("linked")])
    .groupBy("unit.code")
    .execute();
  return new Map(rows.map(({ code, people, linked }) => [code, { people, linked }]));
}

/** Who of some units is on the roster and has linked no chat yet, by unit and name. */
export async function unlinkedOf(
  queries: Queries,
  { unitCodes, limit }: { unitCodes: readonly string[]; limit: number },
): Promise<RosterEntry[]> {
  if (unitCodes.length === 0) return [];
  const rows = await entries(queries)
    .where("unit.code", "in", [...unitCodes])
    .where("roster.member_id", "is", null)
    .where("roster.state", "!=", "ended")
    .orderBy("unit.code")
    .orderBy("roster.full_name")
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

/**
 * Ties a roster entry to a member, who takes over its unit, position, state and tags. False when the entry
 * belongs to another member already; an entry the member had before is let go.
 */
export async function tieRoster(
  tx: Queries,
  tie: { rosterId: string; memberId: string; now: Instant },
): Promise<boolean> {
  await tx
    .updateTable("roster")
    .set({ member_id: null, linked_at: null })
    .where("member_id", "=", tie.memberId)
    .where("id", "!=", tie.rosterId)
    .execute();
  const row = await tx
    .updateTable("roster")
    .set({ member_id: tie.memberId, linked_at: tie.now })
    .where("id", "=", tie.rosterId)
    .where((eb) => eb.or([eb("member_id", "is", null), eb("member_id", "=", tie.memberId)]))
    .returningAll()
    .executeTakeFirst();
  if (row) await applyRoster(tx, { ...row, member_id: tie.memberId }, tie.now);
  return row !== undefined;
}

/** Brings what the roster says over to the member who is linked to the row; tags others gave stay. */
export async function applyRoster(
  tx: Queries,
  row: Pick<Insertable<Schema["roster"]>, "unit_id" | "position" | "state" | "tags"> & { member_id: string },
  now: Instant,
): Promise<void> {
  const position = row.position ?? null;
  await tx
    .updateTable("member")
    .set({
      unit_id: row.unit_id,
      position,
      position_key: position === null ? null : fold(position),
      state: row.state,
    })
    .where("id", "=", row.member_id)
    .execute();
  await tx
    .deleteFrom("member_tag")
    .where("member_id", "=", row.member_id)
    .where("origin", "=", "roster")
    .execute();
  for (const tag of JSON.parse(row.tags) as string[]) {
    await putTag(tx, { memberId: row.member_id, tag, origin: "roster", now });
  }
}

/** Puts a tag on a member; one that is there already stays as it is. Tags compare without marks and case. */
export async function putTag(
  tx: Queries,
  put: { memberId: string; tag: string; origin: "roster" | "officer" | "campaign"; now: Instant },
): Promise<void> {
  await tx
    .insertInto("member_tag")
    .values({ member_id: put.memberId, tag: fold(put.tag), origin: put.origin, at: put.now })
    .onConflict((conflict) => conflict.columns(["member_id", "tag"]).doNothing())
    .execute();
}

/** Takes a member's unit, position and tags away and lets their roster entry go. */
export async function untieRoster(tx: Queries, memberId: string): Promise<void> {
  await tx
    .updateTable("roster")
    .set({ member_id: null, linked_at: null })
    .where("member_id", "=", memberId)
    .execute();
  await tx.deleteFrom("member_tag").where("member_id", "=", memberId).execute();
  await tx
    .updateTable("member")
    .set({ unit_id: null, position: null, position_key: null, state: null })
    .where("id", "=", memberId)
    .execute();
}

function entries(queries: Queries) {
  return queries
    .selectFrom("roster")
    .innerJoin("unit", "unit.id", "roster.unit_id")
    .selectAll("roster")
    .select(["unit.code as unit_code", "unit.name as unit_name"]);
}

function entryOf(row: Selectable<Schema["roster"]> & { unit_code: string; unit_name: string }): RosterEntry {
  return {
    id: row.id,
    code: row.code,
    fullName: row.full_name,
    unitCode: row.unit_code,
    unitName: row.unit_name,
    position: row.position,
    tags: JSON.parse(row.tags) as string[],
    joinedOn: row.joined_on,
    state: row.state,
    phone: row.phone,
    memberId: row.member_id,
  };
}
