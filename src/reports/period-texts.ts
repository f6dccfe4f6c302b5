/** What officers read about periods. */
export const periodTexts = {
  unreadable: (text: string) =>
    `Không đọc được kỳ báo cáo “${text}”. Bạn viết 2026 (cả năm), 2026-H1 (6 tháng đầu năm), 2026-Q4 (quý IV), ` +
    "2026-11 (tháng 11) hoặc 2026-01-15..2026-03-20 (từ ngày đến ngày).",
  reversed: "Ngày cuối kỳ đứng trước ngày đầu kỳ. Bạn đổi lại hai ngày.",
  future: (day: string) => `Kỳ này bắt đầu ngày ${day}, chưa tới. Bạn chọn kỳ đã bắt đầu.`,
  tooEarly: "Hệ thống không có số liệu trước năm 2000. Bạn kiểm tra lại năm.",
  tooLong: "Kỳ báo cáo dài nhất là 5 năm. Bạn chia thành nhiều kỳ.",
  year: (year: string) => `năm ${year}`,
  half: (isFirst: boolean, year: string) => `6 tháng ${isFirst ? "đầu" : "cuối"} năm ${year}`,
  quarter: (number: string, year: string) => `quý ${number} năm ${year}`,
  month: (month: number, year: string) => `tháng ${month} năm ${year}`,
  range: (from: string, to: string) => `từ ${from} đến ${to}`,
} as const;
