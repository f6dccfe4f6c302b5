import { decode } from "./decode.ts";
import { decodeEntities } from "./entities.ts";
import {
  declarationsOf,
  isHidden,
  type Paint,
  pagePaint,
  paintOf,
  readSheet,
  type Sheet,
} from "./html-hidden.ts";
import type { Draft, Paragraph, Remark } from "./paragraph.ts";
import { type Cell, type Row, tableParagraphs } from "./table.ts";
import { texts } from "./texts.ts";

const token = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const blocks = new Set(
  "address article blockquote body caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
const void_ = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Elements whose content is no markup, or none that is shown: taken out before anything else is read. */
const raw =
  /<(script|style|template|noscript|iframe|object|textarea|title|svg)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Elements whose content is no part of the text. */
const unread = new Set("head nav button select math audio video canvas".split(" "));
const bold = new Set(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"]);
/** Elements a page may leave unclosed: the next one of the kind closes them. */
const selfClosing: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    p: ["p"],
    li: ["li"],
    td: ["td", "th"],
    th: ["td", "th"],
    tr: ["tr", "td", "th"],
  }),
);

type Element = {
  readonly name: string;
  readonly isHidden: boolean;
  readonly isBold: boolean;
  readonly paint: Paint;
  /** For lists: the number of the next item. */
  next: number;
};

type Table = { rows: Cell[][]; below: Paragraph[] };

type Page = {
  readonly sheet: Sheet;
  readonly open: Element[];
  readonly tables: Table[];
  paragraphs: Paragraph[];
  text: string;
  boldLetters: number;
  prefix: string;
  hidden: number;
  /** Whether the hidden element that is open has held a word. */
  isHiding: boolean;
};

/** Reads a web page: what its reader sees, as paragraphs; hidden text, scripts and page furniture are left out. */
export function readHtml(bytes: Uint8Array): Draft {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2_000));
  const declared = head.match(/charset\s*=\s*["']?\s*([\w-]+)/i)?.[1]?.toLowerCase();
  const decoded = decode(bytes, declared === "windows-1258" ? declared : "utf-8");
  if (decoded.kind === "refused") return decoded;
  const { paragraphs, hidden } = htmlParagraphs(decoded.text);
  const remarks: Remark[] = hidden > 0 ? [texts.hidden(hidden)] : [];
  return { kind: "paragraphs", paragraphs, remarks };
}

/** The visible paragraphs of HTML text and the number of passages that were hidden from the reader. */
export function htmlParagraphs(source: string): {
  readonly paragraphs: readonly Paragraph[];
  readonly hidden: number;
} {
  const styles = [...source.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi)].map(([, css = ""]) => css);
  const page: Page = {
    sheet: readSheet(styles),
    open: [],
    tables: [],
    paragraphs: [],
    text: "",
    boldLetters: 0,
    prefix: "",
    hidden: 0,
    isHiding: false,
  };
  const shown = source.replace(raw, " ");
  let at = 0;
  for (const match of shown.matchAll(token)) {
    addText(page, shown.slice(at, match.index));
    at = match.index + match[0].length;
    const [whole, slash, name, attributes = ""] = match;
    if (name === undefined) page.hidden += /^<!--[\s\S]*\p{L}/u.test(whole) ? 1 : 0;
    else if (slash === "/") close(page, name.toLowerCase());
    else open(page, name.toLowerCase(), attributes);
  }
  addText(page, shown.slice(at));
  while (page.open.length > 0) closeLast(page);
  flush(page);
  return { paragraphs: page.paragraphs, hidden: page.hidden };
}

function addText(page: Page, source: string): void {
  if (source === "") return;
  const element = page.open.at(-1);
  if (page.open.some(({ name }) => unread.has(name))) return;
  const text = decodeEntities(source).replace(/\s+/g, " ");
  if (element?.isHidden) {
    page.isHiding ||= /\p{L}/u.test(text);
    return;
  }
  page.text += text;
  if (element?.isBold) page.boldLetters += text.replace(/\s/g, "").length;
}

function open(page: Page, name: string, source: string): void {
  if (name === "br") {
    flush(page);
    return;
  }
  if (void_.has(name)) return;
  for (const closed of selfClosing.get(name) ?? []) if (isOpen(page, closed, name)) close(page, closed);
  if (blocks.has(name)) flush(page);
  const attributes = readAttributes(source);
  const outer = page.open.at(-1);
  const declared = declarationsOf(name, attributes, page.sheet);
  const paint = paintOf(declared, outer?.paint ?? pagePaint);
  page.open.push({
    name,
    paint,
    isHidden: outer?.isHidden === true || isHidden(declared, attributes, paint),
    isBold: outer?.isBold === true || bold.has(name) || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(declared),
    next: Number.parseInt(attributes.get("start") ?? "1", 10) || 1,
  });
  begin(page, name);
  if (source.trimEnd().endsWith("/") && !blocks.has(name)) closeLast(page);
}

function begin(page: Page, name: string): void {
  if (name === "table") {
    page.tables.push({ rows: [], below: page.paragraphs });
    page.paragraphs = [];
  } else if (name === "tr") {
    page.tables.at(-1)?.rows.push([]);
  } else if (name === "li") {
    const list = page.open.findLast((element) => element.name === "ol" || element.name === "ul");
    page.prefix = list?.name === "ol" ? `${list.next++}. ` : "- ";
  }
}

/** Whether an unclosed element is open within the innermost list or table. */
function isOpen(page: Page, closed: string, by: string): boolean {
  const walls = by === "li" ? ["ul", "ol"] : ["table"];
  const wall = page.open.findLastIndex(({ name }) => walls.includes(name));
  return page.open.findLastIndex(({ name }) => name === closed) > wall;
}

function close(page: Page, name: string): void {
  const index = page.open.findLastIndex((element) => element.name === name);
  if (index < 0) return;
  while (page.open.length > index) closeLast(page);
}

function closeLast(page: Page): void {
  const element = page.open.at(-1);
  if (!element) return;
  if (blocks.has(element.name)) flush(page);
  page.open.pop();
  if (element.isHidden && page.isHiding && !page.open.at(-1)?.isHidden) {
    page.hidden++;
    page.isHiding = false;
  }
  const table = page.tables.at(-1);
  if (!table) return;
  if (element.name === "td" || element.name === "th") {
    if (table.rows.length === 0) table.rows.push([]);
    table.rows.at(-1)?.push(page.paragraphs);
    page.paragraphs = [];
  } else if (element.name === "table") {
    const rows: readonly Row[] = table.rows;
    page.tables.pop();
    page.paragraphs = [...table.below, ...page.paragraphs, ...tableParagraphs(rows)];
  }
}

/** Ends the paragraph that is being gathered. */
function flush(page: Page): void {
  const text = page.text.replace(/\s+/g, " ").trim();
  if (text !== "") {
    const heading = page.open.findLast(({ name }) => /^h[1-6]$/.test(name));
    const isBold = page.boldLetters >= text.replace(/\s/g, "").length;
    page.paragraphs.push({
      text: page.prefix + text,
      level: heading ? Number(heading.name.slice(1)) : 0,
      isBold,
    });
    page.prefix = "";
  }
  page.text = "";
  page.boldLetters = 0;
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", , double, single, bare] of source.matchAll(
    /([a-z_:][\w:.-]*)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi,
  )) {
    attributes.set(name.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ""));
  }
  return attributes;
}
