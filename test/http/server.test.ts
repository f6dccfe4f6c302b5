import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";
import type { Log } from "../../src/kit/log.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createVisitor, type Visitor } from "./visitor.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function openServer(options: WorldOptions = {}): Promise<Visitor> {
  const world = await openWorld(options);
  worlds.push(world);
  return createVisitor(world.server);
}

/** Paths of the page's own files, as its HTML names them. */
async function assetsOf(visitor: Visitor): Promise<string[]> {
  const { text } = await visitor.get("/");
  return [...new Set(text.match(/\/chat\/assets\/[^"]+/g))];
}

describe("the chat page", () => {
  test("is Vietnamese HTML whose every file exists and may be kept forever", async () => {
    const visitor = await openServer();
    const page = await visitor.get("/");
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.text).toContain('<html lang="vi">');
    const paths = await assetsOf(visitor);
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      const asset = await visitor.get(path);
      expect([path, asset.status]).toEqual([path, 200]);
      expect(asset.headers["cache-control"]).toContain("immutable");
    }
  });

  test("names the federation of the settings in the page, its scripts and its manifest", async () => {
    const organization = "Công đoàn Y tế & Giáo dục";
    const visitor = await openServer({ config: { organization } });
    const { text } = await visitor.get("/");
    expect(text).toContain("<title>Cầu Nối · Công đoàn Y tế &#38; Giáo dục</title>");
    const sent = [text, (await visitor.get("/chat.js")).text, (await visitor.get("/tin")).text];
    for (const path of await assetsOf(visitor))
      if (!path.endsWith(".svg")) sent.push((await visitor.get(path)).text);
    expect(sent.filter((file) => file.includes(organization)).length).toBe(3);
    for (const file of sent) expect(file).not.toMatch(/Lai Châu|\{\{/);
    const other = await openServer();
    expect(await assetsOf(other)).not.toEqual(await assetsOf(visitor));
  });

  test("allows nothing but its own files, and no frame around it", async () => {
    const { headers } = await (await openServer()).get("/");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  test("lets other pages frame it when it is made for that", async () => {
    const { headers } = await (await openServer()).get("/?embed=1");
    expect(headers["content-security-policy"]).toContain("frame-ancestors *");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["x-frame-options"]).toBeUndefined();
  });

  test("brings along less than 20 kB of scripts and styles", async () => {
    const visitor = await openServer();
    const loaded = (await assetsOf(visitor)).filter((path) => /\.(js|css)$/.test(path));
    let total = 0;
    for (const path of loaded) {
      const { bytes, headers } = await visitor.get(path, { "accept-encoding": "gzip" });
      expect([path, headers["content-encoding"]]).toEqual([path, "gzip"]);
      total += bytes.length;
    }
    expect(total).toBeLessThan(20_000);
  });

  test("is sent without comments, and otherwise as it was written", async () => {
    const visitor = await openServer();
    const path = (await assetsOf(visitor)).find((name) => name.endsWith("/dom.js")) ?? "";
    const { bytes } = await visitor.get(path, { "accept-encoding": "gzip" });
    const sent = gunzipSync(bytes).toString();
    const written = readFileSync(join(import.meta.dirname, "../../web/chat/dom.js"), "utf8");
    expect(sent).not.toMatch(/^\s*(\/\/|\/\*|\*)/m);
    const code = written.split("\n").map((line) => line.trim());
    for (const line of sent.split("\n")) expect(code).toContain(line);
    expect(sent).toContain("export function el(");
  });

  test("is not sent again to a browser that has it", async () => {
    const visitor = await openServer();
    const first = await visitor.get("/");
    const again = await visitor.get("/", { "if-none-match": first.headers.etag ?? "" });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("of another version is not mixed with this one", async () => {
    const visitor = await openServer();
    expect((await visitor.get("/chat/assets/000000000000/app.js")).status).toBe(404);
    const root = (await assetsOf(visitor))[0]?.replace(/[^/]+$/, "");
    for (const name of ["tsconfig.json", "..%2f..%2fpackage.json", "missing.js"]) {
      expect((await visitor.get(`${root}${name}`)).status).toBe(404);
    }
  });

  test("writes nothing a person said as HTML", () => {
    const folder = join(import.meta.dirname, "../../web/chat");
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".js"))) {
      const source = readFileSync(join(folder, name), "utf8");
      expect([name, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/.test(source)]).toEqual([
        name,
        false,
      ]);
    }
  });
});

test("any site may load the embedding script", async () => {
  const reply = await (await openServer()).get("/chat.js");
  expect(reply.status).toBe(200);
  expect(reply.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(reply.headers["cross-origin-resource-policy"]).toBe("cross-origin");
});

test("over TLS browsers are told to stay there", async () => {
  const visitor = await openServer({ config: { publicUrl: "https://chat.example.vn" } });
  expect((await visitor.get("/")).headers["strict-transport-security"]).toMatch(/^max-age=\d+$/);
});

describe("probes", () => {
  test("say that the process lives and is ready", async () => {
    const visitor = await openServer();
    expect((await visitor.get("/healthz")).json).toEqual({ live: true });
    const ready = await visitor.get("/readyz");
    expect([ready.status, ready.json]).toEqual([200, { ready: true, faults: [] }]);
  });

  test("name every fault", async () => {
    const faults = ["the database is at version 0, this program needs 1"];
    const reply = await (await openServer({ findFaults: async () => faults })).get("/readyz");
    expect([reply.status, reply.json]).toEqual([503, { ready: false, faults }]);
  });

  test("count a check that throws or hangs as a fault", async () => {
    const throwing = async () => {
      throw new TypeError("connection refused");
    };
    const thrown = await (await openServer({ findFaults: throwing })).get("/readyz");
    expect([thrown.status, thrown.json]).toMatchObject([503, { faults: ["TypeError: connection refused"] }]);
    const hung = await (await openServer({ findFaults: () => new Promise(() => {}) })).get("/readyz");
    expect([hung.status, hung.json]).toMatchObject([503, { faults: ["no answer within 2000 ms"] }]);
  });
});

describe("figures", () => {
  const depths = {
    inboundWaiting: 3,
    inboundParked: 1,
    deliveriesPending: 20,
    deliveriesUncertain: 2,
    channelsToReconnect: 1,
  };

  test("are read from the ledgers at the moment of the scrape", async () => {
    let waiting = 3;
    const metrics = createMetrics(async () => ({ ...depths, inboundWaiting: waiting }), silentLog);
    metrics.countDelivery("telegram", "sent");
    const visitor = await openServer({ metrics });
    expect((await visitor.get("/metrics")).text).toContain("caunoi_inbound_waiting 3");
    waiting = 4;
    const { text, headers } = await visitor.get("/metrics");
    expect(headers["content-type"]).toContain("text/plain");
    for (const line of [
      "caunoi_inbound_waiting 4",
      "caunoi_inbound_parked 1",
      "caunoi_deliveries_pending 20",
      "caunoi_deliveries_uncertain 2",
      "caunoi_channels_to_reconnect 1",
      'caunoi_deliveries_total{channel="telegram",outcome="sent"} 1',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain("process_cpu_seconds_total");
  });

  test("are still given when the ledgers cannot be read", async () => {
    const metrics = createMetrics(() => Promise.reject(new Error("away")), silentLog);
    const { status, text } = await (await openServer({ metrics })).get("/metrics");
    expect(status).toBe(200);
    expect(text).toContain("caunoi_inbound_waiting Nan");
  });
});

describe("pages without a conversation", () => {
  test("/admin says how the dashboard is built when it is not, and lists the commands", async () => {
    const unbuilt = await openServer({ dashboardFolder: "/nowhere" });
    const { status, text, headers } = await unbuilt.get("/admin");
    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(text).toContain("npm run build");
    expect(text).toContain("<code>npx caunoi doctor</code>");
    expect(text).toContain("Kiểm tra &#60;cài đặt&#62;");
  });

  test("an address that has no page says so in Vietnamese, to people and to programs", async () => {
    const visitor = await openServer();
    const page = await visitor.get("/khong-co", { accept: "text/html" });
    expect([page.status, page.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(page.text).toContain("Không tìm thấy trang");
    const data = await visitor.get("/khong-co");
    expect([data.status, data.refusal?.code]).toEqual([404, "notFound"]);
  });

  test.each(["/%", "/%ff%fe", "/chat/%00", `/${"a".repeat(5000)}`])(
    "the address %j breaks nothing",
    async (path) => {
      const { status, refusal } = await (await openServer()).get(path);
      expect([400, 404, 414]).toContain(status);
      expect(refusal?.message).toMatch(/\.$/);
    },
  );
});

test("a failure is logged with the request's id and shown to nobody", async () => {
  const lines: [string, Record<string, unknown> | undefined][] = [];
  const log: Log = { ...silentLog, error: (event, fields) => void lines.push([event, fields]) };
  const readSaid = async () => {
    throw new Error("SELECT failed at /srv/secret/path");
  };
  const visitor = await openServer({ log, readSaid });
  await visitor.get("/");
  const reply = await visitor.get("/chat/history");
  expect([reply.status, reply.refusal?.code]).toEqual([500, "internal"]);
  expect(reply.text).not.toContain("secret");
  expect(lines).toEqual([
    ["http.failed", expect.objectContaining({ route: "/chat/history", requestId: expect.any(String) })],
  ]);
});
