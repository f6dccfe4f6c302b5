import { Failure } from "../kit/failure.ts";
import { clean, fold } from "../kit/vietnamese.ts";
import { packStored, unpack } from "../kit/zip.ts";
import { listTexts } from "./list-texts.ts";

/** One row of a list as text, by column; `row` is its number as a spreadsheet program shows it. */
export type SheetRow = { readonly row: number; readonly cells: readonly string[] };

/** What is wrong in a list, where, and what to do about it, in words for officers. */
export type RowFault = { readonly row: number; readonly column: string; readonly what: string };

/** Beyond this a list is a mistake: the federation's largest roster is far below it. */
const mostRows = 100_000;
/** A list of 50,000 people stays below 20 MB. */
const mostBytes = 32_000_000;

/**
 * The rows of a CSV (UTF-8, comma or semicolon) or of the first sheet of an XLSX file, empty ones left out.
 * Formulas stay text and are never worked out; an XLSX cell gives the value that was saved with it. Dates come as
 * dd/mm/yyyy. Throws `Failure("invalid")` when it cannot be read as either.
 */
export async function* readRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  if (bytes.length > mostBytes) throw new Failure("invalid", listTexts.tooLarge(mostBytes));
  let count = 0;
  for await (const { row, values } of isZip(bytes) ? xlsxRows(bytes) : csvRows(bytes)) {
    const cells = values.map(show);
    if (cells.every((cell) => cell === "")) continue;
    if (++count > mostRows) throw new Failure("invalid", listTexts.tooManyRows(mostRows));
    yield { row, cells };
  }
}

/** The parts of a workbook that hold cells; pictures, macros and links to other files stay packed. */
const readParts =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[\w.-]+\.xml)$/;

type Raw = { readonly row: number; readonly values: readonly unknown[] };

async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<Raw> {
  // The reader itself would unpack whatever a small file grows into.
  const unpacked = unpack(bytes, (name) => readParts.test(name));
  if (unpacked.kind === "refused") throw new Failure("invalid", listTexts.notUnpacked[unpacked.why]);
  const { streamXlsxRows } = await import("hucre/xlsx");
  try {
    const rows = streamXlsxRows(packStored(unpacked.parts), { readStyles: true });
    for await (const { index, values } of rows) yield { row: index + 1, values };
  } catch (error) {
    throw new Failure("invalid", listTexts.brokenWorkbook, { cause: error });
  }
}

async function* csvRows(bytes: Uint8Array): AsyncGenerator<Raw> {
  const content = await decode(bytes);
  const delimiter = delimiterOf(content);
  let row = 1;
  let start = 1;
  let values: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < content.length; at++) {
    const sign = content[at];
    if (isQuoted) {
      if (sign === "\n") row++;
      if (sign !== '"') cell += sign;
      else if (content[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === delimiter) {
      values.push(cell);
      cell = "";
    } else if (sign === "\n") {
      yield { row: start, values: [...values, cell] };
      [values, cell] = [[], ""];
      start = ++row;
    } else if (sign !== "\r") cell += sign;
  }
  if (isQuoted) throw new Failure("invalid", listTexts.openQuote(start));
  if (cell !== "" || values.length > 0) yield { row: start, values: [...values, cell] };
}

async function decode(bytes: Uint8Array): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure("invalid", listTexts.notUtf8, { cause: error });
  }
}

/** Vietnamese Excel separates with semicolons, others with commas or tabs: the first line tells. */
function delimiterOf(content: string): string {
  const line = content.slice(0, content.indexOf("\n") + 1 || undefined);
  const many = (sign: string) => line.split(sign).length;
  return [",", ";", "\t"].toSorted((a, b) => many(b) - many(a))[0] ?? ",";
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function show(value: unknown): string {
  if (value instanceof Date) return showDate(value);
  if (typeof value === "boolean") return value ? "có" : "không";
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  // The export writes an apostrophe before what a spreadsheet would work out.
  return clean(value)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^'(?=[=+@|%-])/, "");
}

/** Workbooks hold dates without a zone; the reader gives them as if they were UTC. */
function showDate(value: Date): string {
  if (Number.isNaN(value.getTime())) return "";
  const [year = "", month = "", day = ""] = value.toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

/** Which column of a list holds what, found by its heading in any spelling. */
export type Columns<Key extends string> = {
  /** The text in a row under a heading; empty when the list has no such column. */
  read(row: SheetRow, key: Key): string;
  /** The heading as the list has it, for faults. */
  heading(key: Key): string;
  readonly missing: readonly string[];
  /** Headings nothing is read from. */
  readonly unread: readonly string[];
};

/** Finds the columns of a heading row; `headings` names each by the words it may go by, in any spelling. */
export function readColumns<Key extends string>(
  { cells }: SheetRow,
  headings: Readonly<Record<Key, readonly string[]>>,
  needed: readonly Key[],
): Columns<Key> {
  const keys = Object.keys(headings) as Key[];
  const folded = cells.map(headingKey);
  const places = new Map<Key, number>();
  for (const key of keys) {
    const names = headings[key].map(headingKey);
    const place = folded.findIndex((cell) => names.includes(cell));
    if (place >= 0) places.set(key, place);
  }
  const used = new Set(places.values());
  return {
    read: (row, key) => row.cells[places.get(key) ?? -1] ?? "",
    heading: (key) => cells[places.get(key) ?? -1] ?? headings[key][0] ?? key,
    missing: needed.filter((key) => !places.has(key)).map((key) => headings[key][0] ?? key),
    unread: cells.filter((cell, index) => cell !== "" && !used.has(index)),
  };
}

function headingKey(heading: string): string {
  return fold(heading)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
