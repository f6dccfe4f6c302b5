import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSignBook } from "../../src/delivery/signs.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("administration", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer & { cookie: string };
  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
  });
  afterAll(() => stage.close());

  const get = async (path: string) => (await stage.get(path, lan.cookie)).body;
  const post = (path: string, body: unknown) => stage.post(path, body, { cookie: lan.cookie });

  it("shows a channel's last sign of life and what is wrong with it, as long as it is fresh", async () => {
    const telegram = async () =>
      (await get("/channels")).channels.find((one: { name: string }) => one.name === "telegram");
    expect(await telegram()).toMatchObject({ state: "well", heardAt: null, why: null });
    const sign = createSignBook(stage.db, { clock: () => stage.now, log: silentLog });
    sign("telegram", "heard");
    sign("telegram", "fault", "the token cannot be renewed");
    await expect.poll(async () => (await telegram()).state).toBe("fault");
    expect(await telegram()).toMatchObject({ heardAt: stage.now, why: "the token cannot be renewed" });
  });

  it("ends every session of an officer whose machine was lost, and lists what is open", async () => {
    const binh = await stage.officer("binh", { name: "Bình" });
    const path = `/officers/${binh.officer.id}/sessions`;
    expect(await get(path)).toHaveLength(1);
    expect((await post(`${path}/end`, {})).status).toBe(200);
    expect(await get(path)).toEqual([]);
    expect((await stage.get("/me", binh.cookie)).status).toBe(401);
    expect((await post("/officers/nobody/sessions/end", {})).status).toBe(404);
  });

  it("narrows the log to a person and to a kind of work", async () => {
    await post("/canned", { name: "chào", text: "Chào bạn." });
    await post("/first-steps/zalo", { state: "skipped" });
    const actions = async (query: string): Promise<string[]> =>
      (await get(`/audit?${query}`)).entries.map((entry: { action: string }) => entry.action);
    expect(await actions("about=cases")).toEqual(["canned.added"]);
    expect(await actions("about=access")).toEqual(["first-step.set", "sessions.ended"]);
    expect(await actions(`about=cases&officer=${lan.officer.id}`)).toEqual(["canned.added"]);
    expect(await actions("about=knowledge")).toEqual([]);
    expect((await stage.get("/audit?about=%25", lan.cookie)).status).toBe(400);
  });
});
