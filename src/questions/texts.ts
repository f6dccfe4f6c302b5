import { type Instant, sayTime } from "../kit/time.ts";
import type { ExactKind } from "./cues.ts";

/** What members read from this room. Plain, short, polite; sentences here claim nothing about a document. */
export const texts = {
  // ── in front of a quote ─────────────────────────────────────────────────────────────────────────
  byDocument: (label: string) => `Theo ${label}:`,
  byDocumentPart: (label: string, heading: string) => `Theo ${label} (phần “${heading}”):`,
  byPress: (label: string) => `Theo báo chí đưa tin về ${label}:`,
  bySummary: (label: string) => `Theo bản tóm lược ${label}:`,
  /** Over a quote that shows its own label. */
  pressAlone: "Theo báo chí đưa tin:",
  summaryAlone: "Theo bản tóm lược:",
  unconfirmed: "Tài liệu không có câu nào xác nhận đúng như bạn hỏi. Đoạn liên quan viết:",
  neutral: "Tài liệu viết về việc này như sau:",
  counted: (count: number, heading: string) => `${heading}: có ${count} nội dung.`,
  /** Over a list whose heading is the thing counted: "Có 4 nhóm nhiệm vụ, giải pháp thực hiện:". */
  groups: (count: number, heading: string) => `Có ${count} nhóm ${heading}:`,
  parts: (count: number, heading: string) => `Phần “${heading}” có ${count} nội dung:`,
  item: (number: number, words: string) => `${number}) ${words}`,

  // ── related, but the thing asked for is not there ───────────────────────────────────────────────
  lacks: (thing: string) => `Tài liệu có phần liên quan nhưng không nêu ${thing}.`,
  documentLacks: (name: string, thing: string) => `${name} không nêu ${thing}.`,
  elsewhere: (name: string, other: string) => `${name} không nêu điều này; ${other} thì có.`,
  noYear: "Tài liệu không nêu mốc của năm bạn hỏi. Phần gần nhất viết:",
  figureElsewhere: (name: string, figure: string, other: string) =>
    `${name} không nêu con số ${figure}. Con số này đứng trong ${other}:`,
  choose: "Mình chưa chắc bạn hỏi phần nào. Bạn chọn một mục dưới đây, hoặc hỏi rõ hơn giúp mình:",
  noSuchClause: "Mình không tìm thấy mục mang số này trong tài liệu.",

  // ── silence ─────────────────────────────────────────────────────────────────────────────────────
  silent: "Tài liệu hiện có không nêu điều này.",
  noSuchDocument: (name: string) => `Mình chưa có văn bản “${name}” nên không trả lời được.`,
  offerOfficer: "Bạn bấm “Gặp cán bộ” để cán bộ công đoàn trả lời.",
  unreadable:
    "Mình chưa đọc được tin này. Bạn nhắn lại bằng tiếng Việt giúp mình nhé. (Please write in Vietnamese.)",
  tooLong:
    "Tin dài quá, mình chưa tìm thấy câu hỏi trong đó. Bạn nhắn lại câu hỏi bằng một câu ngắn giúp mình.",
  empty: "Bạn muốn hỏi gì? Bạn gõ câu hỏi bằng tiếng Việt, có dấu hay không dấu đều được.",

  // ── validity ────────────────────────────────────────────────────────────────────────────────────
  expired: (name: string, day: string) => `Lưu ý: ${name} đã hết hiệu lực sau ngày ${day}.`,
  validUntil: (name: string, day: string) => `Lưu ý: ${name} có hiệu lực đến hết ngày ${day}.`,
  notYet: (name: string, day: string) => `Lưu ý: ${name} có hiệu lực từ ngày ${day}.`,
  replaced: (name: string, other: string) => `Lưu ý: ${name} đã được thay bằng ${other}.`,
  note: (note: string) => `Lưu ý: ${note}`,

  // ── company ─────────────────────────────────────────────────────────────────────────────────────
  greeting:
    "Chào bạn! Mình là trợ lý tự động của công đoàn. Bạn cứ hỏi về Kế hoạch, Nghị quyết, sáng kiến; mình trả lời kèm trích dẫn.",
  thanks: "Không có gì ạ. Bạn cần gì cứ nhắn nhé.",
  farewell: "Chào bạn, hẹn gặp lại nhé!",
  acknowledgement: "Vâng ạ. Bạn cần hỏi thêm gì cứ nhắn nhé.",
  abuse: "Mình xin lỗi nếu trả lời chưa đúng ý. Bạn nói rõ hơn giúp mình, hoặc bấm “Gặp cán bộ”.",
  identity:
    "Mình là trợ lý tự động (máy trả lời), không phải người. Mình chỉ trả lời theo tài liệu công đoàn đã công bố; cần người thật, bạn bấm “Gặp cán bộ”.",
  abilities:
    "Mình là trợ lý tự động. Mình trả lời câu hỏi theo tài liệu công đoàn kèm trích dẫn, giúp bạn ghi sáng kiến, nhận tin công đoàn và chuyển câu hỏi cho cán bộ.",
  writeForMe:
    "Mình không viết thay nội dung sáng kiến, nhưng sẽ hỏi từng bước để bạn tự ghi. Bạn bấm “Gửi sáng kiến” để bắt đầu.",
  idea: "Nghe có vẻ là một ý tưởng hay sáng kiến. Bạn bấm “Gửi sáng kiến”, mình hỏi từng bước (khoảng bốn câu) và ghi lại giúp bạn. Cần hỏi người thật, bạn bấm “Gặp cán bộ”.",
  refused:
    "Mình không làm được việc này. Mình chỉ trả lời theo tài liệu công đoàn và không đưa dữ liệu của người khác.",
  emergency:
    "Nếu đang có người gặp nguy hiểm, bạn gọi cấp cứu và báo người phụ trách tại chỗ ngay. Tài liệu hiện có không hướng dẫn việc này.",
  door: "Mình hiểu ý bạn. Bạn bấm nút dưới đây để làm tiếp.",
  doors: {
    "/canbo": "Gặp cán bộ",
    "/tattin": "Tắt tin",
    "/nhantin": "Nhận tin",
    "/dulieu": "Dữ liệu của tôi",
    "/xoadulieu": "Xóa dữ liệu của tôi",
    "/trangthai": "Xem trạng thái hồ sơ",
    "/sangkien": "Gửi sáng kiến",
    "/menu": "Xem menu",
  },

  // ── cases ───────────────────────────────────────────────────────────────────────────────────────
  caseOpened: ({ number, question, due }: { number: number; question: string; due: Instant }) =>
    `Mình đã chuyển câu hỏi của bạn cho cán bộ công đoàn (phiếu số ${number}). Cán bộ trả lời trước ${sayTime(due)}, ngay tại đây.\n\nBạn hỏi: “${question}”\nCần hỏi cán bộ việc khác, bạn bấm “Gặp cán bộ” lần nữa.`,
  caseAnswered: (number: number, question: string, answer: string) =>
    `Cán bộ công đoàn trả lời phiếu số ${number}.\n\nBạn hỏi: ${question}\n\n${answer}`,
} as const;

/** How the missing thing is called in "… không nêu …". */
export const thingNames: Readonly<Record<ExactKind, string>> = {
  phone: "số điện thoại",
  email: "địa chỉ thư điện tử",
  address: "địa chỉ",
  link: "đường dẫn",
  file: "tệp hay biểu mẫu để tải",
  name: "tên người cụ thể",
  money: "số tiền cụ thể",
  percent: "tỷ lệ phần trăm",
  hour: "giờ cụ thể",
  day: "ngày cụ thể",
  month: "tháng cụ thể",
  quarter: "quý cụ thể",
  year: "năm cụ thể",
  time: "thời điểm cụ thể",
  duration: "khoảng thời gian cụ thể",
  frequency: "bao lâu một lần",
  quantity: "con số này",
  validity: "thời hạn hiệu lực",
  document: "số hiệu văn bản",
};
