import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listParked, retryParked } from "../src/conversation/inbox.ts";
import { sleep, systemClock } from "../src/kit/time.ts";
import { type ModelServer, startModelServer } from "../test/support/openai-server.ts";
import type { startPostgres } from "../test/support/postgres.ts";
import type { Chance } from "./chance.ts";
import type { Fleet } from "./drill-fleet.ts";
import type { DrillStage } from "./drill-stage.ts";
import { write } from "./drill-traffic.ts";
import { type Relay, startRelay } from "./relay.ts";

export type TroubleName = "roles" | "restart" | "pause" | "disk" | "slow" | "platform" | "model" | "storm";

/** Where a trouble strikes. `seconds` is how long it lasts, `kills` how many kills it is. */
export type Scene = {
  readonly stage: DrillStage;
  readonly fleet: Fleet;
  readonly chance: Chance;
  readonly seconds: number;
  readonly kills: number;
  readonly postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
};

/** A trouble with what has to stand around the program for it. */
export type Trouble = {
  readonly what: string;
  readonly on: readonly ("SQLite" | "PostgreSQL")[];
  /** How long it lasts when nobody says. */
  readonly seconds: number;
  /** Its own surroundings: settings, a folder; taken away by `close`. */
  open(stage?: DrillStage): Promise<Setting>;
};

export type Setting = {
  readonly folder?: string;
  settings(stage: DrillStage): Promise<Record<string, string>>;
  /** From its beginning to its end. Returns how many messages it wrote itself. */
  strike(scene: Scene): Promise<number>;
  /** What an operator does afterwards. */
  mend?(stage: DrillStage): Promise<void>;
  close(): Promise<void>;
};

const nothing = { settings: async () => ({}), close: async () => {} };
const both = ["SQLite", "PostgreSQL"] as const;

export const troubles: Readonly<Record<TroubleName, Trouble>> = {
  roles: {
    what: "kill -9 of any process, again and again",
    on: ["PostgreSQL"],
    seconds: 0,
    open: async () => ({ ...nothing, strike: killAny }),
  },
  restart: {
    what: "the database restarts",
    on: ["PostgreSQL"],
    seconds: 0,
    open: async () => ({ ...nothing, strike: restart }),
  },
  pause: {
    what: "the database stands still",
    on: ["PostgreSQL"],
    seconds: 30,
    open: async () => ({ ...nothing, strike: pause }),
  },
  disk: { what: "the disk is full", on: ["SQLite"], seconds: 10, open: async () => openSmallDisk() },
  slow: { what: "every commit takes 300 ms", on: ["SQLite"], seconds: 15, open: async () => slowDisk },
  platform: { what: "the platform is away", on: both, seconds: 30, open: async () => openPlatformCut() },
  model: { what: "the model hangs, then breaks", on: both, seconds: 20, open: openModel },
  storm: {
    what: "a hundred times the messages, each three times, one of them poisoned",
    on: both,
    seconds: 10,
    open: async () => ({ ...nothing, strike: storm, mend: answerParked }),
  },
};

async function killAny({ fleet, chance, kills }: Scene): Promise<number> {
  for (let n = 0; n < kills; n++) {
    await fleet.kill(chance);
    await sleep(chance.between(0, 1500));
    await fleet.revive();
    await sleep(chance.between(100, 900));
  }
  return 0;
}

async function restart({ postgres }: Scene): Promise<number> {
  await postgres?.restart();
  return 0;
}

async function pause({ postgres, seconds }: Scene): Promise<number> {
  await postgres?.pause(seconds * 1000);
  return 0;
}

/** A file system of 64 MB of its own, which needs the rights of root. */
function openSmallDisk(): Setting {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-disk-"));
  execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]);
  return {
    folder,
    settings: async () => ({}),
    async strike({ seconds }) {
      const ballast = join(folder, "ballast");
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
      await sleep(seconds * 1000);
      rmSync(ballast);
      return 0;
    },
    async close() {
      execFileSync("/bin/umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

const slowDisk: Setting = {
  async settings({ folder }) {
    const watch = pathToFileURL(join(import.meta.dirname, "slow-disk.ts")).href;
    return { SLOW_DISK: join(folder, "slow"), NODE_OPTIONS: `--import ${watch}` };
  },
  async strike({ stage, seconds }) {
    const flag = join(stage.folder, "slow");
    writeFileSync(flag, "");
    await sleep(seconds * 1000);
    rmSync(flag);
    return 0;
  },
  close: async () => {},
};

function openPlatformCut(): Setting {
  let relay: Relay | undefined;
  return {
    async settings({ server }) {
      relay = await startRelay([Number(new URL(server.url).port)]);
      return { TELEGRAM_API_ROOT: `http://127.0.0.1:${relay.port}` };
    },
    async strike({ seconds }) {
      await relay?.unplug();
      await sleep(seconds * 1000);
      await relay?.plugIn();
      return 0;
    },
    close: async () => relay?.close(),
  };
}

async function openModel(): Promise<Setting> {
  const model: ModelServer = await startModelServer();
  return {
    settings: async () => ({
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: "loopback-only",
      OPENAI_MODEL: "answers-1",
    }),
    async strike({ seconds }) {
      for (const how of ["hang", "reset"] as const) {
        model.behave({ how });
        await sleep(seconds * 500);
      }
      model.behave(undefined);
      return 0;
    },
    close: () => model.close(),
  };
}

/** Usually a message comes every third of a second; now as many as the writers can. */
async function storm({ stage, chance, seconds }: Scene): Promise<number> {
  const poisoned = await poison(stage);
  const count = Math.round(seconds * 300);
  stage.server.world.updates.repeatNext(3, count);
  const signal = AbortSignal.timeout(seconds * 60_000);
  await write(stage.crowd, { count, chance, signal });
  return count + poisoned;
}

/** Somebody whose dialogue no program can read, as a bug of an older one could have left it. Returns their messages. */
async function poison({ server, db }: DrillStage): Promise<number> {
  const person = server.person({ id: 5_300_000_000 });
  person.send("/menu");
  const findMember = () =>
    db.read
      .selectFrom("address")
      .select("member_id")
      .where("external_id", "=", String(person.id))
      .executeTakeFirst();
  for (let looks = 0; looks < 200 && !(await findMember()); looks++) await sleep(50);
  const row = { member_id: (await findMember())?.member_id ?? "", updated_at: systemClock() };
  const broken = { ...row, state: '{"v":99}' };
  await db.transact((tx) =>
    tx
      .insertInto("dialogue")
      .values(broken)
      .onConflict((conflict) => conflict.column("member_id").doUpdateSet({ state: broken.state }))
      .execute(),
  );
  person.send("xin chào");
  return 2;
}

/** The cause is mended and the message answered after all; throws when nothing was set aside. */
async function answerParked({ db }: DrillStage): Promise<void> {
  const parked = await listParked(db.read);
  if (parked.length !== 1) throw new Error(`${parked.length} messages were set aside instead of one.`);
  await db.transact((tx) => tx.deleteFrom("dialogue").where("state", "=", '{"v":99}').execute());
  for (const { seq } of parked) await db.transact((tx) => retryParked(tx, seq, systemClock()));
}
