import type { FirstStepsView } from "../../../src/dashboard/first-steps-shapes.ts";

type Step = FirstStepsView["steps"][number]["step"];
type StepWords = { readonly name: string; readonly body: string; readonly names?: readonly string[] };

const inEnv =
  "Người vận hành ghi các dòng này vào tệp .env trên máy chủ (mẫu: .env.example) rồi khởi động lại.";

export const firstStepTexts = {
  title: "Cài đặt ban đầu",
  intro:
    "Làm theo thứ tự nào cũng được; bước nào chưa cần thì bỏ qua, lúc khác làm tiếp. Trang này nhớ bạn đã tới đâu.",
  progress: (done: number, all: number) => `Đã xong ${done}/${all} bước`,
  open: "Mở trang cài đặt",
  allDone: "Mọi bước đã xong hoặc được bỏ qua.",
  states: { open: "Chưa làm", done: "Xong", skipped: "Bỏ qua" },
  met: "đã có",
  finish: "Đánh dấu xong",
  skip: "Bỏ qua",
  reopen: "Làm lại",
  saved: "Đã ghi lại.",
  settings: "Cài đặt trên máy chủ",
  isSet: "đã đặt",
  isNotSet: "chưa đặt",
  byDefault: (value: string) => `mặc định: ${value}`,
  check: "Kiểm tra ngay",
  checking: "Đang hỏi…",
  off: "Chưa bật. Đặt các dòng ở trên rồi khởi động lại.",
  levels: { ok: "Tốt", warn: "Nên xem", fault: "Có lỗi" },
  technical: "Lời của phép kiểm tra, cho người vận hành",
  well: "Kết nối tốt.",
  ill: "Kết nối có lỗi. Đưa những dòng dưới đây cho người vận hành.",
  steps: {
    organization: {
      name: "Tên liên đoàn",
      body: `Tên này hiện với đoàn viên, trong tin đăng và ở đây. ${inEnv}`,
      names: ["ORGANIZATION", "PUBLIC_URL", "DATABASE_URL", "DATA_DIR"],
    },
    officers: {
      name: "Cán bộ và quyền",
      body: "Mời ít nhất một cán bộ nữa: tin gửi đi và giải đáp cần hai người, không ai duyệt việc của chính mình.",
    },
    telegram: {
      name: "Telegram",
      body: `Nhắn @BotFather lệnh /newbot để lấy mã. ${inEnv}`,
      names: ["TELEGRAM_BOT_TOKEN", "TELEGRAM_MODE"],
    },
    zalo: {
      name: "Zalo",
      body: `Zalo OA cần tài khoản đã xác thực; Zalo Bot chỉ cần một mã. ${inEnv}`,
      names: ["ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "ZALO_OA_ID", "ZALO_BOT_TOKEN"],
    },
    model: {
      name: "Mô hình ngôn ngữ (không bắt buộc)",
      body: `Không có vẫn trả lời được bằng lời của văn bản. ${inEnv}`,
      names: ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"],
    },
    documents: {
      name: "Văn bản",
      body: "Thêm các văn bản của đơn vị, xem lại cây điều khoản rồi công bố. Chỉ văn bản đã công bố mới được trích.",
    },
    roster: {
      name: "Đơn vị và đoàn viên",
      body: "Nạp danh sách đơn vị trước, rồi danh sách đoàn viên. Trang kiểm tra từng dòng trước khi nạp.",
    },
    test: {
      name: "Gửi thử cho chính mình",
      body: "Nối kênh chat của bạn rồi gửi một tin thử: bạn thấy đúng cái đoàn viên sẽ thấy.",
    },
  } satisfies Record<Step, StepWords> as Readonly<Record<Step, StepWords>>,
  go: {
    officers: { href: "/quan-tri", name: "Mở Quản trị" },
    documents: { href: "/tri-thuc", name: "Mở Tri thức" },
    roster: { href: "/doan-vien?muc=import", name: "Nạp danh sách" },
  } as Readonly<Partial<Record<Step, { readonly href: string; readonly name: string }>>>,

  chats: "Kênh chat của tôi",
  chatsNone: "Chưa nối kênh nào.",
  chatsBody: "Nối để nhận tin thử và duyệt đợt tin ngay trong chat.",
  chatsTied: (names: string) => `Đã nối: ${names}.`,
  code: "Lấy mã nối kênh",
  codeHelp: "Nhắn đúng mã này cho trợ lý trên Telegram, Zalo hoặc trang chat, trong 15 phút:",
  test: "Gửi tin thử",
  testSent: "Tin thử đang tới. Xem ở kênh chat của bạn.",
  untie: "Gỡ mọi kênh",
  untied: "Đã gỡ các kênh chat của bạn.",
} as const;
