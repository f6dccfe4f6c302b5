import type { TokenTrouble } from "../database/platform-tokens.ts";
import type { Sign } from "../delivery/signs.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { BackupRun } from "./backups.ts";
import { watchTexts as texts } from "./texts.ts";

/** What is looked at, as it stands at one moment. */
export type Facts = {
  readonly channels: readonly {
    readonly name: ChannelName;
    readonly signs: readonly Sign[];
    readonly stoppedWhy: string | null;
  }[];
  readonly tokens: readonly TokenTrouble[];
  readonly inbound: { readonly parked: number; readonly oldestWaitingAt: Instant | null };
  /** Replies that should have left a while ago. */
  readonly lateReplies: number;
  readonly freeBytes: number;
  readonly backups: { readonly last: BackupRun | undefined; readonly lastGood: BackupRun | undefined };
  /** Whether this program makes backups by itself; what nobody asked for is not missed. */
  readonly makesBackups: boolean;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Nobody should wait longer for an answer. */
const longWaitMs = 5 * minuteMs;
/** Upkeep is tried every half hour: a failure older than this was followed by one that worked. */
const freshFaultMs = 40 * minuteMs;
/** A night may be missed by a machine that was off; two may not. */
const oldBackupMs = 50 * hourMs;
const gigabyte = 2 ** 30;
/** Space has to come back beyond the line it fell below: else every temporary file would ring twice. */
const littleSpace = { raise: gigabyte, clear: 1.25 * gigabyte } as const;
/** Replies go out within seconds. */
export const lateAfterMs = 10 * minuteMs;

/** What is wrong, in words for officers, by the name of the trouble; `raised` are the troubles told already. */
export function findTrouble(
  facts: Facts,
  { now, raised }: { now: Instant; raised: ReadonlySet<string> },
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, signs, stoppedWhy } of facts.channels) {
    if (stoppedWhy !== null || isFailing(signs, now)) found.set(`channel:${name}`, texts.channelDown(name));
  }
  for (const { platform, kind } of facts.tokens) {
    found.set(
      `${kind}:${platform}`,
      kind === "reconnect" ? texts.reconnect(platform) : texts.token(platform),
    );
  }
  const { parked, oldestWaitingAt } = facts.inbound;
  if (oldestWaitingAt !== null && oldestWaitingAt < addMs(now, -longWaitMs)) found.set("inbox", texts.inbox);
  if (parked > 0) found.set("parked", texts.parked);
  if (facts.lateReplies > 0) found.set("outbox", texts.outbox);
  const least = raised.has("disk") ? littleSpace.clear : littleSpace.raise;
  if (facts.freeBytes < least) found.set("disk", texts.disk);
  for (const [key, words] of backupTrouble(facts, now)) found.set(key, words);
  return found;
}

function isFailing(signs: readonly Sign[], now: Instant): boolean {
  const fault = signs.find(({ kind }) => kind === "fault");
  const heard = signs.find(({ kind }) => kind === "heard");
  return fault !== undefined && fault.at > addMs(now, -freshFaultMs) && fault.at > (heard?.at ?? "");
}

function* backupTrouble({ backups, makesBackups }: Facts, now: Instant): Generator<[string, string]> {
  const { last, lastGood } = backups;
  if (last?.status === "failed") yield ["backup", texts.backupFailed];
  else if (makesBackups && lastGood && lastGood.endedAt < addMs(now, -oldBackupMs))
    yield ["backup", texts.backupOld];
  if (lastGood?.proof === "failed") yield ["proof", texts.proofFailed];
}
