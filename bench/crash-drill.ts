import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCampaign, approveCampaign } from "../src/campaigns/approve.ts";
import type { Plan } from "../src/campaigns/file.ts";
import type { Database } from "../src/database/database.ts";
import { openDatabase } from "../src/database/open.ts";
import { say } from "../src/kit/message.ts";
import { addMs, sleep, systemClock } from "../src/kit/time.ts";
import { createLibrary } from "../src/knowledge/library.ts";
import { freePort } from "../test/support/postgres.ts";
import { insertSubscribers } from "../test/support/stage-people.ts";
import { startTelegramServer, type TelegramServer } from "../test/support/telegram-server.ts";
import { type Chance, createChance } from "./chance.ts";
import { type Audit, audit } from "./drill-audit.ts";
import { type Crowd, gatherCrowd, write } from "./drill-traffic.ts";
import { type Program, startProgram } from "./program.ts";

export type Drill = {
  /** `postgres://…` of an empty database; undefined drills a SQLite file of its own. */
  readonly databaseUrl?: string;
  readonly mode: "polling" | "webhook";
  readonly updates: number;
  readonly recipients: number;
  readonly kills: number;
  readonly seed: number;
  /** `TELEGRAM_RATE`: low enough that the campaign lasts for most of the drill. */
  readonly rate: number;
};

export type Verdict = Audit & {
  readonly kills: number;
  /** Kills before the program was ready. */
  readonly killsInStart: number;
  /** Rows that were marked as being sent when the program was killed: at the worst kill, and at all of them. */
  readonly mostUnderWay: number;
  readonly allUnderWay: number;
  readonly seconds: number;
};

const marker = "Tin thử độ bền";
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
  const folder = mkdtempSync(join(tmpdir(), "caunoi-drill-"));
  const databaseUrl = drill.databaseUrl ?? `file:${join(folder, "caunoi.db")}`;
  const server = await startTelegramServer({ latencyMs: 15, retryBaseMs: 50 });
  const crowd = gatherCrowd(server, {
    askers: Math.ceil(drill.updates / 12),
    recipients: drill.recipients,
  });
  const db = await openDatabase(databaseUrl);
  try {
    await prepare(db, crowd);
    const settings = settingsOf(drill, { databaseUrl, server });
    const lives = { start: await starter(settings, folder), drill, crowd, chance, db };
    const deaths = await killAgainAndAgain(lives);
    await liveToTheEnd(lives, db);
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
      seconds,
    };
  } finally {
    await db.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function settingsOf(drill: Drill, parts: { databaseUrl: string; server: TelegramServer }) {
  return {
    DATABASE_URL: parts.databaseUrl,
    LOG_LEVEL: "error",
    QUIET_HOURS: "00:00-00:00",
    TELEGRAM_API_ROOT: parts.server.url,
    TELEGRAM_BOT_TOKEN: parts.server.token,
    TELEGRAM_MODE: drill.mode,
    TELEGRAM_RATE: String(drill.rate),
    ...(drill.mode === "webhook" && { TELEGRAM_WEBHOOK_SECRET: "loopback-only-secret" }),
  };
}

/** One port for all lives: the platform keeps pushing to the address it was given. */
async function starter(settings: Record<string, string>, folder: string): Promise<() => Program> {
  const port = await freePort();
  return () => startProgram(settings, { port, folder });
}

/** Subscribers, and an approved campaign that is due in a moment: the launch itself is under fire too. */
async function prepare(db: Database, crowd: Crowd): Promise<void> {
  const now = systemClock();
  const plan: Plan = {
    title: marker,
    topic: "chung",
    content: say(`${marker}: công đoàn chúc đoàn viên một ngày làm việc an toàn.`),
    audience: "all",
    channels: ["telegram"],
    schedule: { kind: "at", at: addMs(now, 2500), until: null },
    graceMinutes: 120,
    sources: [],
  };
  await db.transact(async (tx) => {
    await insertSubscribers(tx, crowd.recipients, now);
    const id = await addCampaign(tx, plan, { by: "drill", now });
    await approveCampaign(tx, { id, by: "drill", now }, createLibrary([], []));
  });
}

type Lives = {
  readonly start: () => Program;
  readonly drill: Drill;
  readonly crowd: Crowd;
  readonly chance: Chance;
  readonly db: Database;
};

/** What a kill left in the ledger. */
type Death = { readonly wasStarting: boolean; readonly underWay: number; readonly uncertain: number };

async function killAgainAndAgain({ start, drill, crowd, chance, db }: Lives): Promise<Death[]> {
  const deaths: Death[] = [];
  let written = 0;
  for (let life = 1; life <= drill.kills; life++) {
    const program = start();
    const dying = new AbortController();
    const count = Math.floor((drill.updates * life) / drill.kills) - written;
    const writing = write(crowd, { count, chance, signal: dying.signal });
    written += count;
    const wasStarting = chance.next() < 0.2;
    if (wasStarting) await sleep(chance.between(50, 900));
    else {
      await program.ready.catch((error: unknown) => failWith(program, error));
      await sleep(chance.between(20, 900));
    }
    await program.kill();
    dying.abort();
    await writing;
    deaths.push({ wasStarting, ...(await readDeath(db)) });
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

async function liveToTheEnd({ start }: Lives, db: Database): Promise<void> {
  const program = start();
  await program.ready.catch((error: unknown) => failWith(program, error));
  const deadline = performance.now() + longestDrainMs;
  while (performance.now() < deadline && !(await isQuiet(db))) await sleep(100);
  const code = await program.stop();
  if (code !== 0) throw new Error(`The program ended with ${code} after SIGTERM. ${program.complaints}`);
}

async function isQuiet(db: Database): Promise<boolean> {
  const waiting = await db.read
    .selectFrom("inbound")
    .select("seq")
    .where("status", "=", "waiting")
    .limit(1)
    .execute();
  const open = await db.read
    .selectFrom("delivery")
    .select("seq")
    .where("status", "in", ["pending", "sending"])
    .limit(1)
    .execute();
  const unlaunched = await db.read
    .selectFrom("campaign")
    .select("id")
    .where("status", "=", "scheduled")
    .where("next_slot", "is not", null)
    .execute();
  return waiting.length + open.length + unlaunched.length === 0;
}

async function failWith(program: Program, error: unknown): Promise<never> {
  await program.kill();
  throw new Error(`The program did not start. ${program.complaints}`, { cause: error });
}
