import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applied, newMember } from "../proposals/member.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("a chart", () => {
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("is a drawing on its own with the figures it shows beside it", async () => {
    const author = await newMember(stage.db, stage.now);
    await author.begin();
    await author.say(...applied, "gửi");
    const { cookie } = await stage.officer("lan");
    const { body } = await stage.get("/charts/proposals?year=2026", cookie);
    expect(body.svg).toMatch(/^<svg[^>]*width="440"/);
    expect(body.svg).not.toMatch(/<script|href=/);
    for (const { label } of body.rows) expect(body.svg).toContain(label);
    expect(body.rows).toContainEqual({ label: "Đã nộp, chưa chấp nhận", value: 1 });
    expect((await stage.get("/charts/proposals?year=abc", cookie)).status).toBe(400);
  });

  it("of the whole federation is not shown to an officer of one unit", async () => {
    const { cookie } = await stage.officer("che", { role: "unit", unit: "CHE" });
    expect((await stage.get("/charts/proposals?year=2026", cookie)).status).toBe(404);
  });
});
