import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { findOrphans, sweepBlobs } from "../database/blob-sweep.ts";
import type { Database, Queries } from "../database/database.ts";
import type { Cleared, Stretch } from "../database/stretch.ts";
import { clearSent, clearSigns } from "../delivery/retain.ts";
import { addMs, type Instant, toMs } from "../kit/time.ts";
import { membersWithRequests } from "../people/data-requests.ts";
import { clearCodes, clearSessions } from "../people/retain.ts";
import { clearAsked, clearCases, membersWaiting } from "../questions/retain.ts";
import { clearInbound } from "./retain.ts";

/** What is thrown away by age, each kind after days of its own. */
export type RetentionKind =
  | "messages"
  | "replies"
  | "questions"
  | "cases"
  | "sessions"
  | "codes"
  | "signs"
  | "files"
  | "backups";
export type RetentionDays = Readonly<Record<RetentionKind, number>>;

type Clear = (tx: Queries, stretch: Stretch) => Promise<Cleared>;

const clears: Readonly<Record<Exclude<RetentionKind, "files" | "backups">, Clear>> = {
  messages: clearInbound,
  replies: clearSent,
  questions: clearAsked,
  cases: clearCases,
  sessions: clearSessions,
  codes: clearCodes,
  signs: clearSigns,
};

const dayMs = 24 * 3_600_000;
/** Rows one transaction looks at. */
const stretchRows = 1000;
/** Files one run deletes at most; the next day goes on. */
const mostFiles = 2000;

export type Retaining = {
  readonly db: Database;
  readonly dataDir: string;
  readonly days: RetentionDays;
  readonly now: Instant;
  /** Only counts, changes nothing. */
  readonly isDry: boolean;
  readonly signal?: AbortSignal;
};

/**
 * Throws away what is older than its kind is kept: words of old messages, ended sessions, files nobody names, old
 * backups in `DATA_DIR/backups`. Nothing of a member with an open case or request is touched, nor anything that
 * waits. Goes in short transactions, so that it holds nobody up. Returns how many of each kind.
 */
export async function retain(parts: Retaining): Promise<Record<RetentionKind, number>> {
  const keep = new Set([
    ...(await membersWaiting(parts.db.read)),
    ...(await membersWithRequests(parts.db.read)),
  ]);
  const counts = {} as Record<RetentionKind, number>;
  for (const [kind, clear] of Object.entries(clears)) {
    const name = kind as keyof typeof clears;
    counts[name] = await clearAll(parts, { clear, keep, days: parts.days[name] });
  }
  counts.files = await sweepFiles(parts);
  counts.backups = await sweepBackups(parts);
  return counts;
}

async function clearAll(
  { db, now, isDry, signal }: Retaining,
  { clear, keep, days }: { clear: Clear; keep: ReadonlySet<string>; days: number },
): Promise<number> {
  const before = addMs(now, -days * dayMs);
  let total = 0;
  for (let after: number | null = 0; after !== null && !signal?.aborted; ) {
    const stretch: Stretch = { before, after, limit: stretchRows, keep, isDry };
    const { cleared, next }: Cleared = isDry
      ? await clear(db.read, stretch)
      : await db.transact((tx) => clear(tx, stretch));
    total += cleared;
    after = next;
  }
  return total;
}

async function sweepFiles({ db, dataDir, days, now, isDry }: Retaining): Promise<number> {
  const at = addMs(now, -(days.files - 1) * dayMs);
  if (isDry) return (await findOrphans(db, at)).length;
  return sweepBlobs({ db, folder: join(dataDir, "blobs") }, at, mostFiles);
}

async function sweepBackups({ dataDir, days, now, isDry }: Retaining): Promise<number> {
  const folder = join(dataDir, "backups");
  const names = await readdir(folder).catch(() => []);
  const archives = names.filter((name) => name.endsWith(".tar.gz"));
  const ages = await Promise.all(
    archives.map(async (name) => ({ name, ms: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = Math.max(...ages.map(({ ms }) => ms));
  // The newest backup stays, however old it is: it may be the only one.
  const old = ages.filter(({ ms }) => ms < toMs(now) - days.backups * dayMs && ms !== newest);
  if (!isDry) for (const { name } of old) await rm(join(folder, name), { force: true });
  return old.length;
}
