import type { Schema } from "../database/schema.ts";

/** What erasing a member does to a column: its row goes, it is emptied, or it stays for the reason given. */
export type OnErase = "deleted" | "emptied" | { readonly kept: string };

/** Một nơi lưu dữ liệu cá nhân — a table that holds personal data, and the rules for it. */
export type Holding = {
  readonly table: keyof Schema;
  readonly room: string;
  /** What it holds and of whom, for the record of processing. */
  readonly what: string;
  readonly purpose: string;
  /** Which consent or article of law allows it. */
  readonly basis: string;
  /** How long it is kept: a kind of `RETENTION`, or in words. */
  readonly term: string;
  /** Every column with personal data. */
  readonly columns: Readonly<Record<string, OnErase>>;
  /** The other columns: looked at, and found to say nothing about a person. */
  readonly plain: readonly string[];
};

/** Why something is kept, what allows it, and how long, as the record of processing says it. */
export const purposes = {
  answer: {
    purpose: "Trả lời câu hỏi và yêu cầu của người nhắn",
    basis: "thông báo khi bắt đầu trò chuyện; Luật 91/2025/QH15 Điều 19.1",
    term: "đến khi người dùng xoá",
  },
  news: {
    purpose: "Gửi tin công đoàn và cuộc thi tìm hiểu",
    basis: "đồng ý nhận tin (news); Luật 91/2025/QH15 Điều 9",
    term: "đến khi người dùng xoá",
  },
  proposal: {
    purpose: "Tiếp nhận, xét và công nhận sáng kiến",
    basis: "đồng ý lưu hồ sơ (proposal); Nghị định 13/2012/NĐ-CP",
    term: "theo quy định lưu trữ hồ sơ của đơn vị",
  },
  participation: {
    purpose: "Lấy ý kiến, đăng ký, báo cáo bằng biểu mẫu",
    basis: "đồng ý lưu câu trả lời có tên (participation); Luật 91/2025/QH15 Điều 9",
    term: "đến khi người dùng xoá, hoặc biểu mẫu hết dùng",
  },
  membership: {
    purpose: "Quản lý đoàn viên theo đơn vị",
    basis: "nhiệm vụ của tổ chức Công đoàn; số điện thoại chỉ khi người đó đồng ý",
    term: "khi còn trong danh sách của đơn vị",
  },
  duty: {
    purpose: "Chứng minh việc tuân thủ pháp luật về dữ liệu cá nhân",
    basis: "Luật 91/2025/QH15 Điều 9.3 và Nghị định 356/2025/NĐ-CP Điều 5",
    term: "khi hệ thống còn hoạt động",
  },
  office: {
    purpose: "Cán bộ làm việc trên hệ thống và chịu trách nhiệm về việc mình làm",
    basis: "quan hệ công tác của cán bộ",
    term: "khi còn cần cho công việc và kiểm tra",
  },
} as const;
