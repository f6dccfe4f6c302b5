import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meet } from "../../src/people/members.ts";
import { findRosterEntry, tieRoster } from "../../src/people/roster.ts";
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

  it("gives a unit's people one-time codes, once, and none to who has linked a chat", async () => {
    const roster = "Mã đoàn viên,Họ và tên,Đơn vị\nDV1,Lò Thị Mai,CDCS-1\nDV2,Giàng A Páo,CDCS-1\n";
    await post("/roster", { what: "units", base64: units });
    await post("/roster", { what: "members", base64: base64(roster) });
    const invite = (unit: string, key?: string) =>
      stage.post("/roster/codes", { unit }, { cookie, ...(key ? { key } : {}) });
    const first = (await invite("LDLD", "invite-key-1")).body;
    expect(first.rows.map((row: { name: string }) => row.name)).toEqual(["Giàng A Páo", "Lò Thị Mai"]);
    for (const { code } of first.rows) expect(code).toMatch(/^LK-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect((await invite("LDLD", "invite-key-1")).body.rows).toEqual([]);
    const { memberId } = await stage.db.transact((tx) =>
      meet(tx, { address: { channel: "web-chat", externalId: "páo" }, name: "Páo", at: stage.now }),
    );
    const entry = await findRosterEntry(stage.db.read, "DV2");
    await stage.db.transact((tx) => tieRoster(tx, { rosterId: entry?.id ?? "", memberId, now: stage.now }));
    expect((await invite("CDCS-1")).body.rows).toMatchObject([{ name: "Lò Thị Mai", member: "DV1" }]);
    const rows = (await stage.get("/units", cookie)).body.rows;
    expect(rows.find((row: { code: string }) => row.code === "CDCS-1")).toMatchObject({
      people: 2,
      linked: 1,
    });
    expect((await invite("nowhere")).body.error.fields.unit).toMatch(/Không có đơn vị/);
  });
});
