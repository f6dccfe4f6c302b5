import type { BotCommand } from "grammy/types";

/** What Telegram lists behind the menu button of a chat. Members read it: short, in Vietnamese. */
export const commandMenu: readonly BotCommand[] = [
  { command: "menu", description: "Những việc mình giúp được" },
  { command: "sangkien", description: "Gửi sáng kiến" },
  { command: "bieumau", description: "Biểu mẫu: góp ý, đăng ký, báo cáo" },
  { command: "trangthai", description: "Xem hồ sơ sáng kiến tới đâu rồi" },
  { command: "nhantin", description: "Đăng ký nhận tin công đoàn" },
  { command: "tattin", description: "Tắt tin công đoàn" },
  { command: "canbo", description: "Gặp cán bộ công đoàn" },
  { command: "tieptuc", description: "Viết tiếp hồ sơ đang dở" },
  { command: "huy", description: "Tạm dừng hồ sơ đang viết (giữ bản nháp)" },
  { command: "lienket", description: "Liên kết với Zalo hoặc trang web" },
  { command: "dulieu", description: "Xem dữ liệu đang lưu về bạn" },
  { command: "xoadulieu", description: "Xoá dữ liệu của bạn" },
  { command: "start", description: "Bắt đầu lại từ đầu" },
];
