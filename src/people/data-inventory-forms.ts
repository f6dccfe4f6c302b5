import { type Holding, type OnErase, purposes } from "./data-purposes.ts";

const { participation } = purposes;
const nobodys: OnErase = { kept: "không ghi tên, không ghi giờ, không nối lại được với ai" };

/** What forms keep. */
export const formHoldings: readonly Holding[] = [
  {
    ...{ table: "form", room: "participation", what: "Biểu mẫu của cán bộ", ...participation },
    columns: { created_by: { kept: "dữ liệu công tác của cán bộ, không phải của đoàn viên" } },
    plain: ["code", "service", "title", "status", "opens_at", "closes_at", "secret", "last_number"],
  },
  {
    ...{
      table: "form_version",
      room: "participation",
      what: "Nội dung từng bản của biểu mẫu",
      ...participation,
    },
    columns: { by_whom: { kept: "dữ liệu công tác của cán bộ, không phải của đoàn viên" } },
    plain: ["form_id", "definition"],
  },
  {
    ...{
      table: "form_draft",
      room: "participation",
      what: "Bản nháp trả lời biểu mẫu",
      ...participation,
      term: "7 ngày sau khi bỏ; đến khi đóng nếu biểu mẫu ẩn danh",
    },
    columns: { member_id: "deleted", state: "deleted" },
    plain: ["form_id"],
  },
  {
    ...{ table: "form_answer", room: "participation", what: "Câu trả lời có tên", ...participation },
    columns: { member_id: "deleted", answers: "deleted", detail: "deleted" },
    plain: ["form_id", "number", "state", "updated_by"],
  },
  {
    ...{
      table: "form_anonymous_answer",
      room: "participation",
      what: "Câu trả lời ẩn danh",
      ...participation,
    },
    columns: { answers: nobodys },
    plain: ["form_id"],
  },
  {
    ...{ table: "form_report", room: "participation", what: "Báo cáo của đơn vị theo kỳ", ...participation },
    columns: {},
    plain: ["form_id", "period", "unit_id", "answer_id"],
  },
  {
    ...{
      table: "form_figure",
      room: "participation",
      what: "Số liệu trong báo cáo của đơn vị",
      ...participation,
    },
    columns: {},
    plain: ["form_id", "period", "unit_id", "field", "value"],
  },
  {
    ...{ table: "form_chase", room: "participation", what: "Ai đã được nhắc báo cáo", ...participation },
    columns: { member_id: "deleted" },
    plain: ["form_id", "period", "step"],
  },
  {
    ...{
      table: "form_mark",
      room: "participation",
      what: "Dấu đã trả lời biểu mẫu một lần",
      ...participation,
      term: "đến khi đóng nếu biểu mẫu ẩn danh",
    },
    columns: {
      mark: { kept: "không cho biết trả lời gì, lúc nào; hết bí mật của biểu mẫu thì không dẫn tới ai" },
    },
    plain: ["form_id"],
  },
];
