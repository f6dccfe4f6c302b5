import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/** How many replies to single persons were due before `before` and have not left; bulk and notices may wait. */
export async function countLateReplies(queries: Queries, before: Instant): Promise<number> {
  const { n } = await queries
    .selectFrom("delivery")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    // Written out, so that both databases use the index of rows that wait.
    .where(sql<boolean>`status IN ('pending', 'sending')`)
    .where("status", "=", "pending")
    .where("run_id", "is", null)
    .where("is_notice", "=", 0)
    .where("not_before", "<", before)
    .executeTakeFirstOrThrow();
  return Number(n);
}
