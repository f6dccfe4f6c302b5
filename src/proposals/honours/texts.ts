import { type Content, say } from "../../kit/message.ts";

/** What authors and officers read about honours. */
export const honourTexts = {
  news: (number: string, title: string, year: number): Content =>
    say(
      `Chúc mừng bạn! Sáng kiến ${number} được biểu dương trong đợt “${title}” năm ${year}. ` +
        "Công đoàn sẽ báo bạn lịch trao. Cần hỏi thêm, bạn nhắn “gặp cán bộ”.",
    ),
  occasion: "Tháng Công nhân và Ngày Khoa học và Công nghệ Việt Nam (18/5)",
  listTitle: "DANH SÁCH",
  listAbout: (title: string, year: number) => `Sáng kiến được biểu dương – ${title} năm ${year}`,
  certificate: "GIẤY CHỨNG NHẬN BIỂU DƯƠNG",
  certifies: (issuer: string) => `${issuer.toLocaleUpperCase("vi")} biểu dương:`,
  authorOf: "là tác giả (nhóm tác giả) của sáng kiến",
  inRound: (title: string, year: number, occasion: string) =>
    `trong đợt “${title}” năm ${year}, nhân dịp ${occasion}.`,
  byPaper: (number: string, day: string) => `Theo Quyết định số ${number} ${day}.`,
  by: (number: string) => `Mã hồ sơ: ${number}`,
  place: "Số TT",
  number: "Mã hồ sơ",
  name: "Tên sáng kiến",
  authors: "Tác giả, đồng tác giả",
  unit: "Đơn vị",
  points: "Điểm",
  total: (count: number) => `Danh sách có ${count} sáng kiến.`,
  capacity: ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
  hint: "(Ký, ghi rõ họ tên, đóng dấu)",
  paperNumber: (number: string) => `Số: ${number}`,
  placeAndDay: (place: string, day: string) => `${place === "" ? "…………" : place}, ${day}`,

  praiseTitle: (title: string, year: number) => `Biểu dương sáng kiến: ${title} ${year}`,
  praiseLead: (count: number, occasion: string) =>
    `Nhân dịp ${occasion}, công đoàn biểu dương ${count} sáng kiến của đoàn viên, người lao động.`,
  praiseLine: (title: string, author: string, unit: string) =>
    `• “${title}” – ${author}${unit === "" ? "" : `, ${unit}`}`,
  praiseOthers: (count: number) => `Và ${count} sáng kiến khác.`,
  praiseEnd: "Bạn có việc đã làm tốt hơn ở nơi làm việc? Nhắn “sáng kiến” để gửi.",
} as const;
