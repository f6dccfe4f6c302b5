import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { insertCampaign } from "../src/campaigns/campaign.ts";
import { goOnLaunching } from "../src/campaigns/freeze.ts";
import { launchCampaign } from "../src/campaigns/launch.ts";
import type { Database } from "../src/database/database.ts";
import { openDatabase } from "../src/database/open.ts";
import { say } from "../src/kit/message.ts";
import { addMs, type Instant, sleep, systemClock } from "../src/kit/time.ts";
import { createLibrary } from "../src/knowledge/library.ts";

/**
 * `node bench/launch-worker.ts URL PEOPLE`: fills an empty database with subscribers, launches a campaign to all
 * of them, and prints what `LaunchResult` says as JSON. A process of its own, so that its memory is its own.
 */
export type LaunchResult = {
  readonly seconds: number;
  readonly planned: number;
  /** Resident memory above what it was before the launch, at its highest. */
  readonly memoryMb: number;
  /** The longest a small transaction, as an answer needs several of, waited meanwhile. */
  readonly longestWaitMs: number;
};

const [url = "", people = "1000"] = process.argv.slice(2);
const db = await openDatabase(url);
await fill(db, Number(people));
const campaign = await approvedCampaign(db, systemClock());
globalThis.gc?.();
const watch = watchMemory();
const meanwhile = new AbortController();
const waiting = askMeanwhile(db, meanwhile.signal);
const began = performance.now();
await launchCampaign(db, campaign, { now: systemClock(), library: createLibrary([], []) });
await goOnLaunching(db, { clock: systemClock, signal: meanwhile.signal });
const seconds = (performance.now() - began) / 1000;
meanwhile.abort();
const longestWaitMs = await waiting;
const memoryMb = watch.stop();
const run = await db.read.selectFrom("campaign_run").select("planned").executeTakeFirstOrThrow();
const rows = await db.read
  .selectFrom("delivery")
  .select((eb) => eb.fn.countAll<number>().as("n"))
  .executeTakeFirstOrThrow();
if (rows.n !== Number(people)) throw new Error(`${people} people got ${rows.n} rows.`);
const result: LaunchResult = { seconds, planned: run.planned, memoryMb, longestWaitMs };
console.log(JSON.stringify(result));
await db.close();

/** Ids grow as real ones do; every member has one address and agreed to news. */
async function fill(database: Database, count: number): Promise<void> {
  const at = systemClock();
  const numbers = sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sql.lit(count)})`;
  const id = sql`'m' || (1000000000 + i)`;
  await database.transact(async (tx) => {
    await sql`INSERT INTO member (id, created_at) ${numbers} SELECT ${id}, ${sql.lit(at)} FROM n`.execute(tx);
    await sql`INSERT INTO address (channel, external_id, member_id, is_reachable, last_inbound_at, created_at)
      ${numbers} SELECT 'telegram', '7' || (CAST(i AS BIGINT) * 7919 % 1000000007), ${id}, 1, ${sql.lit(at)}, ${sql.lit(at)} FROM n`.execute(
      tx,
    );
    await sql`INSERT INTO consent (member_id, purpose, is_given, text_version, channel, at)
      ${numbers} SELECT ${id}, 'news', 1, '1', 'telegram', ${sql.lit(at)} FROM n`.execute(tx);
  });
}

async function approvedCampaign(database: Database, now: Instant) {
  return database.transact(async (tx) => {
    const id = await insertCampaign(
      tx,
      {
        title: "Bench",
        topic: "bench",
        content: say("Thông báo"),
        audience: "all",
        channels: ["telegram"],
        schedule: { kind: "at", at: now, until: null },
        graceMinutes: 60,
        sources: [],
      },
      now,
    );
    const approval = { approved_by: "bench", approved_at: now, next_slot: addMs(now, -1) };
    await tx
      .updateTable("campaign")
      .set({ status: "scheduled", ...approval })
      .where("id", "=", id)
      .execute();
    return id;
  });
}

/** Resident memory is read from the system every 20 ms, so that a short peak is seen. */
function watchMemory() {
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  const idle = resident();
  let peak = idle;
  const look = () => {
    peak = Math.max(peak, resident());
  };
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak - idle;
    },
  };
}

async function askMeanwhile(database: Database, signal: AbortSignal): Promise<number> {
  let longest = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const lane = { channel: "bench", is_stopped: 0, updated_at: systemClock() };
    await database.transact((tx) =>
      tx
        .insertInto("lane")
        .values(lane)
        .onConflict((conflict) => conflict.column("channel").doUpdateSet({ updated_at: lane.updated_at }))
        .execute(),
    );
    longest = Math.max(longest, performance.now() - began);
    await sleep(20, signal);
  }
  return longest;
}
