import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";

export type Correction = {
  readonly memberId: string;
  readonly field: "name" | "unit" | "phone";
  readonly value: string;
  readonly now: Instant;
};

/**
 * Writes a confirmed correction into a member's data and their roster entry. Undefined when done; otherwise why not
 * and what to do, for the officer.
 */
export async function correctMember(tx: Queries, correction: Correction): Promise<string | undefined> {
  const { field, value } = correction;
  if (value.trim() === "") return "Say what it should be: --value TEXT.";
  if (field === "name") return correctName(tx, correction);
  return field === "unit" ? correctUnit(tx, correction) : correctPhone(tx, correction);
}

async function correctName(tx: Queries, { memberId, value, now }: Correction): Promise<undefined> {
  await tx
    .updateTable("member")
    .set({ display_name: value, name_key: fold(value) })
    .where("id", "=", memberId)
    .execute();
  await tx.updateTable("address").set({ name: value }).where("member_id", "=", memberId).execute();
  await updateRoster(tx, memberId, { full_name: value, updated_at: now });
}

async function correctUnit(tx: Queries, { memberId, value, now }: Correction): Promise<string | undefined> {
  const units = await tx
    .selectFrom("unit")
    .select("id")
    .where((eb) => eb.or([eb("code", "=", value), eb("name", "=", value)]))
    .execute();
  const [unit] = units;
  if (!unit || units.length > 1)
    return `No one unit is called "${value}": give its code, --value CODE (caunoi units list).`;
  await tx.updateTable("member").set({ unit_id: unit.id }).where("id", "=", memberId).execute();
  await updateRoster(tx, memberId, { unit_id: unit.id, updated_at: now });
  return undefined;
}

async function correctPhone(tx: Queries, { memberId, value, now }: Correction): Promise<string | undefined> {
  if (!/^\+?[0-9][0-9 .-]{7,14}$/.test(value))
    return `"${value}" is no phone number: give one, --value NUMBER.`;
  const entries = await updateRoster(tx, memberId, { phone: value, updated_at: now });
  return entries > 0
    ? undefined
    : "This member has no entry in the roster, and phones are kept nowhere else: refuse the request with that reason.";
}

async function updateRoster(
  tx: Queries,
  memberId: string,
  change: { full_name?: string; unit_id?: string; phone?: string; updated_at: Instant },
): Promise<number> {
  const rows = await tx
    .updateTable("roster")
    .set(change)
    .where("member_id", "=", memberId)
    .returning("id")
    .execute();
  return rows.length;
}
