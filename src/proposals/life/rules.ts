import type { Queries } from "../../database/database.ts";
import type { Instant } from "../../kit/time.ts";
import { defaultRules, type Rules } from "./clocks.ts";

export const ruleNames = Object.keys(defaultRules) as readonly (keyof Rules)[];

/** The federation's own clocks as they stand: what officers set, the default for the rest. */
export async function readRules(queries: Queries): Promise<Rules> {
  const rows = await queries.selectFrom("proposal_rule").select(["name", "days"]).execute();
  const known = rows.filter(({ name }) => ruleNames.some((each) => each === name));
  return { ...defaultRules, ...Object.fromEntries(known.map(({ name, days }) => [name, days])) };
}

/** Sets one clock, in days (1 to 365). The law's clocks are not among them. */
export async function setRule(
  tx: Queries,
  rule: { name: string; days: number; by: string; now: Instant },
): Promise<{ kind: "set"; rules: Rules } | { kind: "unknownRule" } | { kind: "outOfRange" }> {
  const { name, days, by, now } = rule;
  if (!ruleNames.some((each) => each === name)) return { kind: "unknownRule" };
  if (!Number.isInteger(days) || days < 1 || days > 365) return { kind: "outOfRange" };
  const values = { days, set_by: by, set_at: now };
  await tx
    .insertInto("proposal_rule")
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(values))
    .execute();
  return { kind: "set", rules: await readRules(tx) };
}
