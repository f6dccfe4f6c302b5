import type { ChannelName, Choice } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";

/** What a channel is called by people; both kinds of Zalo are Zalo to them. */
export const channelWords: Readonly<Record<ChannelName, string>> = {
  "zalo-oa": "Zalo",
  "zalo-bot": "Zalo",
  telegram: "Telegram",
  "web-chat": "trang web",
  terminal: "máy thử",
};

export const linkChoices: readonly Choice[] = [
  { label: "Đồng ý liên kết", action: "say:đồng ý" },
  { label: "Không", action: "say:không" },
];

/** What members read when they link their chats, or say where they want their news. */
export const linkTexts = {
  code: (code: string, until: Instant) =>
    `Mã liên kết của bạn: ${code}\nMở cuộc trò chuyện với công đoàn ở kênh kia (Zalo, Telegram hoặc trang web) và nhắn đúng mã này. Mã dùng một lần, đến ${sayTime(until)}.\nKhông đưa mã cho người khác: ai có mã sẽ xem được hồ sơ của bạn.`,
  tooManyCodes: "Bạn đã lấy nhiều mã trong một giờ qua. Bạn thử lại sau một giờ nhé.",
  tooManyMisses: "Bạn đã nhập sai mã nhiều lần. Bạn thử lại sau một giờ, hoặc nhắn “gặp cán bộ”.",
  wrong: "Mã này không đúng, đã dùng hoặc đã hết hạn. Bạn nhắn “liên kết” ở kênh kia để lấy mã mới nhé.",
  own: "Đây là mã của chính cuộc trò chuyện này. Bạn mở kênh kia (Zalo, Telegram hoặc trang web) rồi nhắn mã ở đó.",
  askMember: (where: string, name: string | null) =>
    `Mã này của tài khoản ${where}${name ? ` “${name}”` : ""}. Liên kết hai nơi thành một người?\n• Bản nháp, hồ sơ, câu hỏi và lựa chọn nhận tin dùng chung ở cả hai nơi.\n• Mỗi tin công đoàn chỉ gửi một lần.\n• Việc này không hoàn tác được.\nChỉ đồng ý khi chính bạn vừa lấy mã ở nơi kia. Nhắn “đồng ý” hoặc “không”.`,
  askRoster: (name: string, unit: string) =>
    `Mã này dành cho đoàn viên ${name}, ${unit}. Bạn là người này?\nNếu đúng, cuộc trò chuyện này được gắn với tên, đơn vị và chức vụ trong danh sách đoàn viên. Nhắn “đồng ý” hoặc “không”.`,
  declined: "Chưa liên kết gì cả. Khi cần, bạn nhắn “liên kết”.",
  twoPeople:
    "Hai tài khoản này đang gắn với hai người khác nhau trong danh sách đoàn viên nên không liên kết được. Bạn nhắn “gặp cán bộ” để được kiểm tra.",
  linked: (where: string) =>
    `Đã liên kết với tài khoản ${where}. Từ nay bạn nhắn ở đâu cũng được: bản nháp, hồ sơ và lựa chọn nhận tin là một.`,
  linkedThere: (where: string) =>
    `Tài khoản này vừa được liên kết với ${where} bằng mã bạn đã lấy. Nếu không phải bạn làm, nhắn “gặp cán bộ” ngay.`,
  tied: (name: string, unit: string) => `Đã gắn với danh sách đoàn viên: ${name}, ${unit}.`,
  preferred: (where: string) => `Đã ghi nhận: tin công đoàn sẽ gửi bạn qua ${where}, khi kênh đó nhận được.`,
  noSuchChannel: (where: string) =>
    `Bạn chưa trò chuyện với công đoàn qua ${where}. Nhắn “liên kết” ở đây để lấy mã, rồi mở ${where} và nhắn mã đó.`,
  place: (unit: string, position: string | null) =>
    `Trong danh sách đoàn viên: ${unit}${position ? `, ${position}` : ""}`,
} as const;
