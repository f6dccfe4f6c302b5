import type { Queries } from "../database/database.ts";
import { type Clause, type Document, indexLibrary, type Library } from "./library.ts";
import { parse } from "./parse.ts";
import { listPhrases, withPhrases } from "./phrases.ts";
import { type Lexicon, readLexicon } from "./search/lexicon.ts";

/** Everything published, with the officers' notes on its clauses and the phrases they taught, indexed without stopping the event loop. */
export async function loadLibrary(queries: Queries, lexicon: Lexicon = readLexicon()): Promise<Library> {
  const rows = await queries
    .selectFrom("document")
    .select("body")
    .where("status", "=", "published")
    .orderBy("id")
    .execute();
  const notes = await notesByPlace(queries);
  const documents: Document[] = [];
  const clauses: Clause[] = [];
  for (const { body } of rows) {
    const parsed = parse(body);
    // Accepted when it was published: a newer program with stricter rules still answers from it.
    if (!parsed.document) continue;
    documents.push(parsed.document);
    clauses.push(...withNotes(parsed.clauses, notes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return indexLibrary(documents, clauses, withPhrases(lexicon, await listPhrases(queries)));
}

/** A text that differs whenever what is published, a note on it, or a phrase officers taught has changed. */
export async function fingerprint(queries: Queries): Promise<string> {
  const published = await queries
    .selectFrom("document")
    .select(["id", "version", "published_at"])
    .where("status", "=", "published")
    .orderBy("id")
    .execute();
  const notes = await queries
    .selectFrom("clause_note")
    .select((select) => [select.fn.countAll().as("count"), select.fn.max("updated_at").as("last")])
    .executeTakeFirstOrThrow();
  const phrases = await queries
    .selectFrom("office_phrase")
    .select((select) => [select.fn.countAll().as("count"), select.fn.max("added_at").as("last")])
    .executeTakeFirstOrThrow();
  return JSON.stringify([published, String(notes.count), notes.last, String(phrases.count), phrases.last]);
}

async function notesByPlace(queries: Queries): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.selectFrom("clause_note").selectAll().where("note", "!=", "").execute();
  return new Map(rows.map(({ document_id, clause_id, note }) => [`${document_id}#${clause_id}`, note]));
}

/** A clause without a note of its own has that of the clause above it. Clauses come after their parents. */
function withNotes(clauses: readonly Clause[], notes: ReadonlyMap<string, string>): Clause[] {
  const noted = new Map<string, Clause>();
  for (const clause of clauses) {
    const own = notes.get(`${clause.document}#${clause.id}`);
    const above = clause.parent === null ? undefined : noted.get(clause.parent);
    noted.set(clause.id, { ...clause, note: own ?? above?.note ?? null });
  }
  return [...noted.values()];
}
