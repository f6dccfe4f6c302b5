import { type Instant, sayDate, sayTime } from "../kit/time.ts";

const states = {
  open: "đang chờ cán bộ",
  assigned: "đang chờ cán bộ",
  answered: "đã trả lời",
  closed: "đã đóng",
} as const;

/** What members read of where their question to an officer stands. */
export const caseTexts = {
  waiting: (number: number, due: Instant) =>
    `Phiếu số ${number} đang chờ cán bộ trả lời, hẹn trước ${sayTime(due)}. Có trả lời mình báo ngay tại đây.`,
  answered: (number: number, at: Instant, answer: string) =>
    `Phiếu số ${number} đã được cán bộ trả lời ngày ${sayDate(at)}:\n\n${answer}`,
  closed: (number: number) =>
    `Phiếu số ${number} đã đóng. Bạn còn cần hỏi thì nhắn câu hỏi rồi bấm “Gặp cán bộ”.`,
  notYours: (number: number) =>
    `Mình không thấy phiếu số ${number} của bạn. Bạn xem lại số trong tin lúc chuyển cán bộ nhé.`,
  own: (number: number, at: Instant, status: keyof typeof states) =>
    `Phiếu hỏi cán bộ số ${number} (ngày ${sayDate(at)}, ${states[status]})`,
} as const;
