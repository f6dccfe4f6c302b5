import type { Choice, FileRef } from "../kit/message.ts";

/** The version of the consent wording below; stored with every choice. Change it with the words. */
export const newsConsentVersion = "news-2026-11";

const ask: Choice = {
  label: "Hỏi về Kế hoạch 360",
  action: "say:Kế hoạch 360 có mấy nhóm nhiệm vụ, giải pháp?",
};
const propose: Choice = { label: "Gửi sáng kiến", action: "/sangkien" };
const subscribe: Choice = { label: "Nhận tin công đoàn", action: "/nhantin" };

export const menuChoices: readonly Choice[] = [ask, propose, subscribe];
export const newsConsentChoices: readonly Choice[] = [
  { label: "Đồng ý nhận tin", action: "say:đồng ý" },
  { label: "Không", action: "say:không" },
];

const fileNames = { photo: "ảnh", document: "tệp", voice: "tin thoại", video: "video" } as const;
const fileNext =
  "Nếu là cho sáng kiến, bấm “Gửi sáng kiến” rồi gửi lại trong lúc khai; nếu không, bạn nhắn bằng chữ cho mình biết bạn cần gì.";
const heardNothing = "Mình chưa nghe được tin thoại. Bạn gõ bằng chữ giúp mình nhé, không cần dấu.";
const whatCame: readonly (readonly [readonly string[], string])[] = [
  [
    ["sticker", "dice", "game", "gift"],
    "Mình không đọc được nhãn dán. Bạn nhắn câu hỏi bằng chữ, hoặc chọn một mục dưới đây nhé.",
  ],
  [
    ["location", "venue"],
    "Mình không dùng được vị trí trên bản đồ. Bạn nhắn bằng chữ tên xã, phường hoặc đơn vị của bạn nhé.",
  ],
  [
    ["contact"],
    "Mình không lưu danh thiếp của người khác. Bạn nhắn bằng chữ điều bạn cần, hoặc nhắn “gặp cán bộ”.",
  ],
  [["video"], "Mình không xem được video này. Bạn tả ngắn bằng chữ giúp mình nhé."],
  [["link"], "Mình không mở được liên kết. Bạn nhắn bằng chữ điều bạn muốn hỏi nhé."],
];

/** What members read. Plain and short: one phone screen. */
export const texts = {
  /** Luật Trí tuệ nhân tạo 134/2025/QH15 Điều 11.1: people must know they talk to a machine. */
  notice:
    "Đây là trợ lý tự động của công đoàn, không phải người thật. Câu trả lời lấy từ văn bản đã công bố và luôn ghi rõ mục trích dẫn.",
  welcome: (organization: string) =>
    `Chào bạn! Mình là Cầu Nối, trợ lý tự động (không phải người thật) của ${organization}. Mình giúp bạn:\n• hỏi đáp về Nghị quyết 16 và Kế hoạch 360 (có trích dẫn)\n• gửi sáng kiến bằng cách trò chuyện\n• nhận tin công đoàn khi bạn đồng ý\nBạn cứ nhắn câu hỏi, không cần gõ dấu.`,
  menu: "Bạn muốn làm gì? Chọn một mục, hoặc nhắn thẳng câu hỏi.\nLệnh khác: “trạng thái” (xem hồ sơ đã gửi), “biểu mẫu” (góp ý, đăng ký), “gặp cán bộ”, “tắt tin”, “liên kết” (Zalo với Telegram), “xem dữ liệu của tôi”, “xoá dữ liệu của tôi”.",
  alreadySubscribed: "Bạn đang nhận tin công đoàn rồi. Muốn thôi, nhắn “tắt tin”.",
  askNewsConsent:
    "Bạn có đồng ý nhận tin của công đoàn qua kênh này không?\n• Nội dung: thông báo, lịch và hướng dẫn của công đoàn.\n• Lưu: địa chỉ trò chuyện này và lựa chọn của bạn; chỉ công đoàn dùng để gửi tin.\n• Nhắn “tắt tin” bất cứ lúc nào để dừng ngay.\nNhắn “đồng ý” hoặc “không”.",
  subscribed: "Đã ghi nhận: bạn đồng ý nhận tin công đoàn. Nhắn “tắt tin” để dừng bất cứ lúc nào.",
  notSubscribed: "Đã ghi nhận: bạn không nhận tin. Khi nào cần, nhắn “nhận tin”.",
  unsubscribed:
    "Đã tắt tin. Bạn sẽ không nhận tin công đoàn nữa, kể cả tin đã lên lịch. Muốn nhận lại, nhắn “nhận tin”.",
  whyReceived: "Bạn nhận tin vì đã đồng ý nhận tin công đoàn qua kênh này. Nhắn “tắt tin” để dừng ngay.",
  whyNotReceived: "Hiện bạn không đăng ký nhận tin nào. Mình chỉ trả lời khi bạn nhắn.",
  askCase: "Bạn cần hỏi cán bộ điều gì? Nhắn nội dung, mình sẽ chuyển kèm mã số để theo dõi.",
  foreignButton:
    "Nút này thuộc cuộc trò chuyện của người khác nên mình không thực hiện. Bạn nhắn trực tiếp giúp mình nhé.",
  unknownButton: "Nút này không còn dùng được. Bạn chọn lại trong danh mục dưới đây nhé.",
  /** What came instead of words, by the platforms' names for it. */
  unreadable: (what: string) =>
    whatCame.find(([names]) => names.includes(what))?.[1] ??
    "Mình chưa đọc được loại nội dung này. Bạn nhắn bằng chữ giúp mình nhé.",
  fileAlone: (kind: FileRef["kind"]) =>
    kind === "voice" ? heardNothing : `Mình đã nhận ${fileNames[kind]}. ${fileNext}`,
  voiceKept:
    "Mình đã giữ tin thoại kèm hồ sơ nhưng chưa nghe được. Bạn gõ câu trả lời bằng chữ giúp mình nhé.",
  heard: (words: string) => `Mình nghe được: “${words}”. Nếu chưa đúng, bạn nhắn lại bằng chữ giúp mình nhé.`,
  fileRefused:
    "Có tệp mình không nhận vì nội dung không phải ảnh, PDF, Word, Excel, ghi âm hay video. Bạn gửi lại dạng ảnh hoặc PDF nhé.",
  fileLost: "Có tệp mình chưa tải về được. Bạn gửi lại tệp đó giúp mình nhé.",
  empty: "Mình chưa thấy nội dung nào. Bạn nhắn câu hỏi hoặc chọn một mục dưới đây nhé.",
  nothingAsked:
    "Lúc này không có việc gì chờ bạn đồng ý hay từ chối. Bạn chọn một mục, hoặc nhắn câu hỏi nhé.",
  toldWithFiles:
    "Mình ghi lời và tệp của bạn vào một bản nháp sáng kiến, chưa gửi đi đâu. Không phải sáng kiến thì nhắn “huỷ”, rồi nhắn “gặp cán bộ”.",
  loop: "Bạn đã gửi cùng một nội dung nhiều lần. Mình tạm dừng trả lời nội dung này vài phút; nhắn nội dung khác mình vẫn trả lời.",
  parked:
    "Xin lỗi, tin nhắn vừa rồi hệ thống chưa xử lý được. Mình đã lưu lại để người phụ trách xem; bạn có thể nhắn lại theo cách khác.",
  noForm: "Hiện không có hồ sơ nào đang khai dở. Nhắn “gửi sáng kiến” để bắt đầu.",
  left: "Đã bỏ qua. Bạn chọn việc khác, hoặc nhắn thẳng câu hỏi.",
  leftCase: "Đã bỏ qua, chưa chuyển gì cho cán bộ.",
  /** An officer's own words in a conversation; who reads them must see that no machine wrote them. */
  officerSays: (text: string) => `Cán bộ công đoàn: ${text}`,
  wayBack:
    "Bạn nhắn tiếp ở đây thì cán bộ sẽ đọc; trợ lý tự động tạm im. Muốn hỏi trợ lý tự động, nhắn “gặp bot”.",
  clauseMissing: "Mục này hiện không còn trong tài liệu đã công bố.",
} as const;
