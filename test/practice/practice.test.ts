import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBots } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { say } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { openPracticeChannels, strange } from "../../src/practice/practice-channel.ts";
import { people } from "../../src/practice/texts.ts";
import { type Program, startProgram } from "../support/program.ts";

const token = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";

describe("practice", () => {
  let platform: Server;
  let calls = 0;
  let settings: Record<string, string>;
  let program: Program;
  let db: Database;
  beforeAll(async () => {
    platform = createServer((_request, response) => {
      calls += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => platform.listen(0, "127.0.0.1", resolve));
    const root = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
    settings = {
      ...{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root },
      ...{ ZALO_BOT_TOKEN: token, ZALO_BOT_API_ROOT: root },
      ...{ ZALO_OA_APP_ID: "1", ZALO_OA_APP_SECRET: "s", ZALO_OA_SECRET_KEY: "k", ZALO_OA_ID: "2" },
      ...{ ZALO_OA_ACCESS_TOKEN: "a", ZALO_OA_REFRESH_TOKEN: "r" },
      ...{ ZALO_OPENAPI_ROOT: root, ZALO_OAUTH_ROOT: root },
      ...{ FACEBOOK_PAGE_ID: "1", FACEBOOK_PAGE_TOKEN: "t", FACEBOOK_GRAPH_ROOT: root },
    };
    program = await startProgram({ ...settings, PRACTICE: "1", QUIET_HOURS: "00:00-00:00" });
    db = await openDatabase(`file:${join(program.dataDir, "practice", "caunoi.db")}`);
  });
  afterAll(async () => {
    await db?.close();
    await program?.remove();
    platform?.close();
  });

  const count = async (table: "member" | "officer_case" | "proposal" | "campaign" | "delivery") =>
    (
      await db.read
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow()
    ).n;

  test("made-up members ask, subscribe, send proposals and wait for officers, on platforms nobody calls", async () => {
    await expect.poll(() => count("officer_case"), { timeout: 20_000 }).toBeGreaterThan(3);
    await expect.poll(() => count("proposal"), { timeout: 20_000 }).toBeGreaterThan(3);
    expect(await count("member")).toBe(people);
    expect(await count("campaign")).toBe(2);
    const linked = db.read.selectFrom("roster").select("code").where("member_id", "is not", null);
    await expect.poll(async () => (await linked.execute()).length, { timeout: 20_000 }).toBe(people);
    const news = db.read.selectFrom("consent").select("member_id").where("is_given", "=", 1);
    expect((await news.where("purpose", "=", "news").execute()).length).toBe(people);
    const sent = db.read.selectFrom("delivery").select("status").where("status", "=", "sent");
    await expect.poll(async () => (await sent.execute()).length, { timeout: 20_000 }).toBeGreaterThan(people);
    expect(calls).toBe(0);
  });

  test("says so to everybody, and fills its database once", async () => {
    const about = await fetch(`${program.url}/admin/api/about`);
    expect(await about.json()).toEqual({
      organization: "Liên đoàn Lao động tỉnh Lai Châu (tập huấn)",
      isPractice: true,
    });
    expect(await (await fetch(program.url)).text()).toContain("(tập huấn)");
    const before = await count("member");
    await program.restart();
    expect(await count("member")).toBe(before);
    expect(calls).toBe(0);
  });

  test("no channel to a platform is made, even from settings that hold tokens", () => {
    const config = readConfig(settings);
    const parts = { db, loadBlob: async () => new Uint8Array(), clock: systemClock };
    const real = openBots(config, parts);
    expect(real.map(({ name }) => name)).toEqual(["telegram", "zalo-bot", "zalo-oa"]);
    for (const bot of real) bot.close();
    expect(openBots({ ...config, isPractice: true }, parts)).toEqual([]);
  });

  test("its channels take every message, and know a person who blocked them and one who never answers", async () => {
    const [channel] = openPracticeChannels();
    const send = (externalId: string) =>
      channel?.send(
        {
          to: { channel: "telegram", externalId },
          content: say("Chào"),
          deliverySeq: 1,
          isBulk: true,
          at: systemClock(),
        },
        new AbortController().signal,
      );
    expect(await send("gia-1")).toMatchObject({ kind: "sent" });
    expect(await send(`${strange.blocked}1`)).toEqual({ kind: "refused", why: "blocked" });
    expect(await send(`${strange.unclear}1`)).toMatchObject({ kind: "unknown" });
    await expect(channel?.parse({ headers: {}, body: new Uint8Array() })).rejects.toThrow(/practice/);
  });
});
