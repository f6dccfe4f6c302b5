import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchCampaign } from "../../src/campaigns/launch.ts";
import { addMs } from "../../src/kit/time.ts";
import { shippedLibrary } from "../http/world.ts";
import { goodForm } from "./campaign-world.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("a campaign for everybody", () => {
  let stage: DashboardStage;
  let lan: Awaited<ReturnType<DashboardStage["officer"]>>;
  let binh: typeof lan;

  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
    binh = await stage.officer("binh", { name: "Bình", role: "approver" });
  });
  afterAll(() => stage.close());

  const post = (path: string, body: unknown, as = lan) => stage.post(path, body, { cookie: as.cookie });
  const get = async (path: string) => (await stage.get(path, lan.cookie)).body;

  it("is published as an article: decided about when in doubt, corrected for who got it, withdrawn once", async () => {
    const form = { ...goodForm, title: "Bài đăng", outlets: ["portal-feed"] };
    const { id } = (await post("/campaigns", form)).body;
    const { fingerprint } = await get(`/campaigns/${id}`);
    expect((await post(`/campaigns/${id}/approve`, { fingerprint, typed: null }, binh)).status).toBe(200);
    const due = addMs(stage.now, 25 * 3_600_000);
    await launchCampaign(stage.db, id as never, { now: due, library: shippedLibrary() });
    const [{ slug }] = (await get("/articles")).rows;
    const decide = (what: string, outlet = "portal-feed") =>
      post(`/articles/${slug}/decide`, { outlet, what });
    expect((await decide("there")).body.error.message).toMatch(/không còn gì để quyết định/);
    expect((await decide("again", "fax")).status).toBe(404);
    const publication = (change: object) =>
      stage.db.transact((tx) => tx.updateTable("publication").set(change).execute());
    await publication({ status: "uncertain", why: "timeout" });
    expect((await get(`/articles/${slug}`)).outlets).toMatchObject([{ status: "uncertain", why: "timeout" }]);
    expect((await decide("there")).status).toBe(200);
    expect((await get(`/articles/${slug}`)).outlets).toMatchObject([{ status: "published", why: "" }]);

    const correct = (note: string, at = "") => post(`/articles/${slug}/correct`, { note, at });
    expect((await correct("  ")).body.error.fields.note).toMatch(/điền ô này/);
    expect((await correct("Sai ngày.", "2020-01-01T08:00")).body.error.fields.at).toMatch(/đã qua/);
    const corrected = (await correct("Ngày đúng là <b>18/5</b>.", "2026-11-25T08:00")).body;
    expect(await get(`/campaigns/${corrected.id}`)).toMatchObject({
      status: "draft",
      title: "Đính chính: Bài đăng",
    });
    expect((await get(`/articles/${slug}`)).corrections).toMatchObject([
      { note: "Ngày đúng là <b>18/5</b>." },
    ]);
    const bound = await stage.officer("bound-3", { name: "Đơn vị 3", role: "lead", unit: "CDCS-1" });
    const withdraw = (as = lan) => post(`/articles/${slug}/withdraw`, { note: "Chưa đúng." }, as);
    expect((await withdraw(bound)).body.error.message).toMatch(/phụ trách/);
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).body.error.code).toBe("settled");
    expect((await get(`/articles/${slug}`)).withdrawn.why).toBe("Chưa đúng.");
  });
});
