import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { type Program, startProgram } from "../support/program.ts";
import {
  oa,
  signedCall,
  startZaloOaServer,
  textEvent,
  type ZaloOaServer,
} from "../support/zalo-server-oa.ts";

let platform: ZaloOaServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await platform?.close();
});

describe("a person and the Official Account", () => {
  test("write to each other: once for a repeated event, by buttons, and over a restart", {
    timeout: 90_000,
  }, async () => {
    platform = await startZaloOaServer();
    const running = await startProgram({
      ZALO_OA_APP_ID: oa.appId,
      ZALO_OA_APP_SECRET: oa.appSecret,
      ZALO_OA_SECRET_KEY: oa.secretKey,
      ZALO_OA_ID: oa.oaId,
      ZALO_OA_ACCESS_TOKEN: "AT1",
      ZALO_OA_REFRESH_TOKEN: "RT1",
      ZALO_OPENAPI_ROOT: platform.url,
      ZALO_OAUTH_ROOT: platform.url,
    });
    program = running;
    const person = platform.person();
    const push = (event: object | string, more: Record<string, string> = {}) =>
      post(running.url, event, more).then(({ status }) => status);

    const greeting = textEvent(person.id, "/start");
    expect(await push(greeting)).toBe(200);
    expect(await push(greeting, { num_retry: "1" })).toBe(200);
    await until(() => person.messages.length > 0);
    const [welcome] = person.messages;
    expect(welcome?.text).toContain("trợ lý tự động");
    const button = welcome?.buttons.find(({ label }) => label === "Gửi sáng kiến");
    expect(button?.id).toMatch(/^#\d+\.\d+$/);

    expect(await running.stop()).toBe(0);
    await running.restart();
    expect(await push(textEvent(person.id, button?.id ?? ""))).toBe(200);
    await until(() => person.messages.length > 1);
    expect(person.messages).toHaveLength(2);
    expect(person.messages[1]?.text).toContain("Câu 1");
    expect(platform.renewals()).toBe(1);

    const doctor = await running.command("doctor");
    expect(doctor.stdout).toContain("Zalo knows the account as Công đoàn Lai Châu");
    expect(doctor.stdout).toMatch(/the newest webhook call is \d+ min old\./);
    platform.refuse(-223, "OA has not authorized", "/getoa");
    expect((await running.command("doctor")).stdout).toContain(
      "-223 the account has not granted this permission",
    );
  });

  test("before it is connected, strangers, the probe and unknown events change nothing; the consent connects it", {
    timeout: 60_000,
  }, async () => {
    platform = await startZaloOaServer();
    const running = await startProgram({
      ZALO_OA_APP_ID: oa.appId,
      ZALO_OA_APP_SECRET: oa.appSecret,
      ZALO_OA_SECRET_KEY: oa.secretKey,
      ZALO_OA_ID: oa.oaId,
      ZALO_OPENAPI_ROOT: platform.url,
      ZALO_OAUTH_ROOT: platform.url,
    });
    program = running;
    const event = textEvent("246845883529197922", "Chào");
    const unsigned = { "x-zevent-signature": "" };
    const answers = [
      await post(running.url, event, unsigned),
      await post(running.url, event, { "x-zevent-signature": `mac=${"0".repeat(64)}` }),
      await post(running.url, "", unsigned),
      await post(running.url, "{}", unsigned),
      await post(running.url, { event_name: "some_future_thing", timestamp: "1" }),
      await post(running.url, { ...event, event_name: "user_seen_message" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const swapped = signedCall(event, oa.appSecret).headers as Record<string, string>;
    expect((await post(running.url, event, swapped)).status).toBe(200);
    await until(async () => (await running.command("doctor")).stdout.includes("it fits ZALO_OA_APP_SECRET"));
    const link = await running.command("zalo", "link");
    const address = platform.agree(/https?:\S+permission\S+/.exec(link.stdout)?.[0] ?? "");
    const connected = await running.command("zalo", "connect", address);
    expect(connected).toMatchObject({ code: 0, stderr: "" });
    expect(connected.stdout).toContain("Zalo knows the account as Công đoàn Lai Châu");
    expect((await running.command("zalo", "connect", address)).stderr).toContain("caunoi zalo link");
    expect(await running.stop()).toBe(0);
    const db = await openDatabase(`file:${running.dataDir}/caunoi.db`);
    expect(await db.read.selectFrom("inbound").select("seq").execute()).toEqual([]);
    await db.close();
  });
});

function post(url: string, event: object | string, headers: Record<string, string> = {}): Promise<Response> {
  const call = signedCall(event);
  return fetch(`${url}/webhooks/zalo-oa`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(call.headers as Record<string, string>), ...headers },
    body: Buffer.from(call.body),
  });
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await isTrue()) return;
    await new Promise((go) => setTimeout(go, 20));
  }
  throw new Error("it did not become true within 20 s");
}
