import type { Queries } from "../database/database.ts";
import { sayState } from "./import-members.ts";
import { type RosterEntry, rosterPage } from "./roster.ts";

/** The columns of the exported roster, as the import reads them. */
const headings = [
  "Mã đoàn viên",
  "Họ và tên",
  "Mã đơn vị",
  "Tên đơn vị (chỉ để xem)",
  "Chức vụ",
  "Nhãn",
  "Ngày vào công đoàn",
  "Trạng thái",
  "Số điện thoại",
  "Đồng ý lưu số điện thoại",
  "Đã liên kết",
] as const;

const pageSize = 1000;

/**
 * The roster as CSV, piece by piece (UTF-8 with the mark Excel looks for): what the import takes back without a
 * change. A cell that a spreadsheet would work out as a formula begins with an apostrophe.
 */
export async function* exportMembers(queries: Queries): AsyncGenerator<string> {
  yield `\uFEFF${line(headings)}`;
  let afterCode = "";
  for (;;) {
    const page = await rosterPage(queries, { afterCode, limit: pageSize });
    yield page.map((entry) => line(cellsOf(entry))).join("");
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterCode = last.code;
  }
}

function cellsOf(entry: RosterEntry): string[] {
  return [
    entry.code,
    entry.fullName,
    entry.unitCode,
    entry.unitName,
    entry.position ?? "",
    entry.tags.join("; "),
    (entry.joinedOn ?? "").split("-").toReversed().join("/"),
    sayState(entry.state),
    entry.phone ?? "",
    entry.phone === null ? "" : "có",
    entry.memberId === null ? "" : "có",
  ];
}

function line(cells: readonly string[]): string {
  return `${cells.map(quote).join(",")}\r\n`;
}

function quote(cell: string): string {
  // A quotation mark alone would not keep a spreadsheet from working "=…" out.
  const safe = /^\s*[=+\-@|%]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
