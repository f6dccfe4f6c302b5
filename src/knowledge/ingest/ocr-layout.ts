import { type Item, layOut, type PageText, pageParagraphs, withoutFurniture } from "./pdf-layout.ts";

/** Points per pixel at 300 dpi. */
const scale = 72 / 300;
/** Words Tesseract itself hardly believes in are specks and stamps. */
const leastConfidence = 20;

type Word = {
  readonly line: string;
  readonly box: readonly [number, number, number, number];
  readonly text: string;
};

/**
 * Paragraphs of recognized pages from the tables Tesseract writes (TSV: a row per page, block, paragraph, line and
 * word, boxes in pixels). The boxes tell columns, indents and page numbers apart, which its plain text does not.
 */
export function recognizedParagraphs(tables: readonly string[]): string[] {
  return pageParagraphs(withoutFurniture(tables.map(readPage)));
}

function readPage(table: string): PageText {
  const rows = table.split("\n").map((row) => row.split("\t"));
  const height = Number(rows.find(([level]) => level === "1")?.[9] ?? 0);
  const width = Number(rows.find(([level]) => level === "1")?.[8] ?? 0);
  const lines = new Map(rows.filter(([level]) => level === "4").map((row) => [lineKey(row), boxOf(row)]));
  const heights = [...lines.values()].map(([, , , tall]) => tall).toSorted((one, other) => one - other);
  // One size for the page: boxes grow with every accent and would look like larger print.
  const size = (heights[Math.floor(heights.length / 2)] ?? 40) * scale * 0.8;
  const items = rows
    .filter(isWord)
    .map(toWord)
    .map(({ line, box, text }): Item => {
      const [left, top, wide, tall] = box;
      const [, lineTop, , lineTall] = lines.get(line) ?? [left, top, wide, tall];
      const y = (height - lineTop - lineTall / 2) * scale;
      return { text: `${text} `, x: left * scale, y, width: wide * scale, size };
    });
  return layOut(items, width * scale);
}

function isWord(row: readonly string[]): boolean {
  return row[0] === "5" && (row[11] ?? "").trim() !== "" && Number(row[10]) >= leastConfidence;
}

function toWord(row: readonly string[]): Word {
  return { line: lineKey(row), box: boxOf(row), text: row[11] ?? "" };
}

function lineKey(row: readonly string[]): string {
  return row.slice(2, 5).join(".");
}

function boxOf(row: readonly string[]): [number, number, number, number] {
  const [left = 0, top = 0, width = 0, height = 0] = row.slice(6, 10).map(Number);
  return [left, top, width, height];
}
