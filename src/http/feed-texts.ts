import type { Instant } from "../kit/time.ts";
import { sayDate, sayTime } from "../kit/time.ts";

/** Words of the public pages and feeds. */
export const feedTexts = {
  site: "Tin công đoàn",
  about: (organization: string) => `Tin của ${organization}, đã được duyệt trước khi đăng.`,
  published: (at: Instant) => `Đăng lúc ${sayTime(at)}`,
  changed: (at: Instant) => `cập nhật ${sayDate(at)}`,
  correctionTitle: "Đính chính",
  correctionDay: (at: Instant) => `Ngày ${sayDate(at)}:`,
  sources: "Nguồn",
  back: "Xem các tin khác",
  ask: "Hỏi trợ lý công đoàn",
  empty: "Chưa có tin nào được đăng.",
  newer: "Tin mới hơn",
  older: "Tin cũ hơn",
  subscribe: "Theo dõi bằng RSS",
  withdrawnTitle: "Tin này đã được rút",
  withdrawn: (title: string, at: Instant) => `“${title}” đã được rút ngày ${sayDate(at)}.`,
  withdrawnWhy: (why: string) => `Lý do: ${why}`,
} as const;
