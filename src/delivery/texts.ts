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

/**
 * One sentence or two for an officer: why a row was not sent, and what to do. The platform's number says it
 * more exactly than the reason; a reason nobody knows is shown as the channel gave it.
 */
export function sayWhyNotSent(row: {
  readonly channel: string;
  readonly why: string | null;
  readonly code?: string | null;
}): string {
  const why = row.why ?? "";
  const exact = row.channel === "zalo-oa" ? zaloCodeWords[row.code ?? ""] : undefined;
  const words = exact ?? (refusalWords as Readonly<Record<string, string>>)[why] ?? why;
  const said = words.charAt(0).toUpperCase() + words.slice(1);
  return [`${said}.`, advice[why]].filter(Boolean).join(" ");
}
