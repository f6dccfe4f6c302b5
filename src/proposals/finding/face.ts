import type { Database, Queries } from "../../database/database.ts";
import { type Instant, localTime } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { authorsOf, fieldOf, firstUseOf, recipientOf, unitOf } from "../authors.ts";
import { type ProposalRecord, readRecord, startOf, textOf } from "../record.ts";
import { indexedWords, type WordIndex } from "./similar.ts";

/** What a face is made from. */
type Source = {
  readonly proposalId: string;
  readonly number: string;
  readonly memberId: string;
  readonly record: ProposalRecord;
  readonly filedAt: Instant;
};

/** How many proposals get their faces in one transaction when an older database is opened. */
const batch = 200;

/**
 * The text others' proposals are compared with, or null: what its author wants kept secret is not compared, not
 * shown and not counted, for the words that mark it ("phần mạch điều khiển") do not say where it ends.
 */
function openTextOf({ answers }: ProposalRecord): string | null {
  if (textOf(answers, "confidential") !== "") return null;
  return comparedText({ answers });
}

/** The part of a record that says what a proposal is about. */
export function comparedText({ answers }: Pick<ProposalRecord, "answers">): string {
  return `${textOf(answers, "problem")}\n${textOf(answers, "solution")}`;
}

/** Writes what lists and searches need of a proposal; call it again whenever its answers change. */
export async function writeFace(tx: Queries, source: Source): Promise<void> {
  const row = rowOf(source);
  const { doc } = await tx
    .insertInto("proposal_face")
    .values(row)
    .onConflict((conflict) => conflict.column("proposal_id").doUpdateSet(row))
    .returning("doc")
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("proposal_word").where("doc", "=", doc).execute();
  const words = row.open_text === null ? [] : indexedWords(row.open_text);
  if (words.length === 0) return;
  await tx
    .insertInto("proposal_word")
    .values(words.map((word) => ({ word, doc })))
    .execute();
}

function rowOf({ proposalId, number, memberId, record, filedAt }: Source) {
  const { answers } = record;
  const openText = openTextOf(record);
  const firstUse = firstUseOf(record);
  const [unit, field] = [unitOf(record), fieldOf(record)];
  const authors = authorsOf(record, memberId).map(({ name }) => name);
  const told = ["title", "problem", "solution", "benefit", "novelty", "conditions", "benefitUsers"];
  const searched = openText === null ? ["title"] : told;
  const words = searched.map((id) => textOf(answers, id));
  return {
    proposal_id: proposalId,
    year: localTime(filedAt).year,
    title: startOf(answers),
    author: authors.join(", "),
    unit,
    field,
    unit_key: fold(unit),
    field_key: fold(field),
    search: fold([number, ...authors, unit, recipientOf(record), field, ...words].join(" \n ")),
    open_text: openText,
    used_from: firstUse?.from ?? null,
    used_to: firstUse?.to ?? null,
  };
}

/** Gives every proposal without a face its own: what an earlier version of the program filed. Returns how many. */
export async function catchUpFaces(db: Database): Promise<number> {
  let written = 0;
  for (;;) {
    const missing = await facelessOf(db.read);
    if (missing.length === 0) return written;
    await db.transact(async (tx) => {
      for (const source of missing) await writeFace(tx, source);
    });
    written += missing.length;
  }
}

async function facelessOf(queries: Queries): Promise<Source[]> {
  const rows = await queries
    .selectFrom("proposal")
    .leftJoin("proposal_face", "proposal_face.proposal_id", "proposal.id")
    .select(["proposal.id", "proposal.number", "proposal.member_id", "proposal.answers", "proposal.filed_at"])
    .where("proposal_face.doc", "is", null)
    .orderBy("proposal.number")
    .limit(batch)
    .execute();
  return rows.map((row) => ({
    proposalId: row.id,
    number: row.number,
    memberId: row.member_id,
    record: readRecord(row.answers),
    filedAt: row.filed_at,
  }));
}

/** The stored open texts as an index; `exceptId` leaves one proposal out. Merged ones are left to their survivor. */
export function storedIndex(queries: Queries, exceptId = ""): WordIndex {
  return {
    async count() {
      const { n } = await queries
        .selectFrom("proposal_face")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("open_text", "is not", null)
        .executeTakeFirstOrThrow();
      return n;
    },
    async holders(words) {
      if (words.length === 0) return new Map();
      const rows = await queries
        .selectFrom("proposal_word")
        .select("word")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("word", "in", [...words])
        .groupBy("word")
        .execute();
      return new Map(rows.map(({ word, n }) => [word, n]));
    },
    postings: async (words) =>
      words.length === 0
        ? []
        : queries
            .selectFrom("proposal_word")
            .select(["doc", "word"])
            .where("word", "in", [...words])
            .execute(),
    async texts(docs) {
      if (docs.length === 0) return [];
      const rows = await queries
        .selectFrom("proposal_face")
        .innerJoin("proposal", "proposal.id", "proposal_face.proposal_id")
        .select(["proposal.number", "proposal_face.title", "proposal_face.open_text"])
        .where("proposal_face.doc", "in", [...docs])
        .where("proposal.id", "<>", exceptId)
        .where("proposal.merged_into", "is", null)
        .execute();
      return rows.map((row) => ({ number: row.number, start: row.title, text: row.open_text ?? "" }));
    },
  };
}
