import { type Choice, type Content, say } from "../../kit/message.ts";
import type { CalendarDate } from "../../kit/time.ts";
import { completing, lifeTexts } from "../life/texts.ts";

const menu: Choice = { label: "Về menu", action: "/menu" };
const officer: Choice = { label: "Gặp cán bộ", action: "/canbo" };
const elsewhere: readonly Choice[] = [{ label: "Hồ sơ của tôi", action: "/trangthai" }, menu];
const look = (number: string): Choice => ({ label: "Xem trạng thái", action: `/trangthai ${number}` });

/** What is said around completing a proposal that was given back. */
export const completingTexts = {
  opened: (
    number: string,
    { reason, due }: { reason: string | null | undefined; due: CalendarDate | undefined },
  ) =>
    [
      `Bổ sung hồ sơ ${number}.`,
      ...(reason ? [lifeTexts.reason(reason)] : []),
      ...(due ? [lifeTexts.completeBy(due)] : []),
      "Sửa mục nào thì viết như “sửa lợi ích”; thêm ảnh, tệp thì gửi luôn ở đây. Xong thì viết “gửi”, mã hồ sơ giữ nguyên.",
    ].join("\n"),
  nothing: (isWriting: boolean): Content =>
    say(
      `Bạn không có hồ sơ nào đang chờ bổ sung.${isWriting ? " Hồ sơ đang viết dở thì viết “tiếp tục”." : ""}`,
      [...(isWriting ? [{ label: "Làm tiếp", action: "/tieptuc" }] : []), ...elsewhere],
    ),
  notYours: (number: string): Content =>
    say(`Mình không thấy mã ${number} trong các hồ sơ bạn đã nộp. Bạn kiểm tra lại mã giúp.`, elsewhere),
  several: (numbers: readonly string[]): Content =>
    say(
      "Bạn có nhiều hồ sơ chờ bổ sung. Bạn chọn hồ sơ:",
      numbers.map((number) => ({ label: number, action: `form:complete:${number}` })),
    ),
  nothingChanged: (number: string, reason: string | null) =>
    [
      `Hồ sơ ${number} chưa có gì khác lần trước, nên mình chưa gửi.`,
      ...(reason === null ? [] : [lifeTexts.reason(reason)]),
      "Viết như “sửa lợi ích”, hoặc gửi thêm ảnh. Chưa rõ cần gì thì viết “gặp cán bộ”.",
    ].join("\n"),
  sent: (number: string, changed: string): Content =>
    say(
      `Đã gửi phần bổ sung của hồ sơ ${number} (${changed}). Cán bộ sẽ xem lại; thiếu gì bạn sẽ được nhắn. Mã hồ sơ giữ nguyên.`,
      [look(number), menu],
    ),
  /** Not given back, or moved on by an officer in between: nothing is sent. */
  notWaiting: (number: string, state: string): Content =>
    say(
      `Hồ sơ ${number} không chờ bổ sung (${state}), nên mình chưa sửa hay gửi gì. Cần sửa, nói thêm thì bấm “Gặp cán bộ”.`,
      [officer, look(number)],
    ),
  left: (number: string): Content =>
    say(`Mình đã bỏ những chỗ bạn vừa sửa. Hồ sơ ${number} vẫn như lần gửi trước và vẫn chờ bổ sung.`, [
      completing(number),
      look(number),
    ]),

  changed: (labels: readonly string[], files: number): string =>
    [
      ...(labels.length === 0 ? [] : [`sửa: ${labels.join(", ")}`]),
      ...(files === 0 ? [] : [`thêm ${files} tệp`]),
    ].join("; "),
  annexes: "phần ghi thêm",
} as const;
