import type { Queries } from "../database/database.ts";
import { loadUnits, type Unit } from "./units.ts";

/** The name of the unit an officer is bound to; null when they are bound to none. */
export async function scopeName(queries: Queries, unit: string | null): Promise<string | null> {
  if (unit === null) return null;
  return (await loadUnits(queries)).byCode(unit)?.name ?? unit;
}

/**
 * The ids of all members an officer bound to `unit` (a unit's code) may see: those of that unit and of the units
 * under it. Undefined: bound to none, so everybody. A member whose unit is not known is in nobody's scope.
 */
export async function membersInScope(
  queries: Queries,
  unit: string | null,
): Promise<ReadonlySet<string> | undefined> {
  if (unit === null) return undefined;
  const codes = codesUnder((await loadUnits(queries)).all, unit);
  const rows = await queries
    .selectFrom("member")
    .innerJoin("unit", "unit.id", "member.unit_id")
    .select("member.id")
    .where("unit.code", "in", codes)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The codes of a unit and of everything under it. */
function codesUnder(units: readonly Unit[], code: string): string[] {
  const children = units.filter(({ parent }) => parent === code);
  return [code, ...children.flatMap((child) => codesUnder(units, child.code))];
}
