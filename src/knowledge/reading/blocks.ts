/** The mark a line of an official document begins with, and so its place in the outline. */
export type Mark =
  | { readonly kind: "part" | "chapter" | "division" | "appendix"; readonly number: string }
  | { readonly kind: "article"; readonly number: string }
  | { readonly kind: "roman"; readonly number: string }
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "letter"; readonly number: string }
  | { readonly kind: "bullet" | "none"; readonly number: "" };

/** One paragraph of a document with its mark taken off. */
export type Block = {
  readonly mark: Mark;
  readonly text: string;
  /** Markdown heading level, 0 for running text. */
  readonly level: number;
  /** Line of the source it begins on, from 1. */
  readonly line: number;
};

const sectionWords: Record<string, "part" | "chapter" | "division" | "appendix"> = {
  phần: "part",
  chương: "chapter",
  mục: "division",
  "phụ lục": "appendix",
};
/** Longer lines than this are whole paragraphs; a text without any was broken at the margin of a page. */
const widestWrapped = 160;
/** Lines after which a quotation is taken as never closed. */
const longestQuotation = 200;
const none: Mark = { kind: "none", number: "" };

/** Splits the body of a document into marked paragraphs. `firstLine` is the number of its first line. */
export function readBlocks(body: string, firstLine: number): Block[] {
  const blocks: Block[] = [];
  const lines = body.split("\n");
  const isWrapped = lines.every((line) => line.length <= widestWrapped);
  const quoted = quotedLines(lines);
  let isOpen = false;
  for (const [index, raw] of lines.entries()) {
    const line = plainMarkdown(raw);
    if (line === "") {
      isOpen = false;
      continue;
    }
    const block = quoted.has(index) ? plain(line, firstLine + index) : readLine(line, firstLine + index);
    const before = blocks.at(-1);
    if (isOpen && isWrapped && before && goesOn(before, block)) {
      blocks[blocks.length - 1] = { ...before, text: `${before.text} ${block.text}`.trim() };
    } else {
      blocks.push(block);
      isOpen = true;
    }
  }
  return joinTitles(blocks);
}

/** The outline value of a Roman numeral (`IV` = 4), or undefined when it is not a well-formed one up to 39. */
export function romanValue(text: string): number | undefined {
  if (!/^(?=.)X{0,3}(?:IX|IV|V?I{0,3})$/.test(text)) return undefined;
  const worth: Record<string, number> = { I: 1, V: 5, X: 10 };
  const values = [...text].map((letter) => worth[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/**
 * Lines inside a quotation that spans several paragraphs: a law that amends another one prints the other's
 * articles with their numbers, which are not its own. A quotation mark that is never closed counts for nothing.
 */
function quotedLines(lines: readonly string[]): ReadonlySet<number> {
  const quoted = new Set<number>();
  for (let start = 0; start < lines.length; start++) {
    if (depth(lines[start] ?? "") <= 0) continue;
    const end = closingLine(lines, start);
    for (let inside = start + 1; inside <= end; inside++) quoted.add(inside);
    if (/^\s*“/.test(lines[start] ?? "") && end > start) quoted.add(start);
    start = Math.max(start, end);
  }
  return quoted;
}

function closingLine(lines: readonly string[], start: number): number {
  let open = 0;
  for (let at = start; at < Math.min(lines.length, start + longestQuotation); at++) {
    if (/^#/.test(lines[at] ?? "")) return start;
    open += depth(lines[at] ?? "");
    if (open <= 0) return at;
  }
  return start;
}

function depth(line: string): number {
  return (line.match(/“/g)?.length ?? 0) - (line.match(/”/g)?.length ?? 0);
}

function plain(text: string, line: number): Block {
  return { mark: none, text, level: 0, line };
}

/** A line without a mark goes on with the paragraph above it; with a title only when it is plainly part of it. */
function goesOn(before: Block, block: Block): boolean {
  if (block.mark.kind !== "none" || block.level > 0 || before.level > 0) return false;
  if (before.mark.kind === "article") return /^\p{Ll}/u.test(block.text);
  const isTitle = before.mark.kind === "roman" || before.mark.kind in titled;
  return !isTitle || /^\p{Ll}/u.test(block.text) || block.text === block.text.toUpperCase();
}

function plainMarkdown(line: string): string {
  return line
    .trim()
    .replace(/^>\s*/, "")
    .replace(/^\|[\s:|-]+\|$/, "")
    .replace(/^\|\s*|\s*\|$/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/\\([\\.()#*_+-])/g, "$1")
    .trim();
}

function readLine(line: string, number: number): Block {
  const heading = line.match(/^(#{1,6})\s+(.*?)\s*#*$/);
  const level = heading?.[1]?.length ?? 0;
  const { mark, text } = readMark(heading?.[2] ?? line, level > 0);
  return { mark, text, level, line: number };
}

function readMark(line: string, isHeading: boolean): { mark: Mark; text: string } {
  return (
    sectionMark(line, isHeading) ??
    simpleMark(line, /^Điều\s+(\d+[a-zđ]?)\s*[.:]\s*(.*)$/i, "article") ??
    romanMark(line) ??
    simpleMark(line, /^(\d{1,2}(?:\.\d{1,2})+)[.)]\s+(.*)$/, "number") ??
    simpleMark(line, /^(\d{1,2}(?:\.\d{1,2})+)\s+(\p{Lu}.*)$/u, "number") ??
    simpleMark(line, /^(\d{1,3})\s*[.)/]\s+(.*)$/, "number") ??
    simpleMark(line, /^([a-zđ])\s*[.)]\s+(.*)$/, "letter") ??
    bulletMark(line) ?? { mark: none, text: line }
  );
}

function simpleMark(line: string, pattern: RegExp, kind: "article" | "number" | "letter") {
  const found = line.match(pattern);
  if (!found) return undefined;
  return { mark: { kind, number: found[1] ?? "" } as const, text: found[2] ?? "" };
}

function sectionMark(line: string, isHeading: boolean) {
  const found = line.match(
    /^(Phần|Chương|Mục|Phụ lục)\s+(?:thứ\s+)?([IVX]+|\d{1,2})(?![\p{L}\d])\s*([.:–—-]?)\s*(.*)$/iu,
  );
  const kind = sectionWords[found?.[1]?.toLowerCase() ?? ""];
  if (!found || !kind) return undefined;
  const [, , printed = "", separator = "", title = ""] = found;
  // "Mục 1 Chương XI quy định …" inside running text is a mention, not a heading.
  const isAlone = title === "" || separator !== "" || title === title.toUpperCase();
  if (!isHeading && !isAlone) return undefined;
  return {
    mark: { kind, number: String(romanValue(printed.toUpperCase()) ?? printed) } as const,
    text: title,
  };
}

function romanMark(line: string) {
  const found = line.match(/^([IVX]+)\s*[.)/]\s*(\S.*)$/);
  if (!found?.[1] || romanValue(found[1]) === undefined) return undefined;
  return { mark: { kind: "roman", number: found[1] } as const, text: found[2] ?? "" };
}

function bulletMark(line: string) {
  const found = line.match(/^(?:[-–—•*+]\s+|[-–•](?=\p{L}))(.*)$/u);
  return found ? { mark: { kind: "bullet", number: "" } as const, text: found[1] ?? "" } : undefined;
}

/** `Chương I` alone on its line has its title on the next one. */
function joinTitles(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const wantsTitle = before?.text === "" && before.mark.kind in titled;
    if (before && wantsTitle && block.mark.kind === "none") {
      joined[joined.length - 1] = { ...before, text: block.text, level: before.level || block.level };
    } else {
      joined.push(block);
    }
  }
  return joined;
}

const titled = { part: true, chapter: true, division: true, appendix: true };
