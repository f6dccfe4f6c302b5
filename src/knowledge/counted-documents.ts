import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/** Versions of documents by the moment each was published: (key, at, label), for the figures of reports. */
export function publishedDocuments(queries: Queries) {
  return queries
    .selectFrom("document")
    .where("published_at", "is not", null)
    .select(["id as key", "published_at as at"])
    .select(sql<string>`'Bản ' || CAST(version AS TEXT)`.as("label"))
    .$narrowType<{ at: Instant }>();
}
