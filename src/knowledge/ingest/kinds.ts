import { fold } from "../../kit/vietnamese.ts";

/** Kinds of official documents with the code their numbers carry (decree 30/2020/NĐ-CP, appendix III). */
const kinds = [
  ["Nghị quyết", "NQ"],
  ["Quyết định", "QĐ"],
  ["Chỉ thị", "CT"],
  ["Quy chế", "QC"],
  ["Quy định", "QyĐ"],
  ["Thông cáo", "TC"],
  ["Thông báo", "TB"],
  ["Hướng dẫn", "HD"],
  ["Chương trình", "CTr"],
  ["Chương trình hành động", "CTr"],
  ["Kế hoạch", "KH"],
  ["Công văn", "CV"],
  ["Phương án", "PA"],
  ["Đề án", "ĐA"],
  ["Dự án", "DA"],
  ["Báo cáo", "BC"],
  ["Biên bản", "BB"],
  ["Tờ trình", "TTr"],
  ["Hợp đồng", "HĐ"],
  ["Công điện", "CĐ"],
  ["Thỏa ước lao động tập thể", "TƯ"],
  ["Quy trình", "QT"],
  ["Nội quy", "NQu"],
  ["Điều lệ", "ĐL"],
  ["Kết luận", "KL"],
  ["Nghị định", "NĐ"],
  ["Thông tư", "TT"],
  ["Thông tư liên tịch", "TTLT"],
  ["Pháp lệnh", "PL"],
  ["Bộ luật", "Luật"],
  ["Luật", "Luật"],
] as const;

/** The kind a line names when it says nothing else (`KẾ HOẠCH`), or a law its title (`LUẬT CÔNG ĐOÀN`). */
export function kindOfLine(line: string): string | undefined {
  if (line !== line.toUpperCase()) return undefined;
  const folded = fold(line);
  const exact = kinds.find(([name]) => fold(name) === folded);
  if (exact) return exact[0];
  return /^(?:bo )?luat \p{L}/u.test(folded) && folded.length < 60
    ? folded.startsWith("bo")
      ? "Bộ luật"
      : "Luật"
    : undefined;
}

/** The kind a document's number tells: `360/KH-LĐLĐ` is a Kế hoạch; an official letter names none. */
export function kindOfNumber(number: string): string | undefined {
  if (/\/QH\d+$/.test(number)) return "Luật";
  // Behind the dash stands who issued it: 45/LĐLĐ-TC is a letter of the finance desk.
  const code = number.split("/").at(-1)?.split("-")[0];
  return kinds.find(([, known]) => known === code)?.[0];
}

/** Code of a kind for use in an id: `kh`, `nq`, `luat`. */
export function codeOfKind(kind: string): string | undefined {
  const code = kinds.find(([name]) => name === kind)?.[1];
  return code && fold(code);
}
