import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { plainOf } from "./plain.ts";

/**
 * What official papers are built from, with the measures of Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman,
 * body 13, heads 12 to 13, titles 14, lists of recipients 11. Sizes of `docx` are half points, lengths twentieths of
 * a point. Texts are only texts, whatever stands in them; a `{field}` becomes one when a template is filled.
 */

const size = { small: 22, head: 24, body: 26, title: 28, name: 36 } as const;
type Size = keyof typeof size;

/** One piece of a paper, top to bottom. */
export type Block = Paragraph | Table;
/** A text, or parts of it that look different. */
export type Words = string | readonly (string | TextRun)[];
type Side = "left" | "center" | "right" | "both";
type Look = {
  readonly side?: Side;
  readonly size?: Size;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  /** Stays on one page with what follows. */
  readonly keepsNext?: boolean;
  /** Indents the first line by 1 cm, as paragraphs of running text are. */
  readonly isIndented?: boolean;
  /** Points before and after. */
  readonly space?: readonly [number, number];
};

/** Text width of an A4 page between its margins of 30 and 20 mm; `landscape` between 20 and 20 mm. */
const cm = 567;
export const pageWidths = { portrait: 16 * cm, landscape: Math.round(25.7 * cm) } as const;

/** A part of a text that stands out. */
export function bold(text: string): TextRun {
  return new TextRun({ text: plainOf(text), bold: true });
}

/** Any paragraph. */
export function line(words: Words, look: Look = {}): Paragraph {
  const [before, after] = look.space ?? [0, 0];
  return new Paragraph({
    alignment: AlignmentType[look.side === "both" ? "BOTH" : capital(look.side ?? "left")],
    spacing: { before: before * 20, after: after * 20, line: 264, lineRule: LineRuleType.AUTO },
    keepNext: look.keepsNext ?? false,
    ...(look.isIndented ? { indent: { firstLine: cm } } : {}),
    children: runs(words, look),
  });
}

function capital(side: Exclude<Side, "both">): "LEFT" | "CENTER" | "RIGHT" {
  return side.toUpperCase() as "LEFT" | "CENTER" | "RIGHT";
}

function runs(words: Words, look: Look): ParagraphChild[] {
  const parts = typeof words === "string" ? [words] : words;
  return parts.map((part) => (typeof part === "string" ? runOf(part, look) : part));
}

/** Line ends of a text stay line ends. */
function runOf(text: string, look: Look): TextRun {
  const [first = "", ...others] = plainOf(text).split("\n");
  const look2 = {
    size: size[look.size ?? "body"],
    bold: look.isBold ?? false,
    italics: look.isItalic ?? false,
  };
  const children = [first, ...others.flatMap((other) => [new TextRun({ ...look2, text: other, break: 1 })])];
  return new TextRun({ ...look2, children });
}

/** A paragraph of running text. */
export function body(words: Words): Paragraph {
  return line(words, { side: "both", isIndented: true, space: [0, 6] });
}

/** A heading inside the paper; never the last line of a page. */
export function section(text: string): Paragraph {
  return line(text, { isBold: true, keepsNext: true, space: [6, 4] });
}

/** A short answer after its label. */
export function field(label: string, text: string, look: Pick<Look, "keepsNext"> = {}): Paragraph {
  return line([bold(`${label}: `), text], { space: [0, 5], ...look });
}

/** A long answer under its label. */
export function long(label: string, text: string): Block[] {
  return [
    line([bold(`${label}:`)], { side: "both", keepsNext: true, space: [4, 2] }),
    line(text, { side: "both", space: [0, 6] }),
  ];
}

/** The name of the paper, what it is about, and the short rule under both. */
export function title(
  name: string,
  about: readonly string[] = [],
  width: number = pageWidths.portrait,
): Block[] {
  return [
    line(name, { side: "center", size: "title", isBold: true, keepsNext: true, space: [14, 2] }),
    ...about.map((text) => line(text, { side: "center", isBold: true, keepsNext: true, space: [0, 2] })),
    rule(width / 2 - 1.5 * cm, 12),
  ];
}

/** A rule that leaves `indent` free on both sides of the place it stands in. */
function rule(indent: number, after = 4): Paragraph {
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 60, after: after * 20, line: 60, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1 } },
    children: [],
  });
}

const nationName = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const motto = "Độc lập - Tự do - Hạnh phúc";

/** Quốc hiệu and tiêu ngữ alone, for papers a person writes. */
export function nation(): Block[] {
  return [...nationLines(5.4 * cm)];
}

function nationLines(indent: number): Paragraph[] {
  return [
    line(nationName, { side: "center", size: "head", isBold: true }),
    line(motto, { side: "center", isBold: true, space: [0, 1] }),
    rule(indent, 4),
  ];
}

/**
 * The head of a paper that a body issues, in two columns: who issues it and its number; quốc hiệu, tiêu ngữ, place
 * and day.
 */
export function head(issued: {
  /** In capital letters: the body above, then the issuer in bold. */
  readonly above?: string;
  readonly issuer: string;
  readonly number: string;
  readonly placeAndDay: string;
  readonly width?: number;
}): Block {
  const width = issued.width ?? pageWidths.portrait;
  const left = Math.round(width * 0.42);
  const right = width - left;
  const small = { side: "center", size: "head" } as const;
  const above = issued.above === undefined ? [] : [line(issued.above, small)];
  return columns(
    [
      [
        ...above,
        line(issued.issuer, { ...small, isBold: true, space: [0, 1] }),
        rule(left / 2 - 1.2 * cm),
        line(issued.number, { side: "center" }),
      ],
      [...nationLines(right / 2 - 2.6 * cm), line(issued.placeAndDay, { side: "center", isItalic: true })],
    ],
    [left, right],
  );
}

/** Blocks side by side without lines; all on one page. */
export function columns(
  cells: readonly (readonly Block[])[],
  widths: readonly number[] = cells.map(() => Math.round(pageWidths.portrait / cells.length)),
): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: sum(widths), type: WidthType.DXA },
    columnWidths: [...widths],
    borders: allBorders(BorderStyle.NONE),
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (blocks, index) =>
            new TableCell({
              width: { size: widths[index] ?? 0, type: WidthType.DXA },
              margins: { left: 40, right: 40, top: 0, bottom: 0 },
              borders: cellBorders(BorderStyle.NONE),
              children: [...blocks],
            }),
        ),
      }),
    ],
  });
}

/** One column of a table. `share` of the width in percent. */
export type Column = { readonly title: string; readonly share: number; readonly side?: Side };

/**
 * A table with lines. Its head repeats on every page and a row stays on one page. With `repeats`, the one row given
 * is a row of a template that comes once per item of that list.
 */
export function table(holds: {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Words[])[];
  readonly repeats?: string;
  readonly width?: number;
}): Table {
  const total = holds.width ?? pageWidths.portrait;
  const shares = sum(holds.columns.map(({ share }) => share));
  const widths = holds.columns.map(({ share }) => Math.round((total * share) / shares));
  const heads = holds.columns.map(({ title: name }) =>
    line(name, { side: "center", isBold: true, size: "head", keepsNext: true }),
  );
  const rows = holds.rows.map((row) => {
    const marked = holds.repeats === undefined ? row : repeated(row, holds.repeats);
    return marked.map((words, index) =>
      line(words, { side: holds.columns[index]?.side ?? "left", size: "head" }),
    );
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: sum(widths), type: WidthType.DXA },
    columnWidths: widths,
    borders: allBorders(BorderStyle.SINGLE),
    rows: [rowOf(heads, widths, true), ...rows.map((cells) => rowOf(cells, widths, false))],
  });
}

function repeated(row: readonly Words[], list: string): Words[] {
  return row.map((words, index) => {
    const parts = typeof words === "string" ? [words] : words;
    const open = index === 0 ? [`{#${list}}`] : [];
    const close = index === row.length - 1 ? [`{/${list}}`] : [];
    return [...open, ...parts, ...close];
  });
}

function rowOf(cells: readonly Paragraph[], widths: readonly number[], isHead: boolean): TableRow {
  return new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (cell, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          margins: { left: 80, right: 80, top: 40, bottom: 40 },
          verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
          ...(isHead ? { shading: { fill: "F2F2F2" } } : {}),
          children: [cell],
        }),
    ),
  });
}

/** Who signs: in which capacity, what stands under it, and the name below the room for the signature. */
export type Signature = {
  readonly capacity: readonly string[];
  readonly hint?: string;
  readonly name: string;
  /** Place and day above the capacity. */
  readonly placeAndDay?: string;
};

/** Signatures side by side, never torn apart; `null` leaves a place free. */
export function signatures(
  signers: readonly (Signature | null)[],
  width: number = pageWidths.portrait,
): Block[] {
  const place = Math.round(width / signers.length);
  const cells = signers.map((signer) => (signer ? signed(signer) : [line("")]));
  const widths = signers.map(() => place);
  return [gap(), columns(cells, widths)];
}

/** A small distance; between two tables it also keeps Word from joining them. */
export function gap(): Paragraph {
  return line("", { size: "small", keepsNext: true });
}

function signed({ capacity, hint = "(Ký, ghi rõ họ tên)", name, placeAndDay }: Signature): Paragraph[] {
  const center = { side: "center", keepsNext: true } as const;
  const day = placeAndDay === undefined ? [] : [line(placeAndDay, { ...center, isItalic: true })];
  return [
    ...day,
    ...capacity.map((text) => line(text, { ...center, isBold: true })),
    line(hint, { ...center, isItalic: true, size: "head" }),
    ...[1, 2, 3].map(() => line("", { keepsNext: true })),
    line(name, { side: "center", isBold: true }),
  ];
}

/** Nơi nhận beside the signature of who issues the paper. */
export function recipientsAndSignature(recipients: readonly string[], signer: Signature): Block[] {
  const left = Math.round(pageWidths.portrait * 0.45);
  const both = columns(
    [
      [
        line([new TextRun({ text: "Nơi nhận:", bold: true, italics: true, size: size.head })]),
        ...recipients.map((text) => line(`- ${text}`, { size: "small" })),
      ],
      signed(signer),
    ],
    [left, pageWidths.portrait - left],
  );
  return [gap(), both];
}

/** A picture in the middle. Width and height in pixels of 1/96 inch. */
export function picture(
  png: Uint8Array,
  measures: { width: number; height: number; alt: string },
): Paragraph {
  const { width, height, alt } = measures;
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 120 },
    children: [
      new ImageRun({
        type: "png",
        data: png,
        transformation: { width, height },
        altText: { name: alt, description: alt, title: alt },
      }),
    ],
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

type Style = (typeof BorderStyle)[keyof typeof BorderStyle];
function cellBorders(style: Style) {
  const side = { style, size: 4, color: "000000" };
  return { top: side, bottom: side, left: side, right: side };
}
function allBorders(style: Style) {
  const side = { style, size: 4, color: "000000" };
  return { ...cellBorders(style), insideHorizontal: side, insideVertical: side };
}
