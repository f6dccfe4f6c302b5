/** What members read around words a model wrote. */
export const texts = {
  /** Luật Trí tuệ nhân tạo 134/2025/QH15 Điều 11: what a machine wrote is said to be so. */
  summaryOf: {
    official: "Tóm tắt do máy viết, nguyên văn ở ngay dưới:",
    reported: "Tóm tắt do máy viết theo tin báo chí, lời trích ở ngay dưới:",
    summary: "Tóm tắt do máy viết theo bản tóm lược, lời trích ở ngay dưới:",
  },
  understood: (question: string) => `Mình hiểu bạn hỏi: “${question}”`,
} as const;
