import { type Instant, sayTime } from "../../kit/time.ts";

/** The version of the question about naming winners; stored with the choice. */
export const quizNameVersion = "quiz-name-2026-11";

/** What members read in a quiz or a poll. */
export const quizTexts = {
  start: { quiz: "Bắt đầu làm bài", poll: "Trả lời" },
  gone: "Cuộc thi này không còn nữa.",
  notOpen: (title: string, opensAt: Instant) =>
    `“${title}” mở lúc ${sayTime(opensAt)}. Bạn quay lại sau nhé.`,
  closed: (title: string, closedAt: Instant) => `“${title}” đã đóng lúc ${sayTime(closedAt)}.`,
  question: (number: number, of: number, text: string) => (of === 1 ? text : `Câu ${number}/${of}. ${text}`),
  pick: "Bấm một lựa chọn, hoặc nhắn số thứ tự. Mỗi câu chỉ trả lời một lần.",
  answered: "Câu này bạn đã trả lời rồi, câu trả lời đầu được giữ.",
  noted: "Đã ghi nhận.",
  right: "Đúng rồi.",
  wrong: (option: string) => `Chưa đúng. Đáp án: ${option}`,
  answerIs: (number: number, option: string) => `Câu ${number}: ${option}`,
  clauseGone: "Điều khoản được dẫn nay không còn trong văn bản đã công bố.",
  score: (right: number, of: number, seconds: number) =>
    `Bạn đã làm xong: đúng ${right}/${of} câu, trong ${sayDuration(seconds)}.`,
  later: (closesAt: Instant) => `Đáp án có sau ${sayTime(closesAt)}: nhắn “làm bài” để xem.`,
  thanks: "Cảm ơn bạn đã trả lời.",
  unfinished: (done: number, of: number) => `Bạn đã trả lời ${done}/${of} câu.`,
  askName:
    "Nếu bạn đạt giải, công đoàn có được nêu tên và đơn vị của bạn khi công bố không? Không trả lời nghĩa là không nêu tên.",
  nameYes: "Được nêu tên",
  nameNo: "Không nêu tên",
  named: "Đã ghi nhận: công đoàn được nêu tên bạn nếu đạt giải.",
  notNamed: "Đã ghi nhận: công đoàn không nêu tên bạn.",
  nothingOpen:
    "Bạn không có bài thi hay thăm dò nào đang làm dở. Bấm nút “Bắt đầu làm bài” trong tin mời để tham gia.",
} as const;

/** Words of the results. */
export const resultWords = {
  people: "Cá nhân",
  units: "Đơn vị",
  options: "Lựa chọn",
  place: "Hạng",
  name: "Họ tên",
  hidden: "(không nêu tên)",
  unit: "Đơn vị",
  noUnit: "(chưa rõ đơn vị)",
  score: "Số câu đúng",
  seconds: "Thời gian (giây)",
  finished: "Hoàn thành lúc",
  total: "Tổng điểm",
  mean: "Điểm trung bình",
  takers: "Số người làm xong",
  question: "Câu hỏi",
  option: "Lựa chọn",
  right: "Đáp án",
  count: "Số người chọn",
  heading: (title: string) => `KẾT QUẢ: ${title}`,
  asOf: (moment: string) => `Số liệu lúc ${moment}`,
  taken: (started: number, finished: number) => `${started} người tham gia, ${finished} người làm xong`,
} as const;

function sayDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} phút ${seconds % 60} giây` : `${seconds} giây`;
}
