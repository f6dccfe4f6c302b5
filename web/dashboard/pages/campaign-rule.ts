import type { AudienceRule } from "../../../src/people/audience-rule.ts";

const conditionKinds = [
  "unit",
  "role",
  "tag",
  "topic",
  "channel",
  "state",
  "wroteWithinDays",
  "wroteSince",
  "answered",
] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** One condition as a row of the builder; every value is text while it is written. */
export type Condition = { readonly kind: ConditionKind; readonly isNot: boolean; readonly value: string };

/** Everybody has to fit every group, and one condition of each group is enough. */
export type Groups = readonly (readonly Condition[])[];

/** A rule as groups; `undefined` when it is deeper than they can say. */
export function groupsOf(rule: AudienceRule): Groups | undefined {
  if (rule === "all") return [];
  const parts = typeof rule === "object" && "and" in rule ? rule.and : [rule];
  const groups = parts.map(groupOf);
  return groups.every((group) => group !== undefined) ? groups : undefined;
}

function groupOf(rule: AudienceRule): readonly Condition[] | undefined {
  const parts = typeof rule === "object" && "or" in rule ? rule.or : [rule];
  const conditions = parts.map((part) => conditionOf(part, false));
  return conditions.every((one) => one !== undefined) ? conditions : undefined;
}

function conditionOf(rule: AudienceRule, isNot: boolean): Condition | undefined {
  if (rule === "all" || "and" in rule || "or" in rule) return undefined;
  if ("not" in rule) return isNot ? undefined : conditionOf(rule.not, true);
  if ("wroteSince" in rule) return { kind: "wroteSince", isNot, value: dayOf(rule.wroteSince) };
  const [[kind, value] = []] = Object.entries(rule);
  const known = conditionKinds.find((one) => one === kind);
  return known && { kind: known, isNot, value: String(value) };
}

/** The rule behind the groups; what is not filled in yet stays in it, for the server to name. */
export function ruleOf(groups: Groups): AudienceRule {
  const parts = groups.filter((group) => group.length > 0).map(orOf);
  const [only] = parts;
  if (!only) return "all";
  return parts.length === 1 ? only : { and: parts };
}

function orOf(group: readonly Condition[]): AudienceRule {
  const parts = group.map(leafOf);
  const [only] = parts;
  return parts.length === 1 && only ? only : { or: parts };
}

function leafOf({ kind, isNot, value }: Condition): AudienceRule {
  // The server judges the value; an empty or half-written one is no rule and is told so.
  const leaf = { [kind]: givenValue(kind, value) } as unknown as AudienceRule;
  return isNot ? { not: leaf } : leaf;
}

function givenValue(kind: ConditionKind, value: string): string | number {
  if (kind === "wroteWithinDays") return Number(value);
  if (kind !== "wroteSince") return value.trim();
  const at = new Date(`${value}T00:00:00+07:00`);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}

const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

function dayOf(at: string): string {
  return day.format(new Date(at));
}
