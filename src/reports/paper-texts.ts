import type { CalendarDate } from "../kit/time.ts";
import { sayDay } from "./period.ts";

const plan = "Kế hoạch số 360/KH-LĐLĐ ngày 22/7/2022 của Liên đoàn Lao động tỉnh Lai Châu";

/** What stands in the report as a Word file and in the table behind it. */
export const paperTexts = {
  above: "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
  number: (sign: string) => `Số:        /BC-${sign}`,
  placeAndDay: (place: string, day: string) => `${place === "" ? "…………" : place}, ${day}`,
  name: "BÁO CÁO",
  kinds: {
    year: "Tổng kết",
    half: "Sơ kết",
    quarter: "Kết quả",
    month: "Kết quả",
    range: "Kết quả",
  },
  /** Of a period that is not over. */
  soFar: "Kết quả",
  clause: (number: string) => `mục ${number}`,
  about: (kind: string, period: string) => [
    `${kind} thực hiện Kế hoạch số 360/KH-LĐLĐ về nghiên cứu khoa học,`,
    `công nghệ và đổi mới sáng tạo ${period}`,
  ],
  opening: (unit: string, period: string) =>
    `Thực hiện ${plan} về đẩy mạnh công tác nghiên cứu khoa học, công nghệ và đổi mới sáng tạo, ${unit} báo cáo ` +
    `kết quả ${period} như sau:`,
  counted: (from: CalendarDate, to: CalendarDate, before: readonly [CalendarDate, CalendarDate]) =>
    `Số liệu từ ngày ${sayDay(from)} đến ngày ${sayDay(to)}; kỳ trước để so sánh: từ ngày ${sayDay(before[0])} đến ngày ` +
    `${sayDay(before[1])}. Đơn vị đã sắp xếp lại được tính vào đơn vị kế tục ở cả hai kỳ.`,
  main: "I. KẾT QUẢ CHUNG",
  tasks: "II. KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ CỦA KẾ HOẠCH",
  units: "III. SỐ LIỆU THEO ĐƠN VỊ",
  gaps: "IV. TỒN TẠI, HẠN CHẾ VÀ PHẦN CÒN THIẾU",
  ahead: "V. PHƯƠNG HƯỚNG, KIẾN NGHỊ",
  toFill: "[Cơ quan báo cáo bổ sung.]",
  stepsNote:
    "Ý tưởng, bản nháp, đơn đã nộp, đơn hợp lệ và sáng kiến được công nhận là các số liệu riêng, tính theo ngày của " +
    "từng bước; không cộng vào nhau.",
  figure: "Nội dung",
  counts: "Đơn vị tính",
  now: "Kỳ này",
  before: "Kỳ trước",
  change: "Tăng, giảm",
  unit: "Đơn vị",
  total: "Tổng cộng",
  task: "Mục",
  steps: "Sáng kiến theo từng bước",
  byMonth: "Hoạt động theo tháng",
  byUnit: "Đơn đã nộp theo đơn vị",
  examples: "Một số sáng kiến tiêu biểu (tác giả đồng ý nêu tên):",
  example: (one: { title: string; author: string; others: boolean; unit: string }) =>
    `“${one.title}”, tác giả ${one.author}${one.others ? " và đồng tác giả" : ""}${one.unit === "" ? "" : `, ${one.unit}`}.`,
  quote: (words: string) => ` Tác giả cho biết: “${words}”`,
  noData: (why: string) => `Chưa có số liệu. ${why}`,
  noUnits: "Chưa có đơn vị cấp dưới trong danh sách đơn vị.",
  moreUnits: (left: number) => `Còn ${left} đơn vị; toàn bộ ở bảng tính kèm theo.`,
  reorganized:
    "Kế hoạch viết năm 2022 gọi tên các tổ chức khi đó; từ ngày 01/7/2025 tổ chức công đoàn đã được sắp xếp lại.",
  nothingMissing: "Không có mục nào thiếu số liệu.",
  recipients: ["Tổng LĐLĐ Việt Nam (b/c);", "Thường trực LĐLĐ tỉnh;", "Các ban LĐLĐ tỉnh;", "Lưu: VT."],
  unitRecipients: ["LĐLĐ tỉnh (b/c);", "Ban Chấp hành;", "Lưu: VT."],
  onBehalf: "TM. BAN THƯỜNG VỤ",
  onBehalfOfCommittee: "TM. BAN CHẤP HÀNH",
  head: "CHỦ TỊCH",
  hint: "(Ký, ghi rõ họ tên, đóng dấu)",

  sheetFigures: "Số liệu",
  sheetUnits: "Theo đơn vị",
  sheetMonths: "Theo tháng",
  sheetRows: "Dòng số liệu",
  sheetGaps: "Còn thiếu",
  key: "Mã",
  at: "Ngày",
  amount: "Số lượng",
  label: "Diễn giải",
  month: "Tháng",
  cut: (label: string, left: number) => `${label}: còn ${left} dòng, xem trên bảng điều hành.`,
  made: (at: string) => `Lập lúc ${at}`,
} as const;
