/** What stands on the papers about comments on a draft. */
export const policyTexts = {
  paper: "TỔNG HỢP Ý KIẾN GÓP Ý",
  sheet: "Góp ý",
  part: "Phần của dự thảo",
  by: "Người góp ý",
  whole: "Cả dự thảo",
  nameless: "Ẩn danh",
  annex: "Ghi thêm, nguyên văn",
  older: (label: string) => `${label} (bản dự thảo trước)`,
  count: (count: number) => (count === 0 ? "chưa có góp ý" : `${count} góp ý`),
  comment: (place: number) => `Ý kiến ${place}`,
  counted: (comments: number, parts: number, at: string) =>
    `Có ${comments} góp ý cho ${parts} phần, tính đến ${at}.`,
} as const;
