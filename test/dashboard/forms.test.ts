import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { readyForms } from "../../src/participation/ready-forms.ts";
import { newFiller } from "../participation/filler.ts";
import { rosterOf3 } from "../participation/world.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const survey = readyForms.find(({ id }) => id === "survey")?.definition;
const roster = readyForms.find(({ id }) => id === "roster")?.definition;

describe("forms in the dashboard", () => {
  let stage: DashboardStage;
  let lan: string;
  let unit: string;
  let far: string;
  beforeAll(async () => {
    stage = await openStage();
    ({ cookie: lan } = await stage.officer("lan", { name: "Lò Thị Lan" }));
    ({ cookie: unit } = await stage.officer("che", { name: "Cán bộ Chè", role: "unit", unit: "CDCS-CHE" }));
    ({ cookie: far } = await stage.officer("moi", { name: "Cán bộ Mới", role: "unit", unit: "CDCS-MOI" }));
  });
  afterAll(() => stage.close());
  const post = (path: string, body: unknown, cookie = lan) => stage.post(path, body, { cookie });

  it("are tried as a chat that keeps nothing, written, edited once at a time, opened and closed", async () => {
    const first = await post("/forms-preview", { definition: survey });
    expect(first.body).toMatchObject({ kind: "turn", outcome: "going" });
    expect(first.body.says.join()).toContain("ẩn danh");
    const next = await post("/forms-preview", {
      definition: survey,
      state: first.body.state,
      text: "Hài lòng",
    });
    expect(next.body.says.join()).toContain("Bạn muốn nói thêm điều gì?");
    const bad = await post("/forms-preview", { definition: { ...survey, code: "x", mostFiles: 3 } });
    expect(bad.body.faults).toEqual([{ path: "code", words: expect.stringContaining("BM-") }]);

    const made = await post("/forms", { definition: survey });
    const { id } = made.body;
    expect((await post("/forms", { definition: survey })).body.error).toMatchObject({ code: "codeTaken" });
    const edited = { ...survey, title: "Khảo sát tháng 12", closes: "2026-12-01T08:00" };
    expect((await post(`/forms/${id}`, { version: 1, definition: edited })).body.version).toBe(2);
    expect((await post(`/forms/${id}`, { version: 1, definition: edited })).body.error.code).toBe("stale");
    const record = await stage.get(`/forms/${id}`, lan);
    expect(record.body.definition.closes).toBe("2026-12-01T08:00");
    await post(`/forms/${id}/open`, {});
    const one = await newFiller(stage.db, { at: stage.now });
    await one.begin("BM-KHAOSAT");
    await one.say("Hài lòng", "=SUM(A1)", "gửi");
    const tally = await stage.get(`/forms/${id}/tally`, lan);
    expect(tally.body.rows[0]).toMatchObject({
      answered: 1,
      choices: [{ label: "Hài lòng", count: 1 }, {}, {}],
    });
    expect(tally.body.rows[0].svg).toContain("<svg");
    expect((await stage.get(`/forms/${id}/answers`, lan)).body).toMatchObject({ total: 1 });
    expect((await stage.get(`/forms/${id}/answers`, unit)).body).toMatchObject({ total: 0 });
    expect((await stage.get(`/forms/${id}/files/answers`, lan)).status).toBe(200);
    expect((await stage.get(`/forms/${id}/files/papers`, lan)).status).toBe(404);
    await post(`/forms/${id}/close`, {});
    expect((await post(`/forms/${id}/open`, {})).body.error.code).toBe("anonymityIsOver");
  });

  it("let the unit's own officer confirm a correction, and nobody else's", async () => {
    const { mai } = await rosterOf3(stage.db);
    const { id } = (await post("/forms", { definition: roster })).body;
    await post(`/forms/${id}/open`, {});
    const filler = await newFiller(stage.db, { id: mai, at: stage.now });
    await filler.begin("BM-THONGTIN");
    await filler.say("0912345678", "bỏ qua", "bỏ qua", "bỏ qua", "gửi");
    const list = await stage.get(`/forms/${id}/answers`, unit);
    expect(list.body.rows[0]).toMatchObject({ state: "waiting", name: "Lò Thị Mai", before: { phone: "" } });
    const path = `/forms/${id}/answers/${list.body.rows[0].id}/decide`;
    expect((await stage.get(`/forms/${id}/answers`, far)).body.rows).toEqual([]);
    expect((await post(path, { accepted: ["phone"], reason: "" }, far)).status).toBe(404);
    expect((await post(path, { accepted: ["phone"], reason: "" }, unit)).status).toBe(200);
    expect((await post(path, { accepted: [], reason: "" }, unit)).body.error.code).toBe("settled");
    expect((await stage.get(`/forms/${id}/files/roster`, lan)).status).toBe(200);
  });

  it("leave a registration to the unit's officer, and results and evidence to whom they belong", async () => {
    const definition = readyForms.find(({ id }) => id === "emulation")?.definition;
    const { id } = (await post("/forms", { definition: { ...definition, who: "all" } })).body;
    await post(`/forms/${id}/open`, {});
    const row = stage.db.read.selectFrom("roster").select("member_id").where("code", "=", "DV1");
    const mai = (await row.executeTakeFirst())?.member_id ?? "";
    const filler = await newFiller(stage.db, { id: mai, at: stage.now });
    const path = async () => {
      const [{ id: answer }] = (await stage.get(`/forms/${id}/answers`, lan)).body.rows;
      return `/forms/${id}/answers/${answer}`;
    };
    await filler.begin("BM-THIDUA");
    await filler.say("Đăng ký", "Tham mưu giỏi", "Soạn văn bản nhanh", "gửi");
    const given = { step: "confirmed", reason: "" };
    expect((await post(`${await path()}/step`, given, far)).status).toBe(404);
    expect((await post(`${await path()}/step`, given, unit)).status).toBe(200);
    await filler.begin("BM-THIDUA");
    await filler.say("Gửi kết quả", "Tham mưu giỏi", "Xong 30 văn bản", "bỏ qua", "(ảnh) ", "gửi");
    const achieved = { step: "achieved", reason: "" };
    expect((await post(`${await path()}/step`, achieved, unit)).body.error.code).toBe("whole");
    expect((await post(`${await path()}/step`, achieved, lan)).status).toBe(200);
    // The picture still lies with its platform.
    expect((await stage.get(`${await path()}/files/0`, lan)).status).toBe(404);
    expect((await stage.get(`/forms/${id}/files/commendation-docx`, lan)).status).toBe(200);
    expect((await stage.get(`/forms/${id}/files/commendation-xlsx`, lan)).status).toBe(200);
  });

  it("invite by a campaign to whom the form names, as a draft", async () => {
    const { rows } = (await stage.get("/forms", lan)).body;
    const { id } = rows.find(({ code }: { code: string }) => code === "BM-THONGTIN");
    const given = { message: "Mời anh chị cập nhật thông tin.", at: "2026-11-30T08:00" };
    const made = await post(`/forms/${id}/invite`, given);
    expect(made.status).toBe(200);
    const row = await stage.db.read
      .selectFrom("campaign")
      .selectAll()
      .where("id", "=", made.body.id)
      .executeTakeFirstOrThrow();
    expect([row.status, row.audience]).toEqual(["draft", JSON.stringify({ state: "active" })]);
    expect(row.content).toContain("say:BM-THONGTIN");
    expect(
      (await post(`/forms/${id}/invite`, { ...given, at: "2020-01-01T08:00" })).body.error.fields.at,
    ).toBeTruthy();
  });

  it("show the seats, the queue and the code at the door of an event", async () => {
    const ready = (await stage.get("/forms-ready", lan)).body.rows;
    expect(ready.map(({ id }: { id: string }) => id)).toContain("event");
    const { definition } = ready.find(({ id }: { id: string }) => id === "event");
    const { id } = (await post("/forms", { definition })).body;
    const { event } = (await stage.get(`/forms/${id}`, lan)).body;
    expect(event).toMatchObject({ going: 0, queued: 0, door: expect.stringMatching(/^[A-Z2-9]{6}$/) });
    expect(event.qr).toContain("<svg");
  });

  it("add up reports of units from the whole down to one, for each officer as far as their unit reaches", async () => {
    const definition = readyForms.find(({ id }) => id === "report")?.definition;
    const { id } = (await post("/forms", { definition: { ...definition, who: "all" } })).body;
    await post(`/forms/${id}/open`, {});
    expect((await stage.get(`/forms/${id}/rollup`, lan)).body).toMatchObject({ periods: [], rows: [] });
    const row = stage.db.read.selectFrom("roster").select("member_id").where("code", "=", "DV1");
    const mai = (await row.executeTakeFirst())?.member_id ?? "";
    stage.now = instant("2026-12-07T01:00:00Z");
    // Sessions of two weeks ago are over.
    ({ cookie: lan } = await stage.officer("lan.lai", { name: "Lò Thị Lan" }));
    ({ cookie: far } = await stage.officer("moi.lai", {
      name: "Cán bộ Mới",
      role: "unit",
      unit: "CDCS-MOI",
    }));
    const filler = await newFiller(stage.db, { id: mai, at: stage.now });
    await filler.begin("BM-BAOCAO");
    await filler.say("120", "2", "80", "3", "bỏ qua", "bỏ qua", "gửi");
    const whole = (await stage.get(`/forms/${id}/rollup`, lan)).body;
    expect(whole.rows).toMatchObject([{ code: "LDLD", hasBelow: true, expected: 2, reported: 1, late: 1 }]);
    const below = (await stage.get(`/forms/${id}/rollup?unit=LDLD`, lan)).body;
    expect(below.rows.find(({ code }: { code: string }) => code === "CDCS-CHE").figures.members).toBe(120);
    expect(below.late).toEqual([{ code: "CDCS-MOI", name: "CĐCS Mới", period: "tháng 11/2026" }]);
    expect((await stage.get(`/forms/${id}/rollup`, far)).body).toMatchObject({
      unit: { code: "CDCS-MOI" },
      up: null,
    });
    expect((await stage.get(`/forms/${id}/rollup?unit=CDCS-CHE`, far)).status).toBe(404);
    expect((await stage.get(`/forms/${id}/rollup-xlsx?from=2026-11`, lan)).status).toBe(200);
    expect((await stage.get(`/forms/${id}/rollup-xlsx?unit=CDCS-CHE`, far)).status).toBe(200);
  });
});
