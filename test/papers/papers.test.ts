import { TemplateHandler, Zip } from "easy-template-x";
import { beforeAll, describe, expect, it } from "vitest";
import { listFields, type PaperFields, textFields } from "../../src/papers/fields.ts";
import { makePaper, shippedTemplate } from "../../src/papers/fill.ts";
import { type PaperKind, paperKinds } from "../../src/papers/kinds.ts";
import { hasOffice, openInOffice, type Shown } from "./office.ts";
import { emptyFields, fullFields } from "./sample.ts";

const noTemplates = "/nonexistent";
/** Looks like the marks of a template, XML, a formula and what no XML can hold. */
const hostile = '{title} {#authors} </w:t> & <b>x</b> =1+1 ]]> "\u0000\u000B\uD800" a\u0301';
const hostileShown = '{title} {#authors} </w:t> & <b>x</b> =1+1 ]]> "\uFFFD" á';

let shown: ReadonlyMap<string, Shown>;
let full: PaperFields;

beforeAll(async () => {
  full = await fullFields();
  const odd = {
    ...full,
    title: hostile,
    solution: hostile,
    authors: full.authors.map((one) => ({ ...one, name: hostile })),
  };
  const files: Record<string, Uint8Array> = {};
  for (const kind of paperKinds) {
    files[`full-${kind}.docx`] = await makePaper(kind, full, noTemplates);
    files[`empty-${kind}.docx`] = await makePaper(kind, await emptyFields(), noTemplates);
  }
  files["odd-application.docx"] = await makePaper("application", odd, noTemplates);
  shown = hasOffice ? await openInOffice(files) : new Map();
}, 90_000);

const read = (name: string): Shown => {
  const one = shown.get(`${name}.docx`);
  if (!one) throw new Error(`LibreOffice could not open ${name}.docx.`);
  return one;
};

const says: Readonly<Record<PaperKind, readonly string[]>> = {
  application: ["ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN", "Kính gửi: Công ty Cổ phần Chè Than Uyên", "Tẩn Láo Lở"],
  description: ["BÁO CÁO MÔ TẢ SÁNG KIẾN", "3. Tính mới trong phạm vi cơ sở", "anh-may-sao.jpg"],
  coauthors: ["GIẤY XÁC NHẬN ĐỒNG TÁC GIẢ", "Chữ ký", "Nguyễn Văn Trường"],
  receipt: ["GIẤY BIÊN NHẬN", "Thời hạn trả kết quả: chậm nhất 20/06/2026", "https://hoi.example.vn"],
  review: ["PHIẾU NHẬN XÉT", "Người thẩm định: Phan Văn Sáng", "☐ Công nhận sáng kiến"],
  score: ["PHIẾU CHẤM ĐIỂM", "Thành viên chấm: Giàng Thị Mỷ", "Tổng điểm: 86"],
  scores: ["BẢNG TỔNG HỢP ĐIỂM", "Điểm trung bình: 86,17/100", "là đồng tác giả"],
  minutes: ["BIÊN BẢN", "14 giờ 30 phút, ngày 20 tháng 5 năm 2026", "III. KẾT LUẬN"],
  decision: ["Điều 1. Công nhận 02 (hai) sáng kiến", "Nơi nhận:", "Đặng Quốc Khánh"],
  list: ["(Kèm theo Quyết định số 27/QĐ-CTY ngày 01 tháng 6 năm 2026", "SK-2026-0063"],
  certificate: ["GIẤY CHỨNG NHẬN SÁNG KIẾN", "Lò Thị Mai (60%), Nguyễn Văn Trường (40%)"],
  rewards: ["Thù lao năm", "Tổng cộng: 15.500.000 đồng (mười lăm triệu năm trăm nghìn đồng)"],
  decline: ["Về việc không công nhận sáng kiến", "Giải pháp trùng với quy trình bắt buộc"],
};

describe.runIf(hasOffice).each(paperKinds)("the paper %s", (kind) => {
  it("opens, and says what it was given under the national heading", () => {
    const { text } = read(`full-${kind}`);
    for (const words of ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ...says[kind]])
      expect(text).toContain(words);
    expect(text).not.toMatch(/[{}]|undefined/);
  });

  it("opens with nothing known, and leaves dots to write on instead of the marks of fields", () => {
    const { text, pages } = read(`empty-${kind}`);
    expect(text).toContain("………");
    expect(text).not.toMatch(/[{}]|undefined/);
    expect(pages).toBeLessThanOrEqual(kind === "certificate" ? 1 : 2);
  });
});

it.runIf(hasOffice)("the application has every field of the official form, in its order", () => {
  const { text } = read("full-application");
  const order = [
    "Kính gửi",
    "Tỷ lệ (%)",
    "đề nghị xét công nhận sáng kiến:",
    "Chủ đầu tư tạo ra sáng kiến",
    "Lĩnh vực áp dụng sáng kiến",
    "ghi ngày nào sớm hơn",
    "Mô tả bản chất của sáng kiến",
    "Những thông tin cần được bảo mật",
    "Các điều kiện cần thiết để áp dụng sáng kiến",
    "theo ý kiến của tác giả",
    "theo ý kiến của tổ chức, cá nhân đã tham gia áp dụng",
    "Danh sách những người đã tham gia áp dụng thử",
    "xin cam đoan mọi thông tin nêu trong đơn là trung thực",
    "ngày 05 tháng 3 năm 2026",
    "NGƯỜI NỘP ĐƠN",
  ].map((words) => text.indexOf(words));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

it.runIf(hasOffice)("a long table goes on over pages that are numbered and repeat its head", () => {
  const { text, pages } = read("full-decision");
  expect(pages).toBe(3);
  expect(text.match(/Mã hồ sơ Tên sáng kiến/g)).toHaveLength(pages);
  expect(text).toMatch(/ 2 .*Mã hồ sơ Tên sáng kiến.* 3 /);
});

it.runIf(hasOffice)("text that looks like a mark of a template, XML or a formula is only text", () => {
  const { text } = read("odd-application");
  expect(text).toContain(`công nhận sáng kiến: ${hostileShown}`);
  expect(text).toContain(`bản chất của sáng kiến: ${hostileShown}`);
});

it("every field there is stands on one of the papers", async () => {
  const handler = new TemplateHandler();
  const templates = await Promise.all(
    paperKinds.map(async (kind) => handler.getText(Buffer.from(await shippedTemplate(kind)))),
  );
  const all = templates.join(" ");
  for (const name of [...Object.keys(textFields), "qr"]) expect(all).toContain(`{${name}}`);
  for (const name of Object.keys(listFields)) expect(all).toContain(`{#${name}}`);
});

it("every measure is a whole number: Word refuses a file where LibreOffice rounds", async () => {
  for (const kind of paperKinds) {
    const zip = await Zip.load(Buffer.from(await makePaper(kind, full, noTemplates)));
    const xml = await zip.getFile("word/document.xml").getContentText();
    expect(xml.match(/\b[a-z]+:[a-zA-Z]+="-?\d+\.\d+"/g), kind).toBeNull();
    expect(xml, kind).not.toMatch(/<\/w:tbl><w:tbl>|<\/w:tbl><\/w:tc>/);
  }
});
