/** Points with at most two decimals and a comma: `82,5`. */
export function sayPoints(points: number): string {
  return String(Math.round(points * 100) / 100).replace(".", ",");
}

/** What officers and council members read. */
export const councilTexts = {
  conclusion: (one: {
    counted: number;
    entitled: number;
    excluded: number;
    mean: string;
    spread: string | null;
  }) =>
    `Kết quả: ${one.counted}/${one.entitled} thành viên có quyền chấm đã chấm` +
    `${one.excluded > 0 ? `, ${one.excluded} thành viên không chấm vì có xung đột lợi ích` : ""}. ` +
    `Điểm trung bình ${one.mean}/100${one.spread === null ? "" : `, độ lệch ${one.spread}`}.`,
  minutesTitle: (number: string, council: string, unit: string) =>
    `BIÊN BẢN HỌP XÉT SÁNG KIẾN ${number}\n${council} – ${unit}`,
  minutesAbout: (start: string, authors: string) => `Tên: ${start}\nTác giả: ${authors}`,
  present: (names: string) => `Thành viên chấm điểm: ${names}`,
  absent: (names: string) => `Vắng: ${names}`,
  excludedTitle: "Không chấm vì xung đột lợi ích:",
  excludedLine: (name: string, why: string) => `• ${name}: ${why}`,
  pointsTitle: "Điểm trung bình theo tiêu chí:",
  criterionLine: (label: string, points: string, most: number) => `• ${label}: ${points}/${sayPoints(most)}`,
} as const;
