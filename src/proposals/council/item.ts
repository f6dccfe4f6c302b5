import type { Queries } from "../../database/database.ts";
import { recipientOf, unitOf } from "../authors.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import { familyOf } from "../life/family.ts";
import type { Author, Conflict, Council, ScoreSheet, Tally } from "../record-types.ts";
import { conflictsOf } from "./conflicts.ts";
import { findCouncil } from "./seats.ts";
import { tallyOf } from "./tally.ts";

/** One proposal before one council. */
export type Item = {
  readonly id: string;
  readonly proposalId: string;
  readonly status: "open" | "closed";
  readonly council: Council;
  readonly conflicts: readonly Conflict[];
  readonly sheets: readonly ScoreSheet[];
  /** As it stands now, or as it stood when scoring was closed. */
  readonly tally: Tally;
  readonly conclusion: string | null;
  readonly closedAt: string | null;
};

/** Where a proposal stands before its council now, or undefined when it is before none. */
export async function findItem(queries: Queries, proposalId: string): Promise<Item | undefined> {
  const row = await queries
    .selectFrom("council_item")
    .selectAll()
    .where("proposal_id", "=", proposalId)
    .where("status", "<>", "left")
    .executeTakeFirst();
  const council = row && (await findCouncil(queries, row.council_id));
  if (!row || !council || row.status === "left") return undefined;
  const sheets = await sheetsOf(queries, row.id);
  const conflicts = await readConflicts(queries, { itemId: row.id, proposalId, council });
  const live = tallyOf({ ...council, conflicts, sheets });
  return {
    id: row.id,
    proposalId,
    status: row.status,
    council,
    conflicts,
    sheets,
    tally: row.tally === null ? live : (JSON.parse(row.tally) as Tally),
    conclusion: row.conclusion,
    closedAt: row.closed_at,
  };
}

/** The authors of a proposal and of everything merged into it: none of them may score it. */
async function readConflicts(
  queries: Queries,
  { itemId, proposalId, council }: { itemId: string; proposalId: string; council: Council },
): Promise<Conflict[]> {
  const family = await familyOf(queries, proposalId);
  const authors: Author[] = [];
  for (const one of family) authors.push(...(await knownAuthors(queries, one)));
  const said = await queries
    .selectFrom("council_conflict")
    .select(["council_member_id", "kind", "why"])
    .where("item_id", "=", itemId)
    .execute();
  return conflictsOf({
    members: council.members,
    authors,
    units: [
      ...family.flatMap(({ record }) => [unitOf(record), recipientOf(record)]),
      ...authors.map(({ place }) => place),
    ],
    excludesSameUnit: council.excludesSameUnit,
    said: said.map(({ council_member_id: councilMemberId, kind, why }) => ({ councilMemberId, kind, why })),
  });
}

async function sheetsOf(queries: Queries, itemId: string): Promise<ScoreSheet[]> {
  const rows = await queries
    .selectFrom("council_score")
    .selectAll()
    .where("item_id", "=", itemId)
    .orderBy("at")
    .orderBy("council_member_id")
    .execute();
  return rows.map((row) => ({
    councilMemberId: row.council_member_id,
    points: JSON.parse(row.points) as Record<string, number>,
    comment: row.comment,
    at: row.at,
  }));
}

/** What one person may see of the sheets: all of them once scoring is closed, before that only their own. */
export function visibleSheets(item: Item, councilMemberId: string | null): readonly ScoreSheet[] {
  if (item.status === "closed") return item.sheets;
  return item.sheets.filter((sheet) => sheet.councilMemberId === councilMemberId);
}
