import { sleep } from "../src/kit/time.ts";
import type { startPostgres } from "../test/support/postgres.ts";
import { type Chance, createChance } from "./chance.ts";
import { type Audit, audit } from "./drill-audit.ts";
import { type Fleet, startFleet } from "./drill-fleet.ts";
import { type DrillStage, isQuiet, marker, openStage } from "./drill-stage.ts";
import { write } from "./drill-traffic.ts";
import { type TroubleName, troubles } from "./drill-troubles.ts";

export type TroubleTerms = {
  readonly name: TroubleName;
  readonly postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  /** An empty database on `postgres`; undefined drills a SQLite file. */
  readonly databaseUrl: string | undefined;
  readonly roles: readonly string[];
  readonly recipients: number;
  readonly seed: number;
  readonly kills: number;
  /** How long the trouble lasts; the trouble's own measure when left out. */
  readonly seconds?: number | undefined;
};

export type TroubleVerdict = Audit & {
  readonly troubleSeconds: number;
  /** After its end: until the first message reached the platform, and until nothing from before waited any more. */
  readonly firstAfterSeconds: number;
  readonly caughtUpSeconds: number;
};

const longestDrainMs = 120_000;
/** Up to this long between two messages; so many people that nobody is taken for a machine. */
const gapMs = 600;
const askers = 60;
const calmMs = 3_000;

/**
 * Lets people write and a campaign go out while a trouble comes and goes, then audits every row. Broken promises are in
 * `faults`; it throws when a process does not start, does not come to rest, or does not end well.
 */
export async function runTrouble(terms: TroubleTerms): Promise<TroubleVerdict> {
  const trouble = troubles[terms.name];
  const chance = createChance(terms.seed);
  const setting = await trouble.open();
  const { databaseUrl, recipients } = terms;
  const rate = Math.max(5, Math.round(recipients / 20));
  const size = { mode: "webhook", updates: askers * 12, recipients, rate } as const;
  const stage = await openStage({ ...size, databaseUrl, folder: setting.folder });
  let fleet: Fleet | undefined;
  try {
    fleet = await startFleet(stage, terms.roles, await setting.settings(stage));
    const talk = keepTalking(stage, chance);
    await sleep(calmMs);
    const began = performance.now();
    const seconds = terms.seconds ?? trouble.seconds;
    const scene = { stage, fleet, chance, seconds, kills: terms.kills, postgres: terms.postgres };
    const extra = await setting.strike(scene);
    const troubleSeconds = (performance.now() - began) / 1000;
    const recovery = await watchRecovery(stage);
    await sleep(calmMs);
    const updates = (await talk.end()) + extra;
    await untilQuiet(stage);
    if (setting.mend) await setting.mend(stage);
    await endQuietly(stage, fleet);
    const expected = { updates, recipients: stage.crowd.recipients, marker };
    return { ...(await audit(stage.db.read, stage.server, expected)), troubleSeconds, ...recovery };
  } finally {
    await fleet?.abandon();
    await stage.close();
    await setting.close();
  }
}

/** People write until it is ended; returns how many messages that were. */
function keepTalking({ crowd }: DrillStage, chance: Chance) {
  const ending = new AbortController();
  const talk = async () => {
    let written = 0;
    for (; !ending.signal.aborted; written++) {
      await write(crowd, { count: 1, chance, signal: ending.signal, gapMs });
    }
    return written;
  };
  const talking = talk();
  return {
    end() {
      ending.abort();
      return talking;
    },
  };
}

async function watchRecovery({ server, db }: DrillStage) {
  const began = performance.now();
  const deadline = began + longestDrainMs;
  const since = (from: number) => (performance.now() - from) / 1000;
  const before = server.world.nextMessageId;
  while (server.world.nextMessageId === before && performance.now() < deadline) await sleep(10);
  const firstAfterSeconds = since(began);
  const newest = await db.read
    .selectFrom("inbound")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  const waits = () =>
    db.read
      .selectFrom("inbound")
      .select("seq")
      .where("status", "=", "waiting")
      .where("seq", "<=", newest?.seq ?? 0)
      .limit(1)
      .executeTakeFirst();
  while ((server.world.updates.pending > 0 || (await waits())) && performance.now() < deadline)
    await sleep(20);
  return { firstAfterSeconds, caughtUpSeconds: since(began) };
}

async function untilQuiet({ server, db }: DrillStage): Promise<void> {
  const deadline = performance.now() + longestDrainMs;
  while (performance.now() < deadline) {
    if (server.world.updates.pending === 0 && (await isQuiet(db))) return;
    await sleep(100);
  }
  throw new Error("It did not come to rest.");
}

async function endQuietly(stage: DrillStage, fleet: Fleet): Promise<void> {
  await untilQuiet(stage);
  await fleet.stop();
}
