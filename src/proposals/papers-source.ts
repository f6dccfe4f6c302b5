import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { CalendarDate } from "../kit/time.ts";
import { authorsOf, fieldOf, firstUseOf, unitOf } from "./authors.ts";
import { findItem, type Item } from "./council/item.ts";
import { decideBy } from "./life/clocks.ts";
import { findProposal } from "./life/find.ts";
import { readRecord } from "./record.ts";
import type { Proposal } from "./record-types.ts";

/** Bộ hồ sơ — everything the papers of one proposal are written from. */
export type Dossier = Proposal & {
  /** The last day to decide; null while the application is not accepted. */
  readonly decideBy: CalendarDate | null;
  readonly item: Item | undefined;
  /** Everything the same paper recognizes, by number; itself alone while the decision is a draft. */
  readonly recognized: readonly Recognized[];
};

/** One line of a decision. */
export type Recognized = Pick<Proposal, "number" | "record" | "authors" | "unit" | "field">;

/** Reads it; throws `Failure("missing")` without such a number, `Failure("conflict")` when it was merged. */
export async function readDossier(queries: Queries, number: string): Promise<Dossier> {
  const proposal = await findProposal(queries, number);
  if (!proposal)
    throw new Failure("missing", `There is no proposal ${number}; caunoi proposals list names them.`);
  const { id, record, acceptedAt, decision, mergedInto } = proposal;
  if (mergedInto !== null)
    throw new Failure("conflict", `${number} was merged into ${mergedInto}; ask for the papers of that one.`);
  const paper = decision?.publication;
  return {
    ...proposal,
    decideBy: decideBy({ acceptedAt, firstUse: firstUseOf(record) }),
    item: await findItem(queries, id),
    recognized: paper ? await recognizedBy(queries, paper.id) : [proposal],
  };
}

async function recognizedBy(queries: Queries, publicationId: string): Promise<Recognized[]> {
  const rows = await queries
    .selectFrom("decision")
    .innerJoin("proposal", "proposal.id", "decision.proposal_id")
    .select(["proposal.number", "proposal.answers", "proposal.member_id"])
    .where("decision.publication_id", "=", publicationId)
    .where("decision.kind", "=", "recognize")
    .orderBy("proposal.number")
    .execute();
  return rows.map(({ number, answers, member_id: memberId }) => {
    const record = readRecord(answers);
    const authors = authorsOf(record, memberId);
    return { number, record, authors, unit: unitOf(record), field: fieldOf(record) };
  });
}
