import { body, bold, field, gap, line, long, nation, section, signatures, table, title } from "../pieces.ts";
import type { Paper } from "../write-docx.ts";
import { authorTable } from "./application.ts";

/** Báo cáo mô tả sáng kiến: the description that goes with the application. */
export function description(): Paper {
  return {
    title: "Báo cáo mô tả sáng kiến",
    blocks: [
      ...nation(),
      ...title("BÁO CÁO MÔ TẢ SÁNG KIẾN"),
      section("I. THÔNG TIN CHUNG"),
      field("1. Tên sáng kiến", "{title}"),
      field("2. Loại giải pháp", "{kindOfSolution}"),
      field("3. Lĩnh vực áp dụng", "{domain}"),
      line([bold("4. Tác giả, đồng tác giả:")], { keepsNext: true, space: [0, 4] }),
      authorTable(),
      gap(),
      field("5. Chủ đầu tư tạo ra sáng kiến", "{investor}"),
      field("6. Nơi áp dụng", "{unit}"),
      field("7. Áp dụng", "{stage}; ngày áp dụng lần đầu hoặc áp dụng thử: {firstApplied}"),
      section("II. NỘI DUNG SÁNG KIẾN"),
      ...long("1. Thực trạng trước khi áp dụng", "{problem}"),
      ...long("2. Nội dung giải pháp", "{solution}"),
      ...long("3. Tính mới trong phạm vi cơ sở", "{novelty}"),
      ...long("4. Điều kiện cần thiết và khả năng áp dụng", "{conditions}"),
      ...long("5. Lợi ích theo ý kiến của tác giả", "{benefit}"),
      field("6. Tiền làm lợi (nếu tính được)", "{saving}"),
      ...long("7. Lợi ích theo ý kiến của nơi đã áp dụng, kể cả áp dụng thử (nếu có)", "{benefitUsers}"),
      ...long("8. Thông tin cần được bảo mật (nếu có)", "{confidential}"),
      section("III. TÀI LIỆU KÈM THEO"),
      table({
        columns: [
          { title: "Số TT", share: 8, side: "center" },
          { title: "Tên tệp", share: 42 },
          { title: "Nội dung", share: 50 },
        ],
        rows: [["{index}", "{name}", "{caption}"]],
        repeats: "attachments",
      }),
      section("IV. NỘI DUNG TÁC GIẢ KỂ THÊM"),
      line("{annexes}", { side: "both", space: [0, 6] }),
      ...signatures([
        { placeAndDay: "", capacity: ["XÁC NHẬN CỦA CƠ SỞ"], hint: "(Ký, đóng dấu)", name: "" },
        { placeAndDay: "{place}, {day}", capacity: ["TÁC GIẢ"], name: "{firstAuthor}" },
      ]),
    ],
  };
}

/**
 * Giấy biên nhận: what the author holds from the day of filing (Điều 6 Thông tư 18/2013/TT-BKHCN). It says that the
 * union noted the proposal; the unit's own receipt and decision are other papers.
 */
export function receipt(): Paper {
  return {
    title: "Giấy biên nhận",
    blocks: [
      ...nation(),
      ...title("GIẤY BIÊN NHẬN", ["Hồ sơ sáng kiến số {number}"]),
      field("Người nộp", "{firstAuthor}"),
      field("Nơi công tác", "{unit}"),
      field("Tác giả, đồng tác giả", "{authorNames}"),
      field("Tên sáng kiến, giải pháp", "{title}"),
      field("Cơ sở được đề nghị công nhận", "{recipient}"),
      field("Ngày nhận", "{filedOn}"),
      field("Tình trạng", "{state}"),
      field("Thời hạn trả kết quả", "{resultBy}"),
      line([bold("Tài liệu đã nhận:")], { keepsNext: true, space: [0, 4] }),
      table({
        columns: [
          { title: "Số TT", share: 8, side: "center" },
          { title: "Tên tệp", share: 42 },
          { title: "Nội dung", share: 50 },
        ],
        rows: [["{index}", "{name}", "{caption}"]],
        repeats: "attachments",
      }),
      gap(),
      body(
        "Giấy này xác nhận công đoàn đã ghi nhận hồ sơ. Việc công nhận sáng kiến do cơ sở quyết định; cơ sở xét trong " +
          "03 tháng kể từ ngày chấp nhận đơn (Điều 7 Điều lệ Sáng kiến ban hành kèm theo Nghị định 13/2012/NĐ-CP).",
      ),
      line("{qr}", { side: "center", keepsNext: true, space: [4, 0] }),
      line([bold("{number}")], { side: "center", keepsNext: true }),
      line("Hỏi tiến độ: quét mã hoặc nhắn số hồ sơ này tới {statusAddress}", {
        side: "center",
        isItalic: true,
        size: "head",
      }),
      ...signatures([
        { placeAndDay: "", capacity: ["NGƯỜI NỘP"], name: "{firstAuthor}" },
        { placeAndDay: "{place}, {day}", capacity: ["NGƯỜI NHẬN"], name: "" },
      ]),
    ],
  };
}

/** Giấy xác nhận đồng tác giả: each author signs for the share the application names. */
export function coauthors(): Paper {
  return {
    title: "Giấy xác nhận đồng tác giả",
    blocks: [
      ...nation(),
      ...title("GIẤY XÁC NHẬN ĐỒNG TÁC GIẢ", ["và tỷ lệ đóng góp vào việc tạo ra sáng kiến"]),
      line([bold("Kính gửi: "), "{recipient}"], { side: "center", space: [0, 8] }),
      body(
        "Chúng tôi là những người trực tiếp, cùng nhau tạo ra sáng kiến “{title}” (mã hồ sơ {number}), thống nhất xác " +
          "nhận tỷ lệ đóng góp của từng người như sau:",
      ),
      table({
        columns: [
          { title: "Số TT", share: 7, side: "center" },
          { title: "Họ và tên", share: 27 },
          { title: "Nơi công tác", share: 20 },
          { title: "Tỷ lệ (%) đóng góp", share: 12, side: "center" },
          { title: "Xác nhận trên hệ thống", share: 15 },
          { title: "Chữ ký", share: 20 },
        ],
        rows: [["{index}", "{name}", "{place}", "{share}", "{confirmed}", "\n\n"]],
        repeats: "authors",
      }),
      gap(),
      body(
        "Chúng tôi cam đoan không còn tác giả nào khác, không tranh chấp về tỷ lệ nêu trên và chịu trách nhiệm về lời " +
          "xác nhận này.",
      ),
      ...signatures([
        { placeAndDay: "", capacity: ["XÁC NHẬN CỦA CƠ SỞ"], hint: "(Ký, đóng dấu)", name: "" },
        { placeAndDay: "{place}, {day}", capacity: ["ĐẠI DIỆN NHÓM TÁC GIẢ"], name: "{firstAuthor}" },
      ]),
    ],
  };
}
