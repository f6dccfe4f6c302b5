import type { Form } from "../intake/form.ts";
import { author, benefit, confidential, problem, solution, unit } from "./fields.ts";
import { firstApplied, stage } from "./stage.ts";

/**
 * Khai nhanh — the quick depth of a proposal in four messages: what is wrong, what was done or is wanted, what
 * it brings, who and where. How far it got is read from what is told and stands in the summary to be corrected;
 * it comes last, so that the summary's first lines have the numbers of the questions.
 */
export const quickForm: Form = {
  id: "proposal-quick",
  version: 2,
  title: "hồ sơ sáng kiến",
  intro:
    "Mình giúp bạn ghi lại sáng kiến bằng bốn câu ngắn:\n" +
    "1. Việc gì đang vướng\n" +
    "2. Bạn đã làm gì, hoặc muốn làm gì\n" +
    "3. Được lợi gì\n" +
    "4. Họ tên và nơi làm\n" +
    "Trả lời từng câu, hoặc nhắn một lần theo số 1–4. Gửi ảnh lúc nào cũng được. Lúc nào cũng viết được " +
    "“bỏ qua”, “quay lại”, “sửa”, “huỷ”; bản nháp luôn được giữ.",
  together: ["problem", "solution", "benefit", "author"],
  mostFiles: 20,
  secret: "confidential",
  fields: [
    problem,
    {
      ...solution,
      ask: "Bạn đã làm gì, hoặc muốn làm gì để việc đó tốt hơn? Nói luôn đã làm thử chưa, từ khi nào.",
    },
    benefit,
    author,
    { ...unit, asked: "ifMissing", isOptional: true },
    { ...stage, asked: "atSummary", isOptional: true },
    { ...firstApplied, asked: "atSummary" },
    { ...confidential, asked: "never" },
  ],
};
