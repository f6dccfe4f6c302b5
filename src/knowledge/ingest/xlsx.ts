import { listZip, packStored, unpack } from "../../kit/zip.ts";
import type { Draft, Paragraph, Remark } from "./paragraph.ts";
import { plainParagraph } from "./paragraph.ts";
import { record } from "./table.ts";
import { sayZipFault, texts } from "./texts.ts";

/** The parts that hold cells. Pictures, macros, charts and links to other files stay packed. */
const read =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/theme\/[\w.-]+\.xml|xl\/worksheets\/[\w.-]+\.xml)$/;
/** Rows further down are not read: a knowledge table of that length is a database. */
const mostRows = 20_000;
const mostColumns = 200;

/** Reads the visible sheets of a workbook: the sheet's name as a heading, each row as `Column: value; …`. */
export async function readXlsxFile(bytes: Uint8Array): Promise<Draft> {
  const unpacked = unpack(bytes, (name) => read.test(name));
  if (unpacked.kind === "refused") return { kind: "refused", why: sayZipFault(unpacked.why) };
  const { readXlsx } = await import("hucre/xlsx");
  let hiddenSheets = 0;
  try {
    const workbook = await readXlsx(packStored(unpacked.parts), {
      maxRows: mostRows,
      readStyles: true,
      sheets: ({ hidden, veryHidden }) => {
        const isShown = !hidden && !veryHidden;
        if (!isShown) hiddenSheets++;
        return isShown;
      },
    });
    const paragraphs = workbook.sheets.flatMap(({ name, rows }) => sheetParagraphs(name, rows));
    return { kind: "paragraphs", paragraphs, remarks: remarksOf(bytes, hiddenSheets) };
  } catch {
    // The reader's messages speak of parts and cells of XML, nothing an officer could act on.
    return { kind: "refused", why: texts.brokenFile("XLSX") };
  }
}

function remarksOf(bytes: Uint8Array, hiddenSheets: number): Remark[] {
  const listed = listZip(bytes);
  const names = listed.kind === "listed" ? listed.entries.map(({ name }) => name) : [];
  const remarks: Remark[] = [];
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) remarks.push(texts.macros);
  const embedded = names.filter((name) => /^xl\/embeddings\/./.test(name)).length;
  if (embedded > 0) remarks.push(texts.embedded(embedded));
  if (hiddenSheets > 0) remarks.push(texts.hidden(hiddenSheets));
  return remarks;
}

/** The rows above the widest one are the title; the first row with most of its cells filled names the columns. */
function sheetParagraphs(name: string, rows: readonly (readonly unknown[])[]): Paragraph[] {
  const cells = rows
    .map((row) => row.slice(0, mostColumns).map(show))
    .filter((row) => row.some((cell) => cell !== ""));
  if (cells.length === 0) return [];
  const filled = (row: readonly string[]) => row.filter((cell) => cell !== "").length;
  const widest = Math.max(...cells.slice(0, 50).map(filled));
  const head = widest < 2 ? -1 : cells.findIndex((row) => filled(row) >= Math.max(2, widest * 0.6));
  const titles = head < 0 ? [] : (cells[head] ?? []);
  const above = cells.slice(0, Math.max(0, head)).map((row) => plainParagraph(record([], row)));
  const heading = { text: name.trim(), level: 2, isBold: true };
  const records = cells.slice(head + 1).map((row) => plainParagraph(`- ${record(titles, row)}`));
  return [heading, ...above, ...records];
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return showDate(value);
  if (typeof value === "boolean") return value ? "có" : "không";
  if (typeof value === "number") return showNumber(value);
  if (typeof value !== "string") return "";
  return value.replace(/\s+/g, " ").trim();
}

/** Workbooks hold dates without a zone; the reader gives them as if they were UTC. */
function showDate(value: Date): string {
  if (Number.isNaN(value.getTime())) return "";
  const [year = "", month = "", day = ""] = value.toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

/** As Vietnamese writes numbers: 1.234.567,5. Years and codes of up to four digits stay as they are. */
function showNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Number.isInteger(value) && Math.abs(value) < 10_000) return String(value);
  return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 }).format(value);
}
