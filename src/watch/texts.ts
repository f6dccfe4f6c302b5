const platforms: Readonly<Record<string, string>> = {
  telegram: "Telegram",
  "zalo-oa": "Zalo OA",
  "zalo-bot": "Zalo Bot",
  "web-chat": "chat trên web",
};

const nameOf = (platform: string) => platforms[platform.split(":")[0] ?? ""] ?? platform;

/** What officers who look after the machine read in their chat: what is wrong, and what to do. */
export const watchTexts = {
  raised: (words: readonly string[]) => `⚠️ Cảnh báo hệ thống\n${words.map((one) => `• ${one}`).join("\n")}`,
  cleared: (words: readonly string[]) =>
    `✅ Đã hết, không cần làm gì thêm:\n${words.map((one) => `• ${one}`).join("\n")}`,
  channelDown: (channel: string) =>
    `Kênh ${nameOf(channel)} đang không gửi hoặc nhận được tin. Trên máy chủ, chạy “npx caunoi doctor” để biết lý do và cách sửa.`,
  reconnect: (platform: string) =>
    `${nameOf(platform)} cần kết nối lại: mã truy cập đã hỏng. Người quản trị tài khoản chạy “npx caunoi zalo connect” trên máy chủ và làm theo hướng dẫn.`,
  token: (platform: string) =>
    `Mã truy cập ${nameOf(platform)} hết hạn mà chưa gia hạn được. Kiểm tra mạng của máy chủ; nếu sau 1 giờ vẫn báo, chạy “npx caunoi doctor”.`,
  inbox:
    "Có người nhắn hơn 5 phút chưa được trả lời. Kiểm tra máy chủ còn chạy và đủ bộ nhớ; nếu cần, khởi động lại dịch vụ.",
  parked:
    "Có tin nhắn xử lý hỏng nhiều lần, đã để riêng. Chạy “npx caunoi inbox parked” để xem và cho chạy lại.",
  outbox:
    "Có câu trả lời hơn 10 phút chưa gửi đi được. Kiểm tra mạng của máy chủ, rồi chạy “npx caunoi doctor”.",
  disk: "Ổ đĩa còn dưới 1 GB. Hãy dọn bớt (bản sao lưu cũ, tệp không dùng); đầy đĩa thì tin mới không được lưu.",
  backupFailed: "Lần sao lưu gần nhất bị lỗi. Chạy “npx caunoi backup --prove” trên máy chủ để xem lý do.",
  backupOld: "Hơn hai ngày chưa có bản sao lưu nào. Chạy “npx caunoi backup --prove” trên máy chủ.",
  proofFailed:
    "Bản sao lưu gần nhất khôi phục thử không được. Chạy lại “npx caunoi backup --prove”; nếu vẫn lỗi, đừng xoá bản cũ nào và gọi người kỹ thuật.",
} as const;
