import type { Part } from "../kit/message.ts";
import { clean } from "../kit/vietnamese.ts";
import { mostPictures, type Pictures, readPicture } from "./pictures.ts";

/** Something in a campaign file that must be put right. Lines count from 1, as editors do. */
export type Fault = { readonly line: number; readonly what: string };

type Block = { readonly line: number; readonly lines: readonly string[] };

/**
 * Reads the body of a campaign file: Markdown reduced to what every chat can show.
 *
 * Each paragraph is one text part, with its line breaks as typed; a paragraph that is one link is a link part, one
 * that is one picture of `pictures` an image part.
 * Signs of bold, italic, headings and quotes are taken off, `- ` becomes a bullet, a link inside a sentence
 * becomes `label (address)`. What a chat cannot show (HTML, tables, code) is a fault, not dropped.
 * `firstLine` is the file's line of the first body line.
 */
export function readBody(
  markdown: string,
  firstLine: number,
  pictures: Pictures = new Map(),
): { parts: Part[]; faults: Fault[] } {
  const parts: Part[] = [];
  const faults: Fault[] = [];
  for (const block of blocksOf(clean(markdown), firstLine)) {
    const picture = readPicture(block.lines, pictures);
    const wrong = picture
      ? picture.faults.map((what) => ({ line: block.line, what }))
      : block.lines.flatMap((line, index) => faultsOf(line, block.line + index));
    faults.push(...wrong);
    if (wrong.length === 0) parts.push(picture?.part ?? partOf(block.lines));
  }
  const tooMany = parts.filter(({ kind }) => kind === "image").length > mostPictures;
  if (tooMany) faults.push({ line: firstLine, what: `more than ${mostPictures} pictures: take some out` });
  return { parts, faults };
}

/** The place of a clause that is drawn at launch: `{{clause}}` or `{{clause: kh-360, sang-kien}}`. */
export function readClauseMark(text: string): { documents: readonly string[] } | undefined {
  const match = /^\{\{ *clause(?: *: *([a-z0-9-]+(?: *, *[a-z0-9-]+)*))? *\}\}$/.exec(text.trim());
  return match ? { documents: match[1]?.split(/ *, */) ?? [] } : undefined;
}

function blocksOf(markdown: string, firstLine: number): Block[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let current: { line: number; lines: string[] } | undefined;
  for (const [index, raw] of markdown.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const isGap = line === "" || /^([-*_] ?){3,}$/.test(line);
    if (!isGap && current) current.lines.push(line);
    if (!isGap && !current) {
      current = { line: firstLine + index, lines: [line] };
      blocks.push(current);
    }
    if (isGap) current = undefined;
  }
  return blocks;
}

const unshowable: readonly { sign: RegExp; what: string }[] = [
  {
    sign: /!\[[^\]]*\]\(/,
    what: "a picture stands alone in its paragraph: put an empty line before and after it",
  },
  { sign: /^```/, what: "code blocks cannot be shown in a chat: write the text without ```" },
  { sign: /^\|.*\|$/, what: "tables cannot be shown in a chat: write one line for each row" },
  { sign: /<!--/, what: "remarks would be sent: put them into the front matter after a #" },
  { sign: /<\/?[a-z][^>]*>/i, what: "HTML cannot be shown in a chat: write plain text" },
];

function faultsOf(line: string, number: number): Fault[] {
  const found = unshowable.filter(({ sign }) => sign.test(line)).map(({ what }) => what);
  for (const [, url = ""] of line.matchAll(/(?<!!)\[[^\]]*\]\(([^)]*)\)/g)) {
    if (!isWebAddress(url)) found.push(`\`${url}\` is no web address: write https://…`);
  }
  if (line.includes("{{") && !readClauseMark(line)) {
    found.push("only `{{clause}}` is known between double braces, alone in its paragraph");
  }
  return found.map((what) => ({ line: number, what }));
}

function partOf(lines: readonly string[]): Part {
  const link = lines.length === 1 ? /^\[([^\]]+)\]\(([^)]+)\)$/.exec(lines[0] ?? "") : null;
  if (link?.[1] && link[2]) return { kind: "link", label: plainLine(link[1]), url: link[2].trim() };
  return { kind: "text", text: lines.map(plainLine).join("\n") };
}

function plainLine(line: string): string {
  return line
    .replace(/^#{1,6} +/, "")
    .replace(/^> ?/, "")
    .replace(/^[-*+] +/, "• ")
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, "$1 ($2)")
    .replace(
      /(?<![\\\p{L}\p{N}])(\*\*\*|\*\*|\*|___|__|_|`)(?=\S)(.+?)(?<=[^\s\\])\1(?![\p{L}\p{N}])/gu,
      "$2",
    )
    .replace(/\\([\\`*_[\]()#+.!>{}-])/g, "$1");
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url.trim()) && /^https?:\/\//i.test(url.trim());
}
