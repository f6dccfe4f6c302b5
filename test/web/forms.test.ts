import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { localTime, systemClock } from "../../src/kit/time.ts";
import type { MadeOfficer } from "../dashboard/make-officer.ts";
import { newFiller } from "../participation/filler.ts";
import { rosterOf3 } from "../participation/world.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, setDashboardStage, type } from "./dashboard-stage.ts";

describe("forms in a browser", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer;
  let opened: WatchedPage[] = [];
  beforeAll(async () => {
    stage = await setDashboardStage();
    lan = await stage.officer("lan.lo", { name: "Lò Thị Lan" });
  });
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

  it("are written from a ready one, tried as a chat, opened, and show what came in", async () => {
    const page = await open("/tham-gia/moi", lan);
    await page.getByLabel("Tên biểu mẫu").fill("Khảo sát bữa ăn ca");
    await type(page, "Mã", "sai mã");
    await press(page, "Lưu biểu mẫu");
    await page.getByText("Mã bắt đầu bằng BM-").waitFor();
    await type(page, "Mã", "BM-ANCA");
    await press(page, "Thêm câu hỏi");
    const last = page.getByRole("group", { name: "Câu 3" });
    await last.getByLabel("Tên ngắn").fill("Số bữa");
    await last.getByLabel("Kiểu trả lời").selectOption("Số");
    await last.getByLabel("Câu hỏi gửi đoàn viên").fill("Mỗi tuần bạn ăn mấy bữa?");
    await press(page, "Bắt đầu thử");
    await page.getByRole("log").getByText("Bạn hài lòng tới đâu?").waitFor();
    await press(page, "Hài lòng");
    await page.getByRole("log").getByText("Bạn muốn nói thêm điều gì?").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await press(page, "Lưu biểu mẫu");
    await told(page, "Đã lưu biểu mẫu.");
    await press(page, "Mở cho đoàn viên");
    await told(page, "Đã mở biểu mẫu.");
    for (const [answer, meals] of [
      ["Hài lòng", "5"],
      ["Chưa hài lòng", "3"],
    ] as const) {
      const one = await newFiller(stage.db, { at: systemClock() });
      await one.begin("BM-ANCA");
      await one.say(answer, "<script>alert(1)</script>", meals, "gửi");
    }
    await page.reload();
    await page.getByRole("img", { name: "Biểu đồ câu “Mức hài lòng”" }).waitFor();
    await page.getByText("Tổng 8; từ 3 đến 5").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("tab", { name: "Câu trả lời" }).click();
    await page.getByText("<script>alert(1)</script>").first().waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("tab", { name: "Tổng hợp" }).click();
    await press(page, "Tải Excel");
    expect((await download).suggestedFilename()).toBe("BM-ANCA-tra-loi.xlsx");
    await press(page, "Đóng");
    await page.getByText("đóng là đóng hẳn").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Đóng", exact: true }).last().click();
    await told(page, "Đã đóng biểu mẫu.");
  });

  it("let a correction be confirmed item by item on a phone", async () => {
    const { mai } = await rosterOf3(stage.db);
    const page = await open("/tham-gia/moi", lan, screens.phone);
    await page.getByLabel("Bắt đầu từ").selectOption("Cập nhật thông tin đoàn viên");
    await press(page, "Lưu biểu mẫu");
    await told(page, "Đã lưu biểu mẫu.");
    await press(page, "Mở cho đoàn viên");
    await told(page, "Đã mở biểu mẫu.");
    const filler = await newFiller(stage.db, { id: mai, at: systemClock() });
    await filler.begin("BM-THONGTIN");
    await filler.say("0912345678", "bỏ qua", "bỏ qua", "bỏ qua", "sửa chức vụ: Tổ trưởng", "gửi");
    await page.getByRole("tab", { name: "Câu trả lời" }).click();
    await press(page, "Xác nhận");
    await page.getByText("đang ghi: Công nhân").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Số điện thoại: 0912345678" }).uncheck();
    await press(page, "Lưu xác nhận");
    await told(page, "Đã lưu xác nhận và báo đoàn viên.");
    await page.getByText("Đã xác nhận", { exact: true }).waitFor();
    const entry = await stage.db.read
      .selectFrom("roster")
      .select(["position", "phone"])
      .where("code", "=", "DV1")
      .executeTakeFirst();
    expect(entry).toEqual({ position: "Tổ trưởng", phone: null });
  });

  it("show reports of units added up, and who is late, on a phone", async () => {
    const page = await open("/tham-gia/moi", lan, screens.phone);
    await page.getByLabel("Bắt đầu từ").selectOption("Báo cáo định kỳ của đơn vị");
    const today = localTime(systemClock());
    const first =
      today.month > 2 ? `${today.year}-${String(today.month - 2).padStart(2, "0")}` : `${today.year - 1}-11`;
    await page.getByLabel("Kỳ đầu tiên").fill(first);
    await press(page, "Lưu biểu mẫu");
    await told(page, "Đã lưu biểu mẫu.");
    await page.getByRole("tab", { name: "Theo đơn vị" }).click();
    await page.getByRole("button", { name: "Liên đoàn Lao động tỉnh" }).click();
    await page.getByRole("heading", { name: "Liên đoàn Lao động tỉnh" }).waitFor();
    await page.getByRole("cell", { name: "CĐCS Chè" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await press(page, "Lên cấp trên");
    await page.getByRole("heading", { name: "Toàn bộ" }).waitFor();
  });

  it("let a registration for emulation be confirmed, on a phone", async () => {
    const member = await stage.db.read
      .selectFrom("roster")
      .select("member_id")
      .where("code", "=", "DV1")
      .executeTakeFirst();
    const page = await open("/tham-gia/moi", lan, screens.phone);
    await page.getByLabel("Bắt đầu từ").selectOption("Đăng ký thi đua");
    await press(page, "Lưu biểu mẫu");
    await told(page, "Đã lưu biểu mẫu.");
    await press(page, "Mở cho đoàn viên");
    await told(page, "Đã mở biểu mẫu.");
    const filler = await newFiller(stage.db, { id: member?.member_id ?? "", at: systemClock() });
    await filler.begin("BM-THIDUA");
    await filler.say("Đăng ký", "Tham mưu giỏi", "Soạn văn bản nhanh hơn", "gửi");
    await page.getByRole("tab", { name: "Câu trả lời" }).click();
    await press(page, "Xác nhận");
    await page.getByLabel("Lời nhắn cho đoàn viên").fill("Chúc bạn làm tốt");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Xác nhận", exact: true }).click();
    await told(page, "Đã lưu và báo đoàn viên.");
    await page.getByText("Đã xác nhận", { exact: true }).waitFor();
  });

  it("show an event's door code, and make an invitation that waits for approval", async () => {
    const page = await open("/tham-gia/moi", lan);
    await page.getByLabel("Bắt đầu từ").selectOption("Lớp tập huấn, sự kiện");
    await press(page, "Lưu biểu mẫu");
    await told(page, "Đã lưu biểu mẫu.");
    await page.getByText(/điểm danh [A-Z2-9]{6}/).waitFor();
    await page.getByRole("tab", { name: "Mời" }).click();
    await page.getByLabel("Lời mời").fill("Mời anh chị đăng ký lớp tập huấn.");
    await page.getByLabel("Gửi lúc").fill("2027-01-05T08:00");
    expect(await findBarriers(page)).toEqual([]);
    await press(page, "Lập đợt tin mời");
    await told(page, "Đã lập đợt tin.");
    await page.getByRole("link", { name: "Mở đợt tin" }).click();
    await page.getByRole("heading", { name: "Mời: Lớp tập huấn" }).waitFor();
  });
});
