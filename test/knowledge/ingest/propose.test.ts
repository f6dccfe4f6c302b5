import { describe, expect, it } from "vitest";
import { writeNumbers } from "../../../src/knowledge/ingest/docx-numbering.ts";
import { joinLines } from "../../../src/knowledge/ingest/joining.ts";
import { layOut, pageParagraphs, withoutFurniture } from "../../../src/knowledge/ingest/pdf-layout.ts";
import { propose } from "../../../src/knowledge/ingest/propose.ts";
import { shape } from "../../../src/knowledge/ingest/shape.ts";

describe("the description proposed from a text", () => {
  it("of an official letter takes its subject from V/v", () => {
    const letter = `LIÊN ĐOÀN LAO ĐỘNG

TỈNH LAI CHÂU

Số: 45/LĐLĐ-TC

V/v báo cáo kết quả quý I

Lai Châu, ngày 5 tháng 4 năm 2026

Kính gửi: Các công đoàn cơ sở`;
    expect(propose(letter, "cv.pdf")).toMatchObject({
      id: "cv-45",
      kind: "Công văn",
      issuer: "Liên đoàn Lao động tỉnh Lai Châu",
      number: "45/LĐLĐ-TC",
      title: "Công văn 45/LĐLĐ-TC báo cáo kết quả quý I",
      issued: "2026-04-05",
    });
  });

  it("of a decree keeps the year in its id, and reads from when it is in force", () => {
    const decree = `CHÍNH PHỦ

Số: 13/2012/NĐ-CP

Hà Nội, ngày 02 tháng 3 năm 2012

# NGHỊ ĐỊNH

Ban hành Điều lệ Sáng kiến

Điều 1. Nghị định này có hiệu lực thi hành kể từ ngày 16 tháng 4 năm 2012.`;
    expect(propose(decree, "nd.pdf")).toEqual({
      id: "nd-13-2012",
      number: "13/2012/NĐ-CP",
      title: "Nghị định 13/2012/NĐ-CP ban hành Điều lệ Sáng kiến",
      kind: "Nghị định",
      issuer: "Chính phủ",
      issued: "2012-03-02",
      in_force_from: "2012-04-16",
    });
  });

  it("does not invent: a text without any of it has a title and an id only", () => {
    expect(propose("Nghỉ trưa từ 11 giờ 30.\n\nKhông hút thuốc.", "noi-quy.txt")).toEqual({
      id: "nghi-trua-tu-11-gio-30",
      title: "Nghỉ trưa từ 11 giờ 30.",
    });
    expect(propose("!", "Bản thảo.txt")).toEqual({ id: "ban-thao", title: "Bản thảo" });
  });

  it("takes no date that does not exist", () => {
    const text = "Số: 1/KH-LĐLĐ\n\nLai Châu, ngày 31 tháng 2 năm 2026\n\n# KẾ HOẠCH";
    expect(propose(text, "a").issued).toBeUndefined();
  });
});

describe("the shape of the Markdown", () => {
  const shaped = (...texts: string[]) =>
    shape(texts.map((text) => ({ text, level: 0, isBold: false })))
      .trim()
      .split("\n\n");

  it("makes a numbered line a heading when something stands under it, else a point", () => {
    expect(
      shaped("I. CHUNG", "1. Một", "1.1. Hai", "2. Ba", "- bốn", "II. RIÊNG", "1. Làm việc;", "2. Nghỉ."),
    ).toEqual([
      "## I. CHUNG",
      "### 1. Một",
      "1.1. Hai",
      "### 2. Ba",
      "- bốn",
      "## II. RIÊNG",
      "1. Làm việc;",
      "2. Nghỉ.",
    ]);
  });

  it("writes bullets of symbol fonts as bullets, and drops lines without a word", () => {
    expect(shaped("\uf0b7 một", "• hai", "----", "➢ ba", "o Bốn")).toEqual([
      "- một",
      "• hai",
      "- ba",
      "- Bốn",
    ]);
  });

  it("lets no text of a file become markup", () => {
    expect(shaped("# không phải tiêu đề", "<script>alert(1)</script>", "> trích")).toEqual([
      "\\# không phải tiêu đề",
      "< script>alert(1)< /script>",
      "› trích",
    ]);
  });
});

describe("numbers Word draws itself", () => {
  const numbering = `<w:numbering><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`;
  const line = (list: number, level: number) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`;
  const marks = (document: string, styles = "") =>
    [...writeNumbers(document, numbering, styles).matchAll(/preserve">([^<]*) </g)].map(([, mark]) => mark);

  it("go on level by level, begin again under a new one, and show Roman numbers as digits where it says so", () => {
    const levels = [0, 1, 1, 2, 2, 0, 1, 2];
    expect(marks(levels.map((level) => line(7, level)).join(""))).toEqual([
      "I.",
      "1.1.",
      "1.2.",
      "a)",
      "b)",
      "II.",
      "2.1.",
      "a)",
    ]);
  });

  it("begin where a list says, without touching the other list", () => {
    expect(marks(line(7, 0) + line(8, 0) + line(7, 0))).toEqual(["I.", "V.", "II."]);
  });

  it("come from a style too, and a paragraph may say it has none", () => {
    const styles = `<w:style w:type="paragraph" w:styleId="De"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>`;
    const styled = `<w:p><w:pPr><w:pStyle w:val="De"/></w:pPr></w:p>`;
    const none = `<w:p><w:pPr><w:pStyle w:val="De"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>`;
    expect(marks(styled + none + styled, styles)).toEqual(["I.", "II."]);
  });
});

describe("lines become paragraphs", () => {
  it("of a text broken at the margin: until a blank, a mark, or a short line", () => {
    const text = "Một dòng dài đến tận lề của trang giấy\nrồi mới xuống dòng.\n1. Điểm thứ nhất\n\nĐoạn sau.";
    expect(joinLines(text)).toEqual([
      "Một dòng dài đến tận lề của trang giấy rồi mới xuống dòng.",
      "1. Điểm thứ nhất",
      "Đoạn sau.",
    ]);
  });

  it("of pages: page numbers and running heads go, and a sentence goes on over the edge", () => {
    const at = (text: string, x: number, y: number) => ({ text, x, y, width: text.length * 6, size: 12 });
    const full = "chữ ".repeat(18).trim();
    const page = (number: number, ...texts: string[]) =>
      layOut(
        [
          at("Công báo", 100, 800),
          ...texts.map((text, n) => at(text, 50, 700 - n * 15)),
          at(String(number), 300, 20),
        ],
        595,
      );
    const pages = [1, 2, 3, 4].map((number) => page(number, full, `${full} ${number}`, full));
    const [first = "", ...rest] = pageParagraphs(withoutFurniture(pages));
    expect(rest).toEqual([]);
    expect(first).not.toContain("Công báo");
    expect(first.match(/chữ/g)).toHaveLength(216);
  });
});
