import { statfs } from "node:fs/promises";
import { inboundBacklog } from "../conversation/inbox.ts";
import type { Database } from "../database/database.ts";
import { tokensInTrouble } from "../database/platform-tokens.ts";
import { countLateReplies } from "../delivery/late.ts";
import { readSigns } from "../delivery/signs.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import { listAlarms, noteTrouble } from "./alarms.ts";
import { type BackupRun, isBackupDue, readBackups, recordBackup } from "./backups.ts";
import { type Facts, findTrouble, lateAfterMs } from "./trouble.ts";

const restMs = 60_000;

export type WatchParts = {
  readonly db: Database;
  readonly dataDir: string;
  /** The channels that are switched on. */
  readonly channels: readonly ChannelName[];
  readonly clock: Clock;
  readonly log: Log;
  /** When backups are made by this program; undefined: it makes none. */
  readonly backup?: {
    /** Of the day in Việt Nam. */
    readonly minuteOfDay: number;
    /** Makes one and writes down how it went; resolves with what went wrong, if anything did. */
    readonly run: (signal: AbortSignal) => Promise<string | undefined>;
  };
  /** Told when officers have something to be sent. */
  readonly onWritten: () => void;
};

/** Looks at the machine every minute, tells officers what changed, and has the nightly backup made. */
export function createWatch(parts: WatchParts): { run(signal: AbortSignal): Promise<void> } {
  const { clock, log } = parts;
  return {
    async run(signal) {
      const startedAt = clock();
      for (await sleep(restMs, signal); !signal.aborted; await sleep(restMs, signal)) {
        try {
          await tendBackup(parts, startedAt, signal);
          await watchOnce(parts);
        } catch (error) {
          log.error("watch.failed", { fault: describeError(error) });
        }
      }
    },
  };
}

/** One look at everything; writes down and tells what changed since the last one. */
export async function watchOnce(
  parts: Omit<WatchParts, "backup"> & Pick<Partial<WatchParts>, "backup">,
): Promise<void> {
  const { db, clock, log, onWritten } = parts;
  const now = clock();
  const raised = new Set((await listAlarms(db.read)).map(({ key }) => key));
  const trouble = findTrouble(await gather(parts, now), { now, raised });
  const isSame = trouble.size === raised.size && [...trouble.keys()].every((key) => raised.has(key));
  if (isSame) return;
  const changed = await db.transact((tx) => noteTrouble(tx, trouble, now));
  for (const key of changed.raised) log.warn("alarm.raised", { key });
  for (const key of changed.cleared) log.info("alarm.cleared", { key });
  onWritten();
}

async function gather(
  parts: Omit<WatchParts, "backup"> & { backup?: unknown },
  now: Instant,
): Promise<Facts> {
  const { read } = parts.db;
  const channels = parts.channels.map(async (name) => ({ name, ...(await readSigns(read, name)) }));
  const { bavail, bsize } = await statfs(parts.dataDir);
  return {
    channels: await Promise.all(channels),
    tokens: await tokensInTrouble(read, now),
    inbound: await inboundBacklog(read),
    lateReplies: await countLateReplies(read, addMs(now, -lateAfterMs)),
    freeBytes: bavail * bsize,
    backups: await readBackups(read),
    makesBackups: parts.backup !== undefined,
  };
}

async function tendBackup(parts: WatchParts, startedAt: Instant, signal: AbortSignal): Promise<void> {
  const { db, backup, clock, log } = parts;
  if (!backup) return;
  const { last } = await readBackups(db.read);
  const now = clock();
  if (!isBackupDue({ minuteOfDay: backup.minuteOfDay, lastAt: last?.startedAt, startedAt, now })) return;
  const why = await backup.run(signal);
  const after = await readBackups(db.read);
  // One that was killed leaves no word of its own.
  if (after.last?.startedAt === last?.startedAt) {
    await db.transact((tx) => recordBackup(tx, failedRun(now, clock(), why ?? "it ended without a word")));
  }
  if (why !== undefined) log.error("backup.failed", { fault: why });
  else log.info("backup.made", { rows: after.last?.rows, proof: after.last?.proof });
}

function failedRun(startedAt: Instant, endedAt: Instant, why: string): BackupRun {
  const nothing = { file: "", sizeBytes: null, rows: null, proof: "none" } as const;
  return { startedAt, endedAt, status: "failed", ...nothing, why };
}
