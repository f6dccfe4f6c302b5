import type { Queries } from "../database/database.ts";
import { fold } from "../kit/vietnamese.ts";
import type { AudienceRule } from "../people/audience-rule.ts";
import { listOfficers, type Officer } from "../people/officers.ts";
import { keyOf, loadUnits, type Unit } from "../people/units.ts";
import type { Campaign, CampaignId } from "./campaign.ts";

/**
 * Why an officer may not decide about a campaign: no right, bound to a unit its audience reaches beyond, or the
 * one who wrote or last edited it.
 */
export type Bar = "mayNot" | "outOfScope" | "own";

/** What decides about a right to approve. */
type Sent = Pick<Campaign, "id" | "audience">;

/** Whether an officer may let messages to many people leave at all. */
function mayApprove({ status, role, maySend }: Officer): boolean {
  return status === "active" && maySend && ["admin", "lead", "approver"].includes(role);
}

/** What keeps an officer from approving a campaign; undefined when nothing does. */
export async function barOf(queries: Queries, officer: Officer, campaign: Sent): Promise<Bar | undefined> {
  if (!mayApprove(officer)) return "mayNot";
  if (!(await isInScope(queries, officer, campaign.audience))) return "outOfScope";
  return isWriter(officer, await writersOf(queries, campaign.id)) ? "own" : undefined;
}

/** Every officer who may approve this campaign. */
export async function approversOf(queries: Queries, campaign: Sent): Promise<Officer[]> {
  const able: Officer[] = [];
  for (const officer of await listOfficers(queries)) {
    if ((await barOf(queries, officer, campaign)) === undefined) able.push(officer);
  }
  return able;
}

/** Whether an officer may address whom a rule names. Who is bound to no unit may address everybody. */
export async function isInScope(
  queries: Queries,
  { unit }: Pick<Officer, "unit">,
  rule: AudienceRule,
): Promise<boolean> {
  if (unit === null) return true;
  return isWithin(rule, codesUnder((await loadUnits(queries)).all, unit));
}

/**
 * Whether a rule can name members of these units only, whatever else changes: everything it joins by `or`, one
 * thing it joins by `and`. What is only excluded says nothing about who remains.
 */
export function isWithin(rule: AudienceRule, codes: ReadonlySet<string>): boolean {
  if (rule === "all" || "not" in rule) return false;
  if ("unit" in rule) return codes.has(keyOf(rule.unit));
  if ("and" in rule) return rule.and.some((part) => isWithin(part, codes));
  return "or" in rule && rule.or.every((part) => isWithin(part, codes));
}

/** The codes of a unit and of all below it, as they are compared. */
function codesUnder(units: readonly Unit[], top: string): ReadonlySet<string> {
  const found = new Set([keyOf(top)]);
  // A set grows while it is walked through, and a circle in the tree adds nothing twice.
  for (const code of found) {
    for (const unit of units)
      if (unit.parent !== null && keyOf(unit.parent) === code) found.add(keyOf(unit.code));
  }
  return found;
}

type Writer = { readonly officerId: string | null; readonly name: string };

/** Who wrote a campaign, and who edited it last. */
async function writersOf(queries: Queries, id: CampaignId): Promise<Writer[]> {
  const rows = await queries
    .selectFrom("campaign_event")
    .select(["by_whom", "officer_id"])
    .where("campaign_id", "=", id)
    .where("kind", "in", ["added", "edited"])
    .orderBy("seq")
    .execute();
  const both = [rows[0], rows.at(-1)].filter((row) => row !== undefined);
  return both.map((row) => ({ officerId: row.officer_id, name: row.by_whom }));
}

/** By id where it is known; a campaign written on the command line has a name only. */
function isWriter({ id, name }: Officer, writers: readonly Writer[]): boolean {
  return writers.some((one) =>
    one.officerId === null ? fold(one.name) === fold(name) : one.officerId === id,
  );
}
