import type { Database } from "../database/database.ts";
import { createAlarm } from "../kit/alarm.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { type Clock, toMs } from "../kit/time.ts";
import type { Outlet, OutletName, PublishOutcome } from "../outlets/outlet.ts";
import {
  claimPublication,
  duePublications,
  nextPublication,
  type Publication,
  recoverPublications,
  settleLook,
  settlePublication,
  type Work,
} from "./publish-rows.ts";

/** Longest rest: also how late a decision of a command or another process is noticed. */
const longestRestMs = 5_000;
const shortestRestMs = 1_000;

export type Publisher = {
  /** Looks now instead of at the next tick, after a launch. */
  wake(): void;
  /** Publishes what is due until `signal` aborts; a call under way is given up then and left in doubt. */
  run(signal: AbortSignal): Promise<void>;
};

export type PublishParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** An outlet that is not among them is switched off on this machine. */
  readonly outlets: readonly Outlet[];
  readonly publicUrl: string;
};

/**
 * The loop that carries out what `publication` says: publishes, looks for what is in doubt, brings corrections,
 * removes. One process runs it at a time (the role `schedule`).
 */
export function createPublisher(parts: PublishParts): Publisher {
  const alarm = createAlarm();
  return {
    wake: alarm.ring,
    async run(signal) {
      let hasRecovered = false;
      while (!signal.aborted) {
        if (!hasRecovered) hasRecovered = await recover(parts);
        await alarm.rest(hasRecovered ? await publishDue(parts, signal) : shortestRestMs, signal);
      }
    },
  };
}

async function recover({ db, clock, log, outlets }: PublishParts): Promise<boolean> {
  const repeatable = outlets.filter((outlet) => outlet.isRepeatable).map(({ name }) => name);
  try {
    const count = await db.transact((tx) => recoverPublications(tx, { repeatable, now: clock() }));
    if (count > 0) log.warn("publication.recovered", { count });
    return true;
  } catch (error) {
    log.error("publication.recovery_failed", { fault: describeError(error) });
    return false;
  }
}

/** Does everything that is due, once. Returns how long nothing is expected to happen. */
export async function publishDue(parts: PublishParts, signal: AbortSignal): Promise<number> {
  const { db, clock, log } = parts;
  try {
    for (const row of await duePublications(db.read, clock())) {
      if (signal.aborted) return 0;
      await doOne(parts, row, signal);
    }
    const next = await nextPublication(db.read);
    const wait = next === null ? longestRestMs : toMs(next) - toMs(clock());
    return Math.max(shortestRestMs, Math.min(wait, longestRestMs));
  } catch (error) {
    log.error("publication.failed", { fault: describeError(error) });
    return shortestRestMs;
  }
}

async function doOne(parts: PublishParts, { id }: Publication, signal: AbortSignal): Promise<void> {
  const { db, clock, log, publicUrl, outlets } = parts;
  const work = await db.transact((tx) => claimPublication(tx, id, { now: clock(), publicUrl }));
  if (!work) return;
  const outlet = outlets.find(({ name }) => name === work.row.outlet);
  const status = await carryOut(parts, { work, outlet, signal });
  const fields = { run: work.row.run_id, outlet: work.row.outlet as OutletName, status };
  if (status === "refused" || status === "uncertain") log.warn(`publication.${status}`, fields);
  else log.info(`publication.${work.what}_done`, fields);
}

async function carryOut(
  { db, clock }: PublishParts,
  { work, outlet, signal }: { work: Work; outlet: Outlet | undefined; signal: AbortSignal },
): Promise<Publication["status"]> {
  const canLook = outlet?.find !== undefined;
  if (work.what === "look") {
    const off = { kind: "unclear", why: "outletOff" } as const;
    const found = (await outlet?.find?.(work.item, signal)) ?? off;
    return db.transact((tx) => settleLook(tx, work, { found, now: clock() }));
  }
  const outcome: PublishOutcome = outlet
    ? await ask(outlet, work, signal)
    : { kind: "refused", why: "outletOff" };
  return db.transact((tx) => settlePublication(tx, work, { outcome, canLook, now: clock() }));
}

async function ask(
  outlet: Outlet,
  { what, row, item, mayBeThere }: Work,
  signal: AbortSignal,
): Promise<PublishOutcome> {
  const id = row.external_id;
  if (what === "revise" || what === "remove") {
    // An officer said that it is there, but not what the platform calls it.
    if (id === null) return { kind: "refused", why: "gone" };
    return what === "revise" ? outlet.revise(id, item, signal) : outlet.remove(id, item, signal);
  }
  // What a platform called a passing fault may have worked all the same.
  if (mayBeThere && outlet.find) {
    const found = await outlet.find(item, signal);
    if (found.kind === "found") return { ...found, kind: "published" };
    if (found.kind === "unclear") return { kind: "later", why: found.why };
  }
  return outlet.publish(item, signal);
}
