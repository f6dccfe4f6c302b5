import type { Queries } from "../../database/database.ts";
import type { Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { readState } from "../life/transitions.ts";
import type { ProposalState } from "../record-types.ts";

/** What an officer looks for; what is left out does not matter. Texts are compared without marks. */
export type Filter = {
  readonly state?: ProposalState | undefined;
  /** The year it was filed. */
  readonly year?: number | undefined;
  readonly unit?: string | undefined;
  /** Any of these stands in the words for the unit. */
  readonly unitNames?: readonly string[] | undefined;
  readonly field?: string | undefined;
  /** Words that all have to stand somewhere in it. */
  readonly text?: string | undefined;
};

/** One proposal as a row of a list or register. */
export type Row = {
  readonly number: string;
  readonly state: ProposalState;
  readonly version: number;
  readonly start: string;
  readonly author: string;
  readonly unit: string;
  readonly field: string;
  readonly filedAt: Instant;
  readonly mergedInto: string | null;
};

/** One page of rows, newest filed first, and how many rows there are in all. */
export type Page = { readonly rows: readonly Row[]; readonly total: number; readonly pages: number };

/** Finds proposals. `page` counts from 1; a page behind the last is empty. */
export async function listProposals(
  queries: Queries,
  { page, size, ...filter }: Filter & { readonly page: number; readonly size: number },
): Promise<Page> {
  const { total } = await filtered(queries, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await rowsOf(filtered(queries, filter))
    .orderBy("proposal.filed_at", "desc")
    .orderBy("proposal.number", "desc")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { rows: rows.map(readRow), total, pages: Math.ceil(total / size) };
}

/** Every row a filter finds, oldest number first, in pieces of `size`: a register is written without holding it. */
export async function* registerRows(queries: Queries, filter: Filter = {}, size = 500): AsyncGenerator<Row> {
  let after: Row | undefined;
  for (;;) {
    const last = after;
    const rows = await rowsOf(filtered(queries, filter))
      .$if(last !== undefined, (query) =>
        query.where((eb) =>
          eb.or([
            eb("proposal.filed_at", ">", last?.filedAt ?? ("" as Instant)),
            eb.and([
              eb("proposal.filed_at", "=", last?.filedAt ?? ("" as Instant)),
              eb("proposal.number", ">", last?.number ?? ""),
            ]),
          ]),
        ),
      )
      .orderBy("proposal.filed_at")
      .orderBy("proposal.number")
      .limit(size)
      .execute();
    const read = rows.map(readRow);
    yield* read;
    after = read.at(-1);
    if (rows.length < size) return;
  }
}

function filtered(queries: Queries, { state, year, unit, unitNames, field, text }: Filter) {
  let query = queries
    .selectFrom("proposal")
    .innerJoin("proposal_face", "proposal_face.proposal_id", "proposal.id");
  if (state !== undefined) query = query.where("proposal.state", "=", state);
  if (year !== undefined) query = query.where("proposal_face.year", "=", year);
  if (unit !== undefined) query = query.where("proposal_face.unit_key", "like", holding(unit));
  if (unitNames !== undefined) {
    query = query.where((eb) =>
      eb.or(unitNames.map((name) => eb("proposal_face.unit_key", "like", holding(name)))),
    );
  }
  if (field !== undefined) query = query.where("proposal_face.field_key", "like", holding(field));
  for (const word of fold(text ?? "")
    .split(" ")
    .filter(Boolean)) {
    query = query.where("proposal_face.search", "like", holding(word));
  }
  return query;
}

function rowsOf(query: ReturnType<typeof filtered>) {
  return query
    .leftJoin("proposal as survivor", "survivor.id", "proposal.merged_into")
    .select(["proposal.number", "proposal.state", "proposal.version", "proposal.filed_at"])
    .select(["proposal_face.title", "proposal_face.author", "proposal_face.unit", "proposal_face.field"])
    .select("survivor.number as merged_into");
}

function readRow(row: {
  number: string;
  state: string;
  version: number;
  filed_at: Instant;
  title: string;
  author: string;
  unit: string;
  field: string;
  merged_into: string | null;
}): Row {
  const { number, version, title: start, author, unit, field } = row;
  return {
    ...{ number, version, start, author, unit, field },
    state: readState(row.state),
    filedAt: row.filed_at,
    mergedInto: row.merged_into,
  };
}

/** A pattern for texts that hold the folded words; signs a pattern would read are taken out, they are in no key. */
function holding(text: string): string {
  return `%${fold(text).replace(/[%_\\]/g, "")}%`;
}
