import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type AudienceRule, condition } from "./audience-rule.ts";
import { loadUnits, type Unit } from "./units.ts";

/** Whether a rule names this member now. Unlike an audience it asks for no consent: they came by themselves. */
export async function isNamedBy(
  queries: Queries,
  { memberId, rule, now }: { memberId: string; rule: AudienceRule; now: Instant },
): Promise<boolean> {
  if (rule === "all") return true;
  const row = await queries
    .selectFrom("member")
    .select("id")
    .where("id", "=", memberId)
    .where(condition(rule, now))
    .executeTakeFirst();
  return row !== undefined;
}

/** The unit a member belongs to by the roster. */
export async function unitOfMember(queries: Queries, memberId: string): Promise<Unit | undefined> {
  const row = await queries
    .selectFrom("member")
    .innerJoin("unit", "unit.id", "member.unit_id")
    .select("unit.code")
    .where("member.id", "=", memberId)
    .executeTakeFirst();
  return row && (await loadUnits(queries)).byCode(row.code);
}

/** Everybody a rule names who belongs to a unit, with that unit's id; by id. */
export async function membersNamedBy(
  queries: Queries,
  { rule, now }: { rule: AudienceRule; now: Instant },
): Promise<{ memberId: string; unitId: string }[]> {
  const rows = await queries
    .selectFrom("member")
    .select(["id", "unit_id"])
    .where("unit_id", "is not", null)
    .where("merged_into", "is", null)
    .where(condition(rule, now))
    .orderBy("id")
    .execute();
  return rows.flatMap(({ id, unit_id: unitId }) => (unitId === null ? [] : [{ memberId: id, unitId }]));
}
