import { join } from "node:path";
import type { Database } from "../src/database/database.ts";
import { sleep } from "../src/kit/time.ts";
import { freePort } from "../test/support/postgres.ts";
import { type Chance, createChance } from "./chance.ts";
import { type Audit, audit } from "./drill-audit.ts";
import { type DrillStage, isQuiet, marker, openStage, type StageTerms } from "./drill-stage.ts";
import { type Crowd, write } from "./drill-traffic.ts";
import { cutPower, watchedSettings } from "./power-cut.ts";
import { type Program, startProgram } from "./program.ts";

export type Drill = StageTerms & {
  readonly kills: number;
  readonly seed: number;
  /** Each kill is a power cut (`cutPower`); SQLite only. */
  readonly isPowerCut?: boolean;
};

export type Verdict = Audit & {
  readonly kills: number;
  /** Kills before the program was ready. */
  readonly killsInStart: number;
  /** Rows that were marked as being sent when the program was killed: at the worst kill, and at all of them. */
  readonly mostUnderWay: number;
  readonly allUnderWay: number;
  /** Frames of the log that were not on the disk yet at power cuts, all together. */
  readonly framesAtRisk: number;
  readonly seconds: number;
};

/** How long the last life may take for what is left. */
const longestDrainMs = 90_000;

/**
 * Runs the real program against a loopback Bot API while people write to it and a campaign goes out, kills it
 * with `kill -9` at random moments, starts it again each time, lets the last life finish, and audits every
 * row. Broken promises are in `faults`; it throws when the program cannot be started or does not come to rest.
 */
export async function runDrill(drill: Drill): Promise<Verdict> {
  const began = performance.now();
  const chance = createChance(drill.seed);
  const stage = await openStage(drill);
  const { server, crowd } = stage;
  const path = drill.isPowerCut ? join(stage.folder, "caunoi.db") : undefined;
  try {
    const lives = { start: await starter(stage, path), drill, crowd, chance, stage, path };
    const deaths = await killAgainAndAgain(lives);
    await liveToTheEnd(lives);
    const { db } = stage;
    const expected = { updates: drill.updates, recipients: crowd.recipients, marker };
    const seconds = (performance.now() - began) / 1000;
    const found = await audit(db.read, server, expected);
    const faults = [...found.faults, ...faultsOfDoubt(deaths, found)];
    const underWay = deaths.map((death) => death.underWay);
    return {
      ...found,
      faults,
      kills: drill.kills,
      killsInStart: deaths.filter(({ wasStarting }) => wasStarting).length,
      mostUnderWay: Math.max(...underWay),
      allUnderWay: underWay.reduce((sum, many) => sum + many, 0),
      framesAtRisk: deaths.reduce((sum, { atRisk }) => sum + atRisk, 0),
      seconds,
    };
  } finally {
    await stage.close();
  }
}

/** One port for all lives: the platform keeps pushing to the address it was given. */
async function starter({ settings, folder }: DrillStage, path: string | undefined): Promise<() => Program> {
  const port = await freePort();
  const watched = path === undefined ? settings : { ...settings, ...watchedSettings(path) };
  return () => startProgram(watched, { port, folder });
}

type Lives = {
  readonly start: () => Program;
  readonly drill: Drill;
  readonly crowd: Crowd;
  readonly chance: Chance;
  readonly stage: DrillStage;
  /** The SQLite file whose power is cut. */
  readonly path: string | undefined;
};

/** What a kill left in the ledger. */
type Death = {
  readonly wasStarting: boolean;
  readonly underWay: number;
  readonly uncertain: number;
  readonly atRisk: number;
};

async function killAgainAndAgain(lives: Lives): Promise<Death[]> {
  const { start, drill, crowd, chance, stage, path } = lives;
  const deaths: Death[] = [];
  let written = 0;
  for (let life = 1; life <= drill.kills; life++) {
    const count = Math.floor((drill.updates * life) / drill.kills) - written;
    written += count;
    const wasStarting = chance.next() < 0.2;
    const live = async () => {
      const program = start();
      const dying = new AbortController();
      const writing = write(crowd, { count, chance, signal: dying.signal });
      if (wasStarting) await sleep(chance.between(50, 900));
      else {
        await program.ready.catch((error: unknown) => failWith(program, error));
        await sleep(chance.between(20, 900));
      }
      await program.kill();
      dying.abort();
      await writing;
      return path === undefined ? 0 : cutPower(path, chance);
    };
    const atRisk = path === undefined ? await live() : await stage.withoutDatabase(live);
    deaths.push({ wasStarting, atRisk, ...(await readDeath(stage.db)) });
  }
  return deaths;
}

async function readDeath(db: Database) {
  const rows = await db.read
    .selectFrom("delivery")
    .select("status")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("status", "in", ["sending", "uncertain"])
    .groupBy("status")
    .execute();
  const many = (status: string) => rows.find((row) => row.status === status)?.n ?? 0;
  return { underWay: many("sending"), uncertain: many("uncertain") };
}

/** A kill puts no more rows in doubt than were being sent at that moment. */
function faultsOfDoubt(deaths: readonly Death[], found: Audit): string[] {
  const last = { uncertain: found.campaignUncertain + found.repliesUncertain };
  return deaths.flatMap(({ underWay, uncertain }, index) => {
    const after = (deaths[index + 1] ?? last).uncertain;
    if (after <= uncertain + underWay) return [];
    return [`kill ${index + 1} left ${underWay} rows under way, and ${after - uncertain} became uncertain`];
  });
}

async function liveToTheEnd({ start, stage: { db } }: Lives): Promise<void> {
  const program = start();
  await program.ready.catch((error: unknown) => failWith(program, error));
  const deadline = performance.now() + longestDrainMs;
  while (performance.now() < deadline && !(await isQuiet(db))) await sleep(100);
  const code = await program.stop();
  if (code !== 0) throw new Error(`The program ended with ${code} after SIGTERM. ${program.complaints}`);
}

async function failWith(program: Program, error: unknown): Promise<never> {
  await program.kill();
  throw new Error(`The program did not start. ${program.complaints}`, { cause: error });
}
