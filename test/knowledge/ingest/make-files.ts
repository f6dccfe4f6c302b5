import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { writeXlsx } from "hucre/xlsx";
import pdfmake from "pdfmake";
import { debianTools } from "../../../src/knowledge/ingest/ocr.ts";

const project = join(import.meta.dirname, "..", "..", "..");

/** The plan as it ships: its paragraphs carry the marks and headings other formats must give back. */
export const plan = readFileSync(join(project, "knowledge", "ke-hoach-360.md"), "utf8");

/** Paragraphs of a knowledge file, Markdown marks of headings taken off. */
export function paragraphsOf(markdown: string): string[] {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .split("\n")
    .map((line) => line.replace(/^#+ /, "").trim())
    .filter((line) => line !== "");
}

/** The six lines above a plan's title, as the two columns every official document begins with. */
export function headOf(lines: readonly string[]): { left: string[]; right: string[]; rest: string[] } {
  const [superior = "", nation = "", issuer = "", motto = "", number = "", date = "", ...rest] = lines;
  return { left: [superior, issuer, number], right: [nation, motto, date], rest };
}

const roboto = (name: string) => join(project, "node_modules", "pdfmake", "fonts", "Roboto", name);

type PdfOptions = {
  readonly userPassword?: string;
  readonly head?: ReturnType<typeof headOf>;
  /** A line it fits begins a page. */
  readonly pageBefore?: RegExp;
};

/** A PDF made of paragraphs: a head in two columns, justified text with first-line indents, page numbers. */
export async function makePdf(lines: readonly string[], options: PdfOptions = {}): Promise<Uint8Array> {
  pdfmake.addFonts({
    Roboto: { normal: roboto("Roboto-Regular.ttf"), bold: roboto("Roboto-Medium.ttf") },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => true);
  const { head, userPassword, pageBefore } = options;
  const column = (texts: readonly string[]) => ({
    width: "*",
    stack: texts.map((text) => ({ text, alignment: "center" })),
  });
  const top = head ? [{ columns: [column(head.left), column(head.right)], columnGap: 40 }] : [];
  return pdfmake
    .createPdf({
      ...(userPassword && { userPassword }),
      pageMargins: [85, 57, 57, 57],
      footer: (page: number) => ({ text: String(page), alignment: "center" }),
      content: [
        ...top,
        ...lines.map((line) => ({
          ...pdfParagraph(line),
          ...(pageBefore?.test(line) && { pageBreak: "before" }),
        })),
      ],
      defaultStyle: { font: "Roboto", fontSize: 13, lineHeight: 1.2 },
    })
    .getBuffer();
}

function pdfParagraph(text: string) {
  const isTitle = text === text.toUpperCase() && !/^[IVX]+\./.test(text);
  if (isTitle) return { text, bold: true, alignment: "center", margin: [0, 12, 0, 0] };
  return { text, alignment: "justify", leadingIndent: 28, margin: [0, 0, 0, 6] };
}

const markers = [
  [LevelFormat.UPPER_ROMAN, "%1."],
  [LevelFormat.DECIMAL, "%2."],
  [LevelFormat.DECIMAL, "%2.%3."],
  [LevelFormat.BULLET, "-"],
] as const;

/** A Word file in which Word draws the numbers I. / 1. / 1.1. / - itself; the head is a table without lines. */
export async function makeNumberedDocx(lines: readonly string[]): Promise<Uint8Array> {
  const { left, right, rest } = headOf(lines);
  const cell = (texts: readonly string[]) =>
    new TableCell({ children: texts.map((text) => new Paragraph({ text })) });
  const document = new Document({
    numbering: {
      config: [
        {
          reference: "outline",
          levels: markers.map(([format, text], level) => ({
            level,
            format,
            text,
            alignment: AlignmentType.LEFT,
          })),
        },
      ],
    },
    sections: [
      {
        children: [
          new Table({ rows: [new TableRow({ children: [cell(left), cell(right)] })] }),
          ...rest.map(docxParagraph),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function docxParagraph(text: string): Paragraph {
  const patterns = [/^[IVX]+\. /, /^\d+\. /, /^\d+\.\d+\. /, /^- /];
  const level = patterns.findIndex((pattern) => pattern.test(text));
  if (level < 0) return new Paragraph({ children: [new TextRun(text)] });
  const shown = text.replace(patterns[level] ?? "", "");
  return new Paragraph({
    numbering: { reference: "outline", level },
    children: [new TextRun({ text: shown, bold: level < 2 })],
  });
}

const law = `QUỐC HỘI
Luật số: 50/2024/QH15
LUẬT CÔNG ĐOÀN
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về quyền và trách nhiệm của Công đoàn.
Điều 2. Giải thích từ ngữ
1. Công đoàn cơ sở là tổ chức cơ sở của Công đoàn.
2. Đoàn viên có các quyền sau đây:
a) Được đại diện khi bị xâm phạm quyền lợi;
b) Được thông tin về hoạt động công đoàn.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
Luật này được Quốc hội khóa XV thông qua ngày 27 tháng 11 năm 2024.`;

/** A small law in Word, every line a paragraph as it is printed. */
export function makeLawDocx(): Promise<Uint8Array> {
  const children = law.split("\n").map((line) => new Paragraph({ text: line }));
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** A workbook with a title above its table, kinds of values, and a sheet nobody is to see. */
export function makeWorkbook(): Promise<Uint8Array> {
  const day = new Date(Date.UTC(2026, 4, 18));
  return writeXlsx({
    sheets: [
      {
        name: "Công đoàn cơ sở",
        rows: [
          ["Danh sách năm 2026"],
          ["STT", "Đơn vị", "Đoàn viên", "Ngày"],
          [1, "Trường THPT số 1", 1_250_000, day],
          [2, "Bệnh viện | khoa Nội", 35, null],
        ],
        columns: [{}, {}, {}, { numFmt: "dd/mm/yyyy" }],
      },
      { name: "Nháp", hidden: true, rows: [["mật khẩu"], ["123456"]] },
    ],
  });
}

/**
 * The first pages of a PDF as a scanner would give them: pictures of pages and nothing else, or with the unseen
 * text some scanners lay over the first one.
 */
export async function scanOf(pdf: Uint8Array, pages: number, layer = ""): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-scan-"));
  const file = join(folder, "printed.pdf");
  writeFileSync(file, pdf);
  execFileSync(debianTools.pdftoppm, [
    "-r",
    "200",
    "-gray",
    "-png",
    "-l",
    String(pages),
    file,
    join(folder, "page"),
  ]);
  const pictures = readdirSync(folder).filter((name) => name.endsWith(".png"));
  pdfmake.setLocalAccessPolicy(() => true);
  const drawn = pictures.toSorted().map((name) => ({ image: join(folder, name), width: 595 }));
  const content =
    layer === ""
      ? drawn
      : [
          { ...drawn[0], absolutePosition: { x: 0, y: 0 } },
          { text: layer, fontSize: 8, opacity: 0 },
        ];
  const scan = await pdfmake
    .createPdf({ pageMargins: 0, content, defaultStyle: { font: "Roboto" } })
    .getBuffer();
  rmSync(folder, { recursive: true });
  return scan;
}

/** Pages with a photo on each and no letter. */
export function makePictures(pages: number): Promise<Uint8Array> {
  const image = `data:image/png;base64,${readFileSync(join(project, "test", "fixtures", "photo.png")).toString("base64")}`;
  const content = Array.from({ length: pages }, (_, n) => ({
    image,
    width: 300,
    ...(n > 0 && { pageBreak: "before" }),
  }));
  return pdfmake.createPdf({ content, defaultStyle: { font: "Roboto" } }).getBuffer();
}
