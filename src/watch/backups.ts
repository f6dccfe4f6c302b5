import type { Queries } from "../database/database.ts";
import { addMs, fromLocal, type Instant, localTime } from "../kit/time.ts";

/** A backup that was tried. `rows` and `sizeBytes` are null when it failed. */
export type BackupRun = {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly status: "ok" | "failed";
  readonly file: string;
  readonly sizeBytes: number | null;
  readonly rows: number | null;
  /** `equal`: restored on trial, and every table had as many rows as when it was made. */
  readonly proof: "equal" | "failed" | "none";
  /** What went wrong, in English for the operator. */
  readonly why: string | null;
};

/** Runs of which more is known than the last ones: a year of nights. */
const mostRuns = 400;

/** Writes down how a backup went. */
export async function recordBackup(tx: Queries, run: BackupRun): Promise<void> {
  const { seq } = await tx
    .insertInto("backup_run")
    .values({
      ...{ started_at: run.startedAt, ended_at: run.endedAt, status: run.status, file: run.file },
      ...{ size_bytes: run.sizeBytes, row_count: run.rows, proof: run.proof, why: run.why },
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  await tx
    .deleteFrom("backup_run")
    .where("seq", "<=", Number(seq) - mostRuns)
    .execute();
}

/** The newest backup that was tried, and the newest that went well; undefined: none ever. */
export async function readBackups(
  queries: Queries,
): Promise<{ readonly last: BackupRun | undefined; readonly lastGood: BackupRun | undefined }> {
  const newest = queries.selectFrom("backup_run").selectAll().orderBy("seq", "desc").limit(1);
  const last = await newest.executeTakeFirst();
  const lastGood = await newest.where("status", "=", "ok").executeTakeFirst();
  return { last: last && readRun(last), lastGood: lastGood && readRun(lastGood) };
}

function readRun(row: {
  started_at: Instant;
  ended_at: Instant;
  status: "ok" | "failed";
  file: string;
  size_bytes: number | null;
  row_count: number | null;
  proof: "equal" | "failed" | "none";
  why: string | null;
}): BackupRun {
  const { started_at, ended_at, status, file, size_bytes, row_count, proof, why } = row;
  return {
    ...{ startedAt: started_at, endedAt: ended_at, status, file, proof, why },
    sizeBytes: size_bytes === null ? null : Number(size_bytes),
    rows: row_count === null ? null : Number(row_count),
  };
}

const dayMs = 24 * 3_600_000;
/** A machine that is on by day only is backed up soon after its first start as well. */
const firstAfterMs = 3_600_000;

/**
 * Whether the nightly backup is due: the latest `minuteOfDay` (Việt Nam time) has passed since the last one was
 * tried, or, when none ever was, since the program started, an hour after the start at the latest.
 */
export function isBackupDue(facts: {
  readonly minuteOfDay: number;
  readonly lastAt: Instant | undefined;
  readonly startedAt: Instant;
  readonly now: Instant;
}): boolean {
  const { minuteOfDay, lastAt, startedAt, now } = facts;
  if (lastAt === undefined && now >= addMs(startedAt, firstAfterMs)) return true;
  return latestSlot(minuteOfDay, now) > (lastAt ?? startedAt);
}

function latestSlot(minuteOfDay: number, now: Instant): Instant {
  const { year, month, day } = localTime(now);
  const today = fromLocal(year, month, day, Math.floor(minuteOfDay / 60), minuteOfDay % 60) ?? now;
  return today <= now ? today : addMs(today, -dayMs);
}
