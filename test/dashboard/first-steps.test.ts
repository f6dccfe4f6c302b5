import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shownSettings } from "../../src/config.ts";
import { meet } from "../../src/people/members.ts";
import { linkOfficerChat, readOfficerCode } from "../../src/people/officer-chat.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("the first steps", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer & { cookie: string };
  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
  });
  afterAll(() => stage.close());

  const get = async (path: string) => (await stage.get(path, lan.cookie)).body;
  const post = (path: string, body: unknown = {}) => stage.post(path, body, { cookie: lan.cookie });
  const stepOf = async (name: string) =>
    (await get("/first-steps")).steps.find((one: { step: string }) => one.step === name);

  it("are ended, left out and begun again, each by itself, and remembered", async () => {
    expect(await stepOf("zalo")).toEqual({ step: "zalo", state: "open", isMet: false });
    await post("/first-steps/zalo", { state: "skipped" });
    await post("/first-steps/model", { state: "done" });
    expect((await stepOf("zalo")).state).toBe("skipped");
    expect((await stepOf("model")).state).toBe("done");
    await post("/first-steps/zalo", { state: "open" });
    expect((await stepOf("zalo")).state).toBe("open");
    expect((await post("/first-steps/nothing", { state: "done" })).status).toBe(404);
    expect((await post("/first-steps/zalo", { state: "x" })).status).toBe(400);
  });

  it("see what is there already", async () => {
    expect(await stepOf("telegram")).toMatchObject({ isMet: true });
    expect(await stepOf("officers")).toMatchObject({ isMet: false });
    await stage.officer("binh", { name: "Bình" });
    expect(await stepOf("officers")).toMatchObject({ isMet: true });
  });

  it("tie the officer's own chat by a code, and send a test message there", async () => {
    expect((await post("/me/chats/test")).body.error.code).toBe("no-chat");
    const { code } = (await post("/me/chats/code")).body;
    const address = { channel: "web-chat", externalId: "lan-phone" } as const;
    await stage.db.transact(async (tx) => {
      await meet(tx, { address, name: "Lan", at: stage.now });
      await linkOfficerChat(tx, readOfficerCode(code) ?? "", { address, now: stage.now });
    });
    expect(await get("/me/chats")).toEqual({ channels: ["web-chat"] });
    expect(await stepOf("test")).toMatchObject({ isMet: true });
    expect((await post("/me/chats/test")).body).toEqual({ sent: 1 });
    const sent = await stage.db.read
      .selectFrom("delivery")
      .select("content")
      .where("address_id", "=", "lan-phone")
      .executeTakeFirstOrThrow();
    expect(sent.content).toContain("Tin thử: chào Lan, trợ lý của Liên đoàn Lao động tỉnh Lai Châu");
    await post("/me/chats/untie");
    expect(await get("/me/chats")).toEqual({ channels: [] });
  });

  it("show settings, and of secrets only that they are set", () => {
    const env = {
      ...{ ORGANIZATION: "Công đoàn Y tế", TELEGRAM_BOT_TOKEN: "123:secret-word" },
      ...{ OPENAI_API_KEY_FILE: "/run/key", DATABASE_URL: "postgres://u:secret-word@h/d" },
    };
    const shown = shownSettings(env);
    expect(JSON.stringify(shown)).not.toContain("secret-word");
    const of = (name: string) => shown.find((one) => one.name === name);
    expect(of("ORGANIZATION")).toEqual({ name: "ORGANIZATION", isGiven: true, shown: "Công đoàn Y tế" });
    expect(of("TELEGRAM_BOT_TOKEN")).toMatchObject({ isGiven: true, shown: null });
    expect(of("OPENAI_API_KEY")).toMatchObject({ isGiven: true, shown: null });
    expect(of("PORT")).toEqual({ name: "PORT", isGiven: false, shown: "8080" });
  });
});
