import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardRoutes } from "../../src/dashboard/dashboard.ts";
import { apiRoot, methodOf } from "../../src/dashboard/mount.ts";
import type { OfficerRole } from "../../src/people/officers.ts";
import { type Fortress, openFortress, type Reply } from "./fortress.ts";
import { fill, hostileBodies, hostileParts, insideTraces } from "./hostile.ts";

/**
 * Who may call what outside of the officers' API. `public`: anybody, and it shows nothing of a person. `chat`: one's
 * own conversation, by a signed cookie. `platform`: who proves to be the platform. `inside`: kept from outside by the
 * proxy, and counts only.
 */
const outside: Readonly<Record<string, "public" | "chat" | "platform" | "inside">> = {
  "GET /": "public",
  "GET /chat.js": "public",
  "GET /chat/assets/:version/:name": "public",
  "GET /favicon.ico": "public",
  "GET /feed.xml": "public",
  "GET /feed.json": "public",
  "GET /tin": "public",
  "GET /tin.js": "public",
  "GET /tin/:slug": "public",
  "GET /tin/:slug/:picture": "public",
  "GET /admin": "public",
  "GET /admin/": "public",
  "GET /admin/*": "public",
  "GET /chat/history": "chat",
  "GET /chat/events": "chat",
  "GET /chat/blobs/:hash": "chat",
  "POST /chat/files": "chat",
  "POST /chat/leave": "chat",
  "POST /chat/messages": "chat",
  "POST /webhooks/telegram": "platform",
  "POST /webhooks/zalo-bot": "platform",
  "POST /webhooks/zalo-oa": "platform",
  "GET /healthz": "inside",
  "GET /readyz": "inside",
  "GET /metrics": "inside",
};

/** News of changes for who is logged in, without a word of what changed: a stream, which never ends. */
const stream = `${apiRoot}/live`;
/** How the tree of routes shows the built pages' files below /admin/assets/. */
const builtFiles = "GET /*";
/** Their use would end the sessions these tests go on with. */
const endsSessions = /\/logout$|\/sessions\//;

type OfficerRoute = { readonly name: string; readonly method: "GET" | "POST"; readonly path: string };

describe("every route of the server", () => {
  let fortress: Fortress;
  let cookies: ReadonlyMap<OfficerRole, string>;
  let officers: OfficerRoute[];
  let keys = 0;

  beforeAll(async () => {
    fortress = await openFortress();
    cookies = await fortress.everyRole("CDCS-1");
    officers = fortress.routes
      .filter((name) => name.includes(` ${apiRoot}/`))
      .map((name) => ({
        name,
        method: name.startsWith("GET") ? ("GET" as const) : ("POST" as const),
        path: name.slice(name.indexOf(" ") + 1),
      }));
  });
  afterAll(() => fortress.close());

  const own = () => ({ "content-type": "application/json", "x-request-key": `fortress-${++keys}` });
  const call = (
    { method, path }: Pick<OfficerRoute, "method" | "path">,
    { part = "1", cookie = "", body = "{}", headers = {} as Record<string, string> },
  ): Promise<Reply> =>
    fortress.call({
      method,
      url: fill(path, part),
      headers: { ...(method === "POST" ? own() : {}), cookie, ...headers },
      ...(method === "POST" ? { payload: body } : {}),
    });

  it("has a stated right", () => {
    const reading = fortress.routes.filter((name) => !name.startsWith("HEAD ") && name !== builtFiles);
    const stated = dashboardRoutes.map((route) => `${methodOf(route)} ${apiRoot}${route.path}`);
    expect(reading).toEqual([...Object.keys(outside), `GET ${stream}`, ...stated].toSorted());
    const heads = fortress.routes.filter((name) => name.startsWith("HEAD "));
    for (const head of heads) expect(fortress.routes).toContain(head.replace("HEAD", "GET"));
  });

  it("of officers is closed to strangers, to made-up sessions and to people of the web chat", async () => {
    const chat = await fortress.call({ method: "GET", url: "/" });
    const visitor = String(chat.headers["set-cookie"]).split(";")[0] ?? "";
    const token = visitor.slice(visitor.indexOf("=") + 1);
    const open = new Set(
      dashboardRoutes.flatMap((route) => (route.kind === "open" ? [`${apiRoot}${route.path}`] : [])),
    );
    for (const route of officers.filter(({ path }) => !open.has(path))) {
      for (const cookie of ["", visitor, `caunoi_officer=${token}`, `caunoi_officer=${"A".repeat(43)}`]) {
        expect(`${route.name} ${(await call(route, { cookie })).status}`).toBe(`${route.name} 401`);
      }
    }
  });

  it("that changes something refuses every other site, whoever is logged in", async () => {
    const cookie = cookies.get("admin") ?? "";
    const posts = fortress.routes.filter((name) => /^POST \/(admin|chat)\//.test(name));
    for (const name of posts) {
      const path = fill(name.slice(5), "1");
      for (const headers of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site", origin: "http://sub.127.0.0.1:8080" },
      ]) {
        const asked = { ...own(), cookie, ...headers } as Record<string, string>;
        const { status } = await fortress.call({ method: "POST", url: path, headers: asked, payload: "{}" });
        expect(`${name} ${status}`).toBe(`${name} 403`);
      }
    }
  });

  it("answers no simple form of another site: a change needs our own header", async () => {
    const cookie = cookies.get("admin") ?? "";
    for (const { path, name } of officers.filter(({ method }) => method === "POST")) {
      const headers = { cookie, "content-type": "application/x-www-form-urlencoded" };
      const { status } = await fortress.call({
        method: "POST",
        url: fill(path, "1"),
        headers,
        payload: "version=1",
      });
      expect([name, status >= 400 && status < 500]).toEqual([name, true]);
    }
  });

  it("× every role survives hostile addresses and bodies, and shows nothing of the inside", async () => {
    const tried = officers.filter(({ path }) => !endsSessions.test(path) && path !== stream);
    for (const [role, cookie] of cookies) {
      for (const [index, route] of tried.entries()) {
        const isAdmin = role === "admin";
        const parts = route.path.includes(":") ? hostileParts : ["1"];
        for (const [at, part] of parts.entries()) {
          // Every role gets every route; the one that may most gets everything at every route.
          if (!isAdmin && (at + index) % 8 !== 0) continue;
          harmless(`${role} ${route.name} ${part}`, await call(route, { cookie, part }));
        }
        const bodies = route.method === "POST" ? hostileBodies : [];
        for (const [at, body] of bodies.entries()) {
          if (!isAdmin && (at + index) % 8 !== 0) continue;
          harmless(`${role} ${route.name} ${body.slice(0, 20)}`, await call(route, { cookie, body }));
        }
      }
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it("outside of the officers' API survives them too", async () => {
    for (const name of Object.keys(outside)) {
      const [method = "", path = ""] = name.split(" ");
      if (path === "/chat/events") continue;
      for (const part of hostileParts) {
        const url = fill(path, part).replace("*", encodeURIComponent(part));
        if (method === "GET") harmless(`${name} ${part}`, await fortress.call({ method: "GET", url }));
      }
      for (const payload of method === "POST" ? hostileBodies : []) {
        const reply = await fortress.call({ method: "POST", url: path, headers: own(), payload });
        harmless(`${name} ${payload.slice(0, 20)}`, reply);
      }
    }
  });

  it("takes no body beyond its bound, whoever sends it", async () => {
    const payload = JSON.stringify({ text: "x".repeat(2_200_000) });
    const large = new Set(["/admin/api/roster", "/admin/api/roster/check", "/admin/api/knowledge/read"]);
    for (const name of fortress.routes.filter((one) => one.startsWith("POST "))) {
      const path = name.slice(5);
      if (large.has(path) || path === "/chat/files") continue;
      const { status } = await fortress.call({
        ...{ method: "POST", url: fill(path, "1"), payload },
        headers: { ...own(), cookie: cookies.get("admin") ?? "" },
      });
      expect(`${name} ${status}`).toBe(`${name} 413`);
    }
  });

  it("carries headers that tame the browser, and a page never runs foreign scripts", async () => {
    for (const name of fortress.routes.filter((one) => /^GET (?!\/admin\/api)/.test(one))) {
      const path = name.slice(4);
      if (path === "/chat/events") continue;
      const { headers } = await fortress.call({ method: "GET", url: fill(path, "x").replace("*", "x") });
      expect([name, headers["x-content-type-options"]]).toEqual([name, "nosniff"]);
      const policy = String(headers["content-security-policy"]);
      expect([name, /script-src 'self'(;|$)/.test(policy)]).toEqual([name, true]);
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    }
  });

  it("knows no other methods, and no header that stands for one", async () => {
    const cookie = cookies.get("viewer") ?? "";
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"] as const) {
      for (const path of ["/admin/api/officers", "/chat/messages", "/webhooks/telegram", "/metrics"]) {
        const { status, headers } = await fortress.call({ method, url: path, headers: { cookie } });
        expect([method, path, [404, 405, 415].includes(status)]).toEqual([method, path, true]);
        expect(headers["access-control-allow-origin"]).toBeUndefined();
      }
    }
    const headers = { "x-http-method-override": "POST", "x-original-url": "/admin/api/officers" };
    const { status } = await fortress.call({ method: "GET", url: "/admin/api/me", headers });
    expect(status).toBe(401);
  });
});

function harmless(what: string, { status, text, headers }: Reply): void {
  expect(`${what}: ${status >= 500}`).toBe(`${what}: false`);
  const isText = /json|html|text/.test(String(headers["content-type"]));
  if (isText) expect([what, insideTraces.exec(text)?.[0]]).toEqual([what, undefined]);
}
