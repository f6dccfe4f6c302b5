import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Instant } from "../kit/time.ts";
import { writeFace } from "./finding/face.ts";
import { type ProposalRecord, readRecord } from "./record.ts";

/**
 * What a member did not file, and their ties to others' papers: drafts, invitations shown to them, the tie of their
 * chat to a seat in a council. Filed proposals are an officer's to decide: `eraseProposals`.
 */
export async function eraseUnfiled(tx: Queries, memberId: string): Promise<void> {
  await tx.deleteFrom("draft").where("member_id", "=", memberId).where("status", "!=", "filed").execute();
  await tx.updateTable("coauthor_invite").set({ shown_to: null }).where("shown_to", "=", memberId).execute();
  await tx.updateTable("council_member").set({ member_id: null }).where("member_id", "=", memberId).execute();
}

/** The numbers of what was emptied, and of what stays because a decision rests on it. */
export type Erased = { readonly emptied: readonly string[]; readonly kept: readonly string[] };

type Row = Selectable<Schema["proposal"]>;

/**
 * Empties a member's filed proposals: words, names, files and texts for searching go; number, state and days stay,
 * so that registers add up. One that was under way is withdrawn. A recognized one is the basis of a decision that
 * was issued: it stays, without days of birth.
 */
export async function eraseProposals(
  tx: Queries,
  { memberId, by, now }: { memberId: string; by: string; now: Instant },
): Promise<Erased> {
  const rows = await tx
    .selectFrom("proposal")
    .selectAll()
    .where("member_id", "=", memberId)
    .orderBy("number")
    .execute();
  const isKept = (row: Row) => row.state === "recognized";
  for (const row of rows) {
    if (isKept(row)) await write(tx, row, withoutBirths(readRecord(row.answers)));
    else await empty(tx, row, { by, now });
  }
  await tx.deleteFrom("draft").where("member_id", "=", memberId).execute();
  const numbers = (kept: boolean) => rows.filter((row) => isKept(row) === kept).map(({ number }) => number);
  return { emptied: numbers(false), kept: numbers(true) };
}

function withoutBirths(record: ProposalRecord): ProposalRecord {
  const { authors } = record.answers;
  if (authors?.kind !== "people") return record;
  const people = authors.people.map((person) => ({ ...person, born: null }));
  return { ...record, answers: { ...record.answers, authors: { ...authors, people } } };
}

async function empty(tx: Queries, row: Row, { by, now }: { by: string; now: Instant }): Promise<void> {
  const { form, formVersion } = readRecord(row.answers);
  const nothing = { answers: {}, files: [], annexes: [], unsure: [] };
  await write(tx, row, { v: 1, form, formVersion, ...nothing });
  const state = row.state === "declined" ? "declined" : "withdrawn";
  await tx.updateTable("proposal").set({ state, updated_at: now }).where("id", "=", row.id).execute();
  await emptyPapers(tx, row.id, now);
  await tx
    .insertInto("proposal_event")
    .values({
      ...{ proposal_id: row.id, kind: "erased", by_whom: by, note: null, at: now },
      ...{ from_state: row.state, to_state: state },
    })
    .execute();
}

/** What others wrote about a proposal holds its words and names, too. */
async function emptyPapers(tx: Queries, id: string, now: Instant): Promise<void> {
  await tx.updateTable("proposal_event").set({ note: null }).where("proposal_id", "=", id).execute();
  await tx.updateTable("proposal_review").set({ opinion: null }).where("proposal_id", "=", id).execute();
  await tx
    .updateTable("coauthor_invite")
    .set({ name: "", shown_to: null, answered_by: null })
    .where("proposal_id", "=", id)
    .execute();
  await tx
    .updateTable("council_item")
    .set({ status: "left", closed_at: now })
    .where("proposal_id", "=", id)
    .where("status", "=", "open")
    .execute();
  await tx.updateTable("council_item").set({ conclusion: null }).where("proposal_id", "=", id).execute();
  const items = tx.selectFrom("council_item").select("id").where("proposal_id", "=", id);
  await tx.updateTable("council_score").set({ comment: "" }).where("item_id", "in", items).execute();
  await tx.updateTable("council_conflict").set({ why: "" }).where("item_id", "in", items).execute();
  await tx.deleteFrom("decision").where("proposal_id", "=", id).where("publication_id", "is", null).execute();
}

async function write(tx: Queries, row: Row, record: ProposalRecord): Promise<void> {
  await tx
    .updateTable("proposal")
    .set((eb) => ({ answers: JSON.stringify(record), version: eb("version", "+", 1) }))
    .where("id", "=", row.id)
    .execute();
  const { id: proposalId, number, member_id: memberId, filed_at: filedAt } = row;
  await writeFace(tx, { proposalId, number, memberId, record, filedAt });
}
