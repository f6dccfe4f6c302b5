import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addCampaign, approveCampaign, editCampaign } from "../../src/campaigns/approve.ts";
import { changesSinceApproval } from "../../src/campaigns/approved-changes.ts";
import { type CampaignId, findCampaign } from "../../src/campaigns/campaign.ts";
import { isWithin } from "../../src/campaigns/scope.ts";
import type { AudienceRule } from "../../src/people/audience-rule.ts";
import type { Officer } from "../../src/people/officers.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeActive, plantUnits } from "./officers.ts";
import { library, now, planOf } from "./sample.ts";
import { type CampaignStage, createCampaignStage } from "./stage.ts";

describe.each(databases)("who approves on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
    await plantUnits(opened.db);
  });
  beforeEach(() => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const as = (officer: Officer) => ({ by: officer.name, officer, now });
  const write = (officer: Officer, audience = "all", body = "Chào bạn.") =>
    stage.db.transact((tx) => addCampaign(tx, planOf({ audience }, body), as(officer)));
  const edit = (officer: Officer, id: CampaignId, audience: string, body: string) =>
    stage.db.transact((tx) => editCampaign(tx, planOf({ audience }, body), { id, ...as(officer) }));
  const approve = (officer: Officer, id: CampaignId, more: { typed?: number; largeFrom?: number } = {}) =>
    stage.db.transact((tx) => approveCampaign(tx, { id, ...as(officer), ...more }, library));

  test("whoever wrote it or edited it last does not approve it, another officer does", async () => {
    const [hoa, lan, minh] = [
      await makeActive(stage.db, "Hoa"),
      await makeActive(stage.db, "Lan"),
      await makeActive(stage.db, "Minh"),
    ];
    const id = await write(hoa);
    expect(await edit(lan, id, "all", "Lời khác")).toEqual({ kind: "edited" });
    expect(await approve(hoa, id)).toMatchObject({ kind: "refused", why: "own" });
    expect(await approve(lan, id)).toMatchObject({ kind: "refused", why: "own" });
    expect(await approve(minh, id)).toMatchObject({ kind: "approved" });
    const kept = await stage.db.read.selectFrom("campaign_approval").selectAll().execute();
    expect(kept).toMatchObject([{ officer_id: minh.id, by_whom: "Minh", way: "dashboard", reached: 0 }]);
  });

  test("an officer of the name that wrote it on the command line is taken for the writer", async () => {
    const minh = await makeActive(stage.db, "anh minh");
    expect(await approve(minh, await stage.add())).toMatchObject({ kind: "refused", why: "own" });
  });

  test.each([
    ["a viewer", { role: "viewer" }],
    ["an approver without the right to send", { maySend: false }],
    ["a council member", { role: "council" }],
  ] as const)("%s may not approve, and changes nothing", async (_, terms) => {
    const officer = await makeActive(stage.db, "Tâm", terms);
    const id = await stage.add();
    expect(await approve(officer, id)).toMatchObject({ kind: "refused", why: "mayNot" });
    expect(await stage.campaigns()).toMatchObject([{ status: "draft", approved_by: null }]);
  });

  test("the operator approves only as long as no officer could, and is recorded as the operator", async () => {
    const id = await stage.add();
    const lan = await makeActive(stage.db, "Lan");
    const refused = await stage.approve(id);
    expect(refused).toMatchObject({ kind: "refused", why: "needsOfficer" });
    expect(refused.kind === "refused" && refused.words).toContain("Lan");
    await edit(lan, id, "all", "Lan sửa");
    expect(await stage.approve(id)).toMatchObject({ kind: "approved" });
    const kept = await stage.db.read.selectFrom("campaign_approval").selectAll().execute();
    expect(kept).toMatchObject([{ officer_id: null, by_whom: "Chị Hoa", way: "operator" }]);
  });

  test("an officer of a unit writes to that unit and below it, not beyond, also not by an edit", async () => {
    const bound = await makeActive(stage.db, "Bình", { role: "lead", unit: "X1" });
    await expect(write(bound, "all")).rejects.toMatchObject({ code: "forbidden" });
    await expect(write(bound, "unit X2")).rejects.toMatchObject({ code: "forbidden" });
    const own = await write(bound, "unit CDCS-A and not tag quiz");
    expect(await edit(bound, own, "unit LD", "Lời khác")).toMatchObject({ why: "outOfScope" });
    const foreign = await stage.add({ audience: "all" }, "Cho mọi người");
    expect(await edit(bound, foreign, "unit X1", "Của tôi")).toMatchObject({ why: "outOfScope" });
    expect(await approve(bound, foreign)).toMatchObject({ kind: "refused", why: "outOfScope" });
    expect(await approve(bound, await stage.add({ audience: "unit x1" }))).toMatchObject({
      kind: "approved",
    });
  });

  test("a large sending wants the number of people typed, as it is now", async () => {
    const lan = await makeActive(stage.db, "Lan");
    await stage.addSubscribers(7);
    const id = await stage.add();
    expect(await approve(lan, id, { largeFrom: 7 })).toMatchObject({ kind: "refused", why: "number" });
    expect(await approve(lan, id, { largeFrom: 7, typed: 6 })).toMatchObject({ why: "number" });
    expect(await approve(lan, id, { largeFrom: 7, typed: 7 })).toMatchObject({ kind: "approved" });
  });

  test("what changed since the last approval is named field by field", async () => {
    const id = await stage.add();
    const campaign = () => findCampaign(stage.db.read, id);
    expect(await changesSinceApproval(stage.db.read, id, await campaign())).toBeUndefined();
    await stage.approve(id);
    await stage.db.transact((tx) =>
      editCampaign(tx, planOf({ at: "2026-11-24 09:00", audience: "unit X1" }, "Mới."), stage.decision(id)),
    );
    const last = await changesSinceApproval(stage.db.read, id, await campaign());
    expect(last?.by).toBe("Chị Hoa");
    expect(last?.changes.map(({ field }) => field)).toEqual(["nội dung", "người nhận", "giờ gửi"]);
    expect(last?.changes[1]).toMatchObject({ after: "thuộc đơn vị X1" });
  });
});

describe("a rule lies within units", () => {
  const under = new Set(["x1", "cdcs-a"]);
  const x1: AudienceRule = { unit: "X1" };
  const x2: AudienceRule = { unit: "X2" };
  test.each<[string, AudienceRule, boolean]>([
    ["everybody", "all", false],
    ["the unit", x1, true],
    ["one below it", { unit: "CDCS-A" }, true],
    ["another", x2, false],
    ["the unit narrowed", { and: [{ tag: "a" }, x1] }, true],
    ["the unit or another", { or: [x1, x2] }, false],
    ["two of them", { or: [x1, { and: [{ unit: "CDCS-A" }, { not: x2 }] }] }, true],
    ["all but another", { not: x2 }, false],
    ["a tag", { tag: "x1" }, false],
  ])("%s", (_, rule, expected) => {
    expect(isWithin(rule, under)).toBe(expected);
  });
});
