import type { Refusal } from "../channels/channel.ts";
import { zaloCodeWords } from "./zalo-texts.ts";

/** Why a message was not sent, as officers say it, whatever the platform. */
export const refusalWords: Readonly<
  Record<Refusal | "unsubscribed" | "expired" | "capped" | "linked", string>
> = {
  blocked: "người nhận đã chặn",
  neverStarted: "người nhận chưa từng nhắn tin",
  windowClosed: "ngoài thời gian Zalo cho phép gửi",
  outOfQuota: "hết hạn mức gửi",
  tooLong: "tin quá dài với kênh",
  badContent: "nội dung kênh không nhận",
  channelOff: "kênh đang tắt",
  unsubscribed: "người nhận đã tắt tin",
  expired: "quá hạn gửi",
  capped: "đã đủ số tin trong ngày, không còn ngày nào trống",
  linked: "người nhận đã nhận ở kênh liên kết khác",
};

/** Why it is not known whether a message arrived, where the program itself found out. */
const doubtWords: Readonly<Record<string, string>> = {
  "": "chưa rõ vì sao",
  "no answer in time": "kênh không trả lời kịp",
  "the process ended while sending": "máy chủ dừng đúng lúc đang gửi",
  "restored from a backup": "vừa khôi phục từ bản sao lưu",
};

/** What an officer can do about it. */
const advice: Partial<Record<string, string>> = {
  blocked: "Hãy liên hệ bằng cách khác; khi người đó nhắn lại, hệ thống gửi được như thường.",
  neverStarted: "Người nhận cần nhắn cho kênh này một lần trước.",
  windowClosed: "Tin tự gửi khi người nhận nhắn lại; việc gấp hãy gọi điện.",
  outOfQuota: "Hãy báo người quản trị kênh xem hạn mức; tin tự gửi khi người nhận nhắn lại.",
  tooLong: "Hãy rút ngắn tin hoặc tách thành nhiều tin.",
  badContent: "Hãy sửa nội dung hoặc báo người quản trị kênh.",
  channelOff: "Hãy báo người quản trị kiểm tra kết nối của kênh.",
};

type NotSent = {
  readonly channel: string;
  readonly why: string | null;
  readonly code?: string | null;
};

/**
 * Why a row was not sent or is in doubt, as officers say it. The platform's number says it more exactly than the
 * reason; a reason nobody knows is shown as the channel gave it.
 */
export function sayReason({ channel, why: given, code }: NotSent): string {
  const why = given ?? "";
  const exact = channel === "zalo-oa" ? zaloCodeWords[code ?? ""] : undefined;
  const known: Readonly<Record<string, string>> = { ...doubtWords, ...refusalWords };
  const words = exact ?? known[why] ?? why;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same as one sentence or two: why, and what to do. */
export function sayWhyNotSent(row: NotSent): string {
  return [`${sayReason(row)}.`, advice[row.why ?? ""]].filter(Boolean).join(" ");
}
