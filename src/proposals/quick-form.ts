import type { Form } from "../intake/form.ts";
import { author, benefit, firstApplied, problem, solution, stage, unit } from "./fields.ts";

/**
 * Khai nhanh — the quick depth of a proposal: what is wrong, what was done or is wanted, what it brings, who
 * and where.
 */
export const quickForm: Form = {
  id: "proposal-quick",
  version: 1,
  title: "hồ sơ sáng kiến",
  intro:
    "Mình giúp bạn ghi lại sáng kiến bằng vài câu ngắn:\n" +
    "1. Việc gì đang vướng\n" +
    "2. Bạn đã làm gì, hoặc muốn làm gì\n" +
    "3. Được lợi gì\n" +
    "4. Họ tên và nơi làm\n" +
    "Trả lời từng câu, hoặc nhắn một lần theo số 1–4. Gửi ảnh lúc nào cũng được. Lúc nào cũng viết được " +
    "“bỏ qua”, “quay lại”, “sửa”, “huỷ”; bản nháp luôn được giữ.",
  together: ["problem", "solution", "benefit", "author"],
  mostFiles: 20,
  fields: [problem, solution, stage, firstApplied, benefit, author, unit],
};
