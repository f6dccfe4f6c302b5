import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/** A line of the log of requests and breaches. Its note holds an officer's reason, never a member's words. */
export type DataLogLine = {
  /** `request:3`, `breach:1`. */
  readonly subject: string;
  readonly kind: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: Instant;
};

/** Adds a line; the database refuses to change or delete it. Call it in the transaction of the change. */
export async function writeDataLog(tx: Queries, { subject, kind, by, note, at }: DataLogLine): Promise<void> {
  await tx.insertInto("data_log").values({ subject, kind, by_whom: by, note, at }).execute();
}

/** The log of one request or breach, oldest first. */
export async function readDataLog(queries: Queries, subject: string): Promise<DataLogLine[]> {
  const rows = await queries
    .selectFrom("data_log")
    .selectAll()
    .where("subject", "=", subject)
    .orderBy("seq")
    .execute();
  return rows.map(({ subject: about, kind, by_whom, note, at }) => ({
    subject: about,
    kind,
    by: by_whom,
    note,
    at,
  }));
}
