import type { Selectable } from "kysely";
import type { Queries } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import { newId } from "../../kit/id.ts";
import type { CalendarDate, Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import type { Decision, Publication } from "../record-types.ts";
import { type Held, hold, moveOn, type NotActed, noteChange } from "./act.ts";
import { allowedIn, transition } from "./transitions.ts";

export type NotDecided =
  | NotActed
  /** The council's scoring is not closed. */
  | { readonly kind: "stillScoring"; readonly number: string }
  | { readonly kind: "noUnit"; readonly number: string };

/**
 * Drafts what the unit decides on one proposal; drafting again replaces the draft. Nobody is told and nothing
 * moves before it is published. A refusal needs its reason in writing (khoản 1 Điều 7 Điều lệ Sáng kiến), and
 * a proposal before a council waits until its scoring is closed. The unit (cơ sở) decides, never the union.
 */
export async function draftDecision(
  tx: Queries,
  given: {
    number: string;
    version: number | null;
    kind: "recognize" | "decline";
    reason: string;
    unit: string;
    by: string;
    now: Instant;
  },
): Promise<{ kind: "drafted"; held: Held } | NotDecided> {
  const { number, now, by } = given;
  const found = await hold(tx, number, given.version);
  if (found.kind !== "held") return found;
  const { held } = found;
  const next = transition(held.state, given.kind, given.reason);
  if (next.kind === "notFrom") return { kind: "notFrom", number, state: held.state, allowed: next.allowed };
  if (next.kind === "needsReason") return { kind: "needsReason", number };
  if (given.unit.trim() === "") return { kind: "noUnit", number };
  if (await isBeingScored(tx, held.id)) return { kind: "stillScoring", number };
  const draft = {
    kind: given.kind,
    reason: given.reason.trim(),
    unit: given.unit.trim(),
    drafted_by: by,
    drafted_at: now,
  };
  await tx
    .insertInto("decision")
    .values({ id: newId<"decision">(), proposal_id: held.id, ...draft })
    .onConflict((conflict) =>
      conflict.column("proposal_id").where("publication_id", "is", null).doUpdateSet(draft),
    )
    .execute();
  const noted = await noteChange(tx, held, {
    kind: `drafted-${given.kind}`,
    by,
    note: draft.reason || null,
    now,
  });
  return { kind: "drafted", held: noted };
}

/** Takes an unpublished draft back. */
export async function dropDraft(
  tx: Queries,
  given: { number: string; by: string; now: Instant },
): Promise<{ kind: "dropped" } | NotActed | { kind: "noDraft"; number: string }> {
  const found = await hold(tx, given.number);
  if (found.kind !== "held") return found;
  const gone = await tx
    .deleteFrom("decision")
    .where("proposal_id", "=", found.held.id)
    .where("publication_id", "is", null)
    .returning("proposal_id")
    .executeTakeFirst();
  if (!gone) return { kind: "noDraft", number: given.number };
  await noteChange(tx, found.held, { kind: "draft-dropped", by: given.by, note: null, now: given.now });
  return { kind: "dropped" };
}

/** A drafted decision with the number it is for. */
export type Draft = { readonly number: string; readonly decision: Decision };

/** The decisions that wait to be published, oldest first; of the given numbers only, when there are any. */
export async function listDrafts(queries: Queries, numbers?: readonly string[]): Promise<Draft[]> {
  const rows = await queries
    .selectFrom("decision")
    .innerJoin("proposal", "proposal.id", "decision.proposal_id")
    .selectAll("decision")
    .select("proposal.number")
    .where("decision.publication_id", "is", null)
    .where("proposal.merged_into", "is", null)
    .$if(numbers !== undefined, (query) => query.where("proposal.number", "in", [...(numbers ?? []), ""]))
    .orderBy("proposal.number")
    .execute();
  return rows.map((row) => ({ number: row.number, decision: decisionOf(row, null) }));
}

export type Published =
  | { readonly kind: "published"; readonly publication: Publication; readonly numbers: readonly string[] }
  | { readonly kind: "nothing"; readonly missing: readonly string[] }
  /** The drafts are of more than one unit, and a paper is of one. */
  | { readonly kind: "manyUnits"; readonly units: readonly string[] }
  /** A proposal moved on since its decision was drafted. */
  | { readonly kind: "blocked"; readonly why: NotDecided };

/**
 * Publishes drafted decisions on one paper, all of them or none: every proposal gets its state, every author one
 * message, in one transaction. Published again there is no draft left, so nothing is told twice. When `numbers`
 * are named, each of them has to have a draft.
 */
export async function publish(
  tx: Queries,
  given: {
    numbers?: readonly string[] | undefined;
    paperNumber: string;
    signedOn: CalendarDate;
    signer: string;
    by: string;
    now: Instant;
  },
): Promise<Published> {
  const listed = await listDrafts(tx, given.numbers);
  const missing = (given.numbers ?? []).filter((number) => !listed.some((draft) => draft.number === number));
  if (listed.length === 0 || missing.length > 0) return { kind: "nothing", missing };
  const ready = await holdAll(tx, listed);
  if (ready.kind === "blocked") return ready;
  const [first] = ready.all;
  const units = new Map(ready.all.map(({ decision: { unit } }) => [fold(unit), unit]));
  if (!first || units.size > 1) return { kind: "manyUnits", units: [...units.values()] };
  const publication = await insertPublication(tx, first.decision.unit, given);
  for (const { held, decision } of ready.all) {
    await tx
      .updateTable("decision")
      .set({ publication_id: publication.id })
      .where("proposal_id", "=", held.id)
      .where("publication_id", "is", null)
      .execute();
    await moveOn(tx, held, { action: decision.kind, by: given.by, reason: decision.reason, now: given.now });
  }
  return { kind: "published", publication, numbers: ready.all.map(({ held }) => held.number) };
}

type Ready = { readonly held: Held; readonly decision: Decision };

/** Locks every proposal, in the order of their numbers, and sees that each can be decided before any one is. */
async function holdAll(
  tx: Queries,
  listed: readonly Draft[],
): Promise<{ kind: "ready"; all: Ready[] } | { kind: "blocked"; why: NotDecided }> {
  const held: Held[] = [];
  for (const { number } of listed) {
    const found = await hold(tx, number);
    if (found.kind !== "held") return { kind: "blocked", why: found };
    held.push(found.held);
  }
  // Read again now that nobody else can change them.
  const drafts = await listDrafts(
    tx,
    listed.map(({ number }) => number),
  );
  const all: Ready[] = [];
  for (const one of held) {
    const { number, state, version } = one;
    const decision = drafts.find((draft) => draft.number === number)?.decision;
    if (!decision) return { kind: "blocked", why: { kind: "stale", number, version } };
    const next = transition(state, decision.kind, decision.reason);
    if (next.kind !== "to")
      return { kind: "blocked", why: { kind: "notFrom", number, state, allowed: allowedIn(state) } };
    if (await isBeingScored(tx, one.id)) return { kind: "blocked", why: { kind: "stillScoring", number } };
    all.push({ held: one, decision });
  }
  return { kind: "ready", all };
}

async function insertPublication(
  tx: Queries,
  unit: string,
  given: { paperNumber: string; signedOn: CalendarDate; signer: string; by: string; now: Instant },
): Promise<Publication> {
  const { paperNumber, signedOn, signer, by, now } = given;
  const id = newId<"publication">();
  await tx
    .insertInto("decision_paper")
    .values({
      ...{ id, paper_number: paperNumber, signed_on: signedOn, signer, unit },
      ...{ published_by: by, published_at: now },
    })
    .execute();
  return { id, paperNumber, signedOn, signer, unit, publishedBy: by, publishedAt: now };
}

/** The latest decision on a proposal, drafted or published, or null. */
export async function findDecision(queries: Queries, proposalId: string): Promise<Decision | null> {
  const row = await queries
    .selectFrom("decision")
    .selectAll()
    .where("proposal_id", "=", proposalId)
    .orderBy("drafted_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const paper =
    row.publication_id === null
      ? undefined
      : await queries
          .selectFrom("decision_paper")
          .selectAll()
          .where("id", "=", row.publication_id)
          .executeTakeFirst();
  return decisionOf(row, paper ? publicationOf(paper) : null);
}

async function isBeingScored(tx: Queries, proposalId: string): Promise<boolean> {
  const item = await tx
    .selectFrom("council_item")
    .select("id")
    .where("proposal_id", "=", proposalId)
    .where("status", "=", "open")
    .executeTakeFirst();
  return item !== undefined;
}

function decisionOf(row: Selectable<Schema["decision"]>, publication: Publication | null): Decision {
  const { kind, reason, unit } = row;
  const drafted = { draftedBy: row.drafted_by, draftedAt: row.drafted_at };
  return { proposalId: row.proposal_id, kind, reason, unit, ...drafted, publication };
}

function publicationOf(row: Selectable<Schema["decision_paper"]>): Publication {
  return {
    id: row.id as Publication["id"],
    paperNumber: row.paper_number,
    signedOn: row.signed_on,
    signer: row.signer,
    unit: row.unit,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  };
}
