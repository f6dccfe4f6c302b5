import type { Queries } from "../database/database.ts";
import { fold } from "../kit/vietnamese.ts";
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

/** Tells by the words people wrote whether they mean a unit an officer is bound to, or one under it. */
export type NamedScope = {
  /** Names to look for: a text that `isNamedIn` accepts holds one of them, folded. */
  readonly names: readonly string[];
  isNamedIn(text: string): boolean;
};

/**
 * What people wrote in place of a unit's name, for an officer bound to `unit` (a unit's code); undefined: bound to
 * none. A name counts as a whole, and where it is only the beginning of another unit's name, that other one is meant.
 */
export async function namedScope(queries: Queries, unit: string | null): Promise<NamedScope | undefined> {
  if (unit === null) return undefined;
  const { all } = await loadUnits(queries);
  const codes = new Set(codesUnder(all, unit));
  const keys = all.map(({ code, name }) => ({ key: keyOf(name), isOwn: codes.has(code) }));
  // A unit that is in no list yet is known by its code alone.
  if (!all.some(({ code }) => code === unit)) keys.push({ key: keyOf(unit), isOwn: true });
  return {
    names: keys.filter(({ isOwn }) => isOwn).map(({ key }) => key.trim()),
    isNamedIn(text) {
      const written = keyOf(text);
      const named = keys.filter(({ key }) => written.includes(key));
      return named.some((one) => one.isOwn && !named.some((two) => !two.isOwn && two.key.includes(one.key)));
    },
  };
}

/** Folded words between single spaces, so that only whole words are found in it. */
function keyOf(text: string): string {
  return ` ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
}

/** The codes of a unit and of everything under it. */
export function codesUnder(units: readonly Unit[], code: string): string[] {
  const children = units.filter(({ parent }) => parent === code);
  return [code, ...children.flatMap((child) => codesUnder(units, child.code))];
}
