import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { campaignCalendar } from "../../src/campaigns/calendar.ts";
import { findCampaign } from "../../src/campaigns/campaign.ts";
import { previewCampaign } from "../../src/campaigns/preview.ts";
import { proveCampaign, proveUnits } from "../../src/campaigns/proof.ts";
import { campaignOfRun } from "../../src/campaigns/runs.ts";
import { resolveAllUncertain } from "../../src/delivery/doubt.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { library, local } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("what officers see of campaigns on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const month = () =>
    campaignCalendar(stage.db.read, {
      from: local("2026-11-01 00:00"),
      until: local("2026-12-01 00:00"),
      now: stage.clock(),
    });

  test("the calendar holds what was launched, what is due, and what waits for an approval", async () => {
    await stage.addSubscriber("1");
    const sent = await stage.schedule({ title: "Đã gửi" });
    await stage.add({ title: "Chờ duyệt", at: "2026-11-29 08:00" });
    const series = await stage.schedule({ title: "Loạt", at: null, cron: '"0 */2 * * 4"' }, "Mỗi thứ Năm.");
    stage.clock.set(due);
    await stage.launch(sent);
    const rows = (await month()).map(({ title, at, times, state }) => [title, at, times, state]);
    expect(rows).toEqual([
      ["Đã gửi", due, 1, "running"],
      ["Loạt", local("2026-11-26 00:00"), 12, "due"],
      ["Chờ duyệt", local("2026-11-29 08:00"), 1, "draft"],
    ]);
    await stage.stop(series);
    expect((await month()).map(({ title }) => title)).not.toContain("Loạt");
  });

  test("a preview goes from one recipient to the next and comes back to the first", async () => {
    await stage.addSubscribers(3);
    const campaign = await findCampaign(stage.db.read, await stage.add({ channels: "[telegram, web-chat]" }));
    const who = async (skip: number) => {
      const around = { slot: due, library, limits: new Map(), skip };
      const [telegram, web] = await previewCampaign(stage.db.read, campaign, around);
      expect(web).toMatchObject({ channel: "web-chat", memberId: undefined });
      return telegram?.memberId;
    };
    const people = [await who(0), await who(1), await who(2)];
    expect(new Set(people).size).toBe(3);
    expect(await who(3)).toBe(people[0]);
  });

  test("the figures by unit count every row, and doubts of one launch are settled together", async () => {
    await stage.addSubscribers(3);
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const [run] = await stage.runs();
    const runId = run?.id ?? "";
    await stage.db.transact((tx) => tx.updateTable("delivery").set({ status: "uncertain" }).execute());
    expect((await campaignOfRun(stage.db.read, runId))?.id).toBe(id);
    const settle = (one: string) =>
      stage.db.transact((tx) => resolveAllUncertain(tx, { runId: one, as: "sent", now: due }));
    expect(await settle("another")).toBe(0);
    const units = async () => proveUnits(stage.db.read, await proveCampaign(stage.db.read, id));
    expect(await units()).toMatchObject([{ unit: null, counts: { uncertain: 3, sent: 0 } }]);
    expect(await settle(runId)).toBe(3);
    expect(await units()).toMatchObject([{ unit: null, counts: { uncertain: 0, sent: 3 } }]);
  });
});
