import type { Heading } from "./finding/counts.ts";
import type { Reward } from "./record-types.ts";

/** The words of the papers and the register that are not part of a form. */
export const paperTexts = {
  masked: "[Nội dung được đề nghị giữ bí mật]",
  union: "công đoàn",
  notDecidedYet: "03 tháng kể từ ngày cơ sở chấp nhận đơn",
  decideBy: (day: string) => `chậm nhất ngày ${day}`,
  perDay: "mỗi ngày",
  perMonth: "mỗi tháng",
  perYear: "mỗi năm",
  dong: "đồng",
  hasQuorum: "Đủ số phiếu cần thiết.",
  noQuorum: "Chưa đủ số phiếu cần thiết.",
  scoringEnded: (hour: string, minute: string, day: string) =>
    `kết thúc chấm điểm lúc ${hour} giờ ${minute} phút, ${day}`,
  confirmed: (isFiler: boolean) => (isFiler ? "người nộp hồ sơ" : "đã xác nhận qua tin nhắn"),
  mergedInto: (number: string) => `Đã gộp vào ${number}`,
  roles: { chair: "Chủ tịch", secretary: "Thư ký", member: "Ủy viên" },
  files: { photo: "Ảnh", document: "Tài liệu", voice: "Ghi âm", video: "Phim" } as Readonly<
    Record<string, string>
  >,
} as const;

/** What a payment is called. */
export function sayReward({ kind, yearOfUse }: Pick<Reward, "kind" | "yearOfUse">): string {
  if (kind === "transfer") return "Thù lao chuyển giao";
  if (kind === "reward") return "Tiền thưởng";
  return yearOfUse === null
    ? "Thù lao"
    : `Thù lao năm thứ ${["nhất", "hai", "ba"][yearOfUse - 1] ?? yearOfUse}`;
}

/** Figures that are never added up under one name: what was told, tried, filed, accepted and recognized. */
export const registerGroups: Readonly<Record<Heading, string>> = {
  ideas: "Ý tưởng (chưa áp dụng thử hoặc đang thử)",
  unclear: "Chưa rõ đã áp dụng thử hay chưa",
  filed: "Hồ sơ đã nộp, chưa được chấp nhận",
  valid: "Hồ sơ hợp lệ (đơn đã được chấp nhận, đang xét)",
  recognized: "Sáng kiến được cơ sở công nhận",
  declined: "Hồ sơ không được công nhận",
  withdrawn: "Hồ sơ tác giả đã rút",
};
/** The sheets of the register. */
export const registerTexts = {
  register: "Sổ đăng ký",
  registerTitle: "SỔ ĐĂNG KÝ SÁNG KIẾN",
  ideas: "Ý tưởng",
  ideasTitle: "Ý TƯỞNG ĐÃ GHI NHẬN (CHƯA PHẢI SÁNG KIẾN)",
  unclear: "Chưa rõ",
  unclearTitle: "HỒ SƠ CHƯA RÕ ĐÃ ÁP DỤNG THỬ HAY CHƯA",
  portal: "Cổng Sáng kiến",
  portalTitle: "SÁNG KIẾN ĐƯỢC CÔNG NHẬN, ĐỂ CẬP NHẬT CỔNG SÁNG KIẾN",
  figures: "Số liệu",
  figuresTitle: "SỐ LIỆU, MỖI TRẠNG THÁI ĐẾM RIÊNG",
  figureColumns: ["Nội dung", "Số lượng"],
  drafts: "Bản nháp đang khai (chưa nộp)",
  merged: "Hồ sơ đã gộp vào hồ sơ khác (không đếm ở trên)",
  asOf: (day: string) => `Lập ${day}`,
} as const;
