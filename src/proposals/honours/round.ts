import { z } from "zod";
import type { Queries } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import { newId } from "../../kit/id.ts";
import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import { findCouncil, listCouncils } from "../council/seats.ts";
import type { Council } from "../record-types.ts";

/** Đợt biểu dương — one year's honours (Kế hoạch 360/KH-LĐLĐ, mục II.3.4): who may be honoured, and how many. */
export type HonourRound = {
  readonly id: string;
  readonly year: number;
  readonly title: string;
  /** Why that time of the year: “Tháng Công nhân; Ngày Khoa học và Công nghệ Việt Nam 18/5”. */
  readonly occasion: string;
  readonly council: Council;
  readonly since: CalendarDate;
  readonly until: CalendarDate;
  readonly least: number;
  readonly most: number;
  readonly status: Schema["honour_round"]["status"];
  readonly paper: {
    readonly number: string;
    readonly signedOn: CalendarDate;
    readonly signer: string;
  } | null;
  readonly createdAt: Instant;
};

const day = z.iso.date().transform((text) => text as CalendarDate);
const newRound = z
  .object({
    year: z.number().int().min(2020).max(2100),
    title: z.string().trim().min(3).max(200),
    occasion: z.string().trim().min(3).max(300),
    council: z.string().min(1),
    since: day,
    until: day,
    least: z.number().min(0).max(100).default(0),
    most: z.number().int().min(1).max(1000).default(50),
  })
  .refine(({ since, until }) => since <= until, "the last day stands before the first");

export type Opened =
  | { readonly kind: "opened"; readonly round: HonourRound; readonly candidates: number }
  | { readonly kind: "faulty"; readonly why: string };

/**
 * Opens a round and gathers its candidates: every initiative recognized by a decision signed in these days that no
 * earlier round has honoured. `council` is the id of one, or its last six characters or more.
 */
export async function openRound(
  tx: Queries,
  given: unknown,
  { by, now }: { by: string; now: Instant },
): Promise<Opened> {
  const read = newRound.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.join(".") ?? "";
    return { kind: "faulty", why: `${place === "" ? "" : `${place}: `}${issue?.message ?? "wrong shape"}` };
  }
  const { council: named, ...data } = read.data;
  if (data.until > localDate(now)) return { kind: "faulty", why: "until: this day is still to come" };
  const council = await councilCalled(tx, named);
  if (!council) return { kind: "faulty", why: `there is no council ${named}; see proposals council list` };
  const same = await tx
    .selectFrom("honour_round")
    .select("id")
    .where("year", "=", data.year)
    .where("title", "=", data.title)
    .executeTakeFirst();
  if (same) return { kind: "faulty", why: `there is a round of ${data.year} called “${data.title}” already` };
  const row = { ...data, least: Math.round(data.least), id: newId<"honourRound">(), council_id: council.id };
  await tx
    .insertInto("honour_round")
    .values({ ...row, status: "open", created_by: by, created_at: now })
    .execute();
  const round = await findRound(tx, row.id);
  if (!round) throw new Error("The round that was just written is gone.");
  return { kind: "opened", round, candidates: await gather(tx, round, { by, now }) };
}

async function councilCalled(queries: Queries, named: string): Promise<Council | undefined> {
  const fits = (await listCouncils(queries)).filter(
    ({ id }) => id === named || (named.length >= 6 && id.endsWith(named.toLowerCase())),
  );
  return fits.length === 1 ? fits[0] : undefined;
}

/** Recognized initiatives of a round's days that are not honoured yet, by number. */
function eligible(queries: Queries, { since, until }: Pick<HonourRound, "since" | "until">) {
  const honoured = queries
    .selectFrom("honour_candidate")
    .innerJoin("honour_round", "honour_round.id", "honour_candidate.round_id")
    .select("honour_candidate.proposal_id")
    .where("honour_candidate.status", "=", "listed")
    .where("honour_round.status", "=", "published");
  return queries
    .selectFrom("proposal")
    .innerJoin("decision", "decision.proposal_id", "proposal.id")
    .innerJoin("decision_paper", "decision_paper.id", "decision.publication_id")
    .where("proposal.state", "=", "recognized")
    .where("proposal.merged_into", "is", null)
    .where("decision.kind", "=", "recognize")
    .where("decision_paper.signed_on", ">=", since)
    .where("decision_paper.signed_on", "<=", until)
    .where("proposal.id", "not in", honoured)
    .select(["proposal.id", "proposal.number"])
    .orderBy("proposal.number");
}

async function gather(
  tx: Queries,
  round: HonourRound,
  { by, now }: { by: string; now: Instant },
): Promise<number> {
  const found = await eligible(tx, round).execute();
  for (let from = 0; from < found.length; from += 500) {
    const rows = found.slice(from, from + 500).map(({ id }) => ({
      ...{
        id: newId<"honourCandidate">(),
        round_id: round.id,
        proposal_id: id,
        status: "candidate" as const,
      },
      ...{ why: null, tally: null, place: null, added_by: by, added_at: now },
    }));
    await tx
      .insertInto("honour_candidate")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["round_id", "proposal_id"]).doNothing())
      .execute();
  }
  return found.length;
}

/** Every round, newest year first. */
export async function listRounds(queries: Queries): Promise<HonourRound[]> {
  const rows = await queries
    .selectFrom("honour_round")
    .select("id")
    .orderBy("year", "desc")
    .orderBy("created_at", "desc")
    .execute();
  const rounds: HonourRound[] = [];
  for (const { id } of rows) {
    const round = await findRound(queries, id);
    if (round) rounds.push(round);
  }
  return rounds;
}

/** A round by its id or the last six characters of it or more; undefined when none or several fit. */
export async function findRound(queries: Queries, named: string): Promise<HonourRound | undefined> {
  const ending = named.toLowerCase().replace(/[^0-9a-z-]/g, "");
  const rows = await queries
    .selectFrom("honour_round")
    .selectAll()
    .where((eb) =>
      ending.length < 6
        ? eb("id", "=", named)
        : eb.or([eb("id", "=", named), eb("id", "like", `%${ending}`)]),
    )
    .limit(2)
    .execute();
  const [row] = rows;
  const council = row && (await findCouncil(queries, row.council_id));
  if (!row || !council || rows.length > 1) return undefined;
  const { paper_number: number, signed_on: signedOn, signer } = row;
  return {
    ...{ id: row.id, year: row.year, title: row.title, occasion: row.occasion, council },
    ...{ since: row.since, until: row.until, least: row.least, most: row.most, status: row.status },
    paper: number !== null && signedOn !== null ? { number, signedOn, signer: signer ?? "" } : null,
    createdAt: row.created_at,
  };
}

/** Takes the row of a round, so that no two officers change it at once; undefined when there is none. */
export async function holdRound(tx: Queries, named: string): Promise<HonourRound | undefined> {
  const found = await findRound(tx, named);
  if (!found) return undefined;
  await tx.updateTable("honour_round").set({ title: found.title }).where("id", "=", found.id).execute();
  return findRound(tx, found.id);
}
