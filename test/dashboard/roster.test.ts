import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftCampaign } from "../web/dashboard-stage.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const units = base64(
  "Mã,Tên,Cấp,Mã cấp trên\nLDLD,Liên đoàn Lao động tỉnh,tỉnh,\nCDCS-1,CĐCS Chè Than Uyên,cơ sở,LDLD\n",
);
const good = base64("Mã đoàn viên,Họ và tên,Đơn vị\nDV1,Lò Thị Mai,CDCS-1\n");
const bad = base64("Mã đoàn viên,Họ và tên,Đơn vị\nDV1,Lò Thị Mai,Không có\n");

describe("lists and proof sheets in the dashboard", () => {
  let stage: DashboardStage;
  let cookie: string;
  beforeAll(async () => {
    stage = await openStage();
    ({ cookie } = await stage.officer("lan", { name: "Lò Thị Lan" }));
  });
  afterAll(() => stage.close());
  const post = (path: string, body: unknown) => stage.post(path, body, { cookie });

  it("are checked without keeping anything, then taken as a whole", async () => {
    expect((await post("/roster", { what: "units", base64: units })).body).toMatchObject({ added: 2 });
    const checked = await post("/roster/check", { what: "members", base64: good });
    expect(checked.body).toMatchObject({ kind: "taken", added: 1 });
    expect((await post("/roster/check", { what: "members", base64: good })).body).toMatchObject({ added: 1 });
    expect((await post("/roster", { what: "members", base64: good })).body).toMatchObject({ added: 1 });
    expect((await post("/roster", { what: "members", base64: good })).body).toMatchObject({ unchanged: 1 });
  });

  it("name every wrong row, and are refused as a whole", async () => {
    const checked = await post("/roster/check", { what: "members", base64: bad });
    expect(checked.body).toMatchObject({ kind: "refused", faults: [{ row: 2, column: "Đơn vị" }] });
    expect((await post("/roster", { what: "members", base64: bad })).status).toBe(409);
    const strange = await post("/roster/check", { what: "members", base64: base64("Tên\nMai\n") });
    expect(strange.body.kind).toBe("unreadable");
  });

  it("come as Excel and Word, and in no other form", async () => {
    const id = await draftCampaign(stage.db, { title: "Hội thao", by: "Lường Văn Soạn" });
    for (const [form, status] of [
      ["xlsx", 200],
      ["docx", 200],
      ["pdf", 404],
    ] as const)
      expect([form, (await stage.get(`/campaigns/${id}/proof/${form}`, cookie)).status]).toEqual([
        form,
        status,
      ]);
  });
});
