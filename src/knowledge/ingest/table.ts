import { fold } from "../../kit/vietnamese.ts";
import { type Paragraph, plainParagraph } from "./paragraph.ts";

/** A table: rows of cells, each cell the paragraphs in it. */
export type Cell = readonly Paragraph[];
export type Row = readonly Cell[];

/**
 * A table of records becomes one bullet per row, `Column: value; …`, so that each row can be cited and understood
 * alone. A table that only places text (the two columns at the head and the end of an official document) gives its
 * paragraphs, column by column.
 */
export function tableParagraphs(rows: readonly Row[]): Paragraph[] {
  const filled = rows.filter((row) => row.some((cell) => textOf(cell) !== ""));
  if (isLayout(filled)) return columns(filled);
  const [head = [], ...rest] = filled;
  const titles = head.map(textOf);
  return rest.map((row) => plainParagraph(`- ${record(titles, row.map(textOf))}`));
}

/** One row as `Column: value; …`; empty cells and unnamed columns leave only what is there. */
export function record(titles: readonly string[], values: readonly string[]): string {
  return values
    .map((value, at) => {
      const title = titles[at] ?? "";
      if (value === "") return "";
      return title === "" || title === value ? value : `${title}: ${value}`;
    })
    .filter((part) => part !== "")
    .join("; ");
}

function isLayout(rows: readonly Row[]): boolean {
  const widest = Math.max(0, ...rows.map((row) => row.length));
  if (rows.length < 2 || widest < 2) return true;
  const text = fold(rows.slice(0, 3).flat().map(textOf).join(" "));
  if (/cong hoa xa hoi|doc lap ?- ?tu do|dang cong san viet nam|noi nhan/.test(text)) return true;
  const [head = []] = rows;
  const isHead = head.every((cell) => textOf(cell).length <= 80 && cell.length <= 3);
  return !isHead || head.filter((cell) => textOf(cell) !== "").length < 2;
}

function columns(rows: readonly Row[]): Paragraph[] {
  const widest = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: widest }, (_, at) => rows.flatMap((row) => row[at] ?? [])).flat();
}

function textOf(cell: Cell): string {
  return cell
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
