import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type AudienceRule, condition } from "./audience-rule.ts";

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
