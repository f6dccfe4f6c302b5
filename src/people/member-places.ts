import type { Queries } from "../database/database.ts";

/** What a member is called and where they belong, as officers know it. */
export type Place = { readonly name: string | null; readonly unit: string | null };

const atOnce = 500;

/** Name and unit of members by id; the roster's name goes before what they call themselves in a chat. */
export async function placesOf(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const rows = await queries
      .selectFrom("member")
      .leftJoin("unit", "unit.id", "member.unit_id")
      .leftJoin("roster", "roster.member_id", "member.id")
      .select(["member.id", "member.display_name", "roster.full_name", "unit.name as unit"])
      .where("member.id", "in", ids.slice(from, from + atOnce))
      .execute();
    for (const row of rows) places.set(row.id, { name: row.full_name ?? row.display_name, unit: row.unit });
  }
  return places;
}

/** Every member with the name of their unit, as a query of (member_id, unit) to count others' rows by. */
export function unitsOfMembers(queries: Queries) {
  return queries
    .selectFrom("member")
    .leftJoin("unit", "unit.id", "member.unit_id")
    .select(["member.id as member_id", "unit.name as unit"]);
}
