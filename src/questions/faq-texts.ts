import { type Instant, sayDate } from "../kit/time.ts";

/** Who answers for a curated answer. */
const source = "Giải đáp của Liên đoàn Lao động tỉnh Lai Châu";

/** What members read of answers that officers gave and published. */
export const faqTexts = {
  label: (at: Instant) => `${source}, ngày ${sayDate(at)}`,
  /** It says whose words these are: an officer's, not a document's. */
  curated: (answer: string, at: Instant) =>
    `${answer}\n\n— ${source}, ngày ${sayDate(at)} (cán bộ trả lời, không phải trích văn bản).`,
  told: (number: number, question: string, answer: string) =>
    `Câu bạn hỏi cán bộ (phiếu số ${number}) nay đã có giải đáp.\n\nBạn hỏi: ${question}\n\n${answer}`,
} as const;
