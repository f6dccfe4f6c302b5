import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";

const shippedNotes = z.array(
  z.strictObject({ document: z.string(), clause: z.string(), note: z.string().min(1) }),
);

/**
 * Takes over the notes that come with the shipped documents, each once: a note an officer changed or emptied is
 * never set back. Throws `Failure("invalid")` when the file cannot be read.
 */
export async function importNotes(tx: Queries, file: string, now: Instant): Promise<void> {
  if (!existsSync(file)) return;
  const read = shippedNotes.safeParse(parse(readFileSync(file, "utf8")));
  if (!read.success) {
    throw new Failure(
      "invalid",
      `${file} cannot be read. Write a list of entries with document, clause and note.`,
    );
  }
  for (const { document, clause, note } of read.data) {
    await tx
      .insertInto("clause_note")
      .values({ document_id: document, clause_id: clause, note: note.trim(), updated_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Sets the remark that goes with every answer citing the clause; an empty one removes it. */
export async function setNote(
  tx: Queries,
  place: { readonly document: string; readonly clause: string },
  note: string,
  now: Instant,
): Promise<void> {
  const written = { note: note.trim(), updated_at: now };
  await tx
    .insertInto("clause_note")
    .values({ document_id: place.document, clause_id: place.clause, ...written })
    .onConflict((conflict) => conflict.columns(["document_id", "clause_id"]).doUpdateSet(written))
    .execute();
}

/** The notes written on the clauses of a document themselves, by clause; a clause under one inherits it. */
export async function ownNotes(queries: Queries, document: string): Promise<ReadonlyMap<string, string>> {
  const rows = await queries
    .selectFrom("clause_note")
    .select(["clause_id", "note"])
    .where("document_id", "=", document)
    .where("note", "!=", "")
    .execute();
  return new Map(rows.map(({ clause_id, note }) => [clause_id, note]));
}
