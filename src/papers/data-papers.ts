import { body, nation, section, table, title } from "./pieces.ts";
import { writeDocx } from "./write-docx.ts";

/** One place where personal data is kept, as the record tells it. */
export type RecordRow = {
  readonly what: string;
  readonly purpose: string;
  readonly basis: string;
  readonly term: string;
  readonly erased: string;
};

/** What the papers about personal data are written from: the settings as they are. */
export type DataFacts = {
  readonly rows: readonly RecordRow[];
  /** Who gets data outside of this machine, and where. */
  readonly recipients: readonly string[];
  readonly database: string;
  readonly members: number;
  readonly day: string;
  readonly controller: string;
};

const recordColumns = [
  { title: "Dữ liệu", share: 22 },
  { title: "Mục đích", share: 22 },
  { title: "Căn cứ", share: 22 },
  { title: "Thời gian lưu", share: 14 },
  { title: "Khi người dùng xoá", share: 20 },
];

/** Hồ sơ hoạt động xử lý dữ liệu cá nhân, from the inventory and the settings. */
export function writeDataRecord(facts: DataFacts): Promise<Uint8Array> {
  const name = "HỒ SƠ HOẠT ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN";
  const blocks = [...nation(), ...title(name, [`Lập ngày ${facts.day}`]), ...core(facts)];
  return writeDocx({ title: name, blocks });
}

function core({ rows, recipients, database, members, controller }: DataFacts) {
  return [
    section("1. Bên kiểm soát và hệ thống"),
    body(`Bên kiểm soát dữ liệu: ${controller}. Hệ thống: Cầu Nối, tự vận hành.`),
    body(`Nơi lưu: ${database}. Số người đã trò chuyện: ${members}.`),
    section("2. Dữ liệu, mục đích, căn cứ"),
    table({
      columns: recordColumns,
      rows: rows.map(({ what, purpose, basis, term, erased }) => [what, purpose, basis, term, erased]),
    }),
    section("3. Bên nhận và chuyển dữ liệu ra ngoài"),
    ...(recipients.length > 0 ? recipients : ["Không có: hệ thống không gửi dữ liệu ra ngoài máy chủ."]).map(
      body,
    ),
  ];
}

/**
 * A draft of the impact assessment (Luật 91/2025/QH15 Điều 21): what the program knows is filled in, what people
 * have to judge is left between brackets.
 */
export function writeDpia(facts: DataFacts): Promise<Uint8Array> {
  const name = "HỒ SƠ ĐÁNH GIÁ TÁC ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN";
  const blocks = [
    ...nation(),
    ...title(name, ["(DỰ THẢO)", `Lập ngày ${facts.day}`]),
    ...core(facts),
    section("4. Rủi ro và biện pháp"),
    table({
      columns: [
        { title: "Rủi ro", share: 35 },
        { title: "Biện pháp đang có", share: 45 },
        { title: "Đánh giá của đơn vị", share: 20 },
      ],
      rows: risks.map(([risk, measure]) => [risk, measure, "[…]"]),
    }),
    section("5. Quyền của chủ thể dữ liệu"),
    body(
      "Xem, nhận bản sao, sửa, rút đồng ý và xoá ngay trong cuộc trò chuyện; mỗi yêu cầu có số, thời hạn và nhật ký không sửa được (Nghị định 356/2025/NĐ-CP Điều 5).",
    ),
    section("6. Phần đơn vị tự điền"),
    body("Người phụ trách bảo vệ dữ liệu: […]. Hợp đồng với bên xử lý: […]. Kết luận của đơn vị: […]."),
  ];
  return writeDocx({ title: name, blocks });
}

const risks = [
  ["Người lạ đọc được tin nhắn", "Cán bộ đăng nhập hai lớp, phạm vi theo đơn vị, nhật ký thao tác"],
  ["Gửi tin cho người không muốn nhận", "Chỉ gửi khi có đồng ý theo mục đích; tắt có hiệu lực ngay"],
  [
    "Mô hình ngôn ngữ ở ngoài đọc được dữ liệu",
    "Che tên, số điện thoại, mã số trước khi gửi; phần bảo mật không gửi",
  ],
  ["Giữ dữ liệu quá lâu", "Mỗi loại có thời hạn; hệ thống xoá hằng ngày"],
  ["Mất hoặc lộ bản sao lưu", "Bản sao lưu chỉ chủ máy đọc được; bản cũ được xoá"],
] as const;
