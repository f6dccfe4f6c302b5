/** Lists as officers keep them, for tests. */

const unitHead = "Mã;Tên;Cấp;Mã cấp trên;Tên cũ;Từ ngày;Đến ngày;Đơn vị kế tục;Nguồn;Người xác nhận";
const memberHead =
  "Mã đoàn viên;Họ và tên;Đơn vị;Chức vụ;Nhãn;Ngày vào công đoàn;Trạng thái;Số điện thoại;Đồng ý lưu số điện thoại";

export function csv(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n`);
}

/** A list of units under the usual headings. */
export function unitList(...lines: string[]): Uint8Array {
  return csv(unitHead, ...lines);
}

/** A list of members under the usual headings. */
export function memberList(...lines: string[]): Uint8Array {
  return csv(memberHead, ...lines);
}

/** A province, a district union that ended on 30/06/2025, and three grassroots unions. */
export const sampleUnits = [
  "LDLD-TINH;Liên đoàn Lao động tỉnh;tỉnh;;;01/01/2004;;;;",
  "LDLD-THANUYEN;LĐLĐ huyện Than Uyên;cấp trên cơ sở;LDLD-TINH;;;30/06/2025;LDLD-TINH;Công văn 4133/TLĐ-ToC;",
  "CDCS-NAMBAN2;CĐCS Nhà máy Thủy điện Nậm Ban 2;cơ sở;LDLD-TINH;Thủy điện Nậm Ban;;;;;Chị Hoa",
  "CDCS-CHE;CĐCS Công ty CP Chè Than Uyên;cơ sở;LDLD-THANUYEN;;;;;;",
  "TO-CHE1;Tổ sao chè;tổ;CDCS-CHE;;;;;;",
] as const;
