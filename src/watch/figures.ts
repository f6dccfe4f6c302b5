import { inboundBacklog } from "../conversation/inbox.ts";
import type { Queries } from "../database/database.ts";
import { countToReconnect } from "../database/platform-tokens.ts";
import { backlog } from "../delivery/ledger.ts";
import { type Instant, toMs } from "../kit/time.ts";
import { listAlarms } from "./alarms.ts";
import { readBackups } from "./backups.ts";

/** What waits, what is wrong and how old the newest backup is, for `/metrics`. */
export async function readFigures(queries: Queries, now: Instant) {
  const [inbound, outbound, channelsToReconnect, alarms, { lastGood }] = await Promise.all([
    inboundBacklog(queries),
    backlog(queries),
    countToReconnect(queries),
    listAlarms(queries),
    readBackups(queries),
  ]);
  return {
    channelsToReconnect,
    inboundWaiting: inbound.waiting,
    inboundParked: inbound.parked,
    deliveriesPending: outbound.pending,
    deliveriesUncertain: outbound.uncertain,
    alarms: alarms.length,
    backupAgeSeconds: lastGood && Math.round((toMs(now) - toMs(lastGood.endedAt)) / 1000),
    backupIsProven: lastGood && Number(lastGood.proof === "equal"),
  };
}
