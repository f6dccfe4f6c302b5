/** What officers read when something about honours is not done. */
export const honourTexts = {
  noRound: "Không có đợt biểu dương này.",
  notOpen: "Đợt này đã chốt điểm: phiếu và danh sách không đổi được nữa.",
  notClosed: "Chỉ công bố được đợt đã chốt điểm và chưa công bố.",
  noCandidate: (number: string) => `${number} không nằm trong danh sách xét của đợt này.`,
  conflicted: (why: string) => `Bạn không chấm hồ sơ này: ${why}.`,
  needsReason: "Bạn ghi lý do.",
  absentPoints: "Bạn chấm đủ các tiêu chí.",
  outOfRange: (most: number) => `Điểm tiêu chí này từ 0 đến ${most}.`,
  noQuorum: (numbers: readonly string[]) =>
    `Còn hồ sơ chưa đủ phiếu: ${numbers.slice(0, 10).join(", ")}${numbers.length > 10 ? ", …" : ""}.`,
  empty: "Đợt này không có hồ sơ nào để xét.",
  paper: "Cần số quyết định, người ký, và ngày ký không sau hôm nay.",
  faulty:
    "Đợt biểu dương chưa hợp lệ: kiểm tra ngày (không sau hôm nay, ngày đầu không sau ngày cuối), tên đợt chưa dùng trong năm, hội đồng có trong danh sách.",
  notPublished: "Đợt này chưa công bố.",
  praiseFaulty: "Chưa soạn được tin biểu dương từ đợt này.",
} as const;
