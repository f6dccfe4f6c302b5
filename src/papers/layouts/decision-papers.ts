import {
  type Block,
  body,
  bold,
  field,
  gap,
  head,
  line,
  long,
  pageWidths,
  recipientsAndSignature,
  signatures,
  table,
  title,
} from "../pieces.ts";
import type { Paper } from "../write-docx.ts";

const unitHead = (width?: number): Block => {
  const issued = {
    issuer: "{DECISIONUNIT}",
    number: "Số: {decisionNumber}",
    placeAndDay: "{place}, {decisionDay}",
  };
  return head(width === undefined ? issued : { ...issued, width });
};
const byDecree =
  "Điều lệ Sáng kiến ban hành kèm theo Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ";
const chief = { capacity: ["THỦ TRƯỞNG ĐƠN VỊ"], hint: "(Ký, ghi rõ họ tên, đóng dấu)", name: "{signer}" };

/** Quyết định công nhận sáng kiến, of the unit (cơ sở). */
export function decision(): Paper {
  const italic = { side: "both", isItalic: true, isIndented: true, space: [0, 6] } as const;
  return {
    title: "Quyết định công nhận sáng kiến",
    blocks: [
      unitHead(),
      ...title("QUYẾT ĐỊNH", ["Về việc công nhận sáng kiến"]),
      line("THỦ TRƯỞNG {DECISIONUNIT}", { side: "center", isBold: true, space: [0, 8] }),
      line(`Căn cứ ${byDecree};`, italic),
      line(
        "Căn cứ Thông tư số 18/2013/TT-BKHCN ngày 01 tháng 8 năm 2013 của Bộ trưởng Bộ Khoa học và Công nghệ;",
        italic,
      ),
      line("Căn cứ kết quả xét của {council};", italic),
      line("Xét đề nghị của hội đồng sáng kiến.", italic),
      line("QUYẾT ĐỊNH:", { side: "center", isBold: true, keepsNext: true, space: [6, 6] }),
      body([bold("Điều 1. "), "Công nhận {recognizedCount} sáng kiến sau đây:"]),
      recognizedTable(pageWidths.portrait),
      gap(),
      body([
        bold("Điều 2. "),
        "Tác giả, đồng tác giả được cấp giấy chứng nhận, hưởng quyền và thực hiện nghĩa vụ theo Điều lệ Sáng kiến.",
      ]),
      body([
        bold("Điều 3. "),
        "Các bộ phận có liên quan và các tác giả, đồng tác giả nêu tại Điều 1 chịu trách nhiệm thi hành quyết định này, " +
          "kể từ ngày ký.",
      ]),
      ...recipientsAndSignature(["Như Điều 3;", "Công đoàn cơ sở;", "Lưu: VT, hồ sơ sáng kiến."], chief),
    ],
  };
}

function recognizedTable(width: number): Block {
  return table({
    width,
    columns: [
      { title: "Số TT", share: 7, side: "center" },
      { title: "Mã hồ sơ", share: 20, side: "center" },
      { title: "Tên sáng kiến", share: 30 },
      { title: "Tác giả, đồng tác giả (tỷ lệ đóng góp)", share: 27 },
      { title: "Đơn vị", share: 16 },
    ],
    rows: [["{index}", "{number}", "{title}", "{authors}", "{unit}"]],
    repeats: "recognized",
  });
}

/** Danh sách kèm theo quyết định. */
export function list(): Paper {
  const width = pageWidths.landscape;
  return {
    title: "Danh sách sáng kiến được công nhận",
    isLandscape: true,
    blocks: [
      unitHead(width),
      ...title(
        "DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN",
        ["(Kèm theo Quyết định số {decisionNumber} {decisionDay} của {decisionUnit})"],
        width,
      ),
      table({
        width,
        columns: [
          { title: "Số TT", share: 5, side: "center" },
          { title: "Mã hồ sơ", share: 11, side: "center" },
          { title: "Tên sáng kiến", share: 30 },
          { title: "Tác giả, đồng tác giả (tỷ lệ đóng góp)", share: 24 },
          { title: "Đơn vị", share: 16 },
          { title: "Lĩnh vực áp dụng", share: 14 },
        ],
        rows: [["{index}", "{number}", "{title}", "{authors}", "{unit}", "{domain}"]],
        repeats: "recognized",
      }),
      gap(),
      field("Tổng số", "{recognizedCount} sáng kiến"),
      ...signatures([null, chief], width),
    ],
  };
}

/** Thông báo không công nhận: in writing and with the reason (Điều 7 Điều lệ Sáng kiến). */
export function decline(): Paper {
  return {
    title: "Thông báo về việc không công nhận sáng kiến",
    blocks: [
      unitHead(),
      ...title("THÔNG BÁO", ["Về việc không công nhận sáng kiến"]),
      line([bold("Kính gửi: "), "{authorNames}"], { side: "center", space: [0, 8] }),
      body(
        `Căn cứ ${byDecree}, {decisionUnit} đã xét đơn yêu cầu công nhận sáng kiến “{title}” (mã hồ sơ {number}, nộp ` +
          "ngày {filedOn}) và thông báo không công nhận sáng kiến.",
      ),
      ...long("Lý do", "{reason}"),
      body(
        "Nếu không đồng ý hoặc có thêm tài liệu, tác giả gửi ý kiến bằng văn bản tới {decisionUnit}, hoặc nhắn số hồ sơ " +
          "{number} cho công đoàn để được hướng dẫn bổ sung, nộp lại.",
      ),
      ...recipientsAndSignature(["Như trên;", "Công đoàn cơ sở;", "Lưu: VT, hồ sơ sáng kiến."], chief),
    ],
  };
}

/** Giấy chứng nhận sáng kiến (khoản 2 Điều 7 Điều lệ Sáng kiến). */
export function certificate(): Paper {
  const width = pageWidths.landscape;
  const center = { side: "center", space: [0, 6] } as const;
  return {
    title: "Giấy chứng nhận sáng kiến",
    isLandscape: true,
    isFramed: true,
    blocks: [
      unitHead(width),
      line("GIẤY CHỨNG NHẬN SÁNG KIẾN", { side: "center", size: "name", isBold: true, space: [20, 8] }),
      line([bold("{DECISIONUNIT}"), " chứng nhận:"], center),
      line("{authorNames}", { ...center, size: "title", isBold: true }),
      line("là tác giả (nhóm tác giả) của sáng kiến", center),
      line("“{title}”", { ...center, size: "title", isBold: true, space: [0, 16] }),
      field("Chủ đầu tư tạo ra sáng kiến", "{investor}"),
      field("Lĩnh vực áp dụng", "{domain}"),
      ...long("Tóm tắt lợi ích", "{benefitSummary}"),
      line("Theo Quyết định số {decisionNumber} {decisionDay}. Mã hồ sơ: {number}.", {
        isItalic: true,
        space: [4, 0],
      }),
      ...signatures([null, { ...chief, placeAndDay: "{place}, {decisionDay}" }], width),
    ],
  };
}

/** Phiếu ghi nhận thù lao, tiền thưởng: money paid for a recognized initiative, in figures and words. */
export function rewards(): Paper {
  return {
    title: "Phiếu ghi nhận thù lao, tiền thưởng",
    blocks: [
      unitHead(),
      ...title("PHIẾU GHI NHẬN THÙ LAO, TIỀN THƯỞNG", ["Sáng kiến số {number}"]),
      field("Tên sáng kiến", "{title}"),
      field("Tác giả, đồng tác giả", "{authorNames}"),
      field("Quyết định công nhận", "{decisionNumber} {decisionDay}"),
      table({
        columns: [
          { title: "Số TT", share: 7, side: "center" },
          { title: "Khoản chi", share: 18 },
          { title: "Số tiền", share: 35 },
          { title: "Ngày chi", share: 15, side: "center" },
          { title: "Căn cứ", share: 25 },
        ],
        rows: [["{index}", "{kind}", "{amount}", "{paidOn}", "{basis}"]],
        repeats: "rewards",
      }),
      gap(),
      field("Tổng cộng", "{rewardTotal}"),
      ...signatures([
        { capacity: ["NGƯỜI NHẬN"], name: "{firstAuthor}" },
        { capacity: ["NGƯỜI LẬP PHIẾU"], name: "" },
      ]),
    ],
  };
}
