import {
  type Block,
  body,
  bold,
  columns,
  field,
  gap,
  head,
  line,
  long,
  pageWidths,
  section,
  signatures,
  table,
  title,
} from "../pieces.ts";
import type { Paper } from "../write-docx.ts";

function councilHead(number: string, width?: number): Block {
  const issued = { above: "{DECISIONUNIT}", issuer: "{COUNCIL}", number, placeAndDay: "{place}, {day}" };
  return head(width === undefined ? issued : { ...issued, width });
}

const about = (): Block[] => [
  field("Tên sáng kiến", "{title}"),
  field("Mã hồ sơ", "{number}"),
  field("Tác giả, đồng tác giả", "{authorNames}"),
  field("Lĩnh vực áp dụng", "{domain}"),
];

/** Phiếu nhận xét of one reviewer, along what Điều 3 and Điều 4 of the Điều lệ Sáng kiến ask. */
export function review(): Paper {
  const asked = [
    "Tính mới trong phạm vi cơ sở (không trùng đơn nộp trước, chưa bộc lộ công khai, chưa thành quy trình bắt buộc)",
    "Đã áp dụng hoặc áp dụng thử tại cơ sở",
    "Khả năng mang lại lợi ích thiết thực",
    "Không trái trật tự công cộng, đạo đức xã hội; không đang được bảo hộ quyền sở hữu trí tuệ",
  ];
  return {
    title: "Phiếu nhận xét, thẩm định sáng kiến",
    blocks: [
      councilHead("Số: ……/PNX"),
      ...title("PHIẾU NHẬN XÉT, THẨM ĐỊNH SÁNG KIẾN"),
      field("Người thẩm định", "{reviewer}"),
      field("Thời hạn", "{reviewDue}"),
      ...about(),
      section("1. Đối chiếu với Điều lệ Sáng kiến"),
      table({
        columns: [
          { title: "Nội dung", share: 50 },
          { title: "Đạt", share: 9, side: "center" },
          { title: "Không đạt", share: 11, side: "center" },
          { title: "Nhận xét", share: 30 },
        ],
        rows: asked.map((text) => [text, "☐", "☐", ""]),
      }),
      ...long("2. Ý kiến nhận xét", "{opinion}"),
      section("3. Đề nghị"),
      ...[
        "Công nhận sáng kiến",
        "Không công nhận sáng kiến (nêu lý do ở mục 2)",
        "Trả lại để bổ sung hồ sơ",
      ].map((text) => line(`☐ ${text}`, { space: [0, 2] })),
      ...signatures([
        null,
        { placeAndDay: "Ngày nhận xét: {reviewedOn}", capacity: ["NGƯỜI THẨM ĐỊNH"], name: "{reviewer}" },
      ]),
    ],
  };
}

/** Phiếu chấm điểm of one member of the council. */
export function score(): Paper {
  return {
    title: "Phiếu chấm điểm sáng kiến",
    blocks: [
      councilHead("Số: ……/PCĐ"),
      ...title("PHIẾU CHẤM ĐIỂM SÁNG KIẾN"),
      field("Thành viên chấm", "{scorer}"),
      field("Chức danh", "{scorerTitle}"),
      ...about(),
      table({
        columns: [
          { title: "Số TT", share: 7, side: "center" },
          { title: "Tiêu chí", share: 28 },
          { title: "Nội dung xem xét", share: 39 },
          { title: "Điểm tối đa", share: 12, side: "center" },
          { title: "Điểm chấm", share: 14, side: "center" },
        ],
        rows: [["{index}", "{label}", "{help}", "{most}", "{points}"]],
        repeats: "criteria",
      }),
      gap(),
      field("Tổng điểm", "{total}"),
      ...long("Nhận xét", "{comment}"),
      body(
        "Người chấm không phải là tác giả, đồng tác giả và không có xung đột lợi ích với sáng kiến nêu trên.",
      ),
      ...signatures([null, { capacity: ["NGƯỜI CHẤM ĐIỂM"], name: "{scorer}" }]),
    ],
  };
}

/** Bảng tổng hợp điểm: every counted sheet of one proposal. */
export function scores(): Paper {
  const width = pageWidths.landscape;
  return {
    title: "Bảng tổng hợp điểm chấm sáng kiến",
    isLandscape: true,
    blocks: [
      councilHead("Số: ……/BTH", width),
      ...title("BẢNG TỔNG HỢP ĐIỂM CHẤM SÁNG KIẾN", ["{title}", "(mã hồ sơ {number})"], width),
      section("1. Điểm theo thành viên hội đồng"),
      memberTable(width),
      section("2. Điểm trung bình theo tiêu chí"),
      criterionTable(width),
      section("3. Kết quả"),
      columns(
        [
          [
            field("Được chấm", "{entitled} thành viên"),
            field("Phiếu hợp lệ", "{counted} (cần ít nhất {needed})"),
          ],
          [field("Điểm trung bình", "{mean}/100"), field("Độ lệch chuẩn", "{spread}")],
        ],
        [width / 2, width / 2],
      ),
      field("Tỷ lệ tham gia chấm", "{quorum}"),
      section("4. Thành viên không chấm do xung đột lợi ích"),
      conflictTable(width),
      ...signatures(
        [
          { capacity: ["THƯ KÝ"], name: "{secretary}" },
          { capacity: ["CHỦ TỊCH HỘI ĐỒNG"], name: "{chair}" },
        ],
        width,
      ),
    ],
  };
}

function memberTable(width: number): Block {
  return table({
    width,
    columns: [
      { title: "Số TT", share: 6, side: "center" },
      { title: "Họ và tên", share: 22 },
      { title: "Chức danh, đơn vị", share: 26 },
      { title: "Vai trò", share: 12 },
      { title: "Điểm", share: 9, side: "center" },
      { title: "Nhận xét", share: 25 },
    ],
    rows: [["{index}", "{name}", "{title}\n{unit}", "{role}", "{total}", "{comment}"]],
    repeats: "members",
  });
}

function criterionTable(width: number): Block {
  return table({
    width,
    columns: [
      { title: "Số TT", share: 8, side: "center" },
      { title: "Tiêu chí", share: 52 },
      { title: "Điểm tối đa", share: 20, side: "center" },
      { title: "Điểm trung bình", share: 20, side: "center" },
    ],
    rows: [["{index}", "{label}", "{most}", "{mean}"]],
    repeats: "criteria",
  });
}

function conflictTable(width: number): Block {
  return table({
    width,
    columns: [
      { title: "Số TT", share: 8, side: "center" },
      { title: "Họ và tên", share: 36 },
      { title: "Lý do", share: 56 },
    ],
    rows: [["{index}", "{name}", "{why}"]],
    repeats: "conflicts",
  });
}

/** Biên bản họp hội đồng sáng kiến. */
export function minutes(): Paper {
  const width = pageWidths.portrait;
  return {
    title: "Biên bản họp hội đồng sáng kiến",
    blocks: [
      councilHead("Số: ……/BB"),
      ...title("BIÊN BẢN", ["Họp xét công nhận sáng kiến"]),
      field("Thời gian", "{meetingTime}"),
      field("Địa điểm", "{place}"),
      field("Căn cứ thành lập hội đồng", "{basis}"),
      section("I. THÀNH PHẦN"),
      field("Chủ trì", "{chair}"),
      field("Thư ký", "{secretary}"),
      memberTable(width),
      section("II. NỘI DUNG"),
      ...about(),
      body("Hội đồng nghe trình bày hồ sơ, thảo luận và chấm điểm độc lập; kết quả như sau:"),
      criterionTable(width),
      gap(),
      field(
        "Phiếu hợp lệ",
        "{counted} trên {entitled} thành viên được chấm (cần ít nhất {needed}). {quorum}",
      ),
      line([bold("Điểm trung bình: "), "{mean}/100; ", bold("độ lệch chuẩn: "), "{spread}"], {
        space: [0, 5],
      }),
      line([bold("Thành viên không chấm do xung đột lợi ích:")], { keepsNext: true, space: [0, 4] }),
      conflictTable(width),
      section("III. KẾT LUẬN"),
      line("{conclusion}", { side: "both", space: [0, 6] }),
      body("Biên bản đã được đọc lại cho các thành viên dự họp cùng nghe và thống nhất."),
      ...signatures([
        { capacity: ["THƯ KÝ"], name: "{secretary}" },
        { capacity: ["CHỦ TỊCH HỘI ĐỒNG"], name: "{chair}" },
      ]),
    ],
  };
}
