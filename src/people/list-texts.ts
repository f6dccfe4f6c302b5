/** What officers read when a list of units or members cannot be taken as it is. */
export const listTexts = {
  tooLarge: (bytes: number) =>
    `Tệp lớn hơn ${Math.floor(bytes / 1_000_000)} MB. Hãy chia danh sách thành nhiều tệp.`,
  tooManyRows: (rows: number) => `Danh sách dài hơn ${rows} dòng. Hãy chia thành nhiều tệp.`,
  brokenWorkbook:
    "Không đọc được tệp Excel (hỏng, có mật khẩu, hoặc là tệp .xls cũ). Hãy mở bằng Excel rồi lưu lại dạng .xlsx hoặc CSV UTF-8.",
  /** By why a workbook is not unpacked. */
  notUnpacked: {
    cut: "Không đọc được tệp Excel (hỏng hoặc bị cắt cụt). Hãy tải lại, hoặc mở bằng Excel rồi lưu lại dạng .xlsx.",
    bomb: "Tệp Excel phình ra quá lớn khi giải nén, có thể là tệp phá hoại. Nếu là tệp thật, hãy chia thành nhiều tệp.",
    locked: "Tệp Excel có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.",
    hostile: "Tệp Excel chứa khai báo XML không an toàn. Hãy mở bằng Excel rồi lưu lại.",
  },
  notUtf8: "Tệp CSV không phải UTF-8. Trong Excel, chọn Lưu thành → “CSV UTF-8”.",
  openQuote: (row: number) => `Dòng ${row}: dấu ngoặc kép mở ra nhưng không đóng lại.`,
  empty: "Tệp không có dòng nào.",
  missingColumns: (names: readonly string[]) =>
    `Thiếu cột: ${names.join(", ")}. Dòng đầu tiên của tệp phải là tên các cột.`,
  needed: "còn trống",
  badCode: (code: string) =>
    `“${code}”: mã chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang (tối đa 40 ký tự)`,
  badName: "tên dài quá 200 ký tự",
  twice: (value: string, row: number) => `“${value}” đã có ở dòng ${row}`,
  badDate: (text: string) => `“${text}” không phải ngày: viết dạng 31/12/2026`,
  datesReversed: "ngày kết thúc trước ngày bắt đầu",
  badLevel: (text: string, levels: readonly string[]) => `không có cấp “${text}”: viết ${levels.join(", ")}`,
  noUnit: (text: string) => `không có đơn vị “${text}”: viết đúng mã hoặc tên trong danh sách đơn vị`,
  manyUnits: (text: string, codes: readonly string[]) =>
    `“${text}” có thể là ${codes.join(", ")}: hãy viết mã đơn vị`,
  endedUnit: (text: string, codes: readonly string[]) =>
    codes.length === 0
      ? `“${text}” đã kết thúc hoạt động: hãy viết đơn vị hiện nay`
      : `“${text}” đã kết thúc hoạt động: hãy viết ${codes.join(" hoặc ")}`,
  ownParent: "đơn vị không thể trực thuộc chính nó, kể cả qua đơn vị khác",
  ownSuccessor: "đơn vị không thể kế tục chính nó",
  badState: (text: string) => `không có trạng thái “${text}”: viết đang sinh hoạt, tạm nghỉ hoặc đã thôi`,
  badPhone: (text: string) => `“${text}” không phải số điện thoại: viết 10 chữ số, ví dụ 0912345678`,
  tooManyTags: (most: number) => `quá ${most} nhãn`,
} as const;
