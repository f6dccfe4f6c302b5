import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { localTime, systemClock } from "../../src/kit/time.ts";
import type { MadeOfficer } from "../dashboard/make-officer.ts";
import { tell } from "../reports/federation.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, setDashboardStage } from "./dashboard-stage.ts";

describe("reports in a browser", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer;
  let opened: WatchedPage[] = [];
  const { year } = localTime(systemClock());
  const at = `${year - 1}-05-18T03:00:00Z`;

  beforeAll(async () => {
    stage = await setDashboardStage();
    await stage.db.transact((tx) =>
      tell(tx, {
        units: [
          { code: "TINH", name: "LĐLĐ tỉnh", level: "province" },
          { code: "CHE", name: "CĐCS Chè", parent: "TINH" },
          { code: "MO", name: "CĐCS Mỏ đá", parent: "TINH" },
        ],
        members: ["CHE", "MO"],
        proposals: [0, 0, 1].map((member) => ({ member, state: "filed", filedAt: at, title: "Máy sao chè" })),
        asked: [{ member: 0, at, kind: "answer", cited: "kh-360#II.3.4" }],
      }),
    );
    lan = await stage.officer("lan.lo", { name: "Lò Thị Lan" });
  });
  afterEach(async () => {
    const complaints = opened.flatMap((watched) => watched.complaints);
    for (const { page } of opened) await page.context().close();
    opened = [];
    expect(complaints).toEqual([]);
  });
  afterAll(() => stage?.close());

  const open = async (path: string, options = {}) => {
    const watched = await stage.visit(path, lan, options);
    opened.push(watched);
    return watched.page;
  };

  it("a period is chosen, a number opens its rows, and the way back keeps the period", async () => {
    const page = await open("/bao-cao", screens.desktop);
    await page.getByLabel("Kỳ", { exact: true }).selectOption("-H1");
    await page.getByRole("textbox", { name: /^Năm/ }).fill(String(year - 1));
    await page.getByRole("button", { name: "Xem báo cáo" }).click();
    await page
      .getByRole("link", { name: "3: mở các dòng của “Đơn đề nghị công nhận đã nộp”, Kỳ này" })
      .click();
    await page.getByRole("heading", { name: "Đơn đề nghị công nhận đã nộp" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: /^SK-/ }).count()).toBe(3);
    await page.getByRole("link", { name: "Về báo cáo" }).click();
    await page.getByRole("link", { name: /^2: mở các dòng của “Đơn đã nộp, CĐCS Chè”/ }).waitFor();
    await page.locator(".report-charts img").first().scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.evaluate("document.querySelector('.report-charts img').naturalWidth"))
      .toBe(1200);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Tải Word" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`bao-cao-${year - 1}-H1.docx`);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("a period that has not begun is refused in words", async () => {
    const page = await open(`/bao-cao?ky=${year + 2}`, screens.desktop);
    await page.getByText("chưa tới").waitFor();
  });

  it("fits a phone, without barriers", async () => {
    const page = await open(`/bao-cao?ky=${year - 1}`, screens.phone);
    await page.getByRole("heading", { name: "Còn thiếu" }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${stage.program.url}/admin/bao-cao/dong?period=${year - 1}&figure=filed`);
    await page.getByRole("link", { name: /^SK-/ }).first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await findBarriers(page)).toEqual([]);
  });
});
