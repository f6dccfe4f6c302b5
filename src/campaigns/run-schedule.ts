import type { Database, Queries } from "../database/database.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { type Clock, type Instant, toMs } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { goOnLaunching } from "./freeze.ts";
import { haltRefused } from "./halt.ts";
import { dueCampaigns, finishRuns, type Launched, launchCampaign } from "./launch.ts";

/** Longest rest: also how late a slot is noticed that a command, another process or a set clock brought. */
const longestRestMs = 5_000;
/** Rest while runs are open, so that a finished one is shown as such soon. */
const watchingMs = 2_000;
/** Rest after a fault, so that a broken database is not asked without pause. */
const shortestRestMs = 1_000;

export type Scheduler = {
  /** Looks at the schedule now instead of at the next tick, after an approval or a stop. */
  wake(): void;
  /** Launches and finishes campaigns until `signal` aborts; a stretch of a launch commits first. */
  run(signal: AbortSignal): Promise<void>;
};

/** What the loop works with. `library` is asked at each launch, so a clause published since is in it. */
export type ScheduleParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly library: () => Library;
  /** Told after a launch has committed, so that sending can begin at once. */
  readonly onLaunched?: () => void;
};

/** The loop that launches campaigns when they are due. Several processes may run it on one database. */
export function createScheduler(parts: ScheduleParts): Scheduler {
  const alarm = createAlarm();
  return {
    wake: alarm.ring,
    async run(signal) {
      while (!signal.aborted) await alarm.rest(await lookOnce(parts, signal), signal);
    },
  };
}

/** Launches what is due and finishes what is done, once. Returns how long nothing is expected to happen. */
async function lookOnce(parts: ScheduleParts, signal: AbortSignal): Promise<number> {
  try {
    for (const id of await dueCampaigns(parts.db.read, parts.clock())) await launchOne(parts, id);
    await finishLaunching(parts, signal);
    for (const run of await haltRefused(parts.db, parts.clock())) parts.log.warn("campaign.halted", { run });
    await finishRuns(parts.db, parts.clock());
    return await restFor(parts.db.read, parts.clock());
  } catch (error) {
    parts.log.error("campaign.schedule_failed", { fault: describeError(error) });
    return shortestRestMs;
  }
}

/** One campaign that cannot be launched holds up no other: it stays due and is tried again. */
async function launchOne(parts: ScheduleParts, id: Awaited<ReturnType<typeof dueCampaigns>>[number]) {
  const { db, clock, log, library, onLaunched } = parts;
  try {
    const outcome = await launchCampaign(db, id, { now: clock(), library: library() });
    if (outcome === undefined) return;
    report(log, outcome);
    if (outcome.kind === "launched") onLaunched?.();
  } catch (error) {
    log.error("campaign.launch_failed", { campaign: id, fault: describeError(error) });
  }
}

/** Writes the rest of large audiences down. A stop of the program ends it between two stretches. */
async function finishLaunching({ db, clock, log, onLaunched }: ScheduleParts, signal: AbortSignal) {
  for (const run of await goOnLaunching(db, { clock, signal })) {
    log.info("campaign.launched", run);
    onLaunched?.();
  }
}

function report(log: Log, outcome: Launched): void {
  const { kind, campaignId, slot, ...rest } = outcome;
  const fields = { campaign: campaignId, slot, ...rest };
  if (kind === "launched" || kind === "launching") log.info(`campaign.${kind}`, fields);
  else log.warn(`campaign.${kind}`, fields);
}

async function restFor(queries: Queries, now: Instant): Promise<number> {
  const due = await queries
    .selectFrom("campaign")
    .select((eb) => eb.fn.min("next_slot").as("slot"))
    .where("status", "=", "scheduled")
    .executeTakeFirst();
  const open = await queries
    .selectFrom("campaign_run")
    .select("id")
    .where("status", "in", ["launching", "running"])
    .limit(1)
    .executeTakeFirst();
  const untilSlot = due?.slot ? toMs(due.slot) - toMs(now) : longestRestMs;
  const longest = open ? watchingMs : longestRestMs;
  // A slot that is already due here is one that failed: it gets a pause, not a tight loop.
  return untilSlot <= 0 ? shortestRestMs : Math.min(untilSlot, longest);
}
