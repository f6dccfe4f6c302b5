import QRCode from "qrcode";
import { listFields, type PaperFields, textFields } from "../../src/papers/fields.ts";

/** Fields of which nothing is known. */
export async function emptyFields(): Promise<PaperFields> {
  const texts = Object.fromEntries(Object.keys(textFields).map((name) => [name, ""]));
  const lists = Object.fromEntries(Object.keys(listFields).map((name) => [name, []]));
  return { ...texts, ...lists, qr: await QRCode.toBuffer("SK-2026-0042") } as unknown as PaperFields;
}

const story =
  "Máy sao chè nóng không đều, mỗi mẻ cháy từ 5 đến 7 kg; công nhân phải đứng canh cả ca, nhiệt độ quanh máy trên 45 °C. ";

const members = [
  ["Hoàng Thị Thảo", "Phó Giám đốc", "Chủ tịch", "88", "Nên nhân rộng sang xưởng số 2."],
  ["Vàng A Páo", "Trưởng phòng Kỹ thuật", "Thư ký", "84,5", ""],
  ["Giàng Thị Mỷ", "Tổ trưởng tổ Chế biến", "Ủy viên", "86", "Cần ghi rõ hơn cách tính tiền làm lợi."],
] as const;

const author = (index: number, name: string, share: string) => ({
  index: String(index),
  name,
  born: "15/3/1985",
  place: "Tổ cơ điện, Công ty Cổ phần Chè Than Uyên",
  title: "Tổ trưởng",
  qualification: "Trung cấp điện",
  share,
  confirmed: "đã xác nhận qua tin nhắn",
});

const texts = {
  number: "SK-2026-0042",
  state: "Được công nhận là sáng kiến",
  filedOn: "05/03/2026",
  resultBy: "chậm nhất 20/06/2026",
  statusAddress: "https://hoi.example.vn",
  place: "Lai Châu",
  day: "ngày 05 tháng 3 năm 2026",
  title: "Lắp cảm biến nhiệt và quạt đảo cho máy sao chè số 2",
  kindOfSolution: "Giải pháp kỹ thuật",
  domain: "Chế biến chè",
  recipient: "Công ty Cổ phần Chè Than Uyên",
  unit: "Công ty Cổ phần Chè Than Uyên",
  firstAuthor: "Lò Thị Mai",
  authorNames: "Lò Thị Mai (60%), Nguyễn Văn Trường (40%)",
  investor: "Công ty Cổ phần Chè Than Uyên",
  stage: "Đã áp dụng",
  firstApplied: "15/03/2026",
  problem: story.repeat(6),
  solution: `${story.repeat(12)}\n1. Lắp ba cảm biến nhiệt loại K.\n2. Hàn giá quạt đảo từ sắt hộp thừa.\n${story.repeat(6)}`,
  novelty: "Trước đây chỉnh lửa bằng tay; nay quạt tự đảo khi lệch quá 8 °C.",
  confidential: "Sơ đồ mạch điều khiển ở trang 3.",
  conditions: "Ba cảm biến loại K, một quạt 0,5 kW, một thợ làm trong hai ngày.",
  benefit: "Mỗi mẻ bớt hỏng 5 kg chè; công nhân không phải đứng cạnh lò.",
  benefitSummary: "Mỗi mẻ bớt hỏng 5 kg chè.",
  saving: "12.000.000 đồng (mười hai triệu đồng) mỗi năm",
  benefitUsers: "Tổ chế biến: từ tháng 3 tới nay không có mẻ nào phải bỏ.",
  annexes: "Lúc đầu lắp một cảm biến thì không đủ, sau thêm hai cái ở hai đầu.",
  council: "Hội đồng sáng kiến Công ty Cổ phần Chè Than Uyên",
  COUNCIL: "HỘI ĐỒNG SÁNG KIẾN",
  basis: "Quyết định số 15/QĐ-CTY ngày 10/01/2026",
  meetingTime: "14 giờ 30 phút, ngày 20 tháng 5 năm 2026",
  chair: "Hoàng Thị Thảo",
  secretary: "Vàng A Páo",
  entitled: "3",
  counted: "3",
  needed: "2",
  quorum: "Đủ số thành viên chấm.",
  mean: "86,17",
  spread: "1,76",
  conclusion: "Hội đồng thống nhất đề nghị công nhận sáng kiến với điểm trung bình 86,17.",
  scorer: "Giàng Thị Mỷ",
  scorerTitle: "Ủy viên, Tổ trưởng tổ Chế biến",
  total: "86",
  comment: "Cần ghi rõ hơn cách tính tiền làm lợi.",
  reviewer: "Phan Văn Sáng",
  reviewDue: "10/04/2026",
  opinion: "Giải pháp mới trong công ty, dễ làm, đã chạy ổn định hai tháng.",
  reviewedOn: "08/04/2026",
  decisionUnit: "Công ty Cổ phần Chè Than Uyên",
  DECISIONUNIT: "CÔNG TY CỔ PHẦN CHÈ THAN UYÊN",
  decisionNumber: "27/QĐ-CTY",
  decisionDay: "ngày 01 tháng 6 năm 2026",
  signer: "Đặng Quốc Khánh",
  reason: "Giải pháp trùng với quy trình bắt buộc đã ban hành tháng 01/2025.",
  recognizedCount: "02 (hai)",
  rewardTotal: "15.500.000 đồng (mười lăm triệu năm trăm nghìn đồng)",
};

const lists = {
  authors: [author(1, "Lò Thị Mai", "60"), author(2, "Nguyễn Văn Trường", "40")],
  helpers: [{ ...author(1, "Tẩn Láo Lở", ""), work: "Hàn giá quạt" }],
  attachments: [{ index: "1", name: "anh-may-sao.jpg", caption: "Máy sao sau khi lắp quạt" }],
  criteria: ["Tính mới", "Hiệu quả", "Khả năng áp dụng"].map((label, index) => ({
    index: String(index + 1),
    label,
    help: "Xem xét theo hồ sơ và thực tế tại nơi áp dụng.",
    most: ["30", "40", "30"][index] ?? "",
    points: ["26", "35", "25"][index] ?? "",
    mean: ["26,33", "34,5", "25,33"][index] ?? "",
  })),
  members: members.map(([name, title, role, total, comment], index) => ({
    index: String(index + 1),
    name,
    unit: "Công ty Cổ phần Chè Than Uyên",
    title,
    role,
    total,
    comment,
  })),
  conflicts: [{ index: "1", name: "Nguyễn Văn Trường", why: "là đồng tác giả" }],
  recognized: Array.from({ length: 24 }, (_, index) => ({
    index: String(index + 1),
    number: `SK-2026-${String(index + 40).padStart(4, "0")}`,
    title: "Lắp cảm biến nhiệt và quạt đảo cho máy sao chè số 2",
    authors: "Lò Thị Mai (60%), Nguyễn Văn Trường (40%)",
    unit: "Công ty Cổ phần Chè Than Uyên",
    domain: "Chế biến chè",
  })),
  rewards: [
    {
      index: "1",
      kind: "Thù lao năm thứ nhất",
      amount: "12.000.000 đồng (mười hai triệu đồng)",
      paidOn: "30/06/2026",
      basis: "Khoản 2 Điều 10",
    },
  ],
};

/** A proposal with everything in it, long enough for several pages. */
export async function fullFields(): Promise<PaperFields> {
  return { ...(await emptyFields()), ...texts, ...lists };
}
