import type { Queries } from "../../database/database.ts";
import { readState } from "../life/transitions.ts";
import type { ProposalState } from "../record-types.ts";

/**
 * How many there are, each counted once under one heading. None of them may stand for another: a filed proposal is
 * not a valid one, and nothing but `recognized` is an initiative. What was merged into another counts with it.
 */
export type Counts = {
  /** Being written; never filed. */
  readonly drafts: number;
  /** Not tried, or being tried. */
  readonly ideas: number;
  readonly unclear: number;
  /** Filed, and not accepted as a whole application yet. */
  readonly filed: number;
  /** Accepted, and not decided yet. */
  readonly valid: number;
  readonly recognized: number;
  readonly declined: number;
  readonly withdrawn: number;
  /** Merged into another; in none of the figures above. */
  readonly merged: number;
};

/** Which figure a proposal counts in. */
export type Heading = Exclude<keyof Counts, "drafts" | "merged">;

const headings: Readonly<Record<ProposalState, Heading>> = {
  idea: "ideas",
  trial: "ideas",
  unclear: "unclear",
  filed: "filed",
  received: "filed",
  returned: "filed",
  inReview: "valid",
  council: "valid",
  recognized: "recognized",
  declined: "declined",
  withdrawn: "withdrawn",
};

/** The heading a state is counted under. */
export function headingOf(state: ProposalState): Heading {
  return headings[state];
}

/** The figures of everything, or of what was filed in one year; drafts belong to no year and are always all. */
export async function countProposals(queries: Queries, year?: number): Promise<Counts> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["state"])
    .select((eb) => eb.case().when("merged_into", "is", null).then(0).else(1).end().as("merged"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .$if(year !== undefined, (query) => query.where("number", "like", `SK-${year}-%`))
    .groupBy(["state", "merged"])
    .execute();
  const drafts = await countUnfiled(queries);
  const counts = { ideas: 0, unclear: 0, filed: 0, valid: 0, recognized: 0, declined: 0, withdrawn: 0 };
  let merged = 0;
  for (const { state, merged: isMerged, n } of rows) {
    if (Number(isMerged) === 1) merged += n;
    else counts[headingOf(readState(state))] += n;
  }
  return { drafts, ...counts, merged };
}

/** How many proposals are being written and were never filed. */
export async function countUnfiled(queries: Queries): Promise<number> {
  const { n } = await queries
    .selectFrom("draft")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("status", "in", ["open", "paused"])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("proposal").select("id").whereRef("draft_id", "=", "draft.id"))),
    )
    .executeTakeFirstOrThrow();
  return Number(n);
}
