import type { InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import type { Choice, Content, Part } from "../kit/message.ts";
import { cleanText, splitText } from "./text.ts";

/**
 * Longest text of one message and longest caption, after formatting. Telegram counts code points; counting
 * UTF-16 units is never less, so a text that fits here fits there.
 */
export const longestText = 4096;
const longestCaption = 1024;
const longestLabel = 256;

/** The same words twice: with Telegram's tags, and bare for the case that it cannot read the tags. */
export type Words = { readonly html: string; readonly plain: string };

/** What becomes one call to Telegram: a text, or one file with an optional caption. */
export type Piece =
  | { readonly kind: "text"; readonly words: Words }
  | { readonly kind: "photo"; readonly blob: string; readonly name: string; readonly words: Words | null }
  | { readonly kind: "document"; readonly blob: string; readonly name: string };

/**
 * Turns content into the messages that carry it, in order: texts, quotes and links next to each other share
 * a message as far as they fit; words right after an image become its caption when they fit whole.
 * All text of people and documents is escaped. Empty content gives no pieces.
 */
export function toPieces(content: Content): Piece[] {
  const pieces: Piece[] = [];
  for (const group of groupParts(content.parts)) {
    if (!Array.isArray(group)) {
      pieces.push(group);
      continue;
    }
    const texts = pack(group.flatMap(toBlocks));
    const [first] = texts;
    const before = pieces.at(-1);
    if (before?.kind === "photo" && texts.length === 1 && first && first.plain.length <= longestCaption) {
      pieces[pieces.length - 1] = { ...before, words: first };
    } else {
      pieces.push(...texts.map((words) => ({ kind: "text" as const, words })));
    }
  }
  return pieces;
}

type WordPart = Extract<Part, { kind: "text" | "quote" | "link" }>;

function groupParts(parts: readonly Part[]): (WordPart[] | Piece)[] {
  const groups: (WordPart[] | Piece)[] = [];
  for (const part of parts) {
    if (part.kind === "image") groups.push(toImage(part));
    else if (part.kind === "file")
      groups.push({ kind: "document", blob: part.blob, name: fileName(part.name) });
    else {
      const last = groups.at(-1);
      if (Array.isArray(last)) last.push(part);
      else groups.push([part]);
    }
  }
  return groups;
}

/** Telegram makes photos of these; anything else it would refuse or turn into something else. */
const photoTypes: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

function toImage(part: Extract<Part, { kind: "image" }>): Piece {
  const extension = photoTypes[part.mediaType];
  if (extension) return { kind: "photo", blob: part.blob, name: `image.${extension}`, words: null };
  return { kind: "document", blob: part.blob, name: fileName(part.alt) };
}

/** Telegram reads the name from an unquoted header field: `;` and line ends would cut it short. */
function fileName(name: string): string {
  const clean = cleanText(name)
    .replace(/[\s;"/\\]+/g, " ")
    .trim();
  return clean === "" ? "file" : clean.slice(-longestLabel).toWellFormed();
}

/** Blocks are what may stand in one message together; none is longer than a message, none cuts a tag. */
function toBlocks(part: WordPart): Words[] {
  switch (part.kind) {
    case "text":
      return splitText(cleanText(part.text), longestText).map((plain) => ({
        plain,
        html: escapeHtml(plain),
      }));
    case "quote":
      return toQuote(part.citation);
    case "link":
      return [toLink(part)];
  }
}

function toQuote(citation: { quote: string; label: string }): Words[] {
  const label = cleanText(citation.label).slice(0, longestLabel).toWellFormed();
  // Room for the quotation marks, the line end and the dash before the label.
  const quotes = splitText(cleanText(citation.quote), longestText - longestLabel - 5);
  if (quotes.length === 0) return [{ html: escapeHtml(label), plain: label }];
  return quotes.map((quote, index) => {
    const isLast = index === quotes.length - 1;
    return {
      html: `<blockquote>${escapeHtml(quote)}</blockquote>${isLast ? `\n— ${escapeHtml(label)}` : ""}`,
      plain: `“${quote}”${isLast ? `\n— ${label}` : ""}`,
    };
  });
}

function toLink(link: { label: string; url: string }): Words {
  const label = cleanText(link.label).slice(0, longestLabel).toWellFormed().trim();
  const plain = label === "" ? link.url : `${label}: ${link.url}`;
  // Telegram drops a link it does not understand in silence: then the address itself must be readable.
  if (!/^https?:\/\/\S+$/.test(link.url)) return { plain, html: escapeHtml(plain) };
  return { plain, html: `<a href="${escapeAttribute(link.url)}">${escapeHtml(label || link.url)}</a>` };
}

function pack(blocks: readonly Words[]): Words[] {
  const packed: Words[] = [];
  for (const block of blocks) {
    const last = packed.at(-1);
    if (last && last.plain.length + 2 + block.plain.length <= longestText) {
      packed[packed.length - 1] = {
        html: `${last.html}\n\n${block.html}`,
        plain: `${last.plain}\n\n${block.plain}`,
      };
    } else packed.push(block);
  }
  return packed;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? "");
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}

/** Labels up to this length share a row with a neighbor on a small phone without being cut. */
const shortLabel = 16;

/**
 * Choices as buttons under a message. A button carries `<deliverySeq>.<index>`: far below Telegram's 64
 * bytes, and without meaning to anybody but our ledger. Undefined without choices.
 */
export function toKeyboard(
  choices: readonly Choice[],
  deliverySeq: number,
): InlineKeyboardMarkup | undefined {
  if (choices.length === 0) return undefined;
  const rows: InlineKeyboardButton[][] = [];
  let open: InlineKeyboardButton[] | undefined;
  for (const [index, choice] of choices.entries()) {
    const text = cleanText(choice.label).trim();
    const button = { text, callback_data: `${deliverySeq}.${index}` };
    const isShort = text.length <= shortLabel;
    if (open && isShort) {
      open.push(button);
      open = undefined;
    } else {
      const row = [button];
      rows.push(row);
      open = isShort ? row : undefined;
    }
  }
  return { inline_keyboard: rows };
}
