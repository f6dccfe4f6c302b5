import cookie from "@fastify/cookie";
import { type FastifyInstance, fastify } from "fastify";
import { mountDashboard } from "../../src/dashboard/dashboard.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type Clock, type Instant, instant } from "../../src/kit/time.ts";
import { addOfficer, type Officer, type OfficerRole } from "../../src/people/officers.ts";
import { finishSetUp, makeLink, readLink } from "../../src/people/officers-link.ts";
import { hashPassword } from "../../src/people/officers-password.ts";
import { stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { openSession } from "../../src/people/sessions.ts";
import { shippedLibrary } from "../http/world.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";

export const password = "mây trắng trên đèo";

/** The officers' API on a database of its own, without a network, at a clock that tests turn. */
export type DashboardStage = {
  readonly app: FastifyInstance;
  readonly db: TestDatabase["db"];
  now: Instant;
  /** Somebody who is set up, with the secret of their authenticator app. */
  officer(
    login: string,
    terms?: Partial<Pick<Officer, "role" | "unit" | "maySend" | "name">>,
  ): Promise<{ officer: Officer; secret: string; cookie: string }>;
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

let hash: Promise<string> | undefined;
let keys = 0;

export async function openStage(): Promise<DashboardStage> {
  const { db, close } = await openTestDatabase();
  const app = fastify({ trustProxy: "loopback" });
  await app.register(cookie);
  const stage = { now: instant("2026-11-23T01:00:00Z") };
  const clock: Clock = () => stage.now;
  await mountDashboard(app, {
    db,
    clock,
    log: silentLog,
    library: shippedLibrary,
    publicUrl: "http://localhost:8080",
    quietHours: { fromMinute: 1260, toMinute: 420 },
    channels: [
      { name: "telegram", textLength: 4096, buttons: true, perSecond: 28 },
      { name: "web-chat", textLength: 4000, buttons: true, perSecond: 100 },
    ],
  });
  const call = async (options: Parameters<FastifyInstance["inject"]>[0]): Promise<Answer> => {
    const response = await app.inject(options);
    const isJson = String(response.headers["content-type"]).includes("json");
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    };
  };
  return Object.assign(stage, {
    app,
    db,
    officer: async (
      login: string,
      terms: Partial<Pick<Officer, "role" | "unit" | "maySend" | "name">> = {},
    ) => {
      hash ??= hashPassword(password);
      const passwordHash = await hash;
      const { now } = stage;
      const role: OfficerRole = terms.role ?? "admin";
      return db.transact(async (tx) => {
        const added = await addOfficer(
          tx,
          { name: `Cán bộ ${login}`, unit: null, maySend: true, ...terms, role },
          now,
        );
        const token = await makeLink(tx, added.id, now);
        const secret = (await readLink(tx, token, now))?.totpSecret ?? "";
        const code = totpAt(secret, stepOf(now));
        const ready = await finishSetUp(tx, { token, name: added.name, login, passwordHash, code, now });
        const officer = ready.kind === "ready" ? ready.officer : added;
        const session = await openSession(tx, { officerId: officer.id, device: "Firefox", now });
        return { officer, secret, cookie: `caunoi_officer=${session}` };
      });
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
    },
  });
}
