import type { OperatorCommand } from "./http/plain-pages.ts";

/** What an operator types until the dashboard is there; shown at `/admin`. */
export const operatorCommands: readonly OperatorCommand[] = [
  { command: "npx caunoi doctor", what: "Kiểm tra cài đặt, cơ sở dữ liệu và từng kênh" },
  { command: "npx caunoi campaign add tin.md", what: "Thêm một đợt tin từ tệp" },
  { command: "npx caunoi campaign approve MÃ --by TÊN", what: "Duyệt gửi" },
  { command: "npx caunoi campaign stop MÃ", what: "Dừng gửi ngay" },
  { command: "npx caunoi campaign proof MÃ", what: "Xem đã gửi cho ai, kết quả thế nào" },
  { command: "npx caunoi backup tep-sao-luu.tar.gz", what: "Sao lưu khi đang chạy" },
];
