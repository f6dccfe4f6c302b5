import type { Queries } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import type { Instant } from "../../kit/time.ts";
import { recipientOf, unitOf } from "../authors.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import { conflictsOf } from "../council/conflicts.ts";
import { pointsFault } from "../council/rubric.ts";
import { tallyOf } from "../council/tally.ts";
import { familyOf } from "../life/family.ts";
import { startOf } from "../record.ts";
import type { Author, Conflict, CouncilMember, ScoreSheet, Tally } from "../record-types.ts";
import { type HonourRound, holdRound } from "./round.ts";

/** One initiative in a round, with what the council said of it so far. */
export type Candidate = {
  readonly id: string;
  readonly proposalId: string;
  readonly number: string;
  readonly start: string;
  readonly memberId: string;
  readonly authors: readonly Author[];
  readonly unit: string;
  readonly status: Schema["honour_candidate"]["status"];
  readonly why: string | null;
  readonly conflicts: readonly Conflict[];
  /** As it stands now, or as it stood when scoring was closed. */
  readonly tally: Tally;
  readonly place: number | null;
};

/** Every candidate of a round, listed ones first by their place, then by number. */
export async function candidatesOf(queries: Queries, round: HonourRound): Promise<Candidate[]> {
  const rows = await queries
    .selectFrom("honour_candidate")
    .innerJoin("proposal", "proposal.id", "honour_candidate.proposal_id")
    .selectAll("honour_candidate")
    .select("proposal.number")
    .where("round_id", "=", round.id)
    .orderBy("proposal.number")
    .execute();
  const sheets = await sheetsOf(queries, round.id);
  const said = await queries
    .selectFrom("honour_conflict")
    .innerJoin("honour_candidate", "honour_candidate.id", "honour_conflict.candidate_id")
    .selectAll("honour_conflict")
    .where("honour_candidate.round_id", "=", round.id)
    .execute();
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const own = said.filter(({ candidate_id: id }) => id === row.id);
    candidates.push(await candidateOf(queries, round, { row, sheets: sheets.get(row.id) ?? [], said: own }));
  }
  return candidates.toSorted(
    (a, b) => (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY),
  );
}

async function candidateOf(
  queries: Queries,
  { council }: HonourRound,
  {
    row,
    sheets,
    said,
  }: {
    row: Pick<Schema["honour_candidate"], "id" | "proposal_id" | "status" | "why" | "tally" | "place"> & {
      number: string;
    };
    sheets: readonly ScoreSheet[];
    said: readonly Pick<Schema["honour_conflict"], "council_member_id" | "kind" | "why">[];
  },
): Promise<Candidate> {
  const family = await familyOf(queries, row.proposal_id);
  const authors: Author[] = [];
  for (const one of family) authors.push(...(await knownAuthors(queries, one)));
  const [own] = family;
  if (!own) throw new Error("A candidate's proposal is gone.");
  const conflicts = conflictsOf({
    ...{ members: council.members, authors, excludesSameUnit: council.excludesSameUnit },
    units: [
      ...family.flatMap(({ record }) => [unitOf(record), recipientOf(record)]),
      ...authors.map(({ place }) => place),
    ],
    said: said.map(({ council_member_id: councilMemberId, kind, why }) => ({ councilMemberId, kind, why })),
  });
  const live = tallyOf({ ...council, conflicts, sheets });
  return {
    ...{ id: row.id, proposalId: row.proposal_id, number: row.number, start: startOf(own.record.answers) },
    ...{ memberId: own.memberId, unit: unitOf(own.record), status: row.status, why: row.why, conflicts },
    authors: await knownAuthors(queries, own),
    tally: row.tally === null ? live : (JSON.parse(row.tally) as Tally),
    place: row.place,
  };
}

async function sheetsOf(queries: Queries, roundId: string): Promise<Map<string, ScoreSheet[]>> {
  const rows = await queries
    .selectFrom("honour_score")
    .innerJoin("honour_candidate", "honour_candidate.id", "honour_score.candidate_id")
    .selectAll("honour_score")
    .where("honour_candidate.round_id", "=", roundId)
    .orderBy("honour_score.at")
    .execute();
  const sheets = new Map<string, ScoreSheet[]>();
  for (const row of rows) {
    const sheet = {
      ...{ councilMemberId: row.council_member_id, comment: row.comment, at: row.at },
      points: JSON.parse(row.points) as Record<string, number>,
    };
    sheets.set(row.candidate_id, [...(sheets.get(row.candidate_id) ?? []), sheet]);
  }
  return sheets;
}

/** Why something in a round was not done. */
export type NotInRound =
  | { readonly kind: "noRound" }
  /** Scoring is over, or the list is published. */
  | { readonly kind: "notOpen"; readonly status: HonourRound["status"] }
  | { readonly kind: "noCandidate"; readonly number: string }
  | { readonly kind: "noMember"; readonly names: readonly string[] }
  | { readonly kind: "conflicted"; readonly name: string; readonly why: string }
  | { readonly kind: "needsReason" }
  | { readonly kind: "points"; readonly fault: NonNullable<ReturnType<typeof pointsFault>> };

type On = { readonly round: string; readonly number: string; readonly by: string; readonly now: Instant };

/** One member's sheet for one candidate, blind until the closing; a later one replaces it. */
export async function scoreCandidate(
  tx: Queries,
  given: On & { member: string; points: Readonly<Record<string, number>>; comment: string },
): Promise<{ kind: "scored" } | NotInRound> {
  const open = await openCandidate(tx, given);
  if (open.kind !== "open") return open;
  const { round, candidate } = open;
  const seat = seatOf(round.council.members, given.member);
  if (!seat) return { kind: "noMember", names: round.council.members.map(({ name }) => name) };
  const conflict = candidate.conflicts.find(({ councilMemberId }) => councilMemberId === seat.id);
  if (conflict) return { kind: "conflicted", name: seat.name, why: conflict.why };
  const fault = pointsFault(round.council.rubric, given.points);
  if (fault) return { kind: "points", fault };
  const sheet = { points: JSON.stringify(given.points), comment: given.comment.trim(), at: given.now };
  await tx
    .insertInto("honour_score")
    .values({ candidate_id: candidate.id, council_member_id: seat.id, ...sheet })
    .onConflict((conflicting) =>
      conflicting.columns(["candidate_id", "council_member_id"]).doUpdateSet(sheet),
    )
    .execute();
  return { kind: "scored" };
}

/** Writes down a member's conflict of interest, or that a namesake of an author is somebody else. */
export async function sayHonourConflict(
  tx: Queries,
  given: On & { member: string; kind: "declared" | "cleared"; why: string },
): Promise<{ kind: "said" } | NotInRound> {
  const open = await openCandidate(tx, given);
  if (open.kind !== "open") return open;
  if (given.why.trim() === "") return { kind: "needsReason" };
  const seat = seatOf(open.round.council.members, given.member);
  if (!seat) return { kind: "noMember", names: open.round.council.members.map(({ name }) => name) };
  const said = { kind: given.kind, why: given.why.trim(), by_whom: given.by, at: given.now };
  await tx
    .insertInto("honour_conflict")
    .values({ candidate_id: open.candidate.id, council_member_id: seat.id, ...said })
    .onConflict((conflicting) => conflicting.columns(["candidate_id", "council_member_id"]).doUpdateSet(said))
    .execute();
  return { kind: "said" };
}

/** Takes a candidate out of the round, with a reason that stays written; it can be honoured in another. */
export async function removeCandidate(
  tx: Queries,
  given: On & { why: string },
): Promise<{ kind: "removed" } | NotInRound> {
  const open = await openCandidate(tx, given);
  if (open.kind !== "open") return open;
  if (given.why.trim() === "") return { kind: "needsReason" };
  await tx
    .updateTable("honour_candidate")
    .set({ status: "removed", why: given.why.trim() })
    .where("id", "=", open.candidate.id)
    .execute();
  return { kind: "removed" };
}

async function openCandidate(
  tx: Queries,
  { round: named, number }: On,
): Promise<{ kind: "open"; round: HonourRound; candidate: Candidate } | NotInRound> {
  const round = await holdRound(tx, named);
  if (!round) return { kind: "noRound" };
  if (round.status !== "open") return { kind: "notOpen", status: round.status };
  const candidate = (await candidatesOf(tx, round)).find((one) => one.number === number);
  if (candidate?.status !== "candidate") return { kind: "noCandidate", number };
  return { kind: "open", round, candidate };
}

/** A member by id, by the place in the list ("2"), or by whole name. */
function seatOf(members: readonly CouncilMember[], named: string): CouncilMember | undefined {
  const sameName = members.filter(({ name }) => name.normalize("NFC") === named.trim().normalize("NFC"));
  const place = /^\d{1,2}$/.test(named) ? members[Number(named) - 1] : undefined;
  return members.find(({ id }) => id === named) ?? place ?? (sameName.length === 1 ? sameName[0] : undefined);
}
