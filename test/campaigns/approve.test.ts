import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveCampaign, editCampaign } from "../../src/campaigns/approve.ts";
import { type CampaignId, findCampaign, listCampaigns } from "../../src/campaigns/campaign.ts";
import { addMs } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { library, local, now, planOf } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("approving on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const approveAs = (id: CampaignId, by: string, fingerprint?: string) =>
    stage.db.transact((tx) =>
      approveCampaign(tx, { ...stage.decision(id, by), ...(fingerprint ? { fingerprint } : {}) }, library),
    );
  const edit = (id: CampaignId, settings: Record<string, string | null>, body?: string) =>
    stage.db.transact((tx) => editCampaign(tx, planOf(settings, body), stage.decision(id)));

  test("an approval names the person, the next moment and how many it reaches now", async () => {
    await stage.addSubscriber("1");
    await stage.addSubscriber("2", "zalo-oa");
    const id = await stage.add({ channels: "telegram" });
    expect(await approveAs(id, "  Chị  Hoa ")).toEqual({
      kind: "approved",
      next: due,
      reach: { reached: 1, agreed: 2 },
    });
    expect(await stage.campaigns()).toMatchObject([
      { status: "scheduled", approved_by: "Chị Hoa", approved_at: now, next_slot: due },
    ]);
  });

  test("an approval by nobody is an error", async () => {
    const id = await stage.add();
    await expect(approveAs(id, "  ")).rejects.toMatchObject({ code: "invalid" });
    expect(await stage.campaigns()).toMatchObject([{ status: "draft", approved_by: null }]);
  });

  test("what is approved already cannot be approved again", async () => {
    const id = await stage.schedule();
    expect(await stage.approve(id)).toMatchObject({ kind: "refused", why: "notDraft" });
    expect(await stage.events()).toEqual(["added by Anh Minh", "approved by Chị Hoa"]);
  });

  test("two officers approving at once make one approval", async () => {
    const id = await stage.add();
    const outcomes = await Promise.all([approveAs(id, "Hoa"), approveAs(id, "Lan")]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(["approved", "refused"]);
  });

  test("a draft whose moment has passed is refused", async () => {
    const id = await stage.add();
    stage.clock.set(due);
    expect(await stage.approve(id)).toMatchObject({ kind: "refused", why: "past" });
  });

  test("a source withdrawn since the draft was written refuses the approval and is named", async () => {
    const id = await stage.add({ sources: "kh-360#II.3.4" });
    const refused = await stage.approve(id, createLibrary([], []));
    expect(refused).toMatchObject({ kind: "refused", why: "sourceGone" });
    expect(refused.kind === "refused" && refused.words).toContain("kh-360#II.3.4");
  });

  test("an edit cancels the approval, and nothing is launched until it is given again", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    await edit(id, {}, "Lời khác");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft", approved_by: null, next_slot: null }]);
    stage.clock.set(due);
    expect(await stage.launch(id)).toBeUndefined();
    stage.clock.set(now);
    await stage.approve(id);
    stage.clock.set(due);
    expect(await stage.launch(id)).toMatchObject({ kind: "launched" });
  });

  test.each([
    ["the words", {}, "Lời khác"],
    ["the channels", { channels: "telegram" }, undefined],
    ["the time", { at: "2026-11-24 08:00" }, undefined],
    ["the end", { until: "2026-11-25" }, undefined],
    ["the topic", { topic: "khác" }, undefined],
    ["a button", { buttons: "\n  - Xem: /menu" }, undefined],
  ] as [string, Record<string, string>, string | undefined][])(
    "an approval of what was seen before %s changed is refused",
    async (_, settings, body) => {
      const id = await stage.add();
      const { fingerprint } = await findCampaign(stage.db.read, id);
      await edit(id, settings, body);
      expect(await approveAs(id, "Hoa", fingerprint)).toMatchObject({ kind: "refused", why: "changed" });
    },
  );

  test("an edit of the title alone keeps the fingerprint the approver saw", async () => {
    const id = await stage.add();
    const { fingerprint } = await findCampaign(stage.db.read, id);
    await edit(id, { title: "Tên khác" });
    expect(await approveAs(id, "Hoa", fingerprint)).toMatchObject({ kind: "approved" });
  });

  test("a campaign that is being sent cannot be edited", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" });
    stage.clock.set(due);
    await stage.launch(id);
    expect(await edit(id, {}, "Lời khác")).toMatchObject({ kind: "refused", why: "isRunning" });
    stage.deliver([createScriptedChannel("telegram")]);
    await stage.settled();
    await stage.finish();
    expect(await edit(id, { at: "2026-12-01 08:00" }, "Lời khác")).toEqual({ kind: "edited" });
  });

  describe("the same words to the same people", () => {
    test("are refused when another campaign is due within 24 hours", async () => {
      await stage.schedule({ title: "Lần một" });
      const id = await stage.add({ title: "Lần hai", at: "2026-11-24 07:59" });
      const refused = await stage.approve(id);
      expect(refused).toMatchObject({ kind: "refused", why: "repeat" });
      expect(refused.kind === "refused" && refused.words).toContain("“Lần một”");
    });

    test("are refused when another campaign has sent them within 24 hours", async () => {
      await stage.addSubscriber("1");
      const first = await stage.schedule();
      const second = await stage.add({ at: "2026-11-23 20:00" });
      stage.clock.set(due);
      await stage.launch(first);
      expect(await stage.approve(second)).toMatchObject({ kind: "refused", why: "repeat" });
    });

    test("are allowed a day later, and other words are allowed at once", async () => {
      await stage.schedule();
      const later = await stage.add({ at: "2026-11-24 08:00" });
      const other = await stage.add({}, "Lời khác");
      expect(await stage.approve(later)).toMatchObject({ kind: "approved" });
      expect(await stage.approve(other)).toMatchObject({ kind: "approved" });
    });

    test("are held at launch when two campaigns come to the same day by different ways", async () => {
      await stage.addSubscriber("1");
      const series = await stage.schedule({ at: null, cron: "0 8 * * 1" });
      const single = await stage.schedule({ at: "2026-11-30 20:00" });
      stage.clock.set(due);
      await stage.launch(series);
      stage.clock.set(local("2026-11-30 08:00"));
      await stage.launch(series);
      stage.clock.set(local("2026-11-30 20:00"));
      expect(await stage.launch(single)).toMatchObject({ kind: "held", why: "repeat" });
      expect(await stage.resume(single)).toMatchObject({ released: [{ kind: "launched" }] });
    });
  });

  test("a campaign is found by its id or by a clear ending of it", async () => {
    const id = await stage.add();
    expect((await findCampaign(stage.db.read, id)).id).toBe(id);
    expect((await findCampaign(stage.db.read, id.slice(-6))).id).toBe(id);
    await expect(findCampaign(stage.db.read, "ffffff%")).rejects.toMatchObject({ code: "missing" });
    await expect(findCampaign(stage.db.read, id.slice(-5))).rejects.toMatchObject({ code: "missing" });
  });

  test("the list begins with what is due next and ends with what has no date", async () => {
    const later = await stage.schedule({ at: "2026-12-01 08:00" }, "Một");
    stage.clock.advance(1);
    const draft = await stage.add();
    stage.clock.advance(1);
    const sooner = await stage.schedule({ at: "2026-11-25 08:00" }, "Hai");
    const ids = (await listCampaigns(stage.db.read)).map((campaign) => campaign.id);
    expect(ids).toEqual([sooner, later, draft]);
  });

  test("a campaign read back is the plan that was added", async () => {
    const settings = { at: null, yearly: "01-01 08:00 lunar", sources: "kh-360#II.3.4", grace: "5" };
    const id = await stage.add(settings, "Chúc mừng năm mới");
    expect(await findCampaign(stage.db.read, id)).toMatchObject(planOf(settings, "Chúc mừng năm mới"));
    expect(addMs(now, 0)).toBe(now);
  });
});
