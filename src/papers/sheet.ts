import type { CellStyle, CellValue, WriteSheet } from "hucre/xlsx";
import type { CalendarDate } from "../kit/time.ts";
import { plainOf } from "./plain.ts";

/** One column: what stands above it, how wide it is in characters, and what its cells hold. */
export type SheetColumn = {
  readonly title: string;
  readonly width: number;
  /** `date` is a `CalendarDate`; `number` is whole and shown in groups of thousands. */
  readonly kind: "text" | "number" | "date";
};

/** What one cell holds; null or "" leaves it empty. */
export type SheetValue = string | number | null;

export type Sheet = {
  /** At most 31 characters. */
  readonly name: string;
  /** Lines above the table. */
  readonly heading: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
};

const font = { name: "Times New Roman", size: 12 } as const;
const thin = { style: "thin", color: { rgb: "999999" } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };
const headStyle: CellStyle = {
  font: { ...font, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E8EEF4" } },
  alignment: { horizontal: "center", vertical: "center", wrapText: true },
  border,
};
const styles: Readonly<Record<SheetColumn["kind"], CellStyle>> = {
  text: { font, alignment: { vertical: "top", wrapText: true }, border },
  number: { font, numFmt: "#,##0", alignment: { vertical: "top" }, border },
  date: { font, numFmt: "dd/mm/yyyy", alignment: { vertical: "top", horizontal: "center" }, border },
};

/**
 * Tables as XLSX: the head stays in sight and repeats on every printed page, landscape, filters on, rows as high as their text. A text is
 * never a formula, neither here nor after it was saved as CSV or typed over: what begins like one gets an apostrophe.
 */
export async function writeSheets(sheets: readonly Sheet[]): Promise<Uint8Array> {
  // Large, and needed only by who asks for a sheet: it is loaded with the first one, not with the program.
  const { writeXlsx } = await import("hucre/xlsx");
  return await writeXlsx({
    sheets: sheets.map(sheetOf),
    namedRanges: sheets.map(printTitles),
    properties: { creator: "Cầu Nối" },
    defaultFont: font,
    stringMode: "inline",
  });
}

/** The head on every printed page. Excel takes a file for damaged when a name with a space is not quoted here. */
function printTitles({ name, heading }: Sheet) {
  const row = heading.length + 1;
  return {
    name: "_xlnm.Print_Titles",
    range: `'${name.replaceAll("'", "''")}'!$${row}:$${row}`,
    scope: name,
  };
}

function sheetOf({ name, heading, columns, rows }: Sheet): WriteSheet {
  const headRow = heading.length;
  const last = letterOf(columns.length - 1);
  const cells = new Map<string, { value: string; style: CellStyle }>();
  for (const [index, text] of heading.entries()) cells.set(`${index},0`, headingCell(text, index === 0));
  for (const [index, { title }] of columns.entries())
    cells.set(`${headRow},${index}`, { value: title, style: headStyle });
  return {
    name,
    columns: columns.map(({ width, kind }) => ({ width, style: styles[kind] })),
    rows: [
      ...heading.map((text): CellValue[] => [text]),
      columns.map(({ title }) => title),
      ...rows.map((row) => row.map((value, index) => cellOf(value, columns[index]))),
    ],
    cells,
    rowDefs: heightsOf({ name, heading, columns, rows }),
    freezePane: { rows: headRow + 1 },
    autoFilter: { range: `A${headRow + 1}:${last}${headRow + 1 + rows.length}` },
    pageSetup: {
      ...{ paperSize: widthOf(columns) > mostOnA4 ? "a3" : "a4", orientation: "landscape" },
      ...{ fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: "&C&P/&N" },
  };
}

/** More characters side by side are too small to read on A4. */
const mostOnA4 = 190;

function widthOf(columns: readonly SheetColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

const lineHeight = 16;
/** The highest row of Excel, in points. */
const highest = 409;

/** Programs do not make room for wrapped lines when they open a file, so each row says how high it is. */
function heightsOf({ heading, columns, rows }: Sheet): Map<number, { height: number }> {
  const texts = [columns.map(({ title }) => title), ...rows];
  return new Map(
    texts.map((row, index) => {
      const lines = row.map((value, at) => linesOf(value, columns[at]?.width ?? 1));
      const height = Math.min(highest, Math.max(1, ...lines) * lineHeight + 4);
      return [heading.length + index, { height }] as const;
    }),
  );
}

function linesOf(value: SheetValue, width: number): number {
  if (typeof value !== "string") return 1;
  // A letter of this font is a little narrower than the digit that columns are measured in, and words break early.
  return value
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.1) / width)), 0);
}

function headingCell(text: string, isFirst: boolean) {
  return { value: text, style: { font: { ...font, size: isFirst ? 14 : 12, bold: isFirst } } };
}

function cellOf(value: SheetValue, column: SheetColumn | undefined): CellValue {
  if (value === null || value === "") return null;
  if (typeof value === "number") return value;
  return column?.kind === "date" ? dateOf(value as CalendarDate) : safeText(value);
}

/** Excel keeps days without a zone: the day itself at midnight UTC. */
function dateOf(day: CalendarDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The most characters a cell of Excel holds. */
const longest = 32_767;

/** A text that no program takes for a formula. Figures with a sign and lists with dashes are harmless. */
export function safeText(text: string): string {
  const plain = plainOf(text);
  const isFormula = /^\s*[=+\-@|%]/.test(plain) && !/^\s*[+-]?[\d\s.,()%/]+$/.test(plain);
  return (isFormula ? `'${plain}` : plain).slice(0, longest);
}

function letterOf(index: number): string {
  const first = Math.floor(index / 26) - 1;
  return (first >= 0 ? String.fromCharCode(65 + first) : "") + String.fromCharCode(65 + (index % 26));
}
