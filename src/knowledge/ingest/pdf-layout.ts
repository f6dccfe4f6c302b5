import { startsMark } from "./joining.ts";

/** A run of letters at its place on a page, in points from the lower left corner. */
export type Item = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
};

/** A printed line, or one column of it. */
type Line = {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Other pieces of the same printed line, far apart: columns of a head, cells of a table. */
  readonly beside: readonly Line[];
};

export type PageText = { readonly lines: readonly Line[]; readonly width: number };

/** Letters below this size in points are not printed to be read. */
const smallest = 2;

/** Puts the letters of a page into lines, top to bottom, spaces restored where the file only leaves a gap. */
export function layOut(items: readonly Item[], width: number): PageText {
  const shown = items.filter(({ text, size }) => text.trim() !== "" && size >= smallest);
  const rows: Item[][] = [];
  for (const item of shown.toSorted((one, other) => other.y - one.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - item.y) <= 0.45 * Math.min(first.size, item.size)) row.push(item);
    else rows.push([item]);
  }
  return { width, lines: rows.map(toLine).filter((line) => line !== undefined) };
}

function toLine(row: readonly Item[]): Line | undefined {
  const pieces: Item[][] = [];
  for (const item of row.toSorted((one, other) => one.x - other.x)) {
    const before = pieces.at(-1)?.at(-1);
    const gap = before ? item.x - before.x - before.width : 0;
    // A mark such as "1." or "–" stands a tab away from its own text.
    const isFar = before && gap > 2.2 * item.size && !isMark(pieces.at(-1) ?? []);
    if (!before || isFar) pieces.push([item]);
    else pieces.at(-1)?.push(item);
  }
  const [first, ...beside] = pieces.map(toPiece);
  return first && { ...first, beside };
}

function isMark(piece: readonly Item[]): boolean {
  return /^(?:[-–—•+*\p{Co}]|[IVX]+[.)]|\d{1,3}(?:\.\d{1,2})*[.)]?|[a-zđ]\))$/u.test(
    piece
      .map(({ text }) => text)
      .join("")
      .trim(),
  );
}

function toPiece(items: readonly Item[]): Line {
  let text = "";
  let right = items[0]?.x ?? 0;
  for (const { text: next, x, width, size } of items) {
    const isApart = text !== "" && x - right > 0.18 * size && !text.endsWith(" ") && !next.startsWith(" ");
    text += (isApart ? " " : "") + next;
    right = x + width;
  }
  const [first] = items;
  const size = Math.max(...items.map((item) => item.size));
  const x = first?.x ?? 0;
  return {
    text: text.replace(/\s+/g, " ").trim(),
    x,
    right,
    y: first?.y ?? 0,
    size,
    beside: [],
  };
}

/** Lines are spread and broken inside of document numbers too: `16/ NQ- BCH` is 16/NQ-BCH. */
function joinNumbers(line: string): string {
  return line.replace(/(\d\/) ?(\p{Lu}\p{L}{0,6}-) ?(?=\p{Lu})/gu, "$1$2");
}

/** Takes out page numbers and the lines that come back at the edge of most pages. */
export function withoutFurniture(pages: readonly PageText[]): PageText[] {
  const counts = new Map<string, number>();
  for (const { lines } of pages) {
    for (const key of new Set([lines[0], lines.at(-1)].map(furnitureKey)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isFurniture = (line: Line | undefined) => {
    const key = furnitureKey(line);
    const isNumber = /^(?:trang )?[-–— ]*#(?: ?\/ ?#)?[-–— ]*$/.test(key);
    if (isNumber) return true;
    // A new article on every page is no running head.
    const isEverywhere = pages.length > 3 && (counts.get(key) ?? 0) > 0.5 * pages.length;
    return isEverywhere && key !== "" && !startsMark(line?.text ?? "");
  };
  return pages.map((page) => {
    const first = isFurniture(page.lines[0]) ? 1 : 0;
    const last = page.lines.length > first && isFurniture(page.lines.at(-1)) ? -1 : page.lines.length;
    return { ...page, lines: page.lines.slice(first, last) };
  });
}

function furnitureKey(line: Line | undefined): string {
  return (line?.text ?? "").toLowerCase().replace(/\d+/g, "#");
}

/**
 * Joins the lines of all pages to paragraphs: a new one begins at a mark, a first-line indent, a wider gap, or after
 * a line that ends early. A paragraph goes on over the edge of a page.
 */
export function pageParagraphs(pages: readonly PageText[]): string[] {
  const paragraphs: string[] = [];
  let before: { line: Line; margins: Margins; isLastOfPage: boolean } | undefined;
  for (const page of pages) {
    const margins = marginsOf(page.lines);
    for (const [index, line] of page.lines.entries()) {
      const isLastOfPage = index === page.lines.length - 1;
      if (line.beside.length > 0) {
        const columns = columnsAt(page.lines, index);
        if (columns.isFirst) paragraphs.push(...columns.texts);
        before = undefined;
        continue;
      }
      const goesOn = before && !startsNew(before, line, margins);
      if (goesOn) paragraphs[paragraphs.length - 1] += ` ${line.text}`;
      else paragraphs.push(line.text);
      before = { line, margins, isLastOfPage };
    }
  }
  return paragraphs.map(joinNumbers);
}

type Margins = { readonly left: number; readonly right: number; readonly step: number };

function marginsOf(lines: readonly Line[]): Margins {
  const whole = lines.filter(({ beside }) => beside.length === 0);
  const lefts = whole.map(({ x }) => Math.round(x)).toSorted((one, other) => one - other);
  const steps = lines
    .slice(1)
    .map((line, at) => (lines[at]?.y ?? 0) - line.y)
    .filter((step) => step > 0)
    .toSorted((one, other) => one - other);
  return {
    left: lefts[Math.floor(lefts.length * 0.1)] ?? 0,
    right: Math.max(0, ...whole.map(({ right }) => right)),
    step: steps[Math.floor(steps.length * 0.4)] ?? 0,
  };
}

function startsNew(
  before: { line: Line; margins: Margins; isLastOfPage: boolean },
  line: Line,
  margins: Margins,
): boolean {
  if (startsMark(line.text)) return true;
  if (/[\p{Lu}\d][-/]$/u.test(before.line.text)) return false;
  const isCentered = isCenteredIn(line, margins);
  const wasCentered = isCenteredIn(before.line, before.margins);
  const isGap = !before.isLastOfPage && before.line.y - line.y > 1.35 * margins.step;
  if (isCentered && wasCentered) return isGap || isUpper(before.line.text) !== isUpper(line.text);
  if (isCentered !== wasCentered && !before.isLastOfPage && !/^\p{Ll}/u.test(line.text)) return true;
  if (isGap || Math.abs(before.line.size - line.size) > 1) return true;
  const endedEarly = before.line.right < before.margins.right - 4 * before.line.size;
  const isIndented = line.x - margins.left > 1.2 * line.size;
  const wasIndented = before.line.x - before.margins.left > 1.2 * before.line.size;
  if (isIndented && !(wasIndented && Math.abs(before.line.x - line.x) < 3)) return true;
  if (endedEarly) return /[.;:!?”"]$/.test(before.line.text) || !/^\p{Ll}/u.test(line.text);
  return isIndented && /[.;:!?]$/.test(before.line.text);
}

function isCenteredIn(line: Line, { left, right }: Margins): boolean {
  const before = line.x - left;
  const after = right - line.right;
  // A full line with a first-line indent and a ragged end looks centered too.
  const isShort = line.right - line.x < 0.85 * (right - left);
  return isShort && before > 2.5 * line.size && Math.abs(before - after) < 2.5 * line.size;
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}

/** Neighboring lines in two columns (the head of a document) are read column by column, tables row by row. */
function columnsAt(lines: readonly Line[], index: number): { isFirst: boolean; texts: string[] } {
  const isSplit = (line: Line | undefined) => line !== undefined && line.beside.length > 0;
  const isFirst = !isSplit(lines[index - 1]);
  let end = index;
  while (isSplit(lines[end])) end++;
  const rows = lines.slice(index, end).map((line) => [line, ...line.beside]);
  const isTwo = rows.every((row) => row.length === 2);
  const texts = isTwo
    ? [0, 1].flatMap((at) => joinColumn(rows.flatMap((row) => row[at] ?? [])))
    : rows.map((row) => row.map(({ text }) => text).join(" | "));
  return { isFirst, texts };
}

/** A line of one or two words under a full one is the rest of it: `… LAO ĐỘNG VIỆT` / `NAM`. */
function joinColumn(lines: readonly Line[]): string[] {
  const widest = Math.max(0, ...lines.map(({ x, right }) => right - x));
  const joined: string[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const isRest = line.text.split(" ").length <= 2 && !/^số/i.test(line.text);
    const wasFull = before !== undefined && before.right - before.x > 0.7 * widest;
    if (isRest && wasFull) joined[joined.length - 1] += ` ${line.text}`;
    else joined.push(line.text);
  }
  return joined;
}
