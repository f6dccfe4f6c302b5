import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";
import { authorsOf, fieldOf, firstUseOf, recipientOf, unitOf } from "./authors.ts";
import { findItem, type Item } from "./council/item.ts";
import { decideBy } from "./life/clocks.ts";
import { findDecision } from "./life/decide.ts";
import { reviewsOf } from "./life/reviews.ts";
import { rewardsOf } from "./life/rewards.ts";
import { readState } from "./life/transitions.ts";
import { type ProposalRecord, readRecord } from "./record.ts";
import type { Author, Decision, ProposalState, Review, Reward } from "./record-types.ts";

/** Bộ hồ sơ — everything the papers of one proposal are written from. */
export type Dossier = {
  readonly number: string;
  readonly state: ProposalState;
  readonly record: ProposalRecord;
  readonly authors: readonly Author[];
  readonly unit: string;
  readonly recipient: string;
  readonly domain: string;
  readonly filedAt: Instant;
  /** The last day to decide; null while the application is not accepted. */
  readonly decideBy: CalendarDate | null;
  readonly reviews: readonly Review[];
  readonly item: Item | undefined;
  readonly decision: Decision | null;
  /** Everything the same paper recognizes, by number; itself alone while the decision is a draft. */
  readonly recognized: readonly Recognized[];
  readonly rewards: readonly Reward[];
};

export type Recognized = Pick<Dossier, "number" | "record" | "authors" | "unit" | "domain">;

/** Reads it; throws `Failure("missing")` without such a number, `Failure("conflict")` when it was merged. */
export async function readDossier(queries: Queries, number: string): Promise<Dossier> {
  const row = await queries
    .selectFrom("proposal")
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row) throw new Failure("missing", `There is no proposal ${number}; caunoi proposals list names them.`);
  if (row.merged_into !== null)
    throw new Failure(
      "conflict",
      `${number} was merged into another proposal; ask for the papers of that one.`,
    );
  const decision = await findDecision(queries, row.id);
  const face = faceOf(row);
  return {
    ...face,
    state: readState(row.state),
    recipient: recipientOf(face.record),
    filedAt: row.filed_at,
    decideBy: decideBy({ acceptedAt: row.accepted_at, firstUse: firstUseOf(face.record) }),
    reviews: await reviewsOf(queries, row.id),
    item: await findItem(queries, row.id),
    decision,
    recognized: decision?.publication ? await recognizedBy(queries, decision.publication.id) : [face],
    rewards: await rewardsOf(queries, row.id),
  };
}

function faceOf(row: { number: string; answers: string; member_id: string }): Recognized {
  const record = readRecord(row.answers);
  return {
    number: row.number,
    record,
    authors: authorsOf(record, row.member_id),
    unit: unitOf(record),
    domain: fieldOf(record),
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
  return rows.map(faceOf);
}
