/** Made-up units, in the columns of a unit list. */
export const unitList = `Mã;Tên;Cấp;Mã cấp trên
TH-TINH;Liên đoàn Lao động tỉnh (tập huấn);tỉnh;
TH-CHE;Công đoàn Công ty Chè Suối Mây;cơ sở;TH-TINH
TH-DIEN;Công đoàn Điện lực Thung Xanh;cơ sở;TH-TINH
TH-YTE;Công đoàn Bệnh viện Bản Hoa;cơ sở;TH-TINH
TH-TRUONG;Công đoàn Trường Mầm non Hoa Ban;cơ sở;TH-TINH
`;

export const unitCodes = ["TH-CHE", "TH-DIEN", "TH-YTE", "TH-TRUONG"] as const;

const families = ["Lò", "Vàng", "Giàng", "Tẩn", "Nguyễn", "Lù", "Sùng", "Hoàng", "Phàn", "Lý", "Trần", "Đèo"];
const given = [
  "Thị Mai",
  "Văn Nam",
  "A Páo",
  "Thị Hoa",
  "Minh Tuấn",
  "Thị Dung",
  "Seo Phừ",
  "Thu Hà",
  "Văn Kiên",
];

/** How many made-up members there are. */
export const people = 48;

/** The name of a made-up member; no two have the same. */
export function nameOf(index: number): string {
  const family = families[index % families.length];
  const name = given[Math.floor(index / families.length + index) % given.length];
  return `${family} ${name} (giả) ${index + 1}`;
}

/** What members ask in practice; the documents answer some of it. */
export const questions = [
  "Tổ công tác số cộng đồng là gì?",
  "kinh phi thuc hien ke hoach 360 lay o dau",
  "Trang Facebook của công đoàn đăng tin thế nào?",
  "Công ty nợ lương hai tháng thì công đoàn giúp được gì?",
  "Quỹ mái ấm công đoàn hỗ trợ bao nhiêu tiền?",
  "con em đoàn viên thi đỗ đại học có được thưởng không",
  "Sáng kiến nộp ở đâu?",
] as const;

/** What some want an officer to answer. */
export const forOfficers = [
  "Tổ trưởng không cho tôi nghỉ phép năm, tôi phải làm gì?",
  "Tôi chuyển công ty thì thẻ đoàn viên đổi ở đâu?",
  "Nhà tôi bị bão tốc mái, công đoàn có hỗ trợ không?",
] as const;

/** Four messages each: the problem, what was done, what it brought, who and where. */
export const proposals = [
  [
    "Máy sao chè nóng không đều nên chè bị cháy",
    "Lắp thêm cảm biến nhiệt và quạt đảo, đã áp dụng từ 15/3/2026",
    "Mỗi mẻ bớt hỏng 5 kg chè",
    "xưởng chè Suối Mây",
  ],
  [
    "Hồ sơ bệnh án giấy tìm mất nhiều thời gian",
    "Đã dán mã QR lên từng hồ sơ từ 10/1/2026, quét là ra ngăn tủ",
    "Mỗi ca trực bớt 40 phút tìm hồ sơ",
    "khoa Nội, Bệnh viện Bản Hoa",
  ],
  [
    "Trẻ khó đi qua đoạn sân trơn khi mưa",
    "Muốn rải đá dăm và trồng cỏ hai bên lối đi",
    "Trẻ không bị ngã",
    "Trường Mầm non Hoa Ban",
  ],
] as const;

/** Campaigns that wait for somebody to look at them. */
export const campaigns = [
  { title: "Tháng Công nhân (tập huấn)", text: "Mời đoàn viên dự ngày hội Tháng Công nhân tại nhà văn hoá." },
  {
    title: "Khám sức khoẻ (tập huấn)",
    text: "Lịch khám sức khoẻ định kỳ: sáng thứ Bảy, mang theo thẻ đoàn viên.",
  },
] as const;

/** Who wrote them: nobody who can log in, so that everybody may practise approving. */
export const writer = "Cán bộ mẫu (tập huấn)";
