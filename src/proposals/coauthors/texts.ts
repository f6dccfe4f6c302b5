import { type Content, say } from "../../kit/message.ts";

/** What members read about confirming each other's part. */
export const coauthorTexts = {
  invite: (
    number: string,
    invited: readonly { name: string; share: number | null; code: string; link: string | undefined }[],
    days: number,
  ): Content =>
    say(
      [
        `Hồ sơ ${number} có đồng tác giả. Mỗi người cần tự xác nhận. Bạn gửi mã cho đúng người:`,
        ...invited.map(({ name, share, code, link }) =>
          [`• ${name}${sayShare(share)}: ${code}`, ...(link === undefined ? [] : [`  ${link}`])].join("\n"),
        ),
        `Người nhận nhắn mã này cho trợ lý (Zalo, Telegram hoặc trang web). Mã dùng một lần, hết hạn sau ${days} ngày.`,
        `Mất mã hoặc hết hạn: nhắn “mời lại ${number}”.`,
      ].join("\n"),
    ),

  ask: (
    shown: { number: string; title: string; filer: string; name: string; share: number | null },
    choices: Content["choices"],
  ): Content =>
    say(
      [
        `${shown.filer} ghi bạn là đồng tác giả của hồ sơ ${shown.number}:`,
        `“${shown.title}”`,
        `Họ tên: ${shown.name}`,
        `Tỷ lệ đóng góp: ${shown.share === null ? "chưa ghi" : `${sayPercent(shown.share)}`}`,
        "",
        "Bạn có cùng tạo ra sáng kiến này và đồng ý với tỷ lệ trên không?",
      ].join("\n"),
      choices,
    ),
  yes: "Đúng, tôi đồng ý",
  no: "Không đúng",

  confirmed: (number: string): Content =>
    say(`Cảm ơn bạn. Đã ghi nhận bạn là đồng tác giả của hồ sơ ${number}.\nXem hồ sơ: nhắn “${number}”.`),
  declined: (number: string): Content =>
    say(
      `Đã ghi nhận: bạn không xác nhận là đồng tác giả của hồ sơ ${number}. Người nộp và cán bộ sẽ biết để sửa lại hồ sơ.`,
    ),
  toldConfirmed: (number: string, name: string, open: number): Content =>
    say(
      `${name} đã xác nhận là đồng tác giả của hồ sơ ${number}. ${open === 0 ? "Mọi đồng tác giả đã trả lời." : `Còn ${open} người chưa trả lời.`}`,
    ),
  toldDeclined: (number: string, name: string): Content =>
    say(
      `${name} không xác nhận là đồng tác giả của hồ sơ ${number}. Bạn trao đổi lại với người đó; cán bộ sẽ liên hệ khi xem hồ sơ.`,
    ),

  progress: (confirmed: number, declined: number, all: number): string =>
    `Đồng tác giả: ${confirmed}/${all} đã xác nhận${declined === 0 ? "" : `, ${declined} không xác nhận`}.`,

  unknown: (): Content => say("Mã đồng tác giả này không có hoặc đã được thay. Bạn hỏi lại người gửi mã."),
  expired: (number: string): Content =>
    say(`Mã này đã hết hạn. Bạn nhờ người nộp nhắn “mời lại ${number}” để có mã mới.`),
  answered: (number: string): Content =>
    say(`Mã này đã được trả lời cho hồ sơ ${number}, không cần làm gì thêm.`),
  ownCode: (): Content =>
    say("Đây là mã dành cho đồng tác giả, không phải cho người nộp. Bạn gửi mã cho đúng người đó nhé."),
  alreadyAuthor: (number: string): Content =>
    say(`Bạn đã xác nhận một phần của hồ sơ ${number} rồi; mỗi người chỉ xác nhận một lần.`),
  nothingAsked: (): Content =>
    say("Chưa có lời mời đồng tác giả nào đang chờ bạn. Bạn nhắn mã dạng DTG-XXXX-XXXX."),
  nobodyToInvite: (number: string): Content =>
    say(`Hồ sơ ${number} không có đồng tác giả nào còn chờ xác nhận.`),
  notYours: (number: string): Content =>
    say(`Không thấy hồ sơ ${number} trong các hồ sơ bạn đã nộp. Bạn xem lại số hồ sơ.`),
} as const;

function sayShare(share: number | null): string {
  return share === null ? "" : ` (${sayPercent(share)})`;
}

function sayPercent(share: number): string {
  return `${share.toLocaleString("vi-VN")}%`;
}
