import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSeal } from "../../src/channels/zalo-oa-seal.ts";
import { createOaTokens, type OaTokens } from "../../src/channels/zalo-oa-tokens.ts";
import { openOaWire } from "../../src/channels/zalo-oa-wire.ts";
import { countToReconnect, openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { say } from "../../src/kit/message.ts";
import { addMs, type Instant, systemClock } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openOaPair } from "../support/zalo-oa-peer.ts";
import { badGateway, json } from "../support/zalo-server.ts";
import { oa, startZaloOaServer, type ZaloOaServer } from "../support/zalo-server-oa.ts";

const hourMs = 3_600_000;
const first = { access: "AT1", refresh: "RT1" };
const path = "/v4/oa/access_token";

describe.each(databases)("the tokens of Zalo OA on $name", ({ open }) => {
  let base: TestDatabase;
  let server: ZaloOaServer;
  let nowMs: number;
  const closing: (() => void)[] = [];
  const clock = () => addMs(systemClock(), nowMs) as Instant;
  const store = () => openPlatformTokens(base.db, `zalo-oa:${oa.oaId}`);
  /** The tokens as one process has them. */
  const inProcess = (own: { appSecret?: string; first?: typeof first | undefined } = {}): OaTokens => {
    const appSecret = own.appSecret ?? oa.appSecret;
    const wire = openOaWire({ ...oa, appSecret, openApiRoot: server.url, oauthRoot: server.url });
    closing.push(() => wire.close());
    const seal = createSeal(appSecret, oa.oaId);
    return createOaTokens({ store: store(), seal, wire, clock, first: "first" in own ? own.first : first });
  };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeAll(async () => {
    base = await open();
  });
  beforeEach(async () => {
    nowMs = 0;
    server = await startZaloOaServer();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await server.close();
    await base.db.transact((tx) => tx.deleteFrom("platform_token").execute());
  });
  afterAll(() => base.close());

  test("the first pair is renewed at once, for nobody knows its age; then it serves for twenty hours", async () => {
    const tokens = inProcess();
    await tokens.begin();
    expect(await tokens.access()).toBe("AT2");
    nowMs = 19 * hourMs;
    expect(await tokens.access()).toBe("AT2");
    nowMs = 21 * hourMs;
    expect(await tokens.access()).toBe("AT3");
    expect(server.renewals()).toBe(2);
  });

  test("the renewal is the documented call: secret in the header, the rest as a form", async () => {
    const tokens = inProcess();
    await tokens.begin();
    await tokens.access();
    const [call] = server.callsTo(path);
    expect(call?.headers.secret_key).toBe(oa.appSecret);
    expect(call?.body.toString()).toBe(`refresh_token=RT1&app_id=${oa.appId}&grant_type=refresh_token`);
  });

  test("a restart goes on with the stored pair, not with the settings' old one", async () => {
    const before = inProcess();
    await before.begin();
    await before.access();
    const after = inProcess();
    await after.begin();
    expect(await after.access()).toBe("AT2");
    expect(server.renewals()).toBe(1);
  });

  test("both tokens are unreadable in the database, and worthless with another application's secret", async () => {
    const tokens = inProcess();
    await tokens.begin();
    await tokens.access();
    const row = await base.db.read.selectFrom("platform_token").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toMatch(/AT\d|RT\d/);
    const failure = await failureOf(inProcess({ appSecret: "other" }).access());
    expect(isFailure(failure, "forbidden")).toBe(true);
    expect(String(failure)).toContain("Connect anew");
  });

  test("two processes with a token that ends renew it once, round after round, and no pair is lost", async () => {
    const processes = [inProcess(), inProcess()];
    for (const tokens of processes) await tokens.begin();
    let rejected: string | undefined;
    for (let round = 1; round <= 25; round++) {
      const given = await Promise.all(processes.map((tokens) => tokens.access(rejected)));
      expect(new Set(given)).toEqual(new Set([server.pair.access]));
      expect(server.renewals()).toBe(round);
      rejected = given[0];
    }
    expect(await store().read()).toMatchObject({ status: "ready", version: 26 });
    expect(await countToReconnect(base.db.read)).toBe(0);
  });

  test("a lost answer is asked for once more; when that tells that the token is burnt, a person is needed", async () => {
    const tokens = inProcess();
    await tokens.begin();
    server.inject({ how: "reset", path, isStored: true });
    const failure = await failureOf(tokens.access());
    expect(isFailure(failure, "forbidden")).toBe(true);
    expect(await store().read()).toMatchObject({ status: "needs_reconnect" });
    expect(await countToReconnect(base.db.read)).toBe(1);
    expect(server.callsTo(path)).toHaveLength(2);
    await failureOf(tokens.access());
    expect(server.callsTo(path)).toHaveLength(2);
  });

  test("a lost call that had no effect is made up for by the second", async () => {
    const tokens = inProcess();
    await tokens.begin();
    server.inject({ how: "reset", path });
    expect(await tokens.access()).toBe("AT2");
  });

  test("a pair that the operator gives anew replaces the dead one", async () => {
    const tokens = inProcess();
    await tokens.begin();
    server.inject({ how: "reset", path, isStored: true });
    await failureOf(tokens.access());
    const anew = inProcess({ first: { ...server.pair } });
    await anew.begin();
    expect(await anew.access()).toBe("AT3");
    expect(await store().read()).toMatchObject({ status: "ready", why: null });
  });

  test.each([
    ["a web page", badGateway],
    ["empty tokens", json({ access_token: "", refresh_token: "" })],
    ["nothing", json({})],
    ["cut JSON", { body: '{"access_token":"AT' }],
    ["a wrong redirect", json({ error: -14003, error_name: "Invalid redirect uri", error_reason: "" })],
  ])("an answer with %s never overwrites the pair", async (_what, reply) => {
    const tokens = inProcess();
    await tokens.begin();
    const before = await store().read();
    // The refusal is an answer; the others are asked for once more.
    server.inject({ how: "answer", reply, path, times: String(reply.body).includes("14003") ? 1 : 2 });
    await failureOf(tokens.access("AT1"));
    expect(await store().read()).toMatchObject({ refresh: before?.refresh, version: 1, status: "ready" });
    expect(await tokens.access("AT1")).toBe("AT2");
  });

  test("while the OAuth server is away a token that is not over serves on, and an ended one is waited for", async () => {
    const tokens = inProcess();
    await tokens.begin();
    await tokens.access();
    nowMs = 22 * hourMs;
    server.inject({ how: "answer", reply: badGateway, path, times: 2 });
    expect(await tokens.access()).toBe("AT2");
    nowMs = 26 * hourMs;
    server.inject({ how: "answer", reply: badGateway, path, times: 2 });
    expect(isFailure(await failureOf(tokens.access()), "unavailable")).toBe(true);
    expect(await tokens.access()).toBe("AT3");
  });

  test("a lease whose holder died is over after a minute, and not before", async () => {
    const tokens = inProcess();
    await tokens.begin();
    const now = clock();
    expect(await store().lease("dead", { now, until: addMs(now, 60_000) })).toBe(true);
    expect(await store().lease("alive", { now: addMs(now, 59_000), until: now })).toBe(false);
    expect(await store().lease("alive", { now: addMs(now, 60_000), until: addMs(now, 120_000) })).toBe(true);
  });

  test("a wrong application secret is a fault of the settings, and the pair stays good", async () => {
    const tokens = inProcess({ appSecret: "wrong" });
    await tokens.begin();
    const failure = await failureOf(tokens.access());
    expect(isFailure(failure, "invalid")).toBe(true);
    expect(await store().read()).toMatchObject({ status: "ready" });
  });

  test("without any pair the operator is told what to give", async () => {
    const failure = await failureOf(inProcess({ first: undefined }).access());
    expect(String(failure)).toContain("ZALO_OA_ACCESS_TOKEN");
  });
});

describe("sending while the token ends", () => {
  test("of 200 sends at once every one arrives once, and the token is renewed once", async () => {
    const { server, channel, close } = await openOaPair();
    const people = Array.from({ length: 200 }, () => server.person());
    const before = server.renewals();
    server.expireAccess();
    const outcomes = await Promise.all(
      people.map(({ id: externalId }, deliverySeq) =>
        channel.send(
          {
            to: { channel: "zalo-oa", externalId },
            content: say("chào"),
            deliverySeq,
            isBulk: true,
            at: systemClock(),
          },
          AbortSignal.timeout(20_000),
        ),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind !== "sent")).toEqual([]);
    expect(people.filter(({ messages }) => messages.length !== 1)).toEqual([]);
    expect(server.renewals() - before).toBe(1);
    await close();
  });

  test("a token that stays refused stops the channel after one renewal; a dead pair stops it at once", async () => {
    const { server, channel, close } = await openOaPair();
    const { id: externalId } = server.person();
    const send = () =>
      channel.send(
        {
          to: { channel: "zalo-oa", externalId },
          content: say("chào"),
          deliverySeq: 1,
          isBulk: false,
          at: systemClock(),
        },
        AbortSignal.timeout(20_000),
      );
    server.inject({
      how: "answer",
      reply: json({ error: -216, message: "invalid" }),
      path: "/message/cs",
      times: 2,
    });
    expect(await send()).toMatchObject({ kind: "refused", why: "channelOff", stopsChannel: true });
    server.expireAccess();
    server.pair.refresh = "taken by somebody else";
    expect(await send()).toMatchObject({ kind: "refused", why: "channelOff", stopsChannel: true });
    expect((await channel.check()).lines.join()).toContain("Connect anew");
    await close();
  });
});

describe("looking at the account", () => {
  test("the check-up names it with its package and renews nothing", async () => {
    const { server, channel, close } = await openOaPair();
    const before = server.renewals();
    expect(await channel.check()).toEqual({
      isWell: true,
      lines: [
        "Zalo knows the account as Công đoàn Lai Châu (verified, package: Tăng trưởng).",
        "Tokens renewed 0 hours ago.",
      ],
    });
    server.refuse(-224, "upgrade", "/getoa");
    expect(await channel.check()).toMatchObject({
      isWell: false,
      lines: [expect.stringContaining("package is too low")],
    });
    expect(server.renewals()).toBe(before);
    await close();
  });

  test("tokens of another account stop the start", async () => {
    const { server, another, close } = await openOaPair();
    server.inject({
      how: "answer",
      reply: json({ error: 0, data: { oaid: "999", name: "x" } }),
      path: "/getoa",
    });
    const failure = await another()
      .setUp("https://a.vn")
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(isFailure(failure, "invalid")).toBe(true);
    expect(String(failure)).toContain("ZALO_OA_ID");
    await close();
  });
});
