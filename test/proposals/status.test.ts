import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countProposals } from "../../src/proposals/finding/counts.ts";
import { listProposals } from "../../src/proposals/finding/list.ts";
import { countsText, rowText } from "../../src/proposals/register.ts";
import { numberIn, statusWords } from "../../src/proposals/status.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { file, idea, newMember } from "./member.ts";

describe("asking where a proposal stands", () => {
  test.each([
    "sk của em tới đâu rồi",
    "trang thai sk",
    "hồ sơ của tôi đến đâu rồi ạ?",
    "sáng kiến của em thế nào rồi",
    "tiến độ sáng kiến",
    "ket qua sk cua em",
    "sáng kiến em nộp tới đâu rồi",
    "don cua minh duyet chua",
    "hồ sơ đã được duyệt chưa",
  ])("“%s” does", (text) => {
    expect(statusWords(text)).toEqual({ number: null });
  });

  test.each([
    "Sáng kiến là gì",
    "Điều kiện công nhận sáng kiến thế nào",
    "nộp 2 tháng rồi chưa thấy trả lời phải hỏi ai",
    "em muon nop sang kien thi lam the nao",
    "kết quả thực hiện nghị quyết 16",
    "sửa lại sk đã gửi thế nào",
    "chương trình 1 triệu sáng kiến còn nhận không",
    "sáng kiến của em công ty lấy dùng mà không ghi tên em",
    "giống SK-2026-0001 nhưng em thay dây răng",
  ])("“%s” does not", (text) => {
    expect(statusWords(text)).toBeUndefined();
  });

  test.each([
    ["SK-2026-0001", "SK-2026-0001"],
    ["sk 2026 1 tới đâu rồi", "SK-2026-0001"],
    ["SK-2026-0001 của em duyệt chưa ạ", "SK-2026-0001"],
    ["cho em hỏi sk 2026-1 tới khâu nào rồi ad", "SK-2026-0001"],
    ["SK2026-12", "SK-2026-0012"],
    ["sk-2026-12345", "SK-2026-12345"],
    ["mã SK–2026–0042 ạ", "SK-2026-0042"],
  ])("“%s” names %s", (text, number) => {
    expect(statusWords(text)).toEqual({ number });
    expect(numberIn(text)).toBe(number);
  });

  test.each(["2026", "SK", "Kế hoạch 360", "sk 26 1"])("“%s” names none", (text) => {
    expect(numberIn(text)).toBeNull();
  });
});

describe("the register", () => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await openTestDatabase();
  });
  afterEach(() => opened.close());

  test("counts ideas, filed, unclear and recognized ones apart", async () => {
    const mai = await newMember(opened.db);
    await file(mai);
    await file(mai, idea);
    await file(mai, ["Kho vật tư để lẫn lộn", "Dán nhãn từng khu", "tìm nhanh hơn", "Lò Thị Mai, tổ 3"]);
    const counts = await countProposals(opened.db.read);
    expect(counts).toMatchObject({ filed: 1, ideas: 1, unclear: 1, valid: 0, recognized: 0, drafts: 0 });
    expect(countsText(counts)).toContain("Ý tưởng: 1 · Sáng kiến được cơ sở công nhận: 0");
    const { rows } = await listProposals(opened.db.read, { page: 1, size: 10 });
    expect(rows.map(rowText).at(-1)).toMatch(
      /^SK-2026-0001 \| 23\/11\/2026 \| Đã ghi nhận, chờ cán bộ công đoàn xem \| Lò Thị Mai \| xưởng chè Tân Uyên \| /,
    );
  });
});
