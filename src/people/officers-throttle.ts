import type { Queries } from "../database/database.ts";
import { addMs, type Instant } from "../kit/time.ts";

/** Failures that are free, then how long the door stays shut: doubled with every further one, up to the most. */
const patience = {
  login: { free: 5, firstMs: 60_000, mostMs: 3_600_000 },
  from: { free: 30, firstMs: 60_000, mostMs: 3_600_000 },
} as const;
/** Failures older than this count no more. */
const memoryMs = 24 * 3_600_000;

/** What failures are counted by: the account that was tried, and the network address it was tried from. */
export type Subject = `login:${string}` | `from:${string}`;

/** Until when these subjects have to wait, or undefined. */
export async function blockedUntil(
  queries: Queries,
  subjects: readonly Subject[],
  now: Instant,
): Promise<Instant | undefined> {
  const rows = await queries
    .selectFrom("login_failure")
    .select("blocked_until")
    .where("subject", "in", [...subjects])
    .where("blocked_until", ">", now)
    .execute();
  return rows
    .flatMap((row) => row.blocked_until ?? [])
    .sort()
    .at(-1);
}

/** Counts a failed login under each subject; kept in the database, so a restart forgets nothing. */
export async function noteFailure(tx: Queries, subjects: readonly Subject[], now: Instant): Promise<void> {
  const forgotten = addMs(now, -memoryMs);
  await tx.deleteFrom("login_failure").where("last_at", "<", forgotten).execute();
  for (const subject of subjects) {
    const row = await tx
      .insertInto("login_failure")
      .values({ subject, failures: 1, last_at: now, blocked_until: null })
      .onConflict((conflict) =>
        conflict.column("subject").doUpdateSet((eb) => ({
          failures: eb("login_failure.failures", "+", 1),
          last_at: now,
        })),
      )
      .returning("failures")
      .executeTakeFirstOrThrow();
    const until = blockAfter(subject, row.failures, now);
    await tx
      .updateTable("login_failure")
      .set({ blocked_until: until })
      .where("subject", "=", subject)
      .execute();
  }
}

/** Forgets the failures of an account that was logged into. */
export async function forgetFailures(tx: Queries, subject: Subject): Promise<void> {
  await tx.deleteFrom("login_failure").where("subject", "=", subject).execute();
}

function blockAfter(subject: Subject, failures: number, now: Instant): Instant | null {
  const { free, firstMs, mostMs } = patience[subject.startsWith("login:") ? "login" : "from"];
  if (failures < free) return null;
  return addMs(now, Math.min(mostMs, firstMs * 2 ** Math.min(20, failures - free)));
}
