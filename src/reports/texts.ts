import type { CalendarDate } from "../kit/time.ts";
import { sayDay } from "./period.ts";

/** What officers read about reports. */
export const reportTexts = {
  noUnit: (text: string, near: readonly string[]) =>
    `Không có đơn vị “${text}”.` +
    (near.length > 0 ? ` Có phải: ${near.join("; ")}?` : " Bạn xem tên và mã ở mục Đoàn viên, phần đơn vị."),
  manyUnits: (text: string, codes: readonly string[]) =>
    `Có nhiều đơn vị tên “${text}”: ${codes.join(", ")}. Bạn dùng mã đơn vị.`,
  notYet: (name: string, from: CalendarDate, day: CalendarDate) =>
    `${name} có từ ngày ${sayDay(from)}, sau ngày cuối kỳ (${sayDay(day)}). Bạn chọn đơn vị có trong kỳ đó.`,
  ended: (name: string, to: CalendarDate, now: readonly string[]) =>
    `${name} đã kết thúc hoạt động ngày ${sayDay(to)}.` +
    (now.length > 0
      ? ` Số liệu đã chuyển sang ${now.join(", ")}; bạn lập báo cáo cho đơn vị này.`
      : " Chưa ghi đơn vị kế tục; bạn bổ sung trong danh sách đơn vị rồi lập lại."),
  notYours: "Tài khoản của bạn chỉ xem được báo cáo của đơn vị mình và các đơn vị trực thuộc.",
  wholeFederation: "Toàn liên đoàn",
  unknownUnit: "Chưa rõ đơn vị",
  direct: (name: string) => `${name} (trực tiếp)`,
  gone: (name: string) => `${name} (đã kết thúc)`,
  noRows: "chưa có số liệu",
  same: "không đổi",
  more: "tăng",
  fewer: "giảm",

  unfinished: (day: CalendarDate) => `Kỳ báo cáo chưa kết thúc: số liệu tính đến hết ngày ${sayDay(day)}.`,
  emptyTasks: (clauses: readonly string[]) => `Chưa có số liệu trong kỳ cho các mục: ${clauses.join(", ")}.`,
  quietUnits: (count: number, names: readonly string[]) =>
    `${count} đơn vị chưa phát sinh số liệu trong kỳ: ${names.join("; ")}${count > names.length ? "; …" : ""}.`,
  unplaced: (count: number) => `${count} đơn đã nộp chưa xác định được đơn vị.`,
  undecided: (count: number) => `${count} đơn hợp lệ chưa có quyết định.`,
  waiting: (count: number) => `${count} phiếu hỏi còn chờ cán bộ trả lời.`,
  late: (count: number) => `${count} phiếu được trả lời quá hạn trong kỳ.`,
  uncertain: (count: number) => `${count} tin chưa rõ đã tới người nhận, chờ cán bộ quyết định.`,
} as const;
