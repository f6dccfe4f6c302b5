import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import { type FastifyInstance, fastify, type InjectOptions } from "fastify";
import { readZaloTerms } from "../../src/config/zalo-terms.ts";
import { mountDashboard } from "../../src/dashboard/dashboard.ts";
import type { DashboardParts } from "../../src/dashboard/routes.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type Clock, type Instant, instant } from "../../src/kit/time.ts";
import { shippedLibrary } from "../http/world.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { type MadeOfficer, makeOfficer, type Terms } from "./make-officer.ts";

/** The officers' API on a database of its own, without a network, at a clock that tests turn. */
export type DashboardStage = {
  readonly app: FastifyInstance;
  readonly db: TestDatabase["db"];
  now: Instant;
  /** What the API stands on: settings a test changes hold for the calls after it. */
  readonly parts: DashboardParts;
  /** Somebody who is set up, with the secret of their authenticator app. */
  officer(login: string, terms?: Terms): Promise<MadeOfficer & { cookie: string }>;
  get(path: string, cookie?: string): Promise<Answer>;
  post(path: string, body: unknown, asked: Asked): Promise<Answer>;
  close(): Promise<void>;
};

type Asked = { readonly cookie?: string; readonly key?: string; readonly headers?: Record<string, string> };
/** `body` is whatever JSON came. */
export type Answer = {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
  readonly headers: Record<string, unknown>;
};

let keys = 0;

export async function openStage(): Promise<DashboardStage> {
  const { db, close } = await openTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "caunoi-dashboard-"));
  const app = fastify({ trustProxy: "loopback" });
  await app.register(cookie);
  const stage = { now: instant("2026-11-23T01:00:00Z") };
  const clock: Clock = () => stage.now;
  const parts = partsOf({ db, clock, dataDir });
  await mountDashboard(app, parts);
  const call = async (options: InjectOptions): Promise<Answer> => {
    const response = await app.inject(options);
    const isJson = String(response.headers["content-type"]).includes("json");
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    };
  };
  return Object.assign(stage, {
    parts,
    app,
    db,
    officer: async (login: string, terms: Terms = {}) => {
      const made = await makeOfficer(db, login, { ...terms, now: stage.now });
      return { ...made, cookie: `caunoi_officer=${made.token}` };
    },
    get: (path: string, sent = "") =>
      call({ method: "GET", url: `/admin/api${path}`, headers: { cookie: sent } }),
    post: (
      path: string,
      body: unknown,
      { cookie: sent = "", key = `key-${++keys}-abc`, headers = {} }: Asked,
    ) =>
      call({
        method: "POST",
        url: `/admin/api${path}`,
        headers: { cookie: sent, "x-request-key": key, "content-type": "application/json", ...headers },
        payload: JSON.stringify(body),
      }),
    close: async () => {
      await app.close();
      await close();
      await rm(dataDir, { recursive: true });
    },
  });
}

function partsOf({ db, clock, dataDir }: Pick<DashboardParts, "db" | "clock" | "dataDir">): DashboardParts {
  return {
    db,
    clock,
    log: silentLog,
    library: shippedLibrary,
    publicUrl: "http://localhost:8080",
    organization: "Liên đoàn Lao động tỉnh Lai Châu",
    dataDir,
    blobs: openBlobs(db, join(dataDir, "blobs")),
    largeAudience: 50,
    quietHours: { fromMinute: 1260, toMinute: 420 },
    zalo: { prices: readZaloTerms(undefined, () => {}).terms, isPaidAllowed: false, templates: {} },
    channels: [
      { name: "telegram", textLength: 4096, buttons: true, perSecond: 28 },
      { name: "web-chat", textLength: 4000, buttons: true, perSecond: 100 },
    ],
  };
}
