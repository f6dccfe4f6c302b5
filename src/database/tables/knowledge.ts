import type { Instant } from "../../kit/time.ts";

/** The tables of the room `knowledge`. */
export type KnowledgeTables = {
  /** One version of a document; key (id, version). Only `published` text is ever quoted. */
  document: {
    id: string;
    version: number;
    status: "draft" | "published" | "retired";
    /** JSON of the front matter. */
    meta: string;
    /** The Markdown body as accepted. */
    body: string;
    content_hash: string;
    /** `shipped` with the program, or `added` by an officer. */
    origin: "shipped" | "added";
    created_at: Instant;
    published_at: Instant | null;
  };
  /** A remark that goes with every answer citing the clause; key (document_id, clause_id). */
  clause_note: { document_id: string; clause_id: string; note: string; updated_at: Instant };
  /**
   * What an embedding model makes of a clause; key (model, key). `key` is the SHA-256 of the text that was read,
   * so that the same words are read once, wherever they stand. `vector`: base64 of 32-bit floats.
   */
  clause_vector: { model: string; key: string; vector: string; created_at: Instant };
  /**
   * What officers taught: members write `written` where the documents say `meaning`; or `meaning` is a clause
   * (`kh-360#II.3.4`) that answers the question `written`. Key (written, meaning).
   */
  office_phrase: { written: string; meaning: string; added_at: Instant };
};
