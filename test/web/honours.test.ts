import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { localDate, systemClock } from "../../src/kit/time.ts";
import { formCouncil } from "../../src/proposals/council/seats.ts";
import type { MadeOfficer } from "../dashboard/make-officer.ts";
import { fullAnswers } from "../papers/filed.ts";
import { numberOf, tell } from "../reports/federation.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, setDashboardStage } from "./dashboard-stage.ts";

const record = {
  v: 1,
  form: "proposal-full",
  formVersion: 1,
  answers: fullAnswers,
  files: [],
  annexes: [],
  unsure: [],
};

describe("honours in a browser", () => {
  let stage: DashboardStage;
  let an: MadeOfficer;
  let opened: WatchedPage[] = [];
  const today = localDate(systemClock());

  beforeAll(async () => {
    stage = await setDashboardStage();
    await stage.db.transact(async (tx) => {
      const recognized = { member: 0, state: "recognized", filedAt: "2026-01-01T03:00:00Z", answers: record };
      await tell(tx, { members: [null], proposals: [{ ...recognized, decidedOn: today }] });
      const members = ["Nguyễn Văn An", "Vàng Thị Bình"].map((name) => ({ name }));
      const council = { name: "Hội đồng biểu dương", unit: "LĐLĐ tỉnh", members };
      await formCouncil(tx, council, { by: "An", now: systemClock() });
    });
    an = await stage.officer("an", { name: "Nguyễn Văn An" });
  });
  afterEach(async () => {
    const complaints = opened.flatMap((watched) => watched.complaints);
    for (const { page } of opened) await page.context().close();
    opened = [];
    expect(complaints).toEqual([]);
  });
  afterAll(() => stage?.close());

  it("a round is opened and scored, and fits a phone without barriers", async () => {
    const watched = await stage.visit("/sang-kien", an, screens.desktop);
    opened.push(watched);
    const { page } = watched;
    await page.getByRole("link", { name: "Biểu dương" }).click();
    await page.getByLabel("Quyết định ký từ ngày").fill(today);
    await page.getByLabel("Đến ngày").fill(today);
    await page.getByRole("button", { name: "Mở đợt mới" }).click();
    await page.getByRole("link", { name: "Lao động sáng tạo" }).click();
    await page.getByRole("button", { name: `Chấm ${numberOf(0)}` }).click();
    const dialog = page.getByRole("dialog");
    for (const [label, points] of [
      ["Tính mới", "30"],
      ["Đã áp dụng", "20,5"],
      ["Lợi ích", "25"],
    ] as const)
      await dialog.getByLabel(label).fill(points);
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Lưu phiếu" }).click();
    await page.getByText("1 phiếu, cần 2").waitFor();
    await page.getByRole("button", { name: "Chốt điểm" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Chốt điểm" }).click();
    await page.getByText(`Còn hồ sơ chưa đủ phiếu: ${numberOf(0)}.`).waitFor();
    await page.setViewportSize(screens.phone.viewport);
    await page.reload();
    await page.getByText("1 phiếu, cần 2").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await findBarriers(page)).toEqual([]);
  });
});
