import type { Schema } from "../database/schema.ts";
import { type Holding, type OnErase, purposes } from "./data-purposes.ts";

const { office } = purposes;
const work: OnErase = { kept: "dữ liệu công tác của cán bộ, không phải của đoàn viên" };

/** A table of what officers are and do. */
function ofOfficers(
  table: keyof Schema,
  room: string,
  {
    what,
    columns,
    plain,
    term = office.term,
  }: Pick<Holding, "what" | "plain"> & { columns: readonly string[]; term?: string },
): Holding {
  const kept = Object.fromEntries(columns.map((column) => [column, work]));
  return { table, room, what, ...office, term, columns: kept, plain };
}

/** A table that says nothing about anybody. */
function impersonal(table: keyof Schema, room: string, plain: readonly string[]): Holding {
  return { table, room, what: "Không có dữ liệu cá nhân", ...office, columns: {}, plain };
}

export const officeHoldings: readonly Holding[] = [
  ofOfficers("officer", "people", {
    what: "Tài khoản cán bộ",
    columns: ["name", "login", "password_hash", "totp_secret", "recovery_hashes"],
    plain: ["role", "unit", "may_send", "totp_step"],
  }),
  ofOfficers("officer_link", "people", {
    what: "Liên kết đặt mật khẩu",
    columns: ["officer_id", "totp_secret"],
    plain: ["token_hash"],
    term: "codes",
  }),
  ofOfficers("officer_session", "people", {
    what: "Phiên làm việc",
    columns: ["officer_id", "device"],
    plain: ["token_hash"],
    term: "sessions",
  }),
  ofOfficers("login_failure", "people", {
    what: "Đăng nhập sai theo tài khoản và địa chỉ mạng",
    columns: ["subject"],
    plain: ["failures", "blocked_until"],
    term: "sessions",
  }),
  ofOfficers("officer_request", "people", {
    what: "Kết quả thao tác để không làm hai lần",
    columns: ["officer_id", "answer"],
    plain: ["request_key", "route"],
    term: "sessions",
  }),
  ofOfficers("officer_chat", "people", {
    what: "Kênh trò chuyện của cán bộ",
    columns: ["external_id", "officer_id"],
    plain: [],
  }),
  ofOfficers("officer_chat_code", "people", {
    what: "Mã gắn kênh trò chuyện của cán bộ",
    columns: ["officer_id"],
    plain: ["code_hash"],
    term: "codes",
  }),
  ofOfficers("audit", "people", {
    what: "Nhật ký thao tác",
    columns: ["officer_id", "officer_name"],
    plain: ["action", "subject", "detail"],
  }),
  ofOfficers("data_log", "people", {
    what: "Nhật ký yêu cầu và vi phạm dữ liệu, không sửa được",
    columns: ["by_whom"],
    plain: ["subject", "note"],
  }),
  ofOfficers("data_breach", "people", {
    what: "Sổ vi phạm dữ liệu",
    columns: ["added_by"],
    plain: ["what", "kinds", "people", "notify_by", "measures"],
  }),
  ofOfficers("unit", "people", {
    what: "Đơn vị; ai xác nhận",
    columns: ["confirmed_by"],
    plain: ["code", "name", "level", "parent_id", "valid_from", "valid_to", "source"],
  }),
  impersonal("unit_old_name", "people", ["unit_id", "name"]),
  impersonal("unit_successor", "people", ["unit_id", "successor_id"]),
  ofOfficers("faq_event", "questions", {
    what: "Ai duyệt giải đáp",
    columns: ["by_whom"],
    plain: ["faq_seq"],
  }),
  ofOfficers("proposal_rule", "proposals", {
    what: "Thời hạn riêng; ai đặt",
    columns: ["set_by"],
    plain: ["name", "days"],
  }),
  ofOfficers("council", "proposals", {
    what: "Hội đồng sáng kiến",
    columns: ["created_by"],
    plain: ["name", "unit", "basis", "rubric", "quorum_percent", "excludes_same_unit"],
  }),
  {
    ...{ table: "council_member", room: "proposals", what: "Thành viên hội đồng", ...office },
    columns: { name: work, title: work, unit: work, member_id: "emptied" },
    plain: ["council_id", "role", "seat"],
  },
  ofOfficers("honour_round", "proposals", {
    what: "Đợt biểu dương",
    columns: ["signer", "created_by", "published_by"],
    plain: [
      "year",
      "title",
      "occasion",
      "council_id",
      "since",
      "until",
      "least",
      "most",
      "paper_number",
      "signed_on",
    ],
  }),
  ofOfficers("decision_paper", "proposals", {
    what: "Quyết định đã ban hành",
    columns: ["signer", "published_by"],
    plain: ["paper_number", "signed_on", "unit"],
  }),
  impersonal("number_series", "proposals", ["series", "last"]),
  ofOfficers("campaign", "campaigns", {
    what: "Đợt tin; ai duyệt",
    columns: ["approved_by"],
    plain: [
      ...[
        "title",
        "topic",
        "content",
        "audience",
        "channels",
        "outlets",
        "schedule",
        "sources",
        "fingerprint",
      ],
      ...["next_slot", "grace_minutes", "daily_cap", "embargo"],
    ],
  }),
  ofOfficers("campaign_run", "campaigns", {
    what: "Lần gửi; ai duyệt",
    columns: ["approved_by"],
    plain: ["campaign_id", "slot", "why", "repeat_key", "fingerprint", "planned"],
  }),
  ofOfficers("campaign_event", "campaigns", {
    what: "Các bước của đợt tin",
    columns: ["by_whom", "officer_id"],
    plain: ["campaign_id", "run_id", "note"],
  }),
  ofOfficers("campaign_approval", "campaigns", {
    what: "Các lần duyệt",
    columns: ["by_whom", "officer_id"],
    plain: ["campaign_id", "fingerprint", "plan", "way", "reached"],
  }),
  ofOfficers("approval_request", "campaigns", {
    what: "Đề nghị duyệt gửi vào kênh của cán bộ",
    columns: ["officer_id", "address_id"],
    plain: ["campaign_id", "fingerprint", "secret", "large_from"],
  }),
  impersonal("quiz", "campaigns", ["campaign_id", "title", "explains", "ties", "units_by", "questions"]),
  impersonal("article", "campaigns", [
    ...["run_id", "campaign_id", "slug", "title", "lead", "parts", "sources", "embargo", "withdrawn_why"],
  ]),
  ofOfficers("article_correction", "campaigns", {
    what: "Đính chính; ai viết",
    columns: ["by_whom"],
    plain: ["run_id", "note"],
  }),
  impersonal("publication", "campaigns", [
    "run_id",
    "outlet",
    "shown",
    "external_id",
    "url",
    "why",
    "detail",
  ]),
  impersonal("delivery_run", "delivery", ["run_id", "content", "freeze_after", "freeze_until", "topic"]),
  impersonal("allotment", "delivery", ["period", "used"]),
  impersonal("channel_sign", "delivery", ["words"]),
  impersonal("lane", "delivery", ["paused_until", "why"]),
  ofOfficers("canned_reply", "questions", {
    what: "Câu mẫu; ai sửa",
    columns: ["updated_by"],
    plain: ["name", "text"],
  }),
  ofOfficers("set_up_step", "people", {
    what: "Các bước cài đặt ban đầu; ai làm",
    columns: ["by_whom"],
    plain: ["step", "state"],
  }),
  impersonal("document", "knowledge", ["meta", "body", "content_hash", "origin"]),
  impersonal("clause_note", "knowledge", ["document_id", "clause_id", "note"]),
  impersonal("clause_vector", "knowledge", ["model", "key", "vector"]),
  impersonal("office_phrase", "knowledge", ["written", "meaning"]),
  impersonal("alarm", "watch", ["key", "words"]),
  impersonal("backup_run", "watch", ["file", "size_bytes", "row_count", "proof", "why"]),
  impersonal("installation_secret", "database", ["name", "value"]),
  impersonal("platform_token", "database", [
    ...["platform", "access", "refresh", "why", "origin", "lease_by", "lease_until"],
  ]),
];
