/** What people read on the page. */
export const texts = {
  today: "Hôm nay",
  yesterday: "Hôm qua",
  assistant: "Trợ lý tự động",
  you: "Bạn",
  sending: "đang gửi…",
  sent: "đã gửi",
  failed: "chưa gửi được",
  retry: "Thử lại",
  edit: "Sửa lại",
  remove: "Bỏ",
  typing: "Trợ lý đang trả lời…",
  newLines: (/** @type {number} */ count) => `${count} tin mới`,
  toEnd: "Xuống tin mới nhất",
  older: "Xem tin cũ hơn",
  offline: "Đang mất mạng. Tin bạn viết được giữ lại và tự gửi khi có mạng.",
  reconnecting: "Đang nối lại với máy chủ…",
  noCookies:
    "Trình duyệt đang chặn ghi nhớ trong khung này nên câu trả lời không tới được. Bạn mở trang riêng để trò chuyện.",
  noCookiesHere:
    "Trình duyệt đang chặn ghi nhớ (cookie) nên câu trả lời không tới được. Bạn cho phép rồi tải lại trang.",
  openPage: "Mở trang trò chuyện",
  loading: "Đang tải…",
  clauseFailed: "Chưa mở được điều khoản này. Bạn kiểm tra mạng rồi thử lại.",
  previous: "Mục trước",
  next: "Mục sau",
  authority: {
    official: "Văn bản gốc",
    reported: "Theo báo chí đưa tin, chưa có toàn văn",
    summary: "Bản tóm tắt, không phải nguyên văn",
  },
  expired: (/** @type {string} */ day) => `Hết hiệu lực từ ngày ${day}`,
  replaced: (/** @type {string} */ by) => `Đã được thay bằng ${by}`,
  issued: (/** @type {string} */ day) => `Ban hành ngày ${day}`,
  note: "Lưu ý",
  image: "Ảnh",
  openImage: (/** @type {string} */ name) => `Mở ảnh: ${name}`,
  file: "Tệp",
  saveFile: "Tải tệp: ",
  pressed: "Đã chọn một nút",
  choices: "Chọn một",
  uploading: (/** @type {string} */ name, /** @type {number} */ percent) =>
    `${name}, đang tải lên ${percent}%`,
  waitUpload: "Tệp đang tải lên, tin sẽ tự gửi khi xong.",
  uploadFailed: (/** @type {string} */ name) => `Chưa tải được ${name}. Bạn bỏ tệp rồi chọn lại.`,
  removeFile: (/** @type {string} */ name) => `Bỏ tệp ${name}`,
  fileTooLarge: (/** @type {string} */ name) => `${name} lớn hơn 20 MB. Bạn chọn tệp nhỏ hơn.`,
  tooManyFiles: "Mỗi tin gửi được tối đa 10 tệp.",
  empty: "Bạn viết vài chữ hoặc đính kèm tệp rồi gửi.",
  welcomeTitle: "Xin chào!",
  welcome:
    "Mình là trợ lý tự động (AI) của {{organization}}. Mình trả lời theo văn bản, có trích dẫn để bạn mở xem; việc nào chưa rõ mình chuyển cho cán bộ.",
  welcomeAsk: "Bạn muốn bắt đầu từ đâu?",
  about:
    "Đây là trợ lý tự động (AI), không phải người. Câu trả lời lấy từ văn bản công đoàn và luôn kèm trích dẫn. Bạn có thể gặp cán bộ bất cứ lúc nào.",
  privacy: "Tin nhắn được lưu để trả lời bạn. Bạn có thể xem hoặc xóa dữ liệu của mình trong trò chuyện.",
  leave: "Kết thúc trên máy này",
  leaveWhat: "Nên dùng khi đây là máy chung",
  leaveSure: "Bấm lần nữa để kết thúc",
};

/**
 * What can be started with one tap. `says` is sent in the person's name: a question, or a command of the
 * chat, which the conversation then shows by its label.
 */
export const starters = [
  {
    says: "Kế hoạch 360 có những nhiệm vụ gì?",
    label: "Hỏi về Kế hoạch 360",
    what: "Nhiệm vụ, khen thưởng, kinh phí… kèm trích dẫn từng mục",
    icon: "book",
  },
  { says: "/sangkien", label: "Gửi sáng kiến", what: "Khai từng câu ngắn, lưu nháp được", icon: "bulb" },
  { says: "/nhantin", label: "Nhận tin", what: "Tin công đoàn, tắt lúc nào cũng được", icon: "bell" },
];

/** The rest of the menu. */
export const moreActions = [
  {
    says: "/trangthai",
    label: "Theo dõi hồ sơ sáng kiến",
    what: "Xem hồ sơ đã gửi đến bước nào",
    icon: "status",
  },
  { says: "/canbo", label: "Gặp cán bộ", what: "Chuyển câu hỏi cho cán bộ công đoàn", icon: "person" },
  { says: "/dulieu", label: "Dữ liệu của tôi", what: "Xem hoặc xóa những gì đã lưu", icon: "lock" },
];

const commandLabels = new Map([...starters, ...moreActions].map(({ says, label }) => [says, label]));

/**
 * A command as people read it; any other text as it is.
 * @param {string} text
 */
export function readable(text) {
  return text.startsWith("/") ? (commandLabels.get(text) ?? text) : text;
}

const zone = "Asia/Ho_Chi_Minh";
const clock = new Intl.DateTimeFormat("vi-VN", {
  timeZone: zone,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
const weekday = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, weekday: "long" });
const dayMs = 24 * 3600 * 1000;

/**
 * `14:20`, as a wall clock in Việt Nam shows it.
 * @param {string} at an ISO-8601 moment
 */
export function sayTime(at) {
  return clock.format(new Date(at));
}

/**
 * `Hôm nay`, `Hôm qua`, `Thứ Hai 23/11`, with the year when it is another.
 * @param {string} at
 * @param {Date} now
 */
export function sayDay(at, now) {
  const day = calendar.format(new Date(at));
  if (day === calendar.format(now)) return texts.today;
  if (day === calendar.format(new Date(now.getTime() - dayMs))) return texts.yesterday;
  const isThisYear = day.slice(0, 4) === calendar.format(now).slice(0, 4);
  const date = isThisYear ? sayDate(day).slice(0, 5) : sayDate(day);
  return `${weekday.format(new Date(at))} ${date}`;
}

/**
 * `23/11/2026` from `2026-11-23`.
 * @param {string} day
 */
export function sayDate(day) {
  return day.split("-").reverse().join("/");
}

/**
 * `1,4 MB`, `320 kB`.
 * @param {number} bytes
 */
export function saySize(bytes) {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}
