import { type Content, say } from "../kit/message.ts";

/** What members and officers read about corrections of the roster. */
export const rosterTexts = {
  waits: "Cán bộ sẽ đối chiếu rồi mới sửa danh sách; xong mình báo bạn.",
  decided: (accepted: readonly string[], reason: string): Content =>
    say(
      [
        accepted.length > 0
          ? `Thông tin của bạn đã được cán bộ xác nhận: ${accepted.join(", ")}.`
          : "Cán bộ chưa xác nhận thông tin bạn gửi.",
        ...(reason === "" ? [] : [`Cán bộ ghi: ${reason}`]),
        ...(accepted.length > 0 ? [] : ["Bạn gửi lại được: nhắn “biểu mẫu”."]),
      ].join("\n"),
    ),
  sheet: "Danh sách",
  heading: (title: string) => `Danh sách đoàn viên theo “${title}”`,
  made: (at: string, count: number) => `Lập lúc ${at}; ${count} người`,
} as const;
