import type { Selectable } from "kysely";
import { z } from "zod";
import type { Queries } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import { type Id, newId } from "../../kit/id.ts";
import type { Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import type { Council, Criterion } from "../record-types.ts";
import { defaultRubric, readRubric } from "./rubric.ts";

const roles = ["chair", "secretary", "member"] as const;

const newCouncil = z.object({
  name: z.string().trim().min(3).max(200),
  unit: z.string().trim().min(2).max(200),
  basis: z.string().trim().max(200).default(""),
  /** Share of those entitled to score who have to have scored, in percent. */
  quorumPercent: z.number().int().min(50).max(100).default(67),
  excludesSameUnit: z.boolean().default(false),
  rubric: z.unknown().optional(),
  members: z
    .array(
      z.object({
        name: z.string().trim().min(2).max(100),
        unit: z.string().trim().max(200).default(""),
        title: z.string().trim().max(100).default(""),
        role: z.enum(roles).default("member"),
        memberId: z.string().nullable().default(null),
      }),
    )
    .max(50),
});

export type Formed =
  | { readonly kind: "formed"; readonly council: Council; readonly warnings: readonly Warning[] }
  | { readonly kind: "faulty"; readonly why: string };

/** What an officer should know of a council that can work all the same. */
export type Warning = "fewMembers" | "evenMembers" | "noChair" | "noBasis";

/**
 * Sets up a council from what an officer gave: name, unit, members, and criteria where they differ from the
 * default. One person is no council and is refused: where there is none, the head of the unit decides alone and
 * the decision is drafted without one.
 */
export async function formCouncil(
  tx: Queries,
  given: unknown,
  { by, now }: { by: string; now: Instant },
): Promise<Formed> {
  const read = newCouncil.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { kind: "faulty", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong shape"}` };
  }
  const { data } = read;
  const fault = membersFault(data.members);
  if (fault !== undefined) return { kind: "faulty", why: fault };
  const criteria =
    data.rubric === undefined ? { kind: "read" as const, rubric: defaultRubric } : readRubric(data.rubric);
  if (criteria.kind === "faulty") return { kind: "faulty", why: `rubric: ${criteria.why}` };
  const members = data.members.map((member) => ({ ...member, id: newId<"councilMember">() }));
  const { name, unit, basis, excludesSameUnit } = data;
  const council: Council = {
    ...{ id: newId<"council">(), name, unit, basis, members, rubric: criteria.rubric },
    ...{ quorum: shareOf(data.quorumPercent), excludesSameUnit, createdAt: now },
  };
  await store(tx, council, by);
  return { kind: "formed", council, warnings: warningsOf(council) };
}

function membersFault(
  members: readonly { name: string; unit: string; role: (typeof roles)[number] }[],
): string | undefined {
  if (members.length < 2)
    return (
      "one person is not a council: name at least two members, or, where the head of the unit decides alone, " +
      "draft the decision without a council (proposals decide)"
    );
  const keys = members.map(({ name, unit }) => `${fold(name)}|${fold(unit)}`);
  const twice = members.find((_, index) => keys.indexOf(keys[index] ?? "") < index);
  if (twice) return `members: ${twice.name} is named twice`;
  if (members.filter(({ role }) => role === "chair").length > 1)
    return "members: there is more than one chair";
  return undefined;
}

function warningsOf({ members, basis }: Council): Warning[] {
  const warnings: Warning[] = [];
  if (members.length < 3) warnings.push("fewMembers");
  if (members.length % 2 === 0) warnings.push("evenMembers");
  if (!members.some(({ role }) => role === "chair")) warnings.push("noChair");
  if (basis === "") warnings.push("noBasis");
  return warnings;
}

async function store(tx: Queries, council: Council, by: string): Promise<void> {
  await tx
    .insertInto("council")
    .values({
      id: council.id,
      name: council.name,
      unit: council.unit,
      basis: council.basis,
      rubric: JSON.stringify(council.rubric),
      quorum_percent: Math.round(council.quorum * 100),
      excludes_same_unit: council.excludesSameUnit ? 1 : 0,
      created_by: by,
      created_at: council.createdAt,
    })
    .execute();
  const rows = council.members.map(({ id, name, unit, title, role, memberId }, seat) => ({
    ...{ id, council_id: council.id, name, unit, title, role, member_id: memberId, seat },
  }));
  await tx.insertInto("council_member").values(rows).execute();
}

/** Every council, newest first. */
export async function listCouncils(queries: Queries): Promise<Council[]> {
  const rows = await queries.selectFrom("council").selectAll().orderBy("created_at", "desc").execute();
  const members = await queries.selectFrom("council_member").selectAll().orderBy("seat").execute();
  return rows.map((row) =>
    councilOf(
      row,
      members.filter(({ council_id: id }) => id === row.id),
    ),
  );
}

/** A council by its id, or undefined. */
export async function findCouncil(queries: Queries, id: string): Promise<Council | undefined> {
  const row = await queries.selectFrom("council").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  const members = await queries
    .selectFrom("council_member")
    .selectAll()
    .where("council_id", "=", id)
    .orderBy("seat")
    .execute();
  return councilOf(row, members);
}

function councilOf(
  row: Selectable<Schema["council"]>,
  members: readonly Selectable<Schema["council_member"]>[],
): Council {
  return {
    id: row.id as Id<"council">,
    name: row.name,
    unit: row.unit,
    basis: row.basis,
    members: members.map(({ id, name, unit, title, role, member_id: memberId }) => ({
      ...{ id: id as Id<"councilMember">, name, unit, title, role, memberId },
    })),
    rubric: JSON.parse(row.rubric) as Criterion[],
    quorum: shareOf(row.quorum_percent),
    excludesSameUnit: row.excludes_same_unit === 1,
    createdAt: row.created_at,
  };
}

/** Whole percent as a share; 67 is how two thirds are written. */
function shareOf(percent: number): number {
  return percent === 67 ? 2 / 3 : percent / 100;
}
