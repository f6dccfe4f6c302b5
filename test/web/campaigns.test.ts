import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchCampaign } from "../../src/campaigns/launch.ts";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { say } from "../../src/kit/message.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { endSessions } from "../../src/people/sessions.ts";
import { openCase } from "../../src/questions/cases.ts";
import { dot, subscriber } from "../dashboard/campaign-world.ts";
import { type MadeOfficer, password } from "../dashboard/make-officer.ts";
import { shippedLibrary } from "../http/world.ts";
import { findBarriers, screens, type WatchedPage } from "../support/browser.ts";
import { type DashboardStage, draftCampaign, setDashboardStage, type } from "./dashboard-stage.ts";

describe("campaigns in a browser", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer;
  let chief: MadeOfficer;
  let opened: WatchedPage[] = [];

  beforeAll(async () => {
    stage = await setDashboardStage();
    lan = await stage.officer("lan.lo", { name: "Lò Thị Lan" });
    chief = await stage.officer("truong", { name: "Trưởng ban", role: "approver" });
    await subscriber(stage.db, { name: "Lò Thị Mai", at: systemClock() });
    await subscriber(stage.db, { name: "Giàng A Páo", at: systemClock() });
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
  const isNarrow = async (page: Page) =>
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  const fits = async (page: Page) => {
    expect(await findBarriers(page)).toEqual([]);
    await isNarrow(page);
  };
  const step = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

  it("are written in five steps, each checked as it is left, and lose nothing on a reload", async () => {
    const page = await open("/truyen-thong/moi", lan, screens.phone);
    await type(page, "Tiêu đề", "Hội thao <script>alert(1)</script>");
    await page.getByLabel("Chữ", { exact: true }).fill("Mời <b>dự</b> hội thao.");
    await press(page, "Tiếp tục");
    await page.getByText("Phần này có chỗ không gửi được qua chat").waitFor();
    await page.getByLabel("Chữ", { exact: true }).fill("Mời đoàn viên dự hội thao.");
    await press(page, "Ảnh");
    const picture = page.getByRole("region", { name: "Phần 2: Ảnh" });
    const text = { name: "anh.png", mimeType: "image/png", buffer: Buffer.from("<svg onload=alert(1)>") };
    await picture.locator("input[type=file]").setInputFiles(text);
    await picture.getByText("Tệp này không phải ảnh JPEG hoặc PNG.").waitFor();
    await picture.locator("input[type=file]").setInputFiles({ ...text, buffer: dot });
    await picture.getByText("Chọn ảnh khác").waitFor();
    await picture.getByLabel("Mô tả ảnh").fill("Sân vận động");
    await fits(page);
    await page.reload();
    await page.getByText("Đây là bản bạn viết dở").waitFor();
    await press(page, "Tiếp tục");
    await step(page, "Bước 2/5: Người nhận");
    await page.getByText("2 người sẽ nhận, trong 2 người thuộc diện này.").waitFor();
    await press(page, "Thêm nhóm điều kiện");
    await page.getByLabel("Giá trị").fill("KHONG-CO");
    await page.getByText("Không có đơn vị “KHONG-CO”").waitFor();
    await page.getByLabel("Điều kiện về").selectOption("Nhận được qua kênh");
    await page.getByText("0 người sẽ nhận").waitFor();
    await page.getByLabel("Giá trị").selectOption("Chat trên web");
    await page.getByText("2 người sẽ nhận").waitFor();
    await isNarrow(page);
    await press(page, "Tiếp tục");
    await step(page, "Bước 3/5: Kênh");
    await page.getByText("Như Lò Thị Mai nhận được").waitFor();
    await press(page, "Xem người khác");
    await page.getByText("Như Giàng A Páo nhận được").waitFor();
    await page.getByLabel("Trang tin của công đoàn (kèm RSS)").check();
    await fits(page);
    await press(page, "Tiếp tục");
    await step(page, "Bước 4/5: Lịch");
    await type(page, "Ngày và giờ gửi", "2020-01-01T09:00");
    await press(page, "Tiếp tục");
    await page.getByText("Giờ gửi đã qua hoặc không đúng.").waitFor();
    await type(page, "Ngày và giờ gửi", "2031-05-18T09:00");
    await isNarrow(page);
    await press(page, "Tiếp tục");
    await step(page, "Bước 5/5: Xem lại");
    await page.getByText("một lần lúc 09:00, Chủ nhật 18/05/2031").waitFor();
    await fits(page);
    await page.getByRole("button", { name: "Gửi duyệt" }).evaluate((button: { click(): void }) => {
      button.click();
      button.click();
    });
    await told(page, "Đã gửi duyệt.");
    await page.getByText("Người duyệt được: Trưởng ban.").waitFor();
    const shown = page.getByRole("img", { name: "Sân vận động" }).first();
    await expect
      .poll(() => shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(1);
    expect(await page.getByRole("button", { name: "Duyệt gửi" }).count()).toBe(0);
    await fits(page);
    await page.getByRole("link", { name: "Quay lại danh sách" }).click();
    await page.getByRole("link", { name: /Hội thao/ }).waitFor();
    expect(await page.getByRole("link", { name: /Hội thao/ }).count()).toBe(1);
  });

  it("are approved by what changed, and can be given back, approved once, and stopped", async () => {
    const id = await draftCampaign(stage.db, { title: "Ngày hội", by: "Lường Văn Soạn" });
    const phone = await open(`/truyen-thong/${id}`, chief, screens.phone);
    await press(phone, "Trả lại");
    await phone.getByRole("dialog").getByRole("button", { name: "Trả lại" }).click();
    await phone.getByText("Bạn điền ô này").or(phone.getByText("điền ô này")).first().waitFor();
    await phone.getByLabel("Lý do (người soạn sẽ đọc)").fill("Thiếu địa điểm.");
    await phone.getByRole("dialog").getByRole("button", { name: "Trả lại" }).click();
    await phone.locator(".timeline", { hasText: "từ chối duyệt: Thiếu địa điểm." }).waitFor();
    await press(phone, "Duyệt gửi");
    const dialog = phone.getByRole("dialog", { name: "Duyệt đợt tin này?" });
    await dialog.getByText("Mời đoàn viên ngày hội").waitFor();
    expect(await findBarriers(phone)).toEqual([]);
    // Both in one moment: a slow second click would fall on what the closed window uncovers.
    await dialog.getByRole("button", { name: "Duyệt gửi" }).evaluate((button: { click(): void }) => {
      button.click();
      button.click();
    });
    await told(phone, "Đã duyệt.");
    await press(phone, "Dừng gửi");
    await phone.getByRole("dialog").getByRole("button", { name: "Dừng gửi" }).click();
    await told(phone, "Đã dừng.");

    const page = await open(`/truyen-thong/${id}/sua`, lan);
    await page.getByLabel("Chữ", { exact: true }).fill("Mời đoàn viên ngày hội lúc 9 giờ tại nhà văn hoá.");
    await page.getByRole("button", { name: "5. Xem lại" }).press("Enter");
    await page.getByText("một lần lúc 09:00").waitFor();
    await press(page, "Gửi duyệt");
    await told(page, "Đã sửa.");
    await page.locator("ins", { hasText: "tại nhà văn hoá" }).waitFor();
    expect(await page.locator("del").allTextContents()).toEqual(["8"]);
    await fits(page);
  });

  it("tell an approver that the campaign changed under their eyes, and a writer that theirs is old", async () => {
    const id = await draftCampaign(stage.db, { title: "Tháng Công nhân", by: "Lường Văn Soạn" });
    const page = await open(`/truyen-thong/${id}`, chief);
    const other = await open(`/truyen-thong/${id}/sua`, lan);
    await press(page, "Duyệt gửi");
    await other.getByLabel("Tiêu đề").fill("Tháng Công nhân 2031");
    await stage.db.transact((tx) =>
      tx.updateTable("campaign").set({ fingerprint: "other" }).where("id", "=", id).execute(),
    );
    await page.getByRole("dialog").getByRole("button", { name: "Duyệt gửi" }).click();
    await page
      .getByRole("alert")
      .getByText(/đã thay đổi sau khi bạn mở xem/)
      .waitFor();
    await other.getByRole("button", { name: "5. Xem lại" }).click();
    await press(other, "Gửi duyệt");
    await other.getByRole("link", { name: "Mở bản mới" }).waitFor();
    await other.getByRole("button", { name: "1. Nội dung" }).click();
    expect(await other.getByLabel("Tiêu đề").inputValue()).toBe("Tháng Công nhân 2031");
  });

  it("stand in a calendar of months and years, and begin from the union's year", async () => {
    await draftCampaign(stage.db, { title: "Trong lịch", by: "Lường Văn Soạn" });
    const page = await open("/truyen-thong/lich", lan);
    await page
      .getByRole("table")
      .getByText("Trong lịch")
      .or(page.getByText("Tháng này chưa có"))
      .first()
      .waitFor();
    await fits(page);
    await press(page, "Cả năm");
    await page.getByRole("heading", { name: /^Năm 20/ }).waitFor();
    await page.goBack();
    const phone = await open("/truyen-thong/lich?thang=2031-05", lan, screens.phone);
    await phone.locator(".agenda").getByText("Hội thao").waitFor();
    await isNarrow(phone);
    await phone.getByRole("link", { name: "Soạn từ mẫu này: Mỗi tuần một điều" }).click();
    await expect.poll(() => phone.getByLabel("Tiêu đề").inputValue()).toBe("Mỗi tuần một điều");
    await phone.getByText("Phần 2: Trích điều khoản").waitFor();
  });

  it("begin with a draft from clauses, whose words go on into the five steps", async () => {
    const page = await open("/truyen-thong/tro-ly", lan, screens.phone);
    await page.getByText("Máy chủ chưa đặt mô hình ngôn ngữ").waitFor();
    await type(page, "Tìm điều khoản", "khen thưởng sáng kiến");
    await page
      .getByRole("button", { name: /^Chọn / })
      .first()
      .click();
    await press(page, "Soạn bản nháp");
    await page.getByRole("heading", { name: "Bản nháp" }).waitFor();
    await fits(page);
    await press(page, "Sửa tiếp trong năm bước");
    await expect.poll(() => page.getByLabel("Tiêu đề").inputValue()).toMatch(/^Thông tin: /);
  });

  it("carry a quiz made from clauses, whose results have a page", async () => {
    const page = await open("/truyen-thong/moi", lan);
    await type(page, "Tiêu đề", "Tìm hiểu Kế hoạch 360");
    await page.getByLabel("Chữ", { exact: true }).fill("Mời bạn tham gia cuộc thi.");
    await page.getByLabel("Kèm cuộc thi hoặc thăm dò").check();
    await page.getByRole("textbox", { name: "Câu hỏi 1" }).fill("Sáng kiến gửi về đâu?");
    await type(page, "Câu 1, lựa chọn 1", "Công đoàn cơ sở");
    await type(page, "Câu 1, lựa chọn 2", "Công đoàn cơ sở");
    await press(page, "Tiếp tục");
    await page.getByText("Mỗi câu cần 2 đến 6 lựa chọn khác nhau").waitFor();
    await type(page, "Câu 1, lựa chọn 2", "Tòa soạn báo");
    const source = page.getByRole("group", { name: "Căn cứ của câu 1" });
    await source.getByLabel("Tìm điều khoản").fill("khen thưởng sáng kiến");
    await source
      .getByRole("button", { name: /^Chọn / })
      .first()
      .click();
    await fits(page);
    await page.getByRole("button", { name: "4. Lịch" }).click();
    await type(page, "Ngày và giờ gửi", "2031-06-01T08:00");
    await page.getByRole("button", { name: "5. Xem lại" }).click();
    await page.getByText("Giờ đóng phải sau giờ gửi.").waitFor();
    await page.getByRole("button", { name: "1. Nội dung" }).click();
    await type(page, "Đóng lúc", "2031-06-08T20:00");
    await page.getByRole("button", { name: "5. Xem lại" }).click();
    await page.getByText("một lần lúc 08:00").waitFor();
    await press(page, "Gửi duyệt");
    await told(page, "Đã gửi duyệt.");
    await page.getByRole("link", { name: "Xem kết quả cuộc thi" }).click();
    await page.getByRole("heading", { name: "Tìm hiểu Kế hoạch 360" }).waitFor();
    await page.getByText("Chưa ai làm xong.").waitFor();
    const sheet = page.waitForEvent("download");
    await press(page, "Tải bảng kết quả (Excel)");
    expect((await sheet).suggestedFilename()).toBe("ket-qua-cuoc-thi.xlsx");
    await fits(page);
  });

  /** A campaign of Zalo with two recipients, launched; its rows become what `change` says. */
  async function launched(title: string, change: object): Promise<string> {
    const now = systemClock();
    for (const name of ["Zalo một", "Zalo hai"])
      await subscriber(stage.db, { name, channel: "zalo-oa", at: now });
    const text = {
      title,
      by: "Lường Văn Soạn",
      extra: "channels: [zalo-oa]\noutlets: [portal-feed, press-kit]\n",
    };
    const id = await draftCampaign(stage.db, text);
    const officer = chief.officer;
    await stage.approve(id, officer);
    const { next_slot: slot } = await stage.db.read
      .selectFrom("campaign")
      .select("next_slot")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await launchCampaign(stage.db, id as never, {
      now: addMs(slot ?? now, 60_000),
      library: shippedLibrary(),
    });
    await stage.db.transact((tx) =>
      tx
        .updateTable("delivery")
        .set(change)
        .where("channel", "=", "zalo-oa")
        .where("run_id", "is not", null)
        .execute(),
    );
    return id;
  }

  it("show the exact words of Zalo, in the campaign and in the conversation, and send again what failed", async () => {
    const id = await launched("Gửi qua Zalo", { status: "refused", why: "outOfQuota", code: "-211" });
    const page = await open(`/truyen-thong/${id}`, lan);
    const exact = "Tài khoản Zalo OA đã hết hạn mức gửi. Hãy báo người quản trị kênh xem hạn mức";
    await page.getByText(exact).waitFor();
    await press(page, "Xem theo đơn vị");
    await page.getByRole("cell", { name: "chưa rõ đơn vị" }).waitFor();
    await fits(page);
    await press(page, "Gửi lại phần lỗi");
    await page.getByRole("dialog").getByRole("button", { name: "Gửi lại phần lỗi" }).click();
    await told(page, "Đang gửi lại phần lỗi.");

    const to = { channel: "zalo-oa", externalId: "at-Zalo một" } as const;
    const now = systemClock();
    const number = await stage.db.transact(async (tx) => {
      const { memberId } = await tx
        .selectFrom("address")
        .select("member_id as memberId")
        .where("external_id", "=", to.externalId)
        .executeTakeFirstOrThrow();
      await enqueue(
        tx,
        [{ memberId: memberId as never, to, content: say("Trả lời bạn."), inboundSeq: null }],
        now,
      );
      await tx
        .updateTable("delivery")
        .set({ status: "refused", why: "windowClosed", code: "-230", settled_at: now })
        .where("member_id", "=", memberId)
        .where("run_id", "is", null)
        .execute();
      const asked = { memberId: memberId as never, askedFrom: to, question: "Hỏi gì?", nearest: [], now };
      return (await openCase(tx, asked)).opened.number;
    });
    const inbox = await open(`/hop-thu/${number}`, lan);
    await inbox
      .getByText("Người nhận không nhắn tin trong 7 ngày qua. Tin tự gửi khi người nhận nhắn lại")
      .waitFor();
  });

  it("leave doubts to an officer, one by one or all of a sending", async () => {
    await launched("Chưa rõ", {
      status: "uncertain",
      why: "no answer in time",
      code: null,
      settled_at: systemClock(),
    });
    const page = await open("/truyen-thong/chua-ro", lan, screens.phone);
    await page.getByText("Kênh không trả lời kịp.").first().waitFor();
    await fits(page);
    await page.getByRole("button", { name: "Coi như đã gửi", exact: true }).first().click();
    await told(page, "Đã ghi quyết định.");
    await page
      .getByRole("button", { name: /^Coi cả .* như đã gửi$/ })
      .first()
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Coi như đã gửi" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("are published as articles that can be corrected and withdrawn, with a press kit", async () => {
    const id = await launched("Bài công khai", { status: "sent", why: null, code: null });
    const kit = await open(`/truyen-thong/${id}`, lan, screens.phone);
    await press(kit, "Xem các tệp");
    const release = kit.waitForEvent("download");
    await press(kit, "ban-tin-gui-bao.docx");
    expect((await release).suggestedFilename()).toBe("ban-tin-gui-bao.docx");

    const page = await open("/truyen-thong/bai", lan);
    await page.getByRole("link", { name: "Bài công khai" }).click();
    await page.getByRole("region", { name: "Trang tin" }).waitFor();
    await fits(page);
    await press(page, "Đính chính");
    await page.getByRole("dialog").getByRole("button", { name: "Đính chính" }).click();
    await page.getByText("điền ô này").waitFor();
    await page.getByLabel("Lời cho người đọc").fill("Ngày đúng là 18/5.");
    await page.getByRole("dialog").getByRole("button", { name: "Đính chính" }).click();
    await told(page, "Đã đính chính.");
    await page.getByText("Ngày đúng là 18/5.").waitFor();
    await press(page, "Rút bài");
    await page.getByLabel("Lời cho người đọc").fill("Số liệu chưa đúng.");
    await page.getByRole("dialog").getByRole("button", { name: "Rút bài" }).click();
    await page.getByText(/Đã rút lúc .*: Số liệu chưa đúng\./).waitFor();
  });

  it("open no door to who may only look", async () => {
    const viewer = await stage.officer("xem", { name: "Người xem", role: "viewer", maySend: false });
    const page = await open("/truyen-thong/moi", viewer);
    await page
      .getByRole("alert")
      .getByText(/không (được phép|có quyền|mở được|làm được)/)
      .waitFor();
    await page.goto(`${stage.program.url}/admin/truyen-thong`);
    await page.getByRole("heading", { name: "Truyền thông" }).waitFor();
    expect(await page.getByRole("link", { name: "Soạn tin mới" }).count()).toBe(0);
  });

  it("ask to log in again when the session is over, and go on with what was typed", async () => {
    const mai = await stage.officer("mai", { name: "Mai" });
    const page = await open("/truyen-thong/moi", mai);
    await type(page, "Tiêu đề", "Đang viết dở");
    await page.getByLabel("Chữ", { exact: true }).fill("Một tin dài.");
    await stage.db.transact((tx) => endSessions(tx, mai.officer.id));
    await press(page, "Tiếp tục");
    const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết hạn" });
    await dialog.waitFor();
    await dialog.getByLabel("Tên đăng nhập").fill("mai");
    await dialog.getByLabel("Mật khẩu", { exact: true }).fill(password);
    await dialog.getByLabel("Mã xác thực").fill(mai.recoveryCodes[0] ?? "");
    await dialog.getByRole("button", { name: "Đăng nhập" }).click();
    await page.getByText("Ai nhận tin này?").waitFor();
    await press(page, "Quay lại");
    expect(await page.getByLabel("Tiêu đề").inputValue()).toBe("Đang viết dở");
  });
});
