import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCampaigns } from "../../src/campaigns/campaign.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { fullAnswers } from "../papers/filed.ts";
import { memberId, numberOf, tell } from "../reports/federation.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const record = {
  v: 1,
  form: "proposal-full",
  formVersion: 1,
  answers: fullAnswers,
  files: [],
  annexes: [],
  unsure: [],
};
const sheet = { points: { novelty: 30, applied: 20, benefit: 20 }, comment: "" };

describe("honours in the dashboard", () => {
  let stage: DashboardStage;
  const who: Record<string, string> = {};
  let id = "";

  beforeAll(async () => {
    stage = await openStage();
    const recognized = {
      state: "recognized",
      filedAt: "2026-01-01T03:00:00Z",
      decidedOn: "2026-05-01",
      answers: record,
    };
    await stage.db.transact(async (tx) => {
      await tell(tx, {
        members: [null, null],
        proposals: [
          { member: 0, ...recognized },
          { member: 1, ...recognized },
        ],
      });
      const agreed = {
        purpose: "publish-name",
        isGiven: true,
        textVersion: "1",
        channel: "web-chat",
      } as const;
      await recordConsent(tx, { ...agreed, memberId: memberId(0), at: stage.now });
    });
    who.lead = (await stage.officer("truong", { role: "lead" })).cookie;
    who.an = (await stage.officer("an", { role: "council", name: "Nguyễn Văn An" })).cookie;
    who.binh = (await stage.officer("binh", { role: "council", name: "Vàng Thị Bình" })).cookie;
    who.unit = (await stage.officer("coso", { role: "unit", unit: "CHE" })).cookie;
    const members = ["Nguyễn Văn An", "Vàng Thị Bình"].map((name) => ({
      name,
      unit: "",
      title: "",
      role: "member",
    }));
    const council = {
      name: "Hội đồng biểu dương",
      unit: "LĐLĐ tỉnh",
      basis: "",
      excludesSameUnit: false,
      members,
    };
    const formed = await post("/councils", council, "lead");
    const round = {
      year: 2026,
      title: "Lao động sáng tạo",
      occasion: "Tháng Công nhân",
      council: formed.body.id,
    };
    const days = { since: "2026-01-01", until: "2026-11-01", least: 0, most: 10 };
    expect((await post("/honours", { ...round, ...days, until: "2027-01-01" }, "lead")).status).toBe(400);
    id = (await post("/honours", { ...round, ...days }, "lead")).body.id;
  });
  afterAll(() => stage.close());

  const post = (path: string, body: unknown, as: string) => stage.post(path, body, { cookie: who[as] ?? "" });
  const see = async (as: string) => (await stage.get(`/honours/${id}`, who[as])).body;

  it("keep sheets blind until the closing, each in the hand of its own member", async () => {
    for (const index of [0, 1])
      expect((await post(`/honours/${id}/score`, { number: numberOf(index), ...sheet }, "an")).status).toBe(
        200,
      );
    expect((await see("an")).candidates[0]).toMatchObject({ mine: sheet.points, mean: null, scored: 1 });
    expect((await see("binh")).candidates[0]).toMatchObject({ mine: null, mean: null, scored: 1 });
    expect(await see("lead")).toMatchObject({ hasSeat: false });
    expect((await post(`/honours/${id}/score`, { number: numberOf(0), ...sheet }, "lead")).status).toBe(403);
    const wrong = { ...sheet, points: { ...sheet.points, novelty: 50 } };
    const refused = await post(`/honours/${id}/score`, { number: numberOf(0), ...wrong }, "binh");
    expect(refused.body.error.fields.points).toContain("0 đến 40");
  });

  it("say why a round cannot be closed or published yet", async () => {
    const open = await post(`/honours/${id}/close`, {}, "lead");
    expect(open.body.error.message).toContain(numberOf(0));
    const paper = { paperNumber: "9/QĐ", signedOn: "2026-05-18", signer: "Đặng Quốc Khánh" };
    expect((await post(`/honours/${id}/publish`, paper, "lead")).status).toBe(409);
    expect((await post(`/honours/${id}/praise`, {}, "lead")).status).toBe(409);
    expect((await stage.get(`/honours/${id}/papers/list`, who.lead)).status).toBe(404);
  });

  it("end with a list, certificates, and a draft of praise that names who agreed", async () => {
    expect(
      (await post(`/honours/${id}/remove`, { number: numberOf(1), why: "Tác giả rút." }, "lead")).status,
    ).toBe(200);
    await post(`/honours/${id}/score`, { number: numberOf(0), ...sheet }, "binh");
    expect((await post(`/honours/${id}/close`, {}, "lead")).status).toBe(200);
    expect((await see("binh")).candidates[0]).toMatchObject({ mean: 70, status: "listed", place: 1 });
    const paper = { paperNumber: "9/QĐ-LĐLĐ", signedOn: "2026-05-18", signer: "Đặng Quốc Khánh" };
    expect((await post(`/honours/${id}/publish`, paper, "lead")).status).toBe(200);
    for (const name of ["list", numberOf(0)]) {
      const file = await stage.get(`/honours/${id}/papers/${name}`, who.lead);
      expect([file.status, String(file.headers["content-disposition"])]).toEqual([
        200,
        expect.stringContaining(".docx"),
      ]);
    }
    expect((await stage.get(`/honours/${id}/papers/${numberOf(1)}`, who.lead)).status).toBe(404);
    const praised = await post(`/honours/${id}/praise`, {}, "lead");
    expect(praised.body).toMatchObject({ named: 1 });
    const [campaign] = await listCampaigns(stage.db.read);
    expect(campaign).toMatchObject({ id: praised.body.campaign, status: "draft" });
    expect(JSON.stringify(campaign?.content)).toContain("Lò Thị Mai");
  });

  it("are nothing to who is bound to one unit", async () => {
    expect((await stage.get("/honours", who.unit)).body.rows).toEqual([]);
    expect((await stage.get(`/honours/${id}`, who.unit)).status).toBe(404);
    expect((await stage.get(`/honours/${id}/papers/list`, who.unit)).status).toBe(404);
  });
});
