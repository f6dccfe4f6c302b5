import type { Queries } from "../../database/database.ts";
import { type ProposalRecord, readRecord } from "../record.ts";

type Relative = {
  readonly proposalId: string;
  readonly number: string;
  readonly memberId: string;
  readonly record: ProposalRecord;
};

/** A proposal and everything that was merged into it, however often merged; itself first. */
export async function familyOf(queries: Queries, id: string): Promise<Relative[]> {
  const family = await rowsWhere(queries, "id", [id]);
  for (let level = [...family]; level.length > 0; ) {
    const known = new Set(family.map(({ proposalId }) => proposalId));
    const ids = level.map(({ proposalId }) => proposalId);
    level = (await rowsWhere(queries, "merged_into", ids)).filter(({ proposalId }) => !known.has(proposalId));
    family.push(...level);
  }
  return family;
}

/** The proposal another one counts as: itself, or the one at the end of its merges. */
export async function survivorOf(queries: Queries, id: string): Promise<{ id: string; number: string }> {
  const seen = new Set<string>();
  for (let next = id; ; ) {
    const row = await queries
      .selectFrom("proposal")
      .select(["id", "number", "merged_into"])
      .where("id", "=", next)
      .executeTakeFirstOrThrow();
    if (row.merged_into === null || seen.has(row.id)) return { id: row.id, number: row.number };
    seen.add(row.id);
    next = row.merged_into;
  }
}

async function rowsWhere(queries: Queries, column: "id" | "merged_into", ids: string[]): Promise<Relative[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["id", "number", "member_id", "answers"])
    .where(column, "in", ids)
    .orderBy("number")
    .execute();
  return rows.map(({ id: proposalId, number, member_id: memberId, answers }) => ({
    ...{ proposalId, number, memberId },
    record: readRecord(answers),
  }));
}
