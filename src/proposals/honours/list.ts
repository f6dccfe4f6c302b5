import type { Queries } from "../../database/database.ts";
import { enqueue, type Letter } from "../../delivery/enqueue.ts";
import type { CalendarDate, Instant } from "../../kit/time.ts";
import { localDate } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { newestAddress } from "../../people/members.ts";
import { type Candidate, candidatesOf, type NotInRound } from "./candidates.ts";
import { type HonourRound, holdRound } from "./round.ts";
import { honourTexts } from "./texts.ts";

export type Closed =
  | { readonly kind: "closed"; readonly listed: readonly Candidate[] }
  /** These have too few sheets to be judged. */
  | { readonly kind: "noQuorum"; readonly numbers: readonly string[] }
  | { readonly kind: "empty" };

/**
 * Ends scoring and lists who is honoured: by their mean, those with the points a round asks for, as many as it
 * takes. Who is equal to the last one listed is listed, too: nothing tells them apart. What everybody said is kept
 * with each candidate.
 */
export async function closeRound(
  tx: Queries,
  given: { round: string; now: Instant },
): Promise<Closed | NotInRound> {
  const round = await holdRound(tx, given.round);
  if (!round) return { kind: "noRound" };
  if (round.status !== "open") return { kind: "notOpen", status: round.status };
  const standing = (await candidatesOf(tx, round)).filter(({ status }) => status === "candidate");
  if (standing.length === 0) return { kind: "empty" };
  const weak = standing.filter(({ tally }) => !tally.hasQuorum).map(({ number }) => number);
  if (weak.length > 0) return { kind: "noQuorum", numbers: weak };
  const places = rank(standing, round);
  for (const { id, tally } of standing) {
    const place = places.get(id) ?? null;
    const status = place === null ? ("notListed" as const) : ("listed" as const);
    await tx
      .updateTable("honour_candidate")
      .set({ status, place, tally: JSON.stringify(tally) })
      .where("id", "=", id)
      .execute();
  }
  await tx
    .updateTable("honour_round")
    .set({ status: "closed", closed_at: given.now })
    .where("id", "=", round.id)
    .execute();
  return { kind: "closed", listed: await listedOf(tx, round) };
}

/** Places by candidate id, from 1; equal means share a place. */
export function rank(
  candidates: readonly Pick<Candidate, "id" | "tally">[],
  { least, most }: Pick<HonourRound, "least" | "most">,
): Map<string, number> {
  const points = (candidate: Pick<Candidate, "tally">) => Number((candidate.tally.mean ?? 0).toFixed(6));
  const able = candidates
    .filter((candidate) => points(candidate) >= least)
    .toSorted((a, b) => points(b) - points(a));
  const last = able[Math.min(most, able.length) - 1];
  const listed = last === undefined ? [] : able.filter((candidate) => points(candidate) >= points(last));
  return new Map(
    listed.map((candidate) => [
      candidate.id,
      1 + able.filter((other) => points(other) > points(candidate)).length,
    ]),
  );
}

/** The listed of a closed or published round, best first. */
export async function listedOf(queries: Queries, round: HonourRound): Promise<Candidate[]> {
  return (await candidatesOf(queries, round)).filter(({ status }) => status === "listed");
}

export type Honoured =
  | { readonly kind: "published"; readonly listed: readonly Candidate[]; readonly told: number }
  /** Scoring is not closed yet, or the list is published already. */
  | { readonly kind: "notClosed"; readonly status: HonourRound["status"] }
  | { readonly kind: "noRound" }
  | { readonly kind: "paper"; readonly why: string };

/**
 * Publishes the list under a signed decision: final from then on, and every author who agreed to be written to
 * about their proposal and can be reached is told, once.
 */
export async function publishRound(
  tx: Queries,
  given: {
    round: string;
    paperNumber: string;
    signedOn: CalendarDate;
    signer: string;
    by: string;
    now: Instant;
  },
): Promise<Honoured> {
  const round = await holdRound(tx, given.round);
  if (!round) return { kind: "noRound" };
  if (round.status !== "closed") return { kind: "notClosed", status: round.status };
  if (given.paperNumber.trim() === "" || given.signer.trim() === "")
    return { kind: "paper", why: "the decision needs its number and who signed it" };
  if (given.signedOn > localDate(given.now))
    return { kind: "paper", why: "the day of signing is still to come" };
  await tx
    .updateTable("honour_round")
    .set({
      ...{ status: "published", paper_number: given.paperNumber.trim(), signed_on: given.signedOn },
      ...{ signer: given.signer.trim(), published_at: given.now, published_by: given.by },
    })
    .where("id", "=", round.id)
    .execute();
  const listed = await listedOf(tx, round);
  return { kind: "published", listed, told: await tellAll(tx, { listed, round, now: given.now }) };
}

async function tellAll(
  tx: Queries,
  { listed, round, now }: { listed: readonly Candidate[]; round: HonourRound; now: Instant },
): Promise<number> {
  const readers = listed.flatMap(({ number, authors, memberId }) => {
    const ids = new Set([memberId, ...authors.flatMap((author) => author.memberId ?? [])]);
    return [...ids].map((id) => ({ id, number }));
  });
  const agreed = await whoConsents(tx, [...new Set(readers.map(({ id }) => id))], "proposal");
  const letters: Letter[] = [];
  for (const { id: memberId, number } of readers) {
    const to = agreed.has(memberId) ? await newestAddress(tx, memberId) : undefined;
    if (!to) continue;
    const content = honourTexts.news(number, round.title, round.year);
    letters.push({ memberId, to, content, inboundSeq: null, isNotice: true });
  }
  await enqueue(tx, letters, now);
  return letters.length;
}
