import { type Instant, sayTime } from "../kit/time.ts";

/** What officers read in their own chat. */
export const chatTexts = {
  linked: (name: string) =>
    `Đã nối cuộc trò chuyện này với cán bộ ${name}. Tin cần duyệt sẽ được gửi về đây. Nếu không phải bạn, hãy báo quản trị viên ngay.`,
  wrongCode: "Mã này không đúng, đã dùng hoặc đã quá 15 phút. Hãy xin mã mới từ quản trị viên.",
  request: (title: string, by: string) => `ĐỀ NGHỊ DUYỆT: “${title}” (người gửi duyệt: ${by})`,
  audience: (words: string) => `Người nhận: ${words}`,
  when: (words: string) => `Giờ gửi: ${words}`,
  changedSince: (by: string, at: Instant) => `So với bản ${by} duyệt lúc ${sayTime(at)}:`,
  unchanged: "không có thay đổi",
  change: (field: string, before: string, after: string) => `• ${field}: “${before}” → “${after}”`,
  preview: "Người nhận sẽ đọc:",
  until: (at: Instant) =>
    `Bấm nút, hoặc nhắn “duyệt” hay “từ chối”. Có hiệu lực đến ${sayTime(at)}, cho đúng bản này.`,
  approve: "Duyệt",
  decline: "Từ chối",
  askNumber: (reached: number) =>
    `Tin sẽ tới ${reached} người. Hãy nhắn đúng số người nhận để duyệt, hoặc “từ chối”.`,
  wrongNumber: (reached: number) => `Chưa duyệt: số người nhận bây giờ là ${reached}. Hãy nhắn đúng số đó.`,
  approved: (title: string, next: Instant, reached: number) =>
    `Đã duyệt “${title}”: gửi ${sayTime(next)} tới ${reached} người.`,
  declined: (title: string) => `Đã từ chối “${title}”. Tin ở lại dạng bản nháp.`,
  toldApproved: (title: string, by: string) => `“${title}” đã được ${by} duyệt.`,
  toldDeclined: (title: string, by: string) => `“${title}” bị ${by} từ chối; tin ở lại dạng bản nháp.`,
  done: (title: string, at: Instant) => `Yêu cầu duyệt “${title}” đã được trả lời lúc ${sayTime(at)}.`,
  void: (title: string) =>
    `Yêu cầu duyệt “${title}” không còn hiệu lực: tin đã thay đổi hoặc người khác đã quyết định.`,
  expired: (title: string) => `Yêu cầu duyệt “${title}” đã quá hạn. Hãy nhờ người soạn gửi duyệt lại.`,
  notYours: "Yêu cầu này dành cho một cán bộ khác nên mình không thực hiện.",
  broken: "Nút này không hợp lệ nên mình không thực hiện. Hãy nhờ người soạn gửi duyệt lại.",
  several: (titles: readonly string[]) =>
    `Có ${titles.length} tin đang chờ bạn duyệt: ${titles.map((title) => `“${title}”`).join(", ")}. Hãy bấm nút dưới đúng tin đó.`,
  nobody:
    "Chưa có cán bộ nào duyệt được tin này từ trò chuyện: cần một cán bộ khác người soạn, có quyền duyệt và quyền gửi, đã nối trò chuyện (`caunoi officer link`).",
} as const;
