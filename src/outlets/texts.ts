import type { OutletName, OutletRefusal } from "./outlet.ts";

/** What officers call the outlets. */
export const outletWords: Readonly<Record<OutletName, string>> = {
  "portal-feed": "trang tin của công đoàn",
  "facebook-page": "Trang Facebook",
  "press-kit": "bộ tài liệu gửi báo, đài",
};

/** Why an item was not published, and what to do. */
export const outletRefusalWords: Readonly<Record<OutletRefusal | "rateLimit", string>> = {
  tokenExpired: "mã truy cập đã hết hạn hoặc bị thu hồi. Nhờ kỹ thuật lấy mã mới rồi đăng lại.",
  noPermission: "chưa có quyền đăng bài lên trang. Nhờ quản trị trang cấp quyền rồi đăng lại.",
  rateLimit: "Facebook báo đăng quá nhiều trong thời gian ngắn. Máy sẽ tự đăng lại sau.",
  blockedContent:
    "Facebook chặn nội dung này hoặc tạm khóa việc đăng. Hãy xem lại nội dung và thông báo trên trang.",
  badContent: "nội dung gửi đi không được nhận. Nhờ kỹ thuật xem chi tiết.",
  duplicate: "Facebook báo đã có bài y hệt nhưng không tìm thấy bài đó. Hãy xem trên trang.",
  outletOff: "kênh này chưa được cài đặt trên máy chủ. Nhờ kỹ thuật cài đặt rồi đăng lại.",
  gone: "bài không còn trên trang, có thể đã bị xóa.",
  tooLate: "chờ quá lâu nên không tự đăng nữa. Nếu vẫn cần, hãy cho đăng lại.",
};

/** Words of the Facebook post that are not the campaign's own. */
export const postTexts = {
  sources: (labels: readonly string[]) => `Nguồn: ${labels.join("; ")}`,
  readMore: (url: string) => `Đọc toàn văn: ${url}`,
  correction: (day: string, note: string) => `ĐÍNH CHÍNH (${day}): ${note}`,
};
