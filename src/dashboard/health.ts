import { inboundBacklog } from "../conversation/inbox.ts";
import type { Queries } from "../database/database.ts";
import { backlog } from "../delivery/ledger.ts";
import { readSigns } from "../delivery/signs.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { listAlarms } from "../watch/alarms.ts";
import { readBackups } from "../watch/backups.ts";
import { nothing } from "./read-given.ts";
import { type Call, look, type Route } from "./routes.ts";

export type ChannelHealth = {
  readonly name: ChannelName;
  readonly perSecond: number;
  readonly state: "well" | "fault" | "stopped";
  /** When its platform last called and was believed; null where nobody calls. */
  readonly heardAt: Instant | null;
  /** What is wrong, in English as the program noted it; null when nothing is. */
  readonly why: string | null;
};

export type Health = {
  readonly channels: readonly ChannelHealth[];
  readonly backlog: { readonly pending: number; readonly sending: number; readonly uncertain: number };
  readonly inbound: { readonly waiting: number; readonly parked: number };
  readonly alarms: readonly { readonly words: string; readonly raisedAt: Instant }[];
  readonly backup: Awaited<ReturnType<typeof lastBackup>>;
};

/** A fault older than this was mended meanwhile: the upkeep notes it anew every half hour. */
const freshMs = 2 * 3_600_000;

/** Sức khoẻ hệ thống — how the channels do, what waits, the last backup, and what is wrong now. */
export const healthRoutes: readonly Route[] = [
  look({ path: "/channels", right: "channels.see", query: nothing, show: health }),
];

async function health({ parts: { db, channels }, now }: Call<unknown>): Promise<Health> {
  const { waiting, parked } = await inboundBacklog(db.read);
  return {
    channels: await Promise.all(channels.map((channel) => channelHealth(db.read, channel, now))),
    backlog: await backlog(db.read),
    inbound: { waiting, parked },
    alarms: (await listAlarms(db.read)).map(({ words, raisedAt }) => ({ words, raisedAt })),
    backup: await lastBackup(db.read),
  };
}

/** How the newest backup went, and the newest good one; nothing of where it lies. */
async function lastBackup(queries: Queries) {
  const { last, lastGood } = await readBackups(queries);
  return {
    hasFailed: last?.status === "failed",
    at: lastGood?.endedAt ?? null,
    rows: lastGood?.rows ?? null,
    sizeBytes: lastGood?.sizeBytes ?? null,
    proof: lastGood?.proof ?? null,
  };
}

async function channelHealth(
  queries: Queries,
  { name, perSecond }: { name: ChannelName; perSecond: number },
  now: Instant,
): Promise<ChannelHealth> {
  const { signs, stoppedWhy } = await readSigns(queries, name);
  const heardAt = signs.find(({ kind }) => kind === "heard")?.at ?? null;
  const fault = signs.find(({ kind, at }) => kind === "fault" && at > addMs(now, -freshMs));
  const state = stoppedWhy === null ? (fault ? "fault" : "well") : "stopped";
  return { name, perSecond, state, heardAt, why: stoppedWhy ?? fault?.words ?? null };
}
