import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createZaloOa } from "../../src/channels/zalo-oa.ts";
import { checkZaloBot, checkZaloOa } from "../../src/cli/checks/zalo.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { openAllotment } from "../../src/delivery/allotment.ts";
import { createSignBook, readSigns } from "../../src/delivery/signs.ts";
import { silentLog } from "../../src/kit/log.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createHandClock, until } from "../support/delivery-stage.ts";
import { json } from "../support/zalo-server.ts";
import { startZaloBotServer } from "../support/zalo-server-bot.ts";
import { oa, startZaloOaServer, type ZaloOaServer } from "../support/zalo-server-oa.ts";

const hourMs = 3_600_000;

describe("what the doctor says of Zalo OA", () => {
  const clock = createHandClock();
  let opened: TestDatabase;
  let platform: ZaloOaServer;
  let config: Config;
  beforeEach(async () => {
    opened = await openTestDatabase();
    platform = await startZaloOaServer();
    config = readConfig({
      DATABASE_URL: opened.url,
      ZALO_OA_APP_ID: oa.appId,
      ZALO_OA_APP_SECRET: oa.appSecret,
      ZALO_OA_SECRET_KEY: oa.secretKey,
      ZALO_OA_ID: oa.oaId,
      ZALO_OA_ACCESS_TOKEN: "AT1",
      ZALO_OA_REFRESH_TOKEN: "RT1",
      ZALO_OPENAPI_ROOT: platform.url,
      ZALO_OAUTH_ROOT: platform.url,
    });
  });
  afterEach(async () => {
    await platform.close();
    await opened.close();
  });

  /** The running server of these settings, started once, which puts its tokens in. */
  const start = async () => {
    const { db } = opened;
    if (!config.zaloOa) throw new Error("no account");
    const channel = createZaloOa({
      ...config.zaloOa,
      store: openPlatformTokens(db, `zalo-oa:${oa.oaId}`),
      allotment: openAllotment(db, "zalo-oa"),
      loadBlob: async () => new Uint8Array(),
      lastInboundAt: async () => null,
      clock,
    });
    await channel.setUp("https://hoi.example.vn");
    channel.close();
  };
  const sign = async (kind: "heard" | "forged" | "fault", words?: string) => {
    createSignBook(opened.db, { clock, log: silentLog })("zalo-oa", kind, words);
    await until("it is noted", async () => {
      const { signs } = await readSigns(opened.db.read, "zalo-oa");
      return signs.some((one) => one.kind === kind && one.at === clock());
    });
  };
  const look = async () => (await checkZaloOa(config, clock)).map(({ level, words }) => `${level} ${words}`);

  test("before the first start there are no tokens", async () => {
    expect((await look())[0]).toMatch(/^fault No tokens yet/);
  });

  test("a webhook that was never called, is called, and has gone silent", async () => {
    await start();
    expect((await look())[1]).toMatch(
      /^warn no webhook call was ever taken: is PUBLIC_URL\/webhooks\/zalo-oa/,
    );
    await sign("heard");
    clock.advance(5 * 60_000);
    expect((await look())[1]).toBe("ok the newest webhook call is 5 min old.");
    clock.advance(73 * hourMs);
    expect((await look()).at(-1)).toMatch(
      /^warn the newest webhook call is 73 h old: has the platform switched/,
    );
  });

  test("calls that are dropped, with which secret fits, until one is believed again", async () => {
    await start();
    await sign("forged", "it fits ZALO_OA_APP_SECRET");
    expect((await look())[1]).toBe(
      "fault the newest webhook call was dropped 0 min ago: it fits ZALO_OA_APP_SECRET",
    );
    clock.advance(1000);
    await sign("heard");
    expect((await look()).slice(1)).toEqual(["ok the newest webhook call is 0 min old."]);
  });

  test("an upkeep that fails is told while it is fresh, a stopped channel until it is mended", async () => {
    await start();
    await sign("fault", "check ZALO_OA_APP_ID");
    expect((await look())[1]).toBe("fault its upkeep failed 0 min ago: check ZALO_OA_APP_ID");
    clock.advance(3 * hourMs);
    expect((await look()).join()).not.toContain("upkeep");
    const brake = {
      channel: "zalo-oa",
      paused_until: null,
      is_stopped: 1,
      why: "-224 package",
      updated_at: clock(),
    };
    await opened.db.transact((tx) => tx.insertInto("lane").values(brake).execute());
    expect((await look())[1]).toBe(
      "fault sending is stopped: -224 package. Mend it, then restart the server.",
    );
  });

  test("what is used of the paid quota", async () => {
    await start();
    const allotment = openAllotment(opened.db, "zalo-oa");
    const most = { perDay: null, perMonth: null };
    for (let n = 0; n < 3; n++) await allotment.take("paid", clock(), most);
    await allotment.take("template", clock(), most);
    expect((await look()).at(-1)).toBe(
      "ok used: 3 of 500 paid messages this month, 1 of 500 templates today.",
    );
  });

  test.each([
    ["a permission that was not granted", -223, /^fault .*-223 the account has not granted this permission/],
    ["a package too low", -224, /^fault .*-224 the account's package is too low/],
  ])("%s", async (_what, code, expected) => {
    await start();
    platform.refuse(code, "no", "/getoa");
    expect((await look())[0]).toMatch(expected);
  });

  test("tokens of another account, tokens about to die, and a pair that is dead", async () => {
    await start();
    const other = json({ error: 0, data: { oaid: "999", name: "x" } });
    platform.inject({ how: "answer", reply: other, path: "/getoa" });
    expect((await look())[0]).toMatch(/belong to the account 999, but ZALO_OA_ID is/);
    clock.advance(26 * hourMs);
    expect((await look())[0]).toMatch(/^fault Tokens renewed 26 hours ago\. The access token is over/);
    const store = openPlatformTokens(opened.db, `zalo-oa:${oa.oaId}`);
    await store.giveUp((await store.read())?.version ?? 0, "-14020 refresh token expired");
    expect((await look())[0]).toMatch(/^fault The account must be connected anew \(-14020/);
  });
});

test("a Zalo Bot that polls is not asked for its webhook", async () => {
  const opened = await openTestDatabase();
  const platform = await startZaloBotServer();
  const env = { DATABASE_URL: opened.url, ZALO_BOT_TOKEN: platform.token, ZALO_BOT_API_ROOT: platform.url };
  const found = await checkZaloBot(readConfig(env), createHandClock());
  expect(found).toMatchObject([{ level: "ok", words: expect.stringContaining("bot.CauNoi") }]);
  await platform.close();
  await opened.close();
});
