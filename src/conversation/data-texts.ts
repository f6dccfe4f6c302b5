import type { Choice } from "../kit/message.ts";
import type { CalendarDate } from "../kit/time.ts";

/** What can be corrected, as members call it. */
export const correctable = { name: "họ tên", unit: "đơn vị", phone: "số điện thoại" } as const;
export type Correctable = keyof typeof correctable;

export const eraseChoices: readonly Choice[] = [
  { label: "Xoá dữ liệu của tôi", action: "say:đồng ý" },
  { label: "Không xoá", action: "say:không" },
];
export const ownDataChoices: readonly Choice[] = [
  { label: "Tải bản đầy đủ", action: "/taidulieu" },
  { label: "Sửa thông tin", action: "/suadulieu" },
  { label: "Rút đồng ý", action: "/rutdongy" },
  { label: "Xoá dữ liệu", action: "/xoadulieu" },
];
export const correctChoices: readonly Choice[] = Object.entries(correctable).map(([field, label]) => ({
  label: `Sửa ${label}`,
  action: `/suadulieu ${field}`,
}));

const purposes: Readonly<Record<string, string>> = {
  news: "nhận tin công đoàn",
  proposal: "lưu hồ sơ sáng kiến",
  "publish-name": "công khai tên",
  participation: "lưu câu trả lời biểu mẫu có tên",
};

/** A purpose somebody agreed to, in words. */
export function sayPurpose(purpose: string): string {
  if (purpose.startsWith("quiz-name:")) return "nêu tên khi đạt giải cuộc thi tìm hiểu";
  return purposes[purpose] ?? `nhận tin về ${purpose.slice(purpose.indexOf(":") + 1)}`;
}

function sayDay(day: CalendarDate): string {
  return day.split("-").toReversed().join("/");
}

const stays =
  "Còn giữ: lựa chọn đồng ý/không đồng ý (bằng chứng theo luật), tên bạn trong danh sách đoàn viên do đơn vị lập, và tên bạn trong hồ sơ do người khác nộp. Cần xử lý cả phần này, nhắn “gặp cán bộ”.";

/** What members read about their data. Plain and short: one phone screen. */
export const dataTexts = {
  stored: (parts: readonly { readonly purpose: string; readonly lines: readonly string[] }[]) =>
    `Mình đang lưu về bạn:\n${parts.map(({ purpose, lines }) => `${purpose}\n${lines.map((line) => `• ${line}`).join("\n")}`).join("\n")}\nNhắn “tải dữ liệu của tôi” để nhận đủ từng câu chữ, “xoá dữ liệu của tôi” nếu muốn xoá.`,
  askErase:
    "Bạn muốn xoá dữ liệu của mình?\n• Xoá ngay: tên, tin nhắn, câu hỏi, bản nháp, câu trả lời biểu mẫu có tên, bài trả lời cuộc thi; tắt nhận tin; thôi liên kết với danh sách đoàn viên.\n• Câu hỏi đang chờ cán bộ: xoá sau khi được trả lời.\n• Hồ sơ sáng kiến đã gửi: cán bộ xử lý trong 20 ngày (Nghị định 356/2025/NĐ-CP). Hồ sơ đã được công nhận thì giữ vì là căn cứ của quyết định.\nViệc này không hoàn tác được. Nhắn “đồng ý” để xoá, “không” để giữ.",
  eraseKept: "Đã giữ nguyên dữ liệu của bạn.",
  erased: (number: number) =>
    `Đã xoá tên, tin nhắn, câu hỏi, bản nháp và tắt nhận tin (yêu cầu dữ liệu số ${number}). Địa chỉ trò chuyện này cũng được xoá sau khi tin này gửi xong. ${stays}`,
  erasedInPart: (number: number, due: CalendarDate, waiting: string) =>
    `Đã xoá tên, tin nhắn, câu hỏi, bản nháp và tắt nhận tin. ${waiting}: cán bộ xử lý chậm nhất ${sayDay(due)} (yêu cầu dữ liệu số ${number}), mình sẽ báo kết quả tại đây. ${stays}`,
  waitingProposals: (count: number) => `Còn ${count} hồ sơ sáng kiến đã gửi`,
  waitingCases: "Còn câu hỏi đang chờ cán bộ trả lời",
  eraseDone: (number: number, emptied: readonly string[], kept: readonly string[]) =>
    [
      `Yêu cầu dữ liệu số ${number} đã xong.`,
      ...(emptied.length > 0 ? [`Đã xoá nội dung và tên trong hồ sơ: ${emptied.join(", ")}.`] : []),
      ...(kept.length > 0
        ? [`Giữ lại ${kept.join(", ")}: đã được công nhận, hồ sơ là căn cứ của quyết định đã ban hành.`]
        : []),
    ].join("\n"),
  chooseCorrection: "Bạn muốn sửa thông tin nào? Hoặc nhắn “gặp cán bộ” nếu là thông tin khác.",
  askCorrection: (field: Correctable) => `Bạn nhắn ${correctable[field]} đúng giúp mình. Nhắn “huỷ” để thôi.`,
  tooLong: "Nội dung dài quá 200 chữ cái. Bạn nhắn ngắn lại giúp mình nhé.",
  correctionAsked: (number: number, field: Correctable, wanted: string, due: CalendarDate) =>
    `Đã nhận yêu cầu dữ liệu số ${number}: sửa ${correctable[field]} thành “${wanted}”. Cán bộ xác nhận chậm nhất ${sayDay(due)}, mình sẽ báo lại tại đây.`,
  corrected: (number: number, field: Correctable) =>
    `Yêu cầu dữ liệu số ${number} đã xong: đã sửa ${correctable[field]} của bạn. Nhắn “xem dữ liệu của tôi” để xem lại.`,
  refused: (number: number, reason: string) =>
    `Yêu cầu dữ liệu số ${number} không thực hiện được. Lý do: ${reason}\nBạn chưa đồng ý thì nhắn “gặp cán bộ”.`,
  chooseWithdrawal: "Bạn đang đồng ý những việc sau. Chọn việc muốn rút lại; rút có hiệu lực ngay.",
  nothingToWithdraw: "Hiện bạn không đồng ý việc nào cần rút lại. Mình chỉ trả lời khi bạn nhắn.",
  withdrawn: (number: number, purpose: string) =>
    `Đã rút đồng ý: ${sayPurpose(purpose)} (yêu cầu dữ liệu số ${number}). Việc đã làm trước đó vẫn có giá trị.`,
  withdrawnProposals:
    "Từ nay mình hỏi lại trước khi lưu hồ sơ mới. Hồ sơ đã gửi vẫn còn; muốn xoá, nhắn “xoá dữ liệu của tôi”.",
  copyComing: (number: number) =>
    `Mình đang soạn bản sao dữ liệu của bạn (yêu cầu số ${number}), vài phút nữa gửi tại đây.`,
  copyByOfficer: (number: number, due: CalendarDate) =>
    `Kênh này chưa gửi được tệp. Cán bộ sẽ đưa bản sao dữ liệu cho bạn chậm nhất ${sayDay(due)} (yêu cầu số ${number}). Trên Telegram hoặc trang web của công đoàn, tệp được gửi ngay.`,
  copy: "Bản sao dữ liệu của bạn. Tệp có thông tin cá nhân, bạn giữ kín nhé.",
  copyName: "du-lieu-cua-toi.html",
  copyTitle: "Dữ liệu Cầu Nối đang lưu về bạn",
  copyGiven: (number: number) => `Yêu cầu dữ liệu số ${number} đã xong: bản sao đã được chuẩn bị cho bạn.`,
} as const;

/** What each part of the copy is for. */
export const copyParts = {
  person: "Nhận ra bạn và gửi trả lời",
  consents: "Những việc bạn đồng ý hoặc không",
  chat: "Trả lời câu hỏi",
  proposals: "Hồ sơ sáng kiến",
  participation: "Biểu mẫu đã trả lời có tên",
  news: "Nhận tin và cuộc thi tìm hiểu",
  requests: "Yêu cầu về dữ liệu",
} as const;
