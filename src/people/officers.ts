import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { type Id, newId } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";

export type OfficerId = Id<"officer">;

/** Quản trị, cán bộ phụ trách, người duyệt, thành viên hội đồng, cán bộ cơ sở, xem. */
export const officerRoles = ["admin", "lead", "approver", "council", "unit", "viewer"] as const;
export type OfficerRole = (typeof officerRoles)[number];

/** Cán bộ — somebody who works in the dashboard. */
export type Officer = {
  readonly id: OfficerId;
  readonly name: string;
  /** What they type to log in; null until they set themselves up. */
  readonly login: string | null;
  readonly role: OfficerRole;
  /** The unit they are bound to; null: everything the role allows. */
  readonly unit: string | null;
  /** May let messages to many people leave; a right of its own beside the role. */
  readonly maySend: boolean;
  readonly status: "invited" | "active" | "disabled";
  /** Grows with every change; a change that names an older one is refused. */
  readonly version: number;
};

/** What is decided about an officer by somebody else. */
export type OfficerTerms = Pick<Officer, "name" | "role" | "unit" | "maySend">;

/** Stores a new officer who cannot log in yet: they need a set-up link. */
export async function addOfficer(tx: Queries, terms: OfficerTerms, now: Instant): Promise<Officer> {
  const row = {
    id: newId<"officer">(),
    ...columnsOf(terms),
    login: null,
    status: "invited" as const,
    password_hash: null,
    totp_secret: null,
    totp_step: 0,
    recovery_hashes: "[]",
    version: 1,
    created_at: now,
    updated_at: now,
  };
  await tx.insertInto("officer").values(row).execute();
  return readOfficer(row);
}

export async function listOfficers(queries: Queries): Promise<Officer[]> {
  const rows = await queries.selectFrom("officer").selectAll().orderBy("created_at").orderBy("id").execute();
  return rows.map(readOfficer);
}

export async function findOfficer(queries: Queries, id: string): Promise<Officer | undefined> {
  const row = await queries.selectFrom("officer").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readOfficer(row);
}

export type Changed =
  | { readonly kind: "changed"; readonly officer: Officer }
  | { readonly kind: "missing" }
  /** Somebody changed it since it was read; `found` is how it is now. */
  | { readonly kind: "stale"; readonly found: Officer }
  /** Nobody could manage officers afterwards. */
  | { readonly kind: "last-admin" };

/** Changes what an officer may do, or locks them out (`disabled`) and lets them in again. */
export async function changeOfficer(
  tx: Queries,
  change: OfficerTerms & { id: string; version: number; isDisabled: boolean; now: Instant },
): Promise<Changed> {
  const found = await findOfficer(tx, change.id);
  if (!found) return { kind: "missing" };
  if (found.version !== change.version) return { kind: "stale", found };
  const row = await tx
    .updateTable("officer")
    .set((eb) => ({
      ...columnsOf(change),
      status: change.isDisabled ? "disabled" : found.login === null ? "invited" : "active",
      version: eb("version", "+", 1),
      updated_at: change.now,
    }))
    .where("id", "=", change.id)
    .where("version", "=", change.version)
    .returningAll()
    .executeTakeFirst();
  if (!row) return { kind: "stale", found: (await findOfficer(tx, change.id)) ?? found };
  if (found.role === "admin" && found.status === "active" && !(await hasActiveAdmin(tx)))
    return { kind: "last-admin" };
  return { kind: "changed", officer: readOfficer(row) };
}

/** Whether anybody can log in and manage officers: false on a fresh installation. */
export async function hasActiveAdmin(queries: Queries): Promise<boolean> {
  const row = await queries
    .selectFrom("officer")
    .select("id")
    .where("role", "=", "admin")
    .where("status", "=", "active")
    .executeTakeFirst();
  return row !== undefined;
}

export function readOfficer(row: Selectable<Schema["officer"]>): Officer {
  return {
    id: row.id as OfficerId,
    name: row.name,
    login: row.login,
    role: row.role as OfficerRole,
    unit: row.unit,
    maySend: row.may_send === 1,
    status: row.status,
    version: row.version,
  };
}

function columnsOf({ name, role, unit, maySend }: OfficerTerms) {
  return { name, role, unit, may_send: maySend ? 1 : 0 };
}
