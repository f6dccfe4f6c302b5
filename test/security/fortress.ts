import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { readArticle, readArticles } from "../../src/campaigns/publish-read.ts";
import type { Channel } from "../../src/channels/channel.ts";
import { createTelegram } from "../../src/channels/telegram.ts";
import { createZaloBot } from "../../src/channels/zalo-bot.ts";
import { readSignedEvent } from "../../src/channels/zalo-oa-signature.ts";
import { mountDashboard } from "../../src/dashboard/dashboard.ts";
import type { DashboardParts } from "../../src/dashboard/routes.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { Failure } from "../../src/kit/failure.ts";
import { createLog } from "../../src/kit/log.ts";
import { systemClock } from "../../src/kit/time.ts";
import { type OfficerRole, officerRoles } from "../../src/people/officers.ts";
import { type MadeOfficer, makeOfficer, type Terms } from "../dashboard/make-officer.ts";
import { openWorld, shippedLibrary, type World } from "../http/world.ts";

export const telegramSecret = "telegram-webhook-secret-0123456789";
export const zaloBotSecret = "zalo-bot-webhook-secret-0123456789";
const zaloOa = {
  ...{ appId: "4011", oaId: "88", secretKey: "oa-secret-key", appSecret: "oa-app-secret" },
  ...{ signingId: "app" as const, replayMs: 24 * 3_600_000 },
};

/** The whole server as it is shipped: every webhook, the chat, the feed, probes, pages and the officers' API. */
export type Fortress = {
  readonly world: World;
  readonly db: Database;
  /** Every method and path the server answers, as the server itself lists them: `GET /healthz`. */
  readonly routes: readonly string[];
  /** Everything written to the log so far. */
  log(): string;
  call(options: InjectOptions): Promise<Reply>;
  /** Somebody set up and logged in. */
  officer(login: string, terms?: Terms): Promise<MadeOfficer & { cookie: string }>;
  /** One officer of every role; the one of the role `unit` is bound to `unit`. */
  everyRole(unit: string): Promise<ReadonlyMap<OfficerRole, string>>;
  close(): Promise<void>;
};

export type Reply = {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

export async function openFortress(): Promise<Fortress> {
  const dataDir = mkdtempSync(join(tmpdir(), "caunoi-fortress-"));
  let opened: World | undefined;
  const db = () => {
    if (!opened) throw new Error("The server was asked before it was open.");
    return opened.db;
  };
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const parts = dashboardParts(db, { dataDir, log });
  opened = await openWorld({
    ...{ log, channels: platforms(), mountDashboard: (app) => mountDashboard(app, parts) },
    articles: {
      list: (page) => readArticles(db().read, page),
      find: (slug) => readArticle(db().read, slug),
    },
  });
  const world = opened;
  await world.server.app.ready();
  const officer = async (login: string, terms: Terms = {}) => {
    const made = await makeOfficer(world.db, login, { ...terms, now: systemClock() });
    return { ...made, cookie: `caunoi_officer=${made.token}` };
  };
  return {
    world,
    db: world.db,
    routes: routesIn(world.server.app.printRoutes({ commonPrefix: false })),
    log: () => lines.join(""),
    officer,
    async call(options) {
      const response = await world.server.app.inject(options);
      return { status: response.statusCode, text: response.payload, headers: response.headers };
    },
    async everyRole(unit) {
      const cookies = new Map<OfficerRole, string>();
      for (const role of officerRoles) {
        const terms = { role, unit: role === "unit" ? unit : null, maySend: false };
        cookies.set(role, (await officer(`role-${role}`, terms)).cookie);
      }
      return cookies;
    },
    async close() {
      await world.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Asks for the database when it is used: the world opens it. */
function dashboardParts(
  db: () => Database,
  { dataDir, log }: Pick<DashboardParts, "dataDir" | "log">,
): DashboardParts {
  return {
    get db() {
      return db();
    },
    get blobs() {
      return openBlobs(db(), join(dataDir, "blobs"));
    },
    ...{ clock: systemClock, log, library: shippedLibrary, dataDir },
    publicUrl: "http://127.0.0.1:8080",
    ...{ organization: "Công đoàn Lai Châu", largeAudience: 500 },
    quietHours: { fromMinute: 1260, toMinute: 420 },
    channels: [{ name: "telegram", textLength: 4096, buttons: true, perSecond: 28 }],
  };
}

/** The platforms' own readers behind their webhooks; nothing is sent in these tests. */
function platforms(): Channel[] {
  const clock = systemClock;
  const never = async () => {
    throw new Failure("missing", "Nothing is stored in this test.");
  };
  const telegram = createTelegram({
    ...{ token: "1:test-token", apiRoot: "http://127.0.0.1:9", mode: "webhook", bulkPerSecond: 1 },
    ...{ webhookSecret: telegramSecret, loadBlob: never, clock },
  });
  const zaloBot = createZaloBot({
    ...{
      token: "2:test-token",
      apiRoot: "http://127.0.0.1:9",
      mode: "webhook",
      bulkPerSecond: 1,
      perMonth: 0,
    },
    ...{ webhookSecret: zaloBotSecret, clock },
    allotment: { take: async () => true, giveBack: async () => {} },
  });
  // The account's other parts (tokens, windows) are of no use to a caller from outside.
  const oa: Channel = {
    ...{ name: "zalo-oa", can: zaloBot.can, send: zaloBot.send, download: never },
    async parse(call) {
      readSignedEvent(call, zaloOa, clock());
      return [];
    },
  };
  return [telegram, zaloBot, oa];
}

/** The signature Zalo writes over a body. */
export function signZaloOa(body: string, timestamp: string, secret = zaloOa.secretKey): string {
  return `mac=${createHash("sha256").update(`${zaloOa.appId}${body}${timestamp}${secret}`).digest("hex")}`;
}

/** Reads the tree fastify prints: four signs deeper is one path further, methods in brackets. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  const found: string[] = [];
  for (const line of tree.split("\n")) {
    const [, indent = "", path = "", , methods = ""] =
      /^((?:[│ ] {3})*)[├└]── (\S*)( \(([^)]*)\))?/.exec(line) ?? [];
    if (path === "") continue;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(path);
    const whole = above.join("").replace(/\/\//g, "/");
    if (methods) for (const method of methods.split(", ")) found.push(`${method} ${whole}`);
  }
  return [...new Set(found)].toSorted();
}
