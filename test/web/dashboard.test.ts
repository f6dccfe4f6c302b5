import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/kit/time.ts";
import { stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { act } from "../../src/proposals/life/act.ts";
import { findCase } from "../../src/questions/cases.ts";
import { assignCase } from "../../src/questions/cases-change.ts";
import { type MadeOfficer, password } from "../dashboard/make-officer.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, setDashboardStage, type } from "./dashboard-stage.ts";

const plan360 = join(import.meta.dirname, "..", "fixtures", "documents", "ke-hoach-360-chromium.pdf");

describe("the dashboard in a browser", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer;
  let filled: Awaited<ReturnType<DashboardStage["fill"]>>;
  let opened: WatchedPage[] = [];

  beforeAll(async () => {
    stage = await setDashboardStage();
    filled = await stage.fill();
    lan = await stage.officer("lan.lo", { name: "Lò Thị Lan" });
  });
  // Whatever a test does, the pages may not break their own security policy or throw.
  afterEach(async () => {
    const complaints = opened.flatMap((watched) => watched.complaints);
    for (const { page } of opened) await page.context().close();
    opened = [];
    expect(complaints).toEqual([]);
  });
  afterAll(() => stage?.close());

  const open = async (...args: Parameters<DashboardStage["visit"]>): Promise<Page> => {
    const watched = await stage.visit(...args);
    opened.push(watched);
    return watched.page;
  };
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const told = (page: Page, text: string) => page.locator(".toast", { hasText: text }).waitFor();

  it("is set up by the link of the first start, and opened again with the next code", async () => {
    const link = /http\S+\/admin\/set-up\/\S+/.exec(stage.program.output())?.[0] ?? "";
    const page = await open(new URL(link).pathname.replace("/admin", ""), undefined, screens.phone);
    await page.getByRole("img", { name: "Mã QR cho ứng dụng xác thực" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const secret = (await page.locator(".secret").textContent()) ?? "";
    const step = stepOf(systemClock());
    await type(page, "Họ và tên", "Nguyễn Thị Đầu");
    await type(page, "Tên đăng nhập", "dau");
    await type(page, "Mật khẩu", "ngắn");
    await type(page, "Mã 6 số đang hiện", totpAt(secret, step));
    await press(page, "Hoàn tất");
    await page.getByText("Mật khẩu cần ít nhất 12 ký tự").waitFor();
    await type(page, "Mật khẩu", password);
    await press(page, "Hoàn tất");
    await page.getByRole("heading", { name: "Mã dự phòng" }).waitFor();
    expect(await page.locator(".codes code").count()).toBe(10);
    await page.getByLabel("Tôi đã cất các mã này").check();
    await press(page, "Vào bảng điều hành");
    await page.getByRole("heading", { name: "Tổng quan" }).waitFor();
    await press(page, "Thêm");
    await press(page, "Đăng xuất");
    await type(page, "Tên đăng nhập", "dau");
    await type(page, "Mật khẩu", password);
    await type(page, "Mã xác thực", totpAt(secret, step));
    await press(page, "Đăng nhập");
    await page.getByText("chưa đúng").waitFor();
    await type(page, "Mã xác thực", totpAt(secret, step + 1));
    await press(page, "Đăng nhập");
    await page.getByRole("heading", { name: "Tổng quan" }).waitFor();
  });

  it("takes a question, quotes a clause, and sends the answer to the member", async () => {
    const page = await open("", lan);
    await page.getByRole("link", { name: "3 Câu hỏi chưa giao" }).click();
    await page.getByRole("link", { name: /Lò Thị Mai/ }).click();
    await press(page, "Nhận trả lời");
    await told(page, "Bạn đã nhận câu hỏi này.");
    await page.getByRole("tab", { name: "Ghi chú riêng" }).click();
    await page.getByLabel("Ghi chú riêng", { exact: true }).last().fill("Đã gọi cho công ty.");
    await press(page, "Lưu ghi chú");
    await page.locator(".line.note", { hasText: "Đã gọi cho công ty." }).waitFor();
    await page.getByRole("tab", { name: "Câu trả lời" }).click();
    const answer = page.getByLabel("Câu trả lời", { exact: true }).last();
    await answer.fill("/chao");
    await page.getByRole("button", { name: /^\/chào/ }).click();
    await page.getByRole("button", { name: "Chèn vào câu trả lời" }).first().click();
    await expect
      .poll(() => answer.inputValue())
      .toMatch(/^Chào Lò Thị Mai[^“]+“Hàng năm[^”]+” \(Kế hoạch 360/);
    await answer.press("Control+Enter");
    await told(page, "Câu trả lời đang được gửi tới đoàn viên.");
    await page.locator(".line.ours", { hasText: "Chào Lò Thị Mai" }).waitFor();
    expect((await findCase(stage.db.read, filled.cases[0] ?? 0))?.status).toBe("answered");
  });

  it("keeps what was typed when somebody else was faster, and shows how it stands", async () => {
    const number = filled.cases[1] ?? 0;
    const page = await open(`/hop-thu/${number}`, lan);
    const answer = page.getByLabel("Câu trả lời", { exact: true }).last();
    await answer.fill("Bạn nộp ở phường mới.");
    const other = await stage.officer("cham.hon", { name: "Vì Văn Nhanh" });
    await stage.db.transact((tx) =>
      assignCase(tx, { number, by: other.officer.id, to: other.officer.id, now: systemClock() }),
    );
    await press(page, "Gửi trả lời");
    await page.getByText(/vừa có thay đổi|do Vì Văn Nhanh phụ trách/).waitFor();
    await page.getByText("Hiện trạng: Đang xử lý · Vì Văn Nhanh").waitFor();
    expect(await answer.inputValue()).toBe("Bạn nộp ở phường mới.");
  });

  it("shows hostile names and words as they are", async () => {
    const page = await open(`/hop-thu/${filled.cases[2]}`, lan);
    await page.getByRole("heading", { name: "Vàng <script>alert(1)</script>" }).waitFor();
    expect(await page.locator("main script").count()).toBe(0);
  });

  it("moves a proposal on with a reason where one is due", async () => {
    const page = await open("/sang-kien", lan, screens.phone);
    await page.getByRole("link", { name: filled.proposal }).click();
    await press(page, "Tiếp nhận");
    await page.getByRole("dialog").getByRole("button", { name: "Tiếp nhận" }).click();
    await told(page, "Đã cập nhật");
    await press(page, "Trả lại bổ sung");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Trả lại bổ sung" }).click();
    await dialog.getByText("Bạn ghi lý do; tác giả sẽ đọc được.").waitFor();
    await dialog.getByLabel("Lý do (tác giả sẽ đọc)").fill("Thiếu số liệu trước khi cải tiến.");
    await dialog.getByRole("button", { name: "Trả lại bổ sung" }).click();
    await page.locator(".timeline", { hasText: "Thiếu số liệu trước khi cải tiến." }).waitFor();
  });

  it("forms a council, refers a proposal, and lets a member fill in their own sheet on a phone", async () => {
    const page = await open("/sang-kien/hoi-dong", lan);
    await type(page, "Tên hội đồng", "Hội đồng sáng kiến 2026");
    await type(page, "Đơn vị lập hội đồng", "Công ty Điện lực Lai Châu");
    await type(page, "Thành viên 1", "Sùng A Chủ");
    await press(page, "Lập hội đồng");
    await page.getByText("Hội đồng cần ít nhất hai người").waitFor();
    await type(page, "Thành viên 2", "Vàng Thị Ký");
    await press(page, "Lập hội đồng");
    await page.getByText("Hội đồng hai người dễ không ngã ngũ").waitFor();
    const now = systemClock();
    await stage.db.transact(async (tx) => {
      const step = { number: filled.proposal, version: null, by: "Lò Thị Lan", reason: null, now };
      for (const action of ["resubmit", "accept"] as const) await act(tx, { ...step, action });
    });
    await page.goto(`${stage.program.url}/admin/sang-kien/${filled.proposal}`);
    await page.getByLabel("Hội đồng", { exact: true }).selectOption({ index: 1 });
    await press(page, "Đưa ra hội đồng");
    await told(page, "Đã đưa ra hội đồng.");
    await press(page, "Tìm hồ sơ giống");
    await press(page, "Xem các giấy đã lập được");
    const paper = page.waitForEvent("download");
    await page.getByRole("button", { name: /ĐƠN YÊU CẦU/i }).click();
    expect((await paper).suggestedFilename()).toBe(`${filled.proposal}-application.docx`);
    expect(await findBarriers(page)).toEqual([]);

    const member = await stage.officer("chu", { name: "Sùng A Chủ", role: "council", maySend: false });
    const phone = await open(`/sang-kien/${filled.proposal}`, member, screens.phone);
    await phone.getByLabel(/^Tính mới/).fill("38");
    await phone.getByLabel(/^Đã áp dụng hoặc/).fill("25,5");
    await press(phone, "Lưu phiếu chấm");
    await phone.getByText("Bạn cho điểm đủ các tiêu chí").waitFor();
    await phone.getByLabel(/^Lợi ích/).fill("30");
    await press(phone, "Lưu phiếu chấm");
    await told(phone, "Đã lưu phiếu chấm.");
    await phone.getByText("Đã chấm 1/2 phiếu").waitFor();
    expect(await findBarriers(phone)).toEqual([]);
    expect(await phone.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  it("takes a list of units after showing what it would change", async () => {
    const page = await open("/doan-vien?muc=import", lan);
    await page.getByLabel("Danh sách", { exact: true }).selectOption({ label: "Đơn vị" });
    const csv = "Mã,Tên,Cấp,Mã cấp trên\nLDLD,Liên đoàn Lao động tỉnh,tỉnh,\n";
    const file = { name: "don-vi.csv", mimeType: "text/csv", buffer: Buffer.from(`${csv}X,,cơ sở,LDLD\n`) };
    await page.getByLabel("Tệp danh sách").setInputFiles(file);
    await page.getByText("Danh sách có dòng sai nên chưa nạp gì.").waitFor();
    expect(await page.getByRole("button", { name: "Nạp danh sách này" }).count()).toBe(0);
    await page.getByLabel("Tệp danh sách").setInputFiles({ ...file, buffer: Buffer.from(csv) });
    await page.getByText("Thêm 1, sửa 0, giữ nguyên 0 dòng.").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await press(page, "Nạp danh sách này");
    await told(page, "Đã nạp danh sách.");
  });

  it("reads a PDF into text to correct, keeps it as a draft, and publishes it", async () => {
    const page = await open("/tri-thuc", lan);
    await press(page, "Thêm văn bản");
    await page.locator("input[type=file]").setInputFiles(plan360);
    const content = page.getByLabel("Nội dung", { exact: true });
    const read = expect.poll(() => content.inputValue(), { timeout: 15_000 });
    await read.toMatch(/^---\n[\s\S]*Lai Châu/);
    await content.fill("---\nid: quy-che\n---\nThiếu mô tả.");
    await press(page, "Kiểm tra và lưu bản nháp");
    await page.getByText("Lỗi cần sửa").waitFor();
    await content.fill(
      "---\nid: quy-che\ntitle: Quy chế\nname: Quy chế\n---\n\n## I. Mục đích\n\nChăm lo đoàn viên.\n",
    );
    await press(page, "Kiểm tra và lưu bản nháp");
    await told(page, "Đã lưu bản nháp.");
    await page
      .getByRole("row", { name: /Quy chế/ })
      .getByRole("button", { name: "Công bố" })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Công bố" }).click();
    await told(page, "Đã công bố.");
    await page
      .getByRole("row", { name: /Quy chế/ })
      .getByText("Đang dùng")
      .waitFor();
  });
});
