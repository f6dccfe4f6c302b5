import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applied, newMember } from "../proposals/member.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const full = { novelty: 38, applied: 25, benefit: 30 };

describe("a council at work in the dashboard", () => {
  let stage: DashboardStage;
  let lead: string;
  let chair: string;
  let second: string;
  let outsider: string;
  let number: string;

  beforeAll(async () => {
    stage = await openStage();
    const cookieOf = async (login: string, name: string, role: "lead" | "council") =>
      (await stage.officer(login, { name, role })).cookie;
    lead = await cookieOf("lan", "Lò Thị Lan", "lead");
    chair = await cookieOf("binh", "Nguyễn Văn Bình", "council");
    second = await cookieOf("sung", "Sùng A Sử", "council");
    outsider = await cookieOf("hoa", "Tẩn Thị Hoa", "council");
    const author = await newMember(stage.db, stage.now);
    await author.begin();
    await author.say(...applied, "gửi");
    number = /SK-\d{4}-\d{4}/.exec(author.text)?.[0] ?? "";
  });
  afterAll(() => stage.close());

  const post = (path: string, body: unknown, cookie = lead) => stage.post(path, body, { cookie });
  const record = async (cookie = lead) => (await stage.get(`/proposals/${number}`, cookie)).body;
  const member = (name: string, role = "member") => ({ name, role, unit: "", title: "" });
  const council = (...members: unknown[]) => ({
    ...{ name: "Hội đồng sáng kiến 2026", unit: "Công ty Điện lực Lai Châu", basis: "12/QĐ" },
    ...{ excludesSameUnit: false, members },
  });

  it("is refused with one person, with a name twice, and with two chairs, in words", async () => {
    for (const members of [
      [member("Nguyễn Văn Bình")],
      [member("Nguyễn Văn Bình"), member("Nguyễn Văn Bình")],
      [member("Nguyễn Văn Bình", "chair"), member("Sùng A Sử", "chair")],
    ]) {
      const { status, body } = await post("/councils", council(...members));
      expect([status, typeof body.error.fields.members]).toEqual([400, "string"]);
    }
    expect((await stage.get("/councils", lead)).body.rows).toEqual([]);
  });

  it("scores blind: until the closing nobody reads another's points, and outsiders cannot score", async () => {
    const members = [member("Nguyễn Văn Bình", "chair"), member("Sùng A Sử"), member("Vàng Thị Dợ")];
    const formed = await post("/councils", council(...members));
    expect(formed.status).toBe(200);
    for (const action of ["receive", "accept"]) {
      const { version } = await record();
      expect((await post(`/proposals/${number}/act`, { version, action, reason: "" })).status).toBe(200);
    }
    const { version } = await record();
    const referred = await post(`/proposals/${number}/refer`, { version, councilId: formed.body.id });
    expect(referred.status).toBe(200);
    const sheet = { points: full, comment: "Dễ nhân rộng." };
    expect((await post(`/proposals/${number}/score`, sheet, outsider)).body.error.code).toBe("no-seat");
    expect(
      (await post(`/proposals/${number}/score`, { ...sheet, points: { novelty: 99 } }, chair)).status,
    ).toBe(400);
    expect((await post(`/proposals/${number}/score`, sheet, chair)).status).toBe(200);
    for (const cookie of [lead, second, outsider]) {
      const text = JSON.stringify(await record(cookie));
      expect(text).not.toContain("Dễ nhân rộng");
      expect(text).not.toContain('"novelty":38');
    }
    expect((await record(chair)).council.mine.sheet).toEqual(sheet);
    expect((await record(second)).council.mine).toMatchObject({ sheet: null });
  });

  it("closes with a quorum only, opens every sheet then, and keeps the council's own words", async () => {
    expect((await post(`/proposals/${number}/close`, {})).body.error.code).toBe("no-quorum");
    const sheet = { points: { novelty: 30, applied: 20, benefit: 20 }, comment: "" };
    await post(`/proposals/${number}/score`, sheet, second);
    expect((await post(`/proposals/${number}/close`, {})).status).toBe(200);
    expect((await post(`/proposals/${number}/score`, sheet, second)).body.error.code).toBe("closed");
    const { council: closed } = await record(outsider);
    expect(closed.members.map((one: { sheet: unknown }) => one.sheet !== null)).toEqual([true, true, false]);
    expect(closed.mean).toBe(81.5);
    const conclusion = "Hội đồng nhất trí đề nghị công nhận.";
    expect((await post(`/proposals/${number}/conclusion`, { conclusion })).status).toBe(200);
    expect((await record()).council.minutes).toContain(conclusion);
  });

  it("gives the papers it has come to as Word files, the register as Excel, and no others", async () => {
    const { rows } = (await stage.get(`/proposals/${number}/papers`, lead)).body;
    const kinds = rows.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toContain("minutes");
    expect(kinds).not.toContain("certificate");
    const download = async (path: string) => {
      const { statusCode, rawPayload, headers } = await stage.app.inject({
        url: `/admin/api${path}`,
        headers: { cookie: lead },
      });
      return {
        statusCode,
        start: rawPayload.subarray(0, 2).toString(),
        name: headers["content-disposition"],
      };
    };
    expect(await download(`/proposals/${number}/papers/minutes`)).toEqual({
      ...{ statusCode: 200, start: "PK" },
      name: `attachment; filename="${number}-minutes.docx"`,
    });
    expect(await download("/register")).toMatchObject({ statusCode: 200, start: "PK" });
    expect(await download(`/proposals/${number}/papers/certificate`)).toMatchObject({ statusCode: 404 });
  });

  it("merges one that speaks of the same, and takes it apart again", async () => {
    const other = await newMember(stage.db, stage.now);
    await other.begin();
    await other.say(...applied, "gửi");
    const twin = /SK-\d{4}-\d{4}/.exec(other.text)?.[0] ?? "";
    const near = (await stage.get(`/proposals/${twin}/similar`, lead)).body.rows;
    expect(near.map((one: { number: string }) => one.number)).toEqual([number]);
    const fields = (await stage.get(`/proposals/${twin}/compare/${number}`, lead)).body.fields;
    expect(fields.some((one: { isSame: boolean }) => one.isSame)).toBe(true);
    const itself = await post(`/proposals/${twin}/merge`, { into: twin, why: "Trùng" });
    expect(itself.body.error.code).toBe("itself");
    expect((await post(`/proposals/${twin}/merge`, { into: number, why: "Trùng" })).status).toBe(200);
    expect((await stage.get(`/proposals/${twin}`, lead)).body.mergedInto).toBe(number);
    expect((await post(`/proposals/${twin}/unmerge`, { why: "Khác máy" })).status).toBe(200);
    expect((await stage.get(`/proposals/${twin}`, lead)).body.mergedInto).toBe(null);
  });
});
