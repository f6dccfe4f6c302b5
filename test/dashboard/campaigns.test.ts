import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchCampaign } from "../../src/campaigns/launch.ts";
import type { CampaignForm } from "../../src/dashboard/campaign-shapes.ts";
import { addMs } from "../../src/kit/time.ts";
import { shippedLibrary } from "../http/world.ts";
import { dot, goodForm, goodQuiz, subscriber } from "./campaign-world.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("a campaign in the dashboard", () => {
  let stage: DashboardStage;
  let lan: Awaited<ReturnType<DashboardStage["officer"]>>;
  let binh: typeof lan;

  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
    binh = await stage.officer("binh", { name: "Bình", role: "approver" });
    await subscriber(stage.db, { name: "Mai", at: stage.now });
    await subscriber(stage.db, { name: "Páo", channel: "telegram", at: stage.now });
  });
  afterAll(() => stage.close());

  const post = (path: string, body: unknown, as = lan) => stage.post(path, body, { cookie: as.cookie });
  const get = async (path: string, as = lan) => (await stage.get(path, as.cookie)).body;
  const add = async (change: Partial<CampaignForm> = {}) => {
    const { status, body } = await post("/campaigns", { ...goodForm, ...change });
    expect([status, body.error]).toEqual([200, undefined]);
    return body.id as string;
  };
  const approve = (id: string, fingerprint: string, typed: number | null = null, as = binh) =>
    post(`/campaigns/${id}/approve`, { fingerprint, typed }, as);
  const audits = async () => (await stage.get("/audit", lan.cookie)).body.entries.length;

  it("needs another officer, the version that was seen, and a time to come", async () => {
    const id = await add();
    const seen = await get(`/campaigns/${id}`);
    expect(seen).toMatchObject({ status: "draft", writtenBy: "Lan", approvers: ["Bình"], form: goodForm });
    expect((await approve(id, seen.fingerprint, null, lan)).body.error.code).toBe("own");
    const words = { blocks: [{ kind: "text", text: "Mời dự ngày hội." }] };
    const edited = { ...goodForm, ...words, fingerprint: seen.fingerprint };
    expect((await post(`/campaigns/${id}`, edited)).status).toBe(200);
    expect((await approve(id, seen.fingerprint)).body.error.code).toBe("changed");
    expect((await post(`/campaigns/${id}`, edited)).body.error.code).toBe("stale");
    const now = await get(`/campaigns/${id}`);
    expect((await approve(id, now.fingerprint)).status).toBe(200);
    expect((await approve(id, now.fingerprint)).body.error.message).toMatch(/bản nháp/);
    expect((await post(`/campaigns/${id}/stop`, {})).status).toBe(200);
  });

  it("shows what is different from what was approved, field by field", async () => {
    const id = await add({ title: "Hội thao" });
    await approve(id, (await get(`/campaigns/${id}`)).fingerprint);
    await post(`/campaigns/${id}/stop`, {});
    const { fingerprint } = await get(`/campaigns/${id}`);
    const change = {
      blocks: [{ kind: "text", text: "Mời dự hội thao." }],
      time: { kind: "weekly", days: [1, 3], clock: "08:00", skipsHolidays: true },
      audience: { and: [{ channel: "web-chat" }, { not: { tag: "nghỉ" } }] },
    };
    expect(
      (await post(`/campaigns/${id}`, { ...goodForm, ...change, title: "Hội thao", fingerprint })).status,
    ).toBe(200);
    const { changedSince } = await get(`/campaigns/${id}`);
    expect(changedSince.approvedBy).toBe("Bình");
    expect(changedSince.changes.map(({ field, after }: Record<string, string>) => [field, after])).toEqual([
      ["nội dung", expect.stringContaining("Mời dự hội thao.")],
      ["người nhận", "nhận được tin qua web-chat và không có nhãn “nghỉ”"],
      ["giờ gửi", "08:00 thứ Hai, thứ Tư hằng tuần, trừ ngày nghỉ lễ"],
    ]);
  });

  it("wants the number of people typed from the setting on, and not below", async () => {
    const [few, many] = [await add({ title: "Ít" }), await add({ title: "Nhiều", topic: "khác" })];
    const outlook = await get(`/campaigns/${few}/outlook`, binh);
    expect(outlook).toMatchObject({ asksForNumber: false, reach: { reached: 1, matched: 2 } });
    Object.assign(stage.parts, { largeAudience: 1 });
    try {
      const { fingerprint } = await get(`/campaigns/${many}`);
      expect((await get(`/campaigns/${many}/outlook`)).asksForNumber).toBe(true);
      const refused = await approve(many, fingerprint, 2);
      expect(refused.body.error).toMatchObject({
        code: "number",
        message: expect.stringContaining("1 người"),
      });
      expect((await get(`/campaigns/${many}`)).status).toBe("draft");
    } finally {
      Object.assign(stage.parts, { largeAudience: 500 });
    }
  });

  it("comes back into the five steps as it was written", async () => {
    const { blob } = (await post("/campaign-pictures", { base64: dot.toString("base64") })).body;
    const form: CampaignForm = {
      ...goodForm,
      title: "Đủ các phần",
      topic: "an toàn",
      blocks: [
        { kind: "text", text: "Đoạn một.\n\n• Việc một\n• Việc hai" },
        { kind: "link", label: "Trang tin", url: "https://hoi.example.vn/tin?a=1" },
        { kind: "image", blob, alt: "Công nhân (ca sáng)" },
        { kind: "clause", documents: ["kh-360"] },
      ],
      buttons: [
        { label: "Gửi sáng kiến", action: "/sangkien" },
        { label: "1", action: "say: 18/5 là ngày gì" },
      ],
      sources: ["kh-360#II.3.4"],
      audience: { or: [{ wroteWithinDays: 30 }, { not: { role: "chủ tịch" } }] },
      channels: ["telegram", "web-chat"],
      outlets: ["portal-feed", "press-kit"],
      time: { kind: "yearly", month: 1, day: 1, clock: "08:30", isLunar: true },
      until: "2030-12-31T17:00",
      graceMinutes: 60,
      dailyCap: 0,
    };
    const id = await add(form);
    expect((await get(`/campaigns/${id}`)).form).toEqual(form);
    expect((await stage.get(`/campaigns/${id}/pictures/${blob}`, lan.cookie)).status).toBe(200);
    expect((await stage.get(`/campaigns/${id}/pictures/${"0".repeat(64)}`, lan.cookie)).status).toBe(404);
    const preview = (await get(`/campaigns/${id}/outlook`)).previews;
    expect(preview[0]).toMatchObject({
      ...{ channel: "telegram", person: "Páo", longest: 4096, images: [{ alt: "Công nhân (ca sáng)" }] },
      buttons: ["Gửi sáng kiến", "1"],
    });
    expect(preview[0].text).toMatch(/Đoạn một\.[\s\S]*“[^”]+”[\s\S]*tắt tin/);
    const copy = (await get(`/campaign-forms?copy=${id}`)).form;
    expect(copy).toEqual(form);
  });

  it.each([
    [{ title: "a".repeat(121) }, "title", /120 ký tự/],
    [{ title: 1 }, "title", /chưa đúng dạng/],
    [{ blocks: [] }, "blocks", /nội dung/],
    [{ blocks: [{ kind: "text", text: " " }] }, "blocks.0.text", /điền ô này/],
    [{ blocks: [{ kind: "text", text: "Xem {{clause}}" }] }, "blocks.0.text", /\{\{/],
    [{ blocks: [{ kind: "text", text: "<b>Đậm</b>" }] }, "blocks.0.text", /thẻ HTML/],
    [{ blocks: [{ kind: "link", label: "x", url: "javascript:alert(1)" }] }, "blocks.0.url", /https/],
    [{ blocks: [{ kind: "image", blob: "0".repeat(64), alt: "Ảnh" }] }, "blocks.0.blob", /không còn/],
    [{ blocks: [{ kind: "clause", documents: ["khong-co"] }] }, "blocks.0.documents", /chưa công bố/],
    [
      {
        blocks: [
          { kind: "text", text: "a".repeat(2999) },
          { kind: "text", text: "b".repeat(2999) },
        ],
      },
      "blocks",
      /Dài quá/,
    ],
    [{ buttons: [{ label: "x", action: "rm -rf" }] }, "buttons", /Nút này/],
    [{ sources: ["kh-360#khong.co"] }, "sources", /chưa công bố/],
    [{ channels: [] }, "channels", /ít nhất một kênh/],
    [{ channels: ["fax"] }, "channels.0", /mục có sẵn/],
    [{ outlets: ["facebook-page"] }, "outlets", /cài đặt/],
    [{ audience: { unit: "KHONG-CO" } }, "audience", /Không có đơn vị/],
    [{ audience: { tag: "" } }, "audience", /chưa đủ/],
    [{ audience: { and: Array.from({ length: 80 }, () => ({ tag: "x" })) } }, "audience", /quá dài/],
    [{ time: { kind: "once", at: "mai" } }, "time.at", /ngày và giờ/],
    [{ time: { kind: "once", at: "2020-01-01T08:00" } }, "time", /đã qua/],
    [{ time: { kind: "once", at: "2027-02-31T08:00" } }, "time", /không đúng/],
    [{ time: { kind: "weekly", days: [], clock: "08:00", skipsHolidays: false } }, "time.days", /một ngày/],
    [{ time: { kind: "yearly", month: 2, day: 30, clock: "08:00", isLunar: false } }, "time", /không rơi/],
    [{ time: { kind: "cron", cron: "*/5 * * * *", skipsHolidays: false } }, "time", /mỗi giờ/],
    [{ until: "2026-11-23T09:00" }, "until", /sau lần gửi/],
    [{ embargo: "2026-11-24T08:00" }, "embargo", /giờ công bố/],
    [{ graceMinutes: 99_999 }, "graceMinutes", /10080/],
    [{ quiz: { ...goodQuiz, questions: [] } }, "quiz.questions", /ít nhất một câu/],
    [{ quiz: { ...goodQuiz, closes: "2026-11-24T08:00" } }, "quiz.closes", /sau giờ gửi/],
    [
      { quiz: { ...goodQuiz, questions: [{ ...goodQuiz.questions[0], right: null }] } },
      "quiz.questions.0.right",
      /đáp án/,
    ],
    [
      { quiz: { ...goodQuiz, questions: [{ ...goodQuiz.questions[0], source: "a#b" }] } },
      "quiz.questions",
      /điều khoản/,
    ],
    [
      { quiz: { ...goodQuiz, questions: [{ ...goodQuiz.questions[0], options: ["a", "A "] }] } },
      "quiz.questions.0.options",
      /khác nhau/,
    ],
  ])("with %o is refused under its field, and nothing is stored", async (change, field, words) => {
    const before = await audits();
    const { status, body } = await post("/campaigns", { ...goodForm, ...change });
    expect([status, body.error?.code]).toEqual([400, "invalid"]);
    expect(body.error.fields[field]).toMatch(words);
    expect(await audits()).toBe(before);
  });

  it("counts whom a rule reaches and why others are left out, and keeps an officer to their unit", async () => {
    const asked = { audience: "all", channels: ["telegram"], at: "", dailyCap: 1 };
    expect((await post("/campaign-reach", asked)).body).toMatchObject({
      ...{ kind: "reach", matched: 2, reached: 1, words: "mọi người đã đồng ý nhận tin" },
      ...{ channels: [{ channel: "telegram", people: 1 }], excluded: { noAddress: 1 } },
    });
    const unknown = (await post("/campaign-reach", { ...asked, audience: { unit: "X" } })).body;
    expect(unknown).toMatchObject({ kind: "fault", words: expect.stringContaining("Không có đơn vị “X”") });
    const bound = await stage.officer("bound", { name: "Đơn vị", role: "lead", unit: "CDCS-1" });
    expect((await post("/campaign-reach", asked, bound)).body.words).toMatch(/phụ trách đơn vị/);
    expect((await post("/campaigns", goodForm, bound)).body.error.fields.audience).toMatch(
      /phụ trách đơn vị/,
    );
  });

  it("shows what each channel would, or which field is wrong", async () => {
    const good = (
      await post("/campaign-preview", { form: { ...goodForm, channels: ["web-chat", "zalo-oa"] }, skip: 5 })
    ).body;
    expect(good).toMatchObject({
      kind: "outlook",
      slots: ["2026-11-24T02:00:00.000Z"],
      reach: { reached: 1 },
    });
    expect(good.previews).toMatchObject([
      { channel: "zalo-oa", hasPerson: false, longest: null },
      { channel: "web-chat", person: "Mai", hasPerson: true, longest: 4000 },
    ]);
    const bad = { form: { ...goodForm, until: "2026-11-23T09:00" }, skip: 0 };
    expect((await post("/campaign-preview", bad)).body).toMatchObject({
      kind: "fault",
      fields: { until: expect.anything() },
    });
  });

  it("is given back with a reason, which its history keeps", async () => {
    const id = await add({ title: "Trả lại", blocks: [{ kind: "text", text: "Chưa xong." }] });
    const { fingerprint } = await get(`/campaigns/${id}`);
    const why = "Thiếu <script>địa điểm</script>.";
    expect(
      (await post(`/campaigns/${id}/decline`, { fingerprint, why: "" }, binh)).body.error.fields.why,
    ).toMatch(/./);
    expect((await post(`/campaigns/${id}/decline`, { fingerprint: "x", why }, binh)).body.error.code).toBe(
      "changed",
    );
    expect((await post(`/campaigns/${id}/decline`, { fingerprint, why }, binh)).status).toBe(200);
    expect((await get(`/campaigns/${id}`)).history.at(-1)).toMatchObject({
      words: `từ chối duyệt: ${why}`,
      by: "Bình",
    });
  });

  it("stands in the calendar of its month and year, and the union's year can be begun from", async () => {
    await add({
      title: "Thứ Hai",
      time: { kind: "weekly", days: [1], clock: "08:00", skipsHolidays: false },
      topic: "lịch",
    });
    const { rows } = await get("/campaign-calendar?year=2026&month=12");
    const mondays = rows.filter(({ title }: { title: string }) => title === "Thứ Hai");
    expect(mondays.map(({ at }: { at: string }) => at.slice(0, 10))).toEqual([
      "2026-12-07",
      "2026-12-14",
      "2026-12-21",
      "2026-12-28",
    ]);
    expect(mondays[0]).toMatchObject({ state: "draft", kind: "cron", times: 1 });
    expect((await get("/campaign-calendar?year=2027&month=0")).rows.length).toBeGreaterThan(50);
    expect((await stage.get("/campaign-calendar?year=x&month=1", lan.cookie)).status).toBe(400);
    const ready = (await get("/campaign-ready")).rows;
    expect(ready.map(({ name }: { name: string }) => name)).toContain("weekly-clause.md");
    for (const { name, title } of ready) {
      const { form } = await get(`/campaign-forms?ready=${name}`);
      const { status, body } = await post("/campaign-preview", { form, skip: 0 });
      expect([title, status, body.kind]).toEqual([form.title, 200, "outlook"]);
    }
    expect((await stage.get("/campaign-forms?ready=..%2F..%2Fpackage.json", lan.cookie)).status).toBe(404);
  });

  it("begins with a draft by template from clauses; without a model a wish alone is told so", async () => {
    const asked = { kind: "notice", wish: "", clauses: ["kh-360#II.3.4"] };
    const { form } = (await post("/campaign-drafts", asked)).body;
    expect(form).toMatchObject({
      sources: ["kh-360#II.3.4"],
      title: expect.stringContaining("Kế hoạch 360"),
    });
    expect((await post("/campaign-preview", { form, skip: 0 })).body.kind).toBe("outlook");
    const event = (await post("/campaign-drafts", { ...asked, kind: "event" })).body.form;
    expect((await post("/campaigns", event)).body.error.fields["blocks.0.text"]).toMatch(/\{\{/);
    expect((await post("/campaign-drafts", { ...asked, clauses: [], wish: "nhắc nộp" })).body.words).toMatch(
      /mô hình/,
    );
    expect((await post("/campaign-drafts", { ...asked, clauses: ["x#y"] })).body.words).toMatch(/không còn/);
  });

  it("refuses what is no picture and what is too large", async () => {
    const text = Buffer.from("<svg onload=alert(1)>").toString("base64");
    expect((await post("/campaign-pictures", { base64: text })).body.words).toMatch(/JPEG hoặc PNG/);
    const large = Buffer.concat([dot, Buffer.alloc(1_100_000)]).toString("base64");
    expect((await post("/campaign-pictures", { base64: large })).body.words).toMatch(/1 MB/);
  });

  it("with a quiz is one campaign with its questions, results and a sheet", async () => {
    const id = await add({ title: "Tìm hiểu", quiz: goodQuiz, topic: "thi" });
    const record = await get(`/campaigns/${id}`);
    expect(record.form).toBeNull();
    const [quiz] = (await get("/quizzes")).rows;
    expect(quiz).toMatchObject({ title: "Tìm hiểu", campaignId: id, questions: 1 });
    expect(record.quizId).toBe(quiz.id);
    expect(await get(`/quizzes/${quiz.id}`)).toMatchObject({
      ...{ started: 0, finished: 0, people: [] },
      options: [{ choices: [{ text: "Công đoàn cơ sở", isRight: true, count: 0 }, { isRight: false }] }],
    });
    expect(
      (await stage.get(`/quizzes/${quiz.id}/sheet`, lan.cookie)).headers["content-disposition"],
    ).toContain(".xlsx");
    const edited = await post(`/campaigns/${id}`, { ...goodForm, fingerprint: record.fingerprint });
    expect(edited.body.error.code).toBe("quiz");
    const drafted = (await post("/quiz-questions", { clauses: ["kh-360#II.3.4", "kh-360#II.1.1"] })).body;
    expect(drafted.questions[0]).toMatchObject({ right: expect.any(Number), source: "kh-360#II.3.4" });
  });

  it("tells the exact words of Zalo and what to do, settles doubts together, and sends again to whom it failed", async () => {
    await subscriber(stage.db, { name: "Zalo", channel: "zalo-oa", at: stage.now });
    await subscriber(stage.db, { name: "Zalo 2", channel: "zalo-oa", at: stage.now });
    const id = await add({ title: "Zalo", channels: ["zalo-oa"], blocks: [{ kind: "text", text: "Chào." }] });
    await approve(id, (await get(`/campaigns/${id}`)).fingerprint);
    const due = addMs(stage.now, 25 * 3_600_000);
    await launchCampaign(stage.db, id as never, { now: due, library: shippedLibrary() });
    const settle = (status: "refused" | "uncertain", change: object) =>
      stage.db.transact((tx) =>
        tx
          .updateTable("delivery")
          .set({ status, ...change })
          .where("channel", "=", "zalo-oa")
          .where("run_id", "is not", null)
          .execute(),
      );
    await settle("refused", { why: "outOfQuota", code: "-211" });
    const [run] = (await get(`/campaigns/${id}`)).runs;
    expect(run.reasons).toEqual([
      {
        words:
          "Tài khoản Zalo OA đã hết hạn mức gửi. Hãy báo người quản trị kênh xem hạn mức; tin tự gửi khi người nhận nhắn lại.",
        count: 2,
      },
    ]);
    expect((await get(`/campaigns/${id}/units`)).rows).toEqual([
      { unit: null, planned: 2, sent: 0, refused: 2, uncertain: 0, waiting: 0 },
    ]);
    expect((await post(`/campaigns/${id}/resend`, {})).body).toEqual({ rows: 2 });
    expect((await post(`/campaigns/${id}/resend`, {})).body.error.message).toMatch(/Không còn tin nào/);
    await settle("uncertain", { why: "no answer in time", settled_at: due });
    const doubts = await get("/uncertain");
    expect(doubts).toMatchObject({ total: 2, runs: [{ runId: run.id, title: "Zalo", count: 2 }] });
    expect(doubts.rows[0].why).toBe("Kênh không trả lời kịp.");
    const all = { as: "sent", runId: run.id };
    expect((await post("/uncertain", { ...all, seen: 1 })).body.error.message).toMatch(/bây giờ là 2/);
    const bound = await stage.officer("bound-2", { name: "Đơn vị 2", role: "lead", unit: "CDCS-1" });
    expect((await get("/uncertain", bound)).total).toBe(0);
    expect((await post("/uncertain", { ...all, seen: 2 }, bound)).body.error.message).toMatch(/phụ trách/);
    expect((await get(`/campaigns/${id}/outlook`, bound)).previews[0]).toMatchObject({
      person: null,
      hasPerson: true,
    });
    expect((await post("/uncertain", { ...all, seen: 2 })).body).toEqual({ rows: 2 });
    expect((await get("/uncertain")).total).toBe(0);
    expect((await get(`/campaigns/${id}`)).runs[0]).toMatchObject({ sent: 2, uncertain: 0 });
  });
});
