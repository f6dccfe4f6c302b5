import {
  type Block,
  body,
  bold,
  type Column,
  field,
  gap,
  line,
  long,
  nation,
  signatures,
  table,
  title,
} from "../pieces.ts";
import type { Paper } from "../write-docx.ts";

const personColumns: readonly Column[] = [
  { title: "Số TT", share: 6, side: "center" },
  { title: "Họ và tên", share: 20 },
  { title: "Ngày tháng năm sinh", share: 14, side: "center" },
  { title: "Nơi công tác (hoặc nơi thường trú)", share: 22 },
  { title: "Chức danh", share: 13 },
  { title: "Trình độ chuyên môn", share: 13 },
];
const personCells = ["{index}", "{name}", "{born}", "{place}", "{title}", "{qualification}"];

/** Who made it, with each one's share. */
export function authorTable(): Block {
  return table({
    columns: [
      ...personColumns,
      { title: "Tỷ lệ (%) đóng góp vào việc tạo ra sáng kiến", share: 16, side: "center" },
    ],
    rows: [[...personCells, "{share}"]],
    repeats: "authors",
  });
}

/** Who helped to apply it first. */
function helperTable(): Block {
  return table({
    columns: [...personColumns, { title: "Nội dung công việc hỗ trợ", share: 16 }],
    rows: [[...personCells, "{work}"]],
    repeats: "helpers",
  });
}

/** Đơn yêu cầu công nhận sáng kiến: Phụ lục I Thông tư 18/2013/TT-BKHCN, its fields in its order. */
export function application(): Paper {
  return {
    title: "Đơn yêu cầu công nhận sáng kiến",
    blocks: [
      ...nation(),
      ...title("ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN"),
      line([bold("Kính gửi: "), "{recipient}"], { side: "center", space: [0, 8] }),
      body("Tôi (chúng tôi) ghi tên dưới đây:"),
      authorTable(),
      line([bold("Là tác giả (nhóm tác giả) đề nghị xét công nhận sáng kiến: "), "{title}"], {
        space: [8, 5],
      }),
      field(
        "Chủ đầu tư tạo ra sáng kiến (trường hợp tác giả không đồng thời là chủ đầu tư tạo ra sáng kiến)",
        "{investor}",
      ),
      field("Lĩnh vực áp dụng sáng kiến", "{domain}"),
      field("Ngày sáng kiến được áp dụng lần đầu hoặc áp dụng thử (ghi ngày nào sớm hơn)", "{firstApplied}"),
      ...long("Mô tả bản chất của sáng kiến", "{solution}"),
      ...long("Những thông tin cần được bảo mật (nếu có)", "{confidential}"),
      ...long("Các điều kiện cần thiết để áp dụng sáng kiến", "{conditions}"),
      ...benefits(),
      line([bold("Danh sách những người đã tham gia áp dụng thử hoặc áp dụng sáng kiến lần đầu (nếu có):")], {
        keepsNext: true,
        space: [4, 4],
      }),
      helperTable(),
      gap(),
      body(
        "Tôi (chúng tôi) xin cam đoan mọi thông tin nêu trong đơn là trung thực, đúng sự thật và hoàn toàn chịu trách " +
          "nhiệm trước pháp luật.",
      ),
      ...signatures([
        null,
        { placeAndDay: "{place}, {day}", capacity: ["NGƯỜI NỘP ĐƠN"], name: "{firstAuthor}" },
      ]),
      line("Mã hồ sơ: {number}. Ngày nộp: {filedOn}.", { size: "small", isItalic: true }),
    ],
  };
}

function benefits(): Block[] {
  const gained =
    "Đánh giá lợi ích thu được hoặc dự kiến có thể thu được do áp dụng sáng kiến theo ý kiến của";
  return [
    ...long(`${gained} tác giả`, "{benefit}"),
    field("Tiền làm lợi (nếu tính được)", "{saving}"),
    ...long(
      `${gained} tổ chức, cá nhân đã tham gia áp dụng sáng kiến lần đầu, kể cả áp dụng thử (nếu có)`,
      "{benefitUsers}",
    ),
  ];
}
