import { type Instant, sayDate } from "../kit/time.ts";

/** What members read of answers that officers gave and published. */
export const faqTexts = {
  label,
  /** It says whose words these are: an officer's, not a document's. */
  curated: (answer: string, at: Instant, organization: string) =>
    `${answer}\n\n— ${label(at, organization)} (cán bộ trả lời, không phải trích văn bản).`,
  told: (number: number, question: string, answer: string) =>
    `Câu bạn hỏi cán bộ (phiếu số ${number}) nay đã có giải đáp.\n\nBạn hỏi: ${question}\n\n${answer}`,
} as const;

/** Who answers for a curated answer, and from which day it is. */
function label(at: Instant, organization: string): string {
  return `Giải đáp của ${organization}, ngày ${sayDate(at)}`;
}
