import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCampaign, approveCampaign } from "../src/campaigns/approve.ts";
import type { Plan } from "../src/campaigns/file.ts";
import type { Database } from "../src/database/database.ts";
import { openDatabase } from "../src/database/open.ts";
import { say } from "../src/kit/message.ts";
import { addMs, systemClock } from "../src/kit/time.ts";
import { createLibrary } from "../src/knowledge/library.ts";
import { insertSubscribers } from "../test/support/stage-people.ts";
import { startTelegramServer, type TelegramServer } from "../test/support/telegram-server.ts";
import { type Crowd, gatherCrowd } from "./drill-traffic.ts";

export type StageTerms = {
  /** `postgres://…` of an empty database; undefined drills a SQLite file of its own. */
  readonly databaseUrl?: string | undefined;
  readonly mode: "polling" | "webhook";
  readonly updates: number;
  readonly recipients: number;
  /** `TELEGRAM_RATE`: low enough that the campaign lasts for most of the drill. */
  readonly rate: number;
  /** Where a SQLite file stands and what the program writes; a folder of its own when left out. */
  readonly folder?: string | undefined;
};

/** What a drill plays on: a platform, the people, a database with a campaign that is due, and the program's settings. */
export type DrillStage = {
  readonly server: TelegramServer;
  readonly crowd: Crowd;
  /** The drill's own connection; for a while it may be put away. */
  readonly db: Database;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Works while nobody but the program has the database open. */
  withoutDatabase<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Stands in the campaign's text. */
export const marker = "Tin thử độ bền";
export const webhookSecret = "loopback-only-secret";

export async function openStage(terms: StageTerms): Promise<DrillStage> {
  const folder = terms.folder ?? mkdtempSync(join(tmpdir(), "caunoi-drill-"));
  const databaseUrl = terms.databaseUrl ?? `file:${join(folder, "caunoi.db")}`;
  const server = await startTelegramServer({ latencyMs: 15, retryBaseMs: 50 });
  const askers = Math.ceil(terms.updates / 12);
  const crowd = gatherCrowd(server, { askers, recipients: terms.recipients });
  let db = await openDatabase(databaseUrl);
  await prepare(db, crowd);
  return {
    server,
    crowd,
    folder,
    settings: settingsOf(terms, { databaseUrl, server }),
    get db() {
      return db;
    },
    async withoutDatabase(work) {
      await db.close();
      const result = await work();
      db = await openDatabase(databaseUrl);
      return result;
    },
    async close() {
      await db.close();
      await server.close();
      if (terms.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settingsOf(terms: StageTerms, parts: { databaseUrl: string; server: TelegramServer }) {
  return {
    DATABASE_URL: parts.databaseUrl,
    LOG_LEVEL: "error",
    QUIET_HOURS: "00:00-00:00",
    TELEGRAM_API_ROOT: parts.server.url,
    TELEGRAM_BOT_TOKEN: parts.server.token,
    TELEGRAM_MODE: terms.mode,
    TELEGRAM_RATE: String(terms.rate),
    ...(terms.mode === "webhook" && { TELEGRAM_WEBHOOK_SECRET: webhookSecret }),
  };
}

/** Subscribers, and an approved campaign that is due in a moment: the launch itself is under fire too. */
async function prepare(db: Database, crowd: Crowd): Promise<void> {
  if (crowd.recipients.length === 0) return;
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

/** Whether nothing waits, is being sent, or is still to be launched. */
export async function isQuiet(db: Database): Promise<boolean> {
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
