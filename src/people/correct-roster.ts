import type { Queries } from "../database/database.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { applyRoster, rosterOf } from "./roster.ts";
import { isCurrent, loadUnits } from "./units.ts";

/** What a member may have corrected in the roster, in words as they said them; `unit` a code or a name. */
export type RosterChange = {
  readonly full_name?: string;
  readonly unit?: string;
  readonly position?: string;
  readonly phone?: string;
  readonly joined_on?: string;
};

export type RosterCorrected =
  | { readonly kind: "done" }
  /** The member is linked to no line of the roster. */
  | { readonly kind: "noEntry" }
  | { readonly kind: "faulty"; readonly field: keyof RosterChange };

/** Writes confirmed corrections into a member's line of the roster and what their chat takes from it. */
export async function correctRoster(
  tx: Queries,
  { memberId, change, now }: { memberId: string; change: RosterChange; now: Instant },
): Promise<RosterCorrected> {
  const entry = await rosterOf(tx, memberId);
  if (!entry) return { kind: "noEntry" };
  const { full_name, position, phone, joined_on } = change;
  if (full_name !== undefined && full_name.trim() === "") return { kind: "faulty", field: "full_name" };
  if (phone !== undefined && !/^\+?[0-9][0-9 .-]{7,14}$/.test(phone))
    return { kind: "faulty", field: "phone" };
  if (joined_on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(joined_on))
    return { kind: "faulty", field: "joined_on" };
  const unitId = change.unit === undefined ? undefined : await unitIdOf(tx, change.unit, localDate(now));
  if (change.unit !== undefined && unitId === undefined) return { kind: "faulty", field: "unit" };
  const row = await tx
    .updateTable("roster")
    .set({
      ...(full_name === undefined ? {} : { full_name }),
      ...(position === undefined ? {} : { position }),
      ...(phone === undefined ? {} : { phone }),
      ...(joined_on === undefined ? {} : { joined_on: joined_on as CalendarDate }),
      ...(unitId === undefined ? {} : { unit_id: unitId }),
      updated_at: now,
    })
    .where("id", "=", entry.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await applyRoster(tx, { ...row, member_id: memberId }, now);
  return { kind: "done" };
}

/** The one unit of today a code or a name means; a name of before means who took over, when it is one. */
async function unitIdOf(tx: Queries, said: string, today: CalendarDate): Promise<string | undefined> {
  const units = await loadUnits(tx);
  const exact = units.byCode(said);
  if (exact && isCurrent(exact, today)) return exact.id;
  const meant = units
    .find(exact ? exact.name : said, today)
    .filter(({ isExact }) => isExact)
    .flatMap((one) => (one.isCurrent ? [one.unit] : one.now));
  const only = new Map(meant.map((unit) => [unit.id, unit]));
  return only.size === 1 ? [...only.keys()][0] : undefined;
}
