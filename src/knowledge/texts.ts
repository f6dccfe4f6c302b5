/** What officers read when a document is checked. A fault says where, what is wrong and what to write. */
export const texts = {
  noFrontMatter: {
    what: "Tệp chưa có phần mô tả ở đầu.",
    fix: "Bắt đầu tệp bằng một dòng ---, rồi id: và title:, rồi một dòng --- nữa.",
  },
  brokenYaml: (why: string) => ({
    what: `Phần mô tả viết chưa đúng (${why}).`,
    fix: "Mỗi dòng viết theo mẫu  khóa: giá trị  ; giá trị có dấu hai chấm thì đặt trong ngoặc kép.",
  }),
  missingField: (field: string) => ({
    what: `Thiếu “${field}”.`,
    fix: `Thêm một dòng  ${field}: …  vào phần mô tả.`,
  }),
  wrongField: (field: string, expected: string) => ({
    what: `Giá trị của “${field}” chưa đúng.`,
    fix: `Viết ${expected}.`,
  }),
  unknownField: (field: string) => ({
    what: `Không có mục mô tả nào tên “${field}”, dòng này bị bỏ qua.`,
    fix: "Sửa lại tên hoặc xóa dòng này.",
  }),
  hiddenText: (count: number) => ({
    what: `Đã bỏ ${count} đoạn mà người đọc không nhìn thấy (chú thích HTML, phần tử ẩn).`,
    fix: "Nếu đó là nội dung thật, hãy viết lại thành văn bản thường.",
  }),
  emptyBody: {
    what: "Văn bản không có nội dung.",
    fix: "Dán nội dung văn bản vào dưới phần mô tả.",
  },
  sameNumber: (label: string, line: number) => ({
    what: `“${label}” đã có ở dòng ${line}; trích dẫn sẽ không biết chỉ vào đâu.`,
    fix: "Sửa số thứ tự cho khác nhau, hoặc đưa phần sau vào dưới một tiêu đề  ## Phụ lục 1. …",
  }),
  skippedNumber: (before: string, after: string) => ({
    what: `Số thứ tự nhảy từ “${before}” sang “${after}”.`,
    fix: "Kiểm tra xem có mục nào bị mất khi sao chép không.",
  }),
  garbledLine: (words: string) => ({
    what: `Dòng có chữ không phải tiếng Việt: ${words}.`,
    fix: "Đối chiếu với bản gốc và gõ lại dòng này.",
  }),
  garbledDocument: (percent: string) => ({
    what: `${percent} số chữ không phải âm tiết tiếng Việt; bản quét hoặc phông chữ đã làm hỏng văn bản.`,
    fix: "Quét lại rõ hơn, chuyển sang phông Unicode, hoặc gõ lại các dòng nêu dưới đây.",
  }),
  sameDocument: (file: string) => ({
    what: `Tệp ${file} đã dùng id này.`,
    fix: "Đặt id khác trong phần mô tả của một trong hai tệp.",
  }),
  checkedTitle: (name: string, clauses: number) => `${name}: ${clauses} mục, đoạn trích dẫn được`,
  notADocument: "Chưa đọc được văn bản nào.",
  faultLine: (line: number, severity: "error" | "warning", what: string, fix: string) =>
    `${severity === "error" ? "LỖI" : "Lưu ý"} dòng ${line}: ${what} ${fix}`,
  accepted: "Đạt: có thể đưa vào sử dụng.",
  refused: "Chưa đạt: sửa các lỗi trên rồi kiểm tra lại.",
} as const;
