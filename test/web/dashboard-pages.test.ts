import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/kit/time.ts";
import { endSessions } from "../../src/people/sessions.ts";
import { findCase } from "../../src/questions/cases.ts";
import { noteCase } from "../../src/questions/cases-change.ts";
import { type MadeOfficer, password } from "../dashboard/make-officer.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, setDashboardStage, type } from "./dashboard-stage.ts";

let opened: WatchedPage[] = [];
// Whatever a test does, the pages may not break their own security policy or throw.
afterEach(async () => {
  const complaints = opened.flatMap((watched) => watched.complaints);
  for (const { page } of opened) await page.context().close();
  opened = [];
  expect(complaints).toEqual([]);
});
const press = (within: Pick<Page, "getByRole">, name: string) =>
  within.getByRole("button", { name, exact: true }).click();
const told = (page: Page, text: string) => page.locator(".toast", { hasText: text }).waitFor();

describe("the pages of the dashboard", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer;
  let filled: Awaited<ReturnType<DashboardStage["fill"]>>;
  beforeAll(async () => {
    stage = await setDashboardStage();
    filled = await stage.fill();
    lan = await stage.officer("lan.lo", { name: "Lò Thị Lan" });
  });
  afterAll(() => stage?.close());
  const open = async (...args: Parameters<DashboardStage["visit"]>): Promise<Page> => {
    const watched = await stage.visit(...args);
    opened.push(watched);
    watched.page.setDefaultTimeout(10_000);
    return watched.page;
  };

  it("have no barriers, in the light and in the dark, and work from the keyboard", async () => {
    const page = await open("", lan, { ...screens.desktop, colorScheme: "dark", reducedMotion: "reduce" });
    await page.getByText("Đang chờ lâu nhất").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Tới nội dung chính");
    for (const name of ["Hộp thư", "Sáng kiến", "Truyền thông", "Tri thức", "Đoàn viên", "Quản trị"]) {
      await page.locator(".side").getByRole("link", { name }).press("Enter");
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      expect(await page.evaluate("document.activeElement.id")).toBe("main");
      expect(await page.title()).toBe(`${name} · Cầu Nối`);
      await page.emulateMedia({ colorScheme: "light" });
      expect(`${name}: ${await findBarriers(page)}`).toBe(`${name}: `);
    }
    for (const tab of ["Kênh", "Nhật ký"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page
        .getByText(tab === "Kênh" ? "Sao lưu" : "Lọc theo việc")
        .first()
        .waitFor();
      expect(`${tab}: ${await findBarriers(page)}`).toBe(`${tab}: `);
    }
  });

  it("fit a phone of 360 pixels", async () => {
    const page = await open("", lan, screens.phone);
    for (const path of [
      ...["", "/cai-dat", "/hop-thu/1", "/sang-kien", `/truyen-thong/${filled.campaign}`, "/tri-thuc/kh-360"],
      ...["/tri-thuc?muc=phrases", "/doan-vien?muc=units", "/quan-tri?muc=channels", "/tai-khoan"],
    ]) {
      await page.goto(`${stage.program.url}/admin${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      expect(`${path}: ${await page.evaluate("document.documentElement.scrollWidth")}`).toBe(`${path}: 360`);
    }
    expect(await findBarriers(page)).toEqual([]);
  });

  it("the first steps are left out, ended and looked at, and remembered", async () => {
    const page = await open("", lan);
    await page.getByRole("link", { name: "Mở trang cài đặt" }).click();
    const step = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await press(step("Telegram").first(), "Kiểm tra ngay");
    await page.getByText("Chưa bật. Đặt các dòng ở trên rồi khởi động lại.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await press(step("Mô hình ngôn ngữ"), "Bỏ qua");
    await told(page, "Đã ghi lại.");
    await page.reload();
    await step("Mô hình ngôn ngữ").getByText("Bỏ qua", { exact: true }).waitFor();
    await press(page, "Lấy mã nối kênh");
    expect(await page.locator(".secret").textContent()).toMatch(/^CB-/);
  });

  it("the inbox shows another officer's note by itself, puts a question aside, and is walked by keys", async () => {
    const [number = 0] = filled.cases;
    const page = await open(`/hop-thu/${number}?muc=all`, lan);
    await page.getByRole("heading", { name: /Lò Thị Mai/ }).waitFor();
    await stage.db.transact((tx) =>
      noteCase(tx, { number, by: "Mai", note: "Công ty hứa trả tuần sau.", now: systemClock() }),
    );
    await page.locator(".line.note", { hasText: "Công ty hứa trả tuần sau." }).waitFor({ timeout: 6_000 });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Phím tắt" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: /Giàng A Páo/ }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: /Lò Thị Mai/ }).waitFor();
    await page.getByLabel("Tạm gác", { exact: true }).selectOption({ label: "Tuần sau giờ này" });
    await told(page, "Đã tạm gác.");
    await press(page, "Tạm gác (1)");
    await page.locator(".case-item", { hasText: "Lò Thị Mai" }).waitFor();
    await press(page, "Đưa lại vào hộp thư");
    await told(page, "Câu hỏi đã quay lại hộp thư.");
    expect((await findCase(stage.db.read, number))?.snoozedUntil).toBeNull();
  });

  it("a stored reply is kept once by a double click, through a session that ended, and shows as it was typed", async () => {
    const hoa = await stage.officer("hoa", { name: "Hoa" });
    const page = await open(`/hop-thu/${filled.cases[1]}`, hoa);
    await press(page, "Sửa câu mẫu");
    const dialog = page.getByRole("dialog", { name: "Câu mẫu" });
    await press(dialog, "Thêm câu mẫu");
    await dialog.getByLabel("Tên gọi (gõ sau dấu /)").fill("thử");
    await dialog.getByLabel("Nội dung").fill("<script>alert(1)</script> {tên}");
    await stage.db.transact((tx) => endSessions(tx, hoa.officer.id));
    await dialog.getByRole("button", { name: "Lưu" }).evaluate((button: { click(): void }) => {
      button.click();
      button.click();
    });
    const again = page.getByRole("dialog", { name: "Phiên làm việc đã hết hạn" });
    await again.getByLabel("Tên đăng nhập").fill("hoa");
    await again.getByLabel("Mật khẩu", { exact: true }).fill(password);
    await again.getByLabel("Mã xác thực").fill(hoa.recoveryCodes[0] ?? "");
    await press(again, "Đăng nhập");
    await dialog.getByText("/thử").waitFor();
    expect(await dialog.getByRole("listitem").count()).toBe(1);
    expect(await page.locator("main script").count()).toBe(0);
    await page.keyboard.press("Escape");
    const answer = page.getByLabel("Câu trả lời", { exact: true }).last();
    await answer.fill("/thu");
    await page.getByRole("button", { name: /^\/thử/ }).waitFor();
    await answer.press("Tab");
    expect(await answer.inputValue()).toBe("<script>alert(1)</script> Giàng A Páo");
  });

  it("knowledge is taught in everyday words, and a clause gets a note", async () => {
    const page = await open("/tri-thuc?muc=phrases", lan);
    await type(page, "Đoàn viên viết", "phây búc");
    await type(page, "Trong văn bản là", "phi thuyền");
    await press(page, "Dạy trợ lý");
    await page.getByText("Không văn bản nào có những chữ này.").waitFor();
    await type(page, "Trong văn bản là", "trang Facebook");
    await press(page, "Dạy trợ lý");
    await page.getByRole("cell", { name: "phây búc", exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${stage.program.url}/admin/tri-thuc/kh-360`);
    await press(page, "Ghi lưu ý: III.2");
    await page.getByRole("dialog").getByLabel("Lưu ý", { exact: true }).fill("Cấp huyện đã sắp xếp lại.");
    await press(page.getByRole("dialog"), "Lưu");
    await told(page, "Đã lưu lưu ý.");
    await page.goBack();
    await page.getByRole("heading", { name: "Tri thức", level: 1 }).waitFor();
  });
});

describe("practice", () => {
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await setDashboardStage({ PRACTICE: "1" });
  });
  afterAll(() => stage?.close());

  it("says on every page that nothing here is real, also before logging in", async () => {
    const lan = await stage.officer("lan", { name: "Lan" });
    for (const [path, as, screen] of [
      ["", undefined, screens.phone],
      ["/doan-vien?muc=units", lan, screens.phone],
      ["/hop-thu?muc=all", lan, screens.desktop],
    ] as const) {
      const watched = await stage.visit(path, as, screen);
      opened.push(watched);
      const { page } = watched;
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.getByText("CHẾ ĐỘ TẬP HUẤN.").waitFor();
      await page.evaluate("scrollTo(0, 99999)");
      expect(await page.locator(".practice").evaluate((one) => one.getBoundingClientRect().top)).toBe(0);
      expect(`${path}: ${await findBarriers(page)}`).toBe(`${path}: `);
    }
  });
});
