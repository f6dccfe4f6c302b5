import { type Content, say } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";

const start = (code: string) => ({ label: "Báo cáo ngay", action: `say:${code}` });

/** What unit officers read about the reports they owe. */
export const reportTexts = {
  lead: (unit: string, period: string, due: Instant) =>
    `Báo cáo của ${unit}, ${period}. Hạn: ${sayTime(due)}.`,
  taken: (unit: string, period: string, isNew: boolean): Content =>
    say(
      isNew
        ? `Đây là báo cáo ${period} của ${unit}, thay cho bản đã gửi trước.`
        : `Đây là báo cáo ${period} của ${unit}. Gửi lại lần nữa thì bản mới thay bản cũ.`,
    ),
  noPeriodYet: (first: string): Content => say(`Chưa tới kỳ báo cáo nào. Kỳ đầu tiên là ${first}.`),
  noUnit: (): Content =>
    say(
      "Bạn chưa gắn với đơn vị phải báo cáo. Nhắn “liên kết” để gắn cuộc trò chuyện này với danh sách đoàn viên, hoặc “gặp cán bộ”.",
    ),
  jump: (label: string, old: string, now: string) => `• ${label}: kỳ trước ${old}, kỳ này ${now}`,
  jumps: (lines: readonly string[]) =>
    `Số này khác hẳn kỳ trước, bạn xem lại giúp:\n${lines.join("\n")}\nĐúng rồi thì cứ gửi.`,
  ask: (given: { code: string; title: string; unit: string; period: string; due: Instant }): Content =>
    say(
      `Kính gửi ${given.unit}: đã tới kỳ “${given.title}”, ${given.period}. Báo cáo qua trò chuyện chỉ vài phút, hạn ${sayTime(given.due)}.`,
      [start(given.code)],
    ),
  remind: (given: { code: string; title: string; unit: string; period: string; due: Instant }): Content =>
    say(
      `Nhắc nhẹ: ${given.unit} chưa gửi “${given.title}”, ${given.period}. Hạn ${sayTime(given.due)}. Vướng chỗ nào, bạn nhắn “gặp cán bộ”.`,
      [start(given.code)],
    ),
  late: (given: { code: string; title: string; unit: string; period: string; due: Instant }): Content =>
    say(
      `“${given.title}”, ${given.period} của ${given.unit} đã quá hạn (${sayTime(given.due)}). Bạn gửi giúp trong hôm nay; có khó khăn thì nhắn “gặp cán bộ”.`,
      [start(given.code)],
    ),
  sheet: "Tổng hợp đơn vị",
  lateSheet: "Chưa báo cáo",
  columns: {
    unit: "Đơn vị",
    code: "Mã",
    expected: "Phải báo cáo",
    reported: "Đã báo cáo",
    late: "Quá hạn",
    period: "Kỳ",
  },
  heading: (title: string, from: string, to: string) =>
    from === to ? `${title}, ${from}` : `${title}, ${from} – ${to}`,
} as const;
