import type { Field, Form } from "../intake/form.ts";
import { author, benefit, confidential, problem, solution, unit } from "./fields.ts";
import { firstApplied, stage } from "./stage.ts";

/**
 * Đơn yêu cầu công nhận sáng kiến — the full depth: every field of the application, in its order (Phụ lục I
 * Thông tư 18/2013/TT-BKHCN; khoản 3 Điều 5 Điều lệ Sáng kiến). The description is told as what was, what was
 * done and what is new. It holds the quick form's fields, so that a quick draft grows into it.
 */
export const fullForm: Form = {
  id: "proposal-full",
  version: 1,
  title: "đơn yêu cầu công nhận sáng kiến",
  intro:
    "Ta viết thêm các mục của đơn chính thức. Mục nào chưa có thì “bỏ qua”; “để sau” thì bản nháp được giữ.",
  together: [],
  mostFiles: 20,
  secret: "confidential",
  fields: [
    author,
    unit,
    {
      id: "recipient",
      kind: "unit",
      label: "Kính gửi",
      names: ["noi nhan", "noi nhan don", "co so", "gui toi"],
      ask: "Đơn gửi tới cơ sở nào? Thường là công ty, cơ quan đã đầu tư cho việc này.",
      help: "Cơ sở là nơi công nhận sáng kiến. Ví dụ: Công ty Cổ phần Chè Than Uyên.",
    },
    {
      id: "authors",
      kind: "people",
      needsShares: true,
      label: "Tác giả và tỷ lệ đóng góp",
      names: ["cac tac gia", "dong tac gia", "ty le", "ty le dong gop", "nhom tac gia"],
      ask:
        "Kể các tác giả, mỗi người một dòng: họ tên, ngày sinh, nơi làm, chức danh, trình độ, tỷ lệ đóng góp. " +
        "Tỷ lệ cộng lại đủ 100%.",
      help:
        "Tác giả là người trực tiếp tạo ra sáng kiến. Ví dụ:\n" +
        "Nguyễn Văn An, 15/3/1985, tổ cơ điện, tổ trưởng, trung cấp, 60%\nLò Thị Mai, 2/9/1990, phòng kỹ thuật, nhân viên, đại học, 40%",
    },
    {
      id: "title",
      kind: "text",
      min: 8,
      max: 250,
      label: "Tên sáng kiến",
      names: ["ten de tai", "ten giai phap", "tieu de"],
      ask: "Đặt tên cho sáng kiến: làm gì, ở đâu, bằng cách nào.",
      help: "Ví dụ: “Lắp thanh gạt chống kẹt cho băng tải chè số 2”.",
    },
    {
      id: "investor",
      kind: "unit",
      isOptional: true,
      label: "Chủ đầu tư",
      names: ["chu dau tu tao ra sang kien"],
      ask: "Chủ đầu tư tạo ra sáng kiến là ai? Bỏ qua nếu tác giả tự bỏ tiền, công.",
      help: "Là nơi bỏ kinh phí, vật tư hoặc giao việc để làm ra sáng kiến. Ví dụ: Công ty Chè Than Uyên.",
    },
    {
      id: "domain",
      kind: "text",
      min: 3,
      max: 200,
      label: "Lĩnh vực áp dụng",
      names: ["linh vuc"],
      ask: "Sáng kiến áp dụng trong lĩnh vực nào?",
      help: "Ví dụ: chế biến chè, vận hành thủy điện, khám chữa bệnh, dạy học, quản lý kho.",
    },
    {
      id: "solutionKind",
      kind: "choice",
      isOptional: true,
      label: "Loại giải pháp",
      names: ["loai"],
      ask: "Đây là loại giải pháp nào?",
      help: "Kỹ thuật: máy móc, quy trình. Quản lý: cách tổ chức. Tác nghiệp: thao tác, nghiệp vụ hằng ngày.",
      options: [
        { value: "technical", label: "Giải pháp kỹ thuật", phrases: ["ky thuat"] },
        { value: "management", label: "Giải pháp quản lý", phrases: ["quan ly", "to chuc"] },
        { value: "operational", label: "Giải pháp tác nghiệp", phrases: ["tac nghiep", "nghiep vu"] },
        {
          value: "application",
          label: "Ứng dụng tiến bộ kỹ thuật",
          phrases: ["ung dung", "tien bo ky thuat"],
        },
      ],
    },
    stage,
    firstApplied,
    problem,
    solution,
    {
      id: "novelty",
      kind: "text",
      min: 8,
      max: 2000,
      label: "Điểm mới",
      names: ["tinh moi", "cai moi"],
      ask: "So với cách đang làm ở đơn vị, điểm mới là gì?",
      help: "Chỉ cần mới trong đơn vị. Nói rõ trước đây làm thế nào, nay khác ở chỗ nào. Ví dụ: “Trước gỡ kẹt bằng tay, nay có thanh gạt tự gỡ.”",
    },
    confidential,
    optionalText({
      id: "conditions",
      label: "Điều kiện áp dụng",
      names: ["dieu kien", "dieu kien can thiet"],
      ask: "Muốn áp dụng thì cần những gì: thiết bị, vật tư, con người?",
      help: "Ví dụ: máy hàn, 3 m sắt hộp, một thợ làm trong nửa ngày.",
    }),
    benefit,
    {
      id: "saving",
      kind: "money",
      isOptional: true,
      label: "Tiền làm lợi",
      names: ["so tien lam loi", "so tien", "lam loi"],
      ask: "Nếu tính được, làm lợi khoảng bao nhiêu tiền mỗi năm?",
      help: "Viết như “12 triệu mỗi năm”. Không tính được thì “bỏ qua”, đừng ước cho có.",
    },
    optionalText({
      id: "benefitUsers",
      label: "Ý kiến nơi áp dụng",
      names: ["y kien nguoi dung", "danh gia cua don vi", "y kien don vi"],
      ask: "Nơi đã áp dụng hoặc làm thử đánh giá lợi ích thế nào?",
      help: "Ghi đúng lời của tổ, phòng, người đã dùng. Ví dụ: “Tổ sàng: đỡ kẹt hẳn, nên lắp cả máy số 3.” Chưa có thì “bỏ qua”.",
    }),
    {
      id: "helpers",
      kind: "people",
      needsShares: false,
      isOptional: true,
      label: "Người tham gia áp dụng lần đầu",
      names: ["nguoi tham gia", "nguoi ap dung"],
      ask: "Ai cùng làm khi áp dụng lần đầu? Mỗi người một dòng: họ tên, ngày sinh, nơi làm, chức danh, trình độ.",
      help: "Là người giúp áp dụng, không phải tác giả. Ví dụ: Vàng A Sinh, 1990, tổ sàng, công nhân, sơ cấp. Không có thì “bỏ qua”.",
    },
    {
      id: "declaration",
      kind: "choice",
      label: "Cam đoan",
      names: ["loi cam doan"],
      ask: "Bạn cam đoan mọi thông tin trong đơn là trung thực, đúng sự thật và chịu trách nhiệm trước pháp luật?",
      help: "Chưa chắc mục nào thì “sửa” mục đó trước rồi hãy cam đoan.",
      options: [{ value: "yes", label: "Tôi cam đoan", phrases: ["cam doan", "em cam doan", "dong y"] }],
    },
  ],
};

function optionalText(field: Pick<Field, "id" | "label" | "names" | "ask" | "help">): Field {
  return { ...field, kind: "text", min: 3, max: 2000, isOptional: true };
}
