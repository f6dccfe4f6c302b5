import type { Queries } from "../database/database.ts";
import type { Cleared, Stretch } from "../database/stretch.ts";

type Aged = Pick<Stretch, "before" | "isDry">;

/** Small tables whose rows go at their age: sessions that ended, failed logins, answers kept for double clicks. */
const sessionTables = [
  ["officer_session", "expires_at"],
  ["login_failure", "last_at"],
  ["officer_request", "at"],
] as const;
/** One-time codes and links whose time is over, and wrong codes somebody typed. */
const codeTables = [
  ["link_code", "expires_at"],
  ["officer_link", "expires_at"],
  ["officer_chat_code", "expires_at"],
  ["link_miss", "at"],
] as const;

export function clearSessions(tx: Queries, aged: Aged): Promise<Cleared> {
  return clearTables(tx, sessionTables, aged);
}

export function clearCodes(tx: Queries, aged: Aged): Promise<Cleared> {
  return clearTables(tx, codeTables, aged);
}

async function clearTables(
  tx: Queries,
  tables: typeof sessionTables | typeof codeTables,
  { before, isDry }: Aged,
): Promise<Cleared> {
  let cleared = 0;
  for (const [table, column] of tables) {
    const age = tx.dynamic.ref<string>(column);
    const counted = tx.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("n"));
    const { n } = await counted.where(age, "<", before).executeTakeFirstOrThrow();
    cleared += Number(n);
    if (!isDry && n > 0) await tx.deleteFrom(table).where(age, "<", before).execute();
  }
  return { cleared, next: null };
}
