import { mostUnpacked, type ZipFault } from "../../kit/zip.ts";

/** What officers read when a file is taken in: why it is refused and what to do, or what was left out of it. */
export const texts = {
  empty: "Tệp rỗng (0 byte). Hãy xuất hoặc tải lại tệp rồi thử lại.",
  tooLarge: (size: number, most: number) =>
    `Tệp nặng ${megabytes(size)}, giới hạn là ${megabytes(most)}. Hãy tách thành nhiều tệp hoặc quét lại ở 200–300 dpi, đen trắng.`,
  unknown: "Không nhận ra loại tệp này. Hãy dùng PDF, DOCX, XLSX, HTML, MD hoặc TXT.",
  oldOffice: (save: string) =>
    `Đây là tệp Office đời cũ (trước 2007). Hãy mở bằng Word hoặc Excel và lưu thành ${save}.`,
  picture: "Đây là tệp ảnh. Hãy ghép các trang ảnh thành một tệp PDF rồi thử lại.",
  otherOffice: (name: string) => `Đây là tệp ${name}, chưa đọc được. Hãy lưu thành DOCX, XLSX hoặc PDF.`,
  otherArchive: "Đây là tệp nén, không phải tài liệu. Hãy giải nén và đưa vào từng tài liệu.",
  password: (program: string) =>
    `Tệp có mật khẩu nên không đọc được. Hãy mở bằng ${program}, bỏ mật khẩu, lưu lại rồi thử lại.`,
  cutZip: "Tệp bị cắt cụt hoặc hỏng (phần nén không trọn vẹn). Hãy tải lại hoặc lưu lại từ Word, Excel.",
  zipBomb: (most: number) =>
    `Tệp phình ra hơn ${megabytes(most)} khi giải nén, có thể là tệp phá hoại. Nếu là tệp thật, hãy bỏ bớt ảnh rồi lưu lại.`,
  hostileXml: "Tệp chứa khai báo XML không an toàn (DOCTYPE). Hãy mở bằng Word hoặc Excel và lưu lại.",
  brokenFile: (kind: string) => `Tệp ${kind} bị hỏng, không đọc được. Hãy xuất hoặc lưu lại tệp rồi thử lại.`,
  nothingInside: "Không tìm thấy chữ nào trong tệp.",
  notUtf8:
    "Chữ trong tệp không phải UTF-8. Hãy mở bằng Notepad hoặc Word, chọn Lưu thành (Save as), bảng mã UTF-8.",
  utf16: "Tệp dùng bảng mã UTF-16 nhưng thiếu dấu nhận biết. Hãy lưu lại với bảng mã UTF-8.",
  legacyFont: (name: string) =>
    `Văn bản gõ bằng phông cũ ${name}, không phải Unicode. Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6, nguồn ${name}, đích Unicode) rồi thử lại.`,
  legacyPdf: (name: string) =>
    `PDF dùng phông cũ ${name}, không phải Unicode. Hãy lấy tệp Word gốc và chuyển sang Unicode bằng UniKey, hoặc cài phần mềm nhận dạng chữ: sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils`,
  tooSlow: (seconds: number) =>
    `Đọc tệp quá ${seconds} giây nên đã dừng. Hãy tách tệp thành các phần nhỏ hơn.`,
  tooHungry: "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng. Hãy tách tệp hoặc bỏ bớt ảnh.",
  noOcr: (pages: number) =>
    `PDF này là bản quét (${pages} trang ảnh, không có chữ). Máy chủ cần phần mềm nhận dạng chữ: sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils`,
  tooManyScans: (pages: number, most: number) =>
    `Bản quét có ${pages} trang, nhận dạng được nhiều nhất ${most} trang một lần. Hãy tách tệp.`,
  ocrFailed: (page: number) => `Không nhận dạng được chữ ở trang ${page}. Hãy quét lại rõ hơn rồi thử lại.`,

  wrongEnding: (ending: string, found: string) => ({
    what: `Tên tệp ghi .${ending} nhưng nội dung là ${found}; đã đọc như ${found}.`,
    fix: "Kiểm tra xem có đúng tệp bạn muốn đưa vào không.",
  }),
  hidden: (count: number) => ({
    what: `Đã bỏ ${count} đoạn mà người đọc không nhìn thấy (chữ ẩn, chữ trùng màu nền, chú thích, mã lệnh).`,
    fix: "Nếu đó là nội dung thật, hãy cho hiện lên trong tệp gốc.",
  }),
  macros: {
    what: "Tệp có macro; macro không được chạy và đã bị bỏ qua.",
    fix: "Không cần làm gì nếu nội dung dưới đây đã đủ.",
  },
  embedded: (count: number) => ({
    what: `Tệp có ${count} đối tượng nhúng; phần này không được đọc.`,
    fix: "Nếu đối tượng nhúng có nội dung cần trả lời, hãy đưa vào thành tệp riêng.",
  }),
  pictures: (count: number) => ({
    what: `Tệp có ${count} ảnh; chữ trong ảnh không được đọc.`,
    fix: "Nếu ảnh chứa nội dung cần trả lời, hãy gõ lại thành chữ.",
  }),
  emptyPages: (pages: readonly number[]) => ({
    what: `Trang ${pages.slice(0, 20).join(", ")} không có chữ (có thể là trang quét).`,
    fix: "Nếu trang đó có nội dung, hãy quét riêng rồi đưa vào.",
  }),
  ocr: (pages: number) => ({
    what: `${pages} trang được nhận dạng từ ảnh quét, có thể sai chữ hoặc số.`,
    fix: "Đối chiếu từng trang với bản gốc trước khi công bố, nhất là số, ngày và tên.",
  }),
  ordersToMachine: (words: string) => ({
    what: `Dòng giống mệnh lệnh gửi cho máy: “${words}”.`,
    fix: "Nếu không thuộc văn bản gốc, hãy xóa dòng này.",
  }),
  /** A proposed front matter says where the text came from. */
  provenance: (fileName: string, isOcr: boolean) =>
    isOcr ? `Nhận dạng (OCR) từ bản quét ${fileName}; cần đối chiếu với bản gốc.` : `Đọc từ tệp ${fileName}.`,
  proposed: "Mô tả đề xuất, cần người kiểm tra:",
} as const;

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}

/** Why a packed file is not read, and what to do. */
export function sayZipFault(why: ZipFault): string {
  const words: Readonly<Record<ZipFault, string>> = {
    cut: texts.cutZip,
    bomb: texts.zipBomb(mostUnpacked),
    locked: texts.password("Word hoặc Excel"),
    hostile: texts.hostileXml,
  };
  return words[why];
}
