import { formHoldings } from "./data-inventory-forms.ts";
import { officeHoldings } from "./data-inventory-office.ts";
import { type Holding, type OnErase, purposes } from "./data-purposes.ts";

const { answer, news, proposal, membership, duty } = purposes;
const bareId: OnErase = { kept: "chỉ là mã, không còn dẫn tới ai; giữ cho số liệu đúng" };
const decided: OnErase = { kept: "cán bộ xử lý yêu cầu; hồ sơ đã công nhận giữ vì là căn cứ của quyết định" };
const othersPaper: OnErase = { kept: "tên trong hồ sơ do người khác nộp; xoá cùng hồ sơ đó" };
const roll: OnErase = { kept: "danh sách đoàn viên do đơn vị lập; đề nghị sửa, xoá gửi cán bộ" };
const proof: OnErase = { kept: "bằng chứng về sự đồng ý, Luật 91/2025/QH15 Điều 9.3" };

/** What is kept about members. */
const memberHoldings: readonly Holding[] = [
  {
    ...{ table: "member", room: "people", what: "Tên, đơn vị, chức vụ của người trò chuyện", ...answer },
    columns: {
      display_name: "emptied",
      name_key: "emptied",
      unit_id: "emptied",
      position: "emptied",
      position_key: "emptied",
      merged_into: bareId,
    },
    plain: ["preferred_channel", "state"],
  },
  {
    ...{ table: "address", room: "people", what: "Địa chỉ và tên trên kênh trò chuyện", ...answer },
    columns: { external_id: "deleted", member_id: "deleted", name: "deleted" },
    plain: ["unreachable_why"],
  },
  {
    ...{ table: "consent", room: "people", what: "Lựa chọn đồng ý hiện nay", ...duty },
    columns: { member_id: proof },
    plain: ["purpose", "text_version"],
  },
  {
    ...{ table: "consent_event", room: "people", what: "Mọi lựa chọn đồng ý từng có", ...duty },
    columns: { member_id: proof },
    plain: ["purpose", "text_version"],
  },
  {
    ...{ table: "member_tag", room: "people", what: "Nhóm của đoàn viên", ...membership },
    columns: { member_id: "deleted", tag: "deleted" },
    plain: ["origin"],
  },
  {
    ...{ table: "roster", room: "people", what: "Danh sách đoàn viên", ...membership },
    columns: {
      ...{ code: roll, full_name: roll, unit_id: roll, position: roll, tags: roll, joined_on: roll },
      ...{ phone: "emptied", member_id: "emptied" },
    },
    plain: ["state"],
  },
  {
    ...{ table: "link_code", room: "people", what: "Mã liên kết dùng một lần", ...answer, term: "codes" },
    columns: {
      member_id: "deleted",
      roster_id: { kept: "mã do cán bộ cấp cho một dòng danh sách; hết hạn thì xoá" },
    },
    plain: ["code_hash"],
  },
  {
    ...{ table: "link_miss", room: "people", what: "Mã liên kết gõ sai", ...answer, term: "codes" },
    columns: { member_id: "deleted" },
    plain: [],
  },
  {
    ...{ table: "member_merge", room: "people", what: "Hai kênh trò chuyện là một người", ...duty },
    columns: { from_id: bareId, into_id: bareId, overruled: proof },
    plain: [],
  },
  {
    ...{ table: "data_request", room: "people", what: "Yêu cầu về dữ liệu cá nhân", ...duty },
    columns: { member_id: bareId, wanted: "emptied", address_id: "emptied" },
    plain: ["about", "acknowledge_by", "due", "closed_by", "reason", "has_rest"],
  },
  {
    ...{ table: "inbound", room: "conversation", what: "Tin nhắn gửi đến", ...answer, term: "messages" },
    columns: { sender_id: "emptied", sender_name: "emptied", said: "emptied", fault: "emptied" },
    plain: ["external_id", "joined_to"],
  },
  {
    ...{ table: "dialogue", room: "conversation", what: "Câu chuyện đang dở", ...answer },
    columns: { member_id: "deleted", state: "deleted" },
    plain: [],
  },
  {
    ...{ table: "officer_floor", room: "conversation", what: "Cuộc trò chuyện cán bộ đang giữ", ...answer },
    columns: { address_id: "deleted" },
    plain: ["by_whom", "until"],
  },
  {
    ...{ table: "delivery", room: "delivery", what: "Tin đã gửi", ...news, term: "replies" },
    columns: { member_id: bareId, address_id: "emptied", content: "emptied", external_id: "emptied" },
    plain: ["run_id", "inbound_seq", "claimed_by", "why", "code"],
  },
  {
    ...{ table: "asked", room: "questions", what: "Câu hỏi", ...answer, term: "questions" },
    columns: { member_id: bareId, question: "emptied" },
    plain: ["inbound_seq", "cited"],
  },
  {
    ...{ table: "officer_case", room: "questions", what: "Phiếu hỏi cán bộ", ...answer, term: "cases" },
    columns: { member_id: bareId, question: "emptied", answer: "emptied", address_id: "emptied" },
    plain: ["nearest", "assigned_to", "answered_by", "waiting_since", "snoozed_until"],
  },
  {
    ...{
      table: "case_event",
      room: "questions",
      what: "Ghi chú của cán bộ trên phiếu",
      ...answer,
      term: "cases",
    },
    columns: { note: "emptied" },
    plain: ["case_id", "by_whom"],
  },
  {
    ...{ table: "faq", room: "questions", what: "Giải đáp soạn từ phiếu", ...answer },
    columns: {
      question: { kept: "bản nháp được xoá; bản đã đăng do cán bộ viết lại, không nêu tên ai" },
      answer: { kept: "bản nháp được xoá; bản đã đăng là lời của cán bộ" },
    },
    plain: ["case_number", "answered_by", "drafted_by", "approved_by"],
  },
  {
    ...{ table: "faq_told", room: "questions", what: "Ai đã được báo câu trả lời", ...answer },
    columns: { member_id: "deleted" },
    plain: ["faq_seq"],
  },
  {
    ...{
      table: "draft",
      room: "proposals",
      what: "Bản nháp sáng kiến",
      ...proposal,
      term: "7 ngày sau khi bỏ",
    },
    columns: { member_id: "deleted", state: "deleted" },
    plain: ["form", "form_version"],
  },
  {
    ...{ table: "proposal", room: "proposals", what: "Hồ sơ sáng kiến", ...proposal },
    columns: { member_id: bareId, answers: decided },
    plain: ["draft_id", "depth", "state", "merged_into"],
  },
  {
    ...{ table: "proposal_face", room: "proposals", what: "Tên, tác giả, nội dung để tìm", ...proposal },
    columns: {
      ...{
        title: decided,
        author: decided,
        unit: decided,
        unit_key: decided,
        field: decided,
        field_key: decided,
      },
      ...{ search: decided, open_text: decided },
    },
    plain: ["doc", "proposal_id", "year", "used_from", "used_to"],
  },
  {
    ...{ table: "proposal_word", room: "proposals", what: "Các chữ của hồ sơ để tìm", ...proposal },
    columns: { word: decided },
    plain: ["doc"],
  },
  {
    ...{ table: "proposal_event", room: "proposals", what: "Các bước của hồ sơ", ...proposal },
    columns: { by_whom: bareId, note: decided },
    plain: ["proposal_id", "from_state", "to_state"],
  },
  {
    ...{ table: "coauthor_invite", room: "proposals", what: "Lời mời đồng tác giả", ...proposal },
    columns: { name: othersPaper, shown_to: "emptied", answered_by: bareId },
    plain: ["proposal_id", "seat", "share", "code_hash"],
  },
  {
    ...{ table: "proposal_review", room: "proposals", what: "Ý kiến thẩm định", ...proposal },
    columns: { opinion: decided },
    plain: ["proposal_id", "reviewer", "due", "assigned_by"],
  },
  {
    ...{ table: "council_item", room: "proposals", what: "Hồ sơ trước hội đồng", ...proposal },
    columns: { conclusion: decided },
    plain: ["council_id", "proposal_id", "closed_by", "tally"],
  },
  {
    ...{ table: "council_score", room: "proposals", what: "Nhận xét của hội đồng", ...proposal },
    columns: { comment: decided },
    plain: ["item_id", "council_member_id", "points"],
  },
  {
    ...{ table: "council_conflict", room: "proposals", what: "Xung đột lợi ích", ...proposal },
    columns: { why: decided },
    plain: ["item_id", "council_member_id", "by_whom"],
  },
  {
    ...{ table: "honour_score", room: "proposals", what: "Nhận xét khi xét biểu dương", ...proposal },
    columns: { comment: decided },
    plain: ["candidate_id", "council_member_id", "points"],
  },
  {
    ...{
      table: "honour_conflict",
      room: "proposals",
      what: "Xung đột lợi ích khi xét biểu dương",
      ...proposal,
    },
    columns: { why: decided },
    plain: ["candidate_id", "council_member_id", "by_whom"],
  },
  {
    ...{ table: "honour_candidate", room: "proposals", what: "Sáng kiến được xét biểu dương", ...proposal },
    columns: { why: decided },
    plain: ["round_id", "proposal_id", "tally", "place", "added_by"],
  },
  {
    ...{ table: "decision", room: "proposals", what: "Quyết định về hồ sơ", ...proposal },
    columns: { reason: { kept: "quyết định đã ban hành; bản chưa ban hành được xoá" } },
    plain: ["proposal_id", "unit", "drafted_by", "publication_id"],
  },
  {
    ...{ table: "reward", room: "proposals", what: "Thù lao, tiền thưởng của hồ sơ", ...proposal },
    columns: { basis: { kept: "chứng từ về tiền đã trả" } },
    plain: ["proposal_id", "amount", "paid_on", "base", "year_of_use", "recorded_by"],
  },
  {
    ...{ table: "quiz_attempt", room: "campaigns", what: "Lượt tham gia cuộc thi", ...news },
    columns: { member_id: "deleted" },
    plain: ["quiz_id"],
  },
  {
    ...{ table: "quiz_answer", room: "campaigns", what: "Câu trả lời trong cuộc thi", ...news },
    columns: { member_id: "deleted" },
    plain: ["quiz_id", "question", "choice"],
  },
  {
    ...{ table: "blob", room: "database", what: "Ảnh, tệp đoàn viên gửi", ...proposal, term: "files" },
    columns: { hash: "deleted" },
    plain: ["media_type", "size_bytes"],
  },
  {
    ...{
      table: "blob_bytes",
      room: "database",
      what: "Nội dung ảnh, tệp đoàn viên gửi",
      ...proposal,
      term: "files",
    },
    columns: { hash: "deleted", bytes: "deleted" },
    plain: ["name"],
  },
];

/**
 * Every table of the database: what it holds about people, why, how long, and what erasing does to it. A test
 * compares it with the database itself, so that a new column is looked at before it is used.
 */
export const inventory: readonly Holding[] = [...memberHoldings, ...formHoldings, ...officeHoldings];
