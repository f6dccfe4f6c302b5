import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type CountedRows, ofNobody } from "../people/counted-rows.ts";

/** What the ledger can count of messages to many: those a platform took, and those in doubt. */
export type DeliveryFigure = "sent" | "refused" | "uncertain";

/** The rows of bulk sendings that came to an end, dated by the moment they did. */
export function deliveryRows(queries: Queries, figure: DeliveryFigure): CountedRows {
  return queries
    .selectFrom("delivery")
    .where("run_id", "is not", null)
    .where("status", "=", figure)
    .where("settled_at", "is not", null)
    .select([sql<string>`CAST(seq AS TEXT)`.as("key"), "settled_at as at", "channel as label", "member_id"])
    .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount])
    .$narrowType<{ at: Instant }>();
}
