import type { SheetColumn } from "../papers/sheet.ts";

const column = (title: string, width: number, kind: SheetColumn["kind"] = "text"): SheetColumn => ({
  ...{ title, width, kind },
});

/** What stands in the tables officers take home. */
export const sheetTexts = {
  made: (at: string, count: number) => `Lập lúc ${at}; ${count} câu trả lời`,
  answers: "Câu trả lời",
  tally: "Tổng hợp",
  rest: "Ghi thêm, nguyên văn",
  answered: "Số người trả lời",
  sum: "Tổng cộng",
  least: "Nhỏ nhất",
  most: "Lớn nhất",
  whoColumns: [
    column("Mã", 16),
    column("Người gửi", 24),
    column("Đơn vị", 28),
    column("Ngày gửi", 14, "date"),
    column("Tình trạng", 18),
    column("Bản", 8, "number"),
  ],
  tallyColumns: [column("Câu hỏi", 32), column("Trả lời", 40), column("Số", 14, "number")],
} as const;

const states: Readonly<Record<string, string>> = {
  filed: "Đã gửi",
  waiting: "Chờ xác nhận",
  confirmed: "Đã xác nhận",
  refused: "Không xác nhận",
  replaced: "Đã gửi lại bản khác",
  registered: "Đã đăng ký, chờ đơn vị",
  returned: "Đơn vị trả lại",
  result: "Kết quả chờ xét",
  achieved: "Đạt",
  notAchieved: "Chưa đạt",
  going: "Có chỗ",
  queued: "Chờ chỗ",
  gone: "Đã huỷ",
  attended: "Có mặt",
};

/** What an answer's state is called. */
export function stateWords(state: string): string {
  return states[state] ?? state;
}
