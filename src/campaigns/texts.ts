import { type Instant, sayTime } from "../kit/time.ts";
import { readSimpleCron, type Schedule, type YearlyDay } from "./schedule.ts";

/** Words a member reads under a campaign message. */
export const texts = {
  sources: (labels: readonly string[]) => `Nguồn: ${labels.join("; ")}`,
  correction: (title: string) => `Đính chính: ${title}`,
  whyYouGetThis: "Bạn nhận tin này vì đã đăng ký nhận tin công đoàn. Nhắn “tắt tin” để dừng nhận.",
  /** Said before a quotation that is not the document's own text. */
  authority: { official: "", reported: "Theo báo chí đưa tin:", summary: "Theo bản tóm tắt:" },
  note: (note: string) => `Lưu ý: ${note}`,
};

/** What officers read when a campaign cannot be approved, stopped or resumed. */
export const refusals = {
  notDraft: "Chỉ duyệt được bản nháp. Tin này đã được duyệt hoặc đã kết thúc.",
  changed: "Nội dung, người nhận hoặc giờ gửi đã thay đổi sau khi bạn mở xem. Hãy xem lại rồi duyệt.",
  past: "Giờ gửi đã qua. Hãy sửa giờ rồi gửi duyệt lại.",
  repeat: (title: string) =>
    `Nội dung này đã gửi hoặc sắp gửi tới cùng người nhận trong vòng 24 giờ (tin “${title}”).`,
  own: "Người soạn hoặc sửa tin sau cùng không tự duyệt tin đó. Hãy gửi một cán bộ khác duyệt.",
  mayNot: "Bạn không có quyền duyệt gửi tin. Quản trị viên cấp quyền duyệt và quyền gửi.",
  outOfScope: (unit: string) =>
    `Bạn phụ trách đơn vị ${unit}, nên người nhận chỉ được nằm trong đơn vị này và các đơn vị dưới nó. Hãy thêm điều kiện \`unit ${unit} and (…)\`.`,
  needsOfficer: (names: readonly string[]) =>
    `Đã có cán bộ duyệt được tin này (${names.join(", ")}), nên dòng lệnh không duyệt thay. Hãy ghi cán bộ duyệt bằng --by, hoặc gửi duyệt bằng \`caunoi campaign ask\`.`,
  number: (reached: number) => `Tin sẽ tới ${reached} người. Hãy gõ đúng số người nhận để duyệt.`,
  isRunning: "Tin đang gửi dở. Hãy chờ gửi xong, hoặc tạo tin mới.",
  nothingToStop: "Tin chưa được duyệt hoặc đã kết thúc nên không có gì để dừng.",
  nothingToResume: "Tin không bị dừng và không có lượt nào đang chờ quyết định.",
  outletOff: (outlets: readonly string[]) =>
    `Máy chủ chưa được cài đặt để đăng lên ${outlets.join(", ")}. Nhờ kỹ thuật cài đặt, hoặc bỏ nơi đăng này.`,
  sourceGone: (sources: readonly string[]) =>
    `Điều khoản được dẫn không còn trong văn bản đã công bố: ${sources.join(", ")}. Hãy sửa nội dung.`,
} as const;

/** Why a launch waits for an officer or was stopped by the program, in words. */
export const holdReasons: Readonly<Record<string, string>> = {
  late: "quá giờ gửi quá lâu (máy chủ đã tắt lúc đến giờ)",
  repeat: "trùng nội dung và người nhận với một tin đã gửi trong 24 giờ",
  sourceGone: "điều khoản được dẫn không còn trong văn bản đã công bố",
  noClause: "không có điều khoản nào để trích",
  refusals: "quá nhiều tin không gửi được, cần kiểm tra kênh và danh sách",
};

const weekdays = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];

/** When a campaign is sent, as officers say it. A cron expression beyond the plain ones is shown as written. */
export function sayWhen(schedule: Schedule): string {
  const end = schedule.until ? `, đến hết ${sayTime(schedule.until)}` : "";
  return `${sayKind(schedule)}${end}`;
}

function sayKind(schedule: Schedule): string {
  switch (schedule.kind) {
    case "at":
      return `một lần lúc ${sayTime(schedule.at)}`;
    case "yearly":
      return `hằng năm lúc ${sayYearly(schedule)}`;
    case "cron":
      return `${sayCron(schedule.cron)}${schedule.skipsHolidays ? ", trừ ngày nghỉ lễ" : ""}`;
  }
}

function sayYearly({ month, day, hour, minute, calendar }: YearlyDay): string {
  const moment = `${clock(hour, minute)} ngày ${day}/${month}`;
  if (calendar === "lunar") return `${moment} âm lịch${day === 30 ? " (tháng thiếu: ngày 29)" : ""}`;
  return month === 2 && day === 29 ? `${moment} (năm thường: ngày 28/2)` : moment;
}

function sayCron(cron: string): string {
  const simple = readSimpleCron(cron);
  if (!simple) return `theo lịch \`${cron}\``;
  const { kind, hour, minute } = simple;
  const moment = clock(hour, minute);
  if (kind === "monthly")
    return `${moment} ${simple.day === "L" ? "ngày cuối" : `ngày ${simple.day}`} hằng tháng`;
  if (simple.days.length === 7) return `${moment} hằng ngày`;
  return `${moment} ${simple.days.map((day) => weekdays[day]).join(", ")} hằng tuần`;
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A moment for lists; a dash when there is none. */
export function sayMoment(at: Instant | null): string {
  return at === null ? "—" : sayTime(at);
}

/** Words of the proof sheet. */
export const proofWords = {
  title: "BIÊN BẢN GỬI TIN",
  id: "Mã tin",
  when: "Giờ gửi",
  status: "Trạng thái",
  next: "lần gửi tới",
  run: "Lượt gửi",
  noRun: "Chưa có lượt gửi nào.",
  noCampaign: "Chưa có tin nào.",
  approvedBy: "Người duyệt",
  launched: "Bắt đầu gửi",
  planned: "Dự kiến",
  sent: "Đã gửi",
  held: "Gửi khi người nhận nhắn lại",
  refused: "Không gửi được",
  uncertain: "Chưa rõ đã nhận",
  canceled: "Không gửi nữa",
  waiting: "Đang chờ gửi",
  unaccounted: "KHÔNG KHỚP SỔ (báo kỹ thuật)",
  history: "\nDiễn biến",
  bySchedule: "lịch tự động",
  statuses: { draft: "bản nháp", scheduled: "đã lên lịch", stopped: "đang dừng", finished: "đã xong" },
  runStatuses: {
    launching: "đang lập danh sách người nhận",
    running: "đang gửi",
    stopped: "đang dừng",
    finished: "đã xong",
    held: "chờ quyết định",
  },
  events: {
    added: "tạo bản nháp",
    edited: "sửa, phải duyệt lại",
    asked: "gửi duyệt tới",
    declined: "từ chối duyệt",
    approved: "duyệt",
    launched: "bắt đầu gửi, số người nhận",
    held: "giữ lại chờ quyết định",
    skipped: "bỏ qua lượt vì đã quá giờ",
    released: "cho gửi lượt bị giữ",
    resent: "cho gửi lại những tin không gửi được",
    dropped: "bỏ lượt bị giữ",
    stopped: "dừng",
    resumed: "cho gửi tiếp",
    finished: "gửi xong",
    unapproved: "nội dung khác với bản đã duyệt, phải duyệt lại",
    corrected: "đính chính bài đã đăng",
    withdrawn: "rút bài đã đăng",
    publishAgain: "cho đăng lại",
    foundPublished: "xác nhận bài đã có trên trang",
  } as Readonly<Record<string, string>>,
} as const;

/** Words of the proof sheet as Excel and Word files. */
export const proofFileWords = {
  paper: "Biên bản gửi tin",
  runs: "Lượt gửi",
  channels: "Theo kênh",
  units: "Theo đơn vị",
  byUnit: "SỐ TIN CỦA LƯỢT MỚI NHẤT THEO ĐƠN VỊ",
  unit: "Đơn vị",
  noUnit: "(chưa rõ đơn vị)",
  reasons: "Theo lý do",
  history: "Diễn biến",
  byChannel: "SỐ TIN THEO KÊNH",
  byReason: "SỐ TIN THEO LÝ DO",
  channel: "Kênh",
  reason: "Lý do",
  count: "Số người nhận",
  outcome: "Kết quả",
  moment: "Thời điểm",
  event: "Việc",
  by: "Người thực hiện",
  approvedAt: "Duyệt lúc",
  notApproved: "chưa duyệt",
  content: "Nội dung",
  approver: "NGƯỜI DUYỆT",
  writer: "NGƯỜI LẬP BIÊN BẢN",
  asOf: (moment: string) => `Số liệu lúc ${moment}`,
  day: (day: string) => `………………, ${day}`,
} as const;
