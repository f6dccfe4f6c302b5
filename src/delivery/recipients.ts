import type { Queries } from "../database/database.ts";

/** The members a run has reached, may have reached or will still reach; as a query, for there may be very many. */
export function recipientsOf(queries: Queries, runId: string) {
  return queries
    .selectFrom("delivery")
    .select("member_id")
    .where("run_id", "=", runId)
    .where("status", "in", ["pending", "sending", "held", "sent", "uncertain"]);
}
