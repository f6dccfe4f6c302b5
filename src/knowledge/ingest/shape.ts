import { clean, fold } from "../../kit/vietnamese.ts";
import { readBlocks } from "../reading/blocks.ts";
import { kindOfLine } from "./kinds.ts";
import type { Paragraph } from "./paragraph.ts";

/** A numbered line up to this length without an end of sentence is a title when something stands under it. */
const longestTitle = 200;

type Marked = Paragraph & { readonly kind: string; readonly number: string; readonly rest: string };

/**
 * Writes paragraphs as the Markdown `parse` reads. Marks that carry a part of their own become headings (`##` for
 * I., `###` for 1. when 1.1 or a bullet follows); everything else is one paragraph per line, set apart by blanks.
 */
export function shape(paragraphs: readonly Paragraph[]): string {
  const marked = paragraphs.flatMap(toMarked);
  let lastTitle = 0;
  const lines = marked.map((one, at) => {
    if (one.kind === "roman" || one.kind === "chapter" || one.kind === "part") lastTitle = 0;
    const level = levelOf(one, marked[at + 1], lastTitle);
    if (level === 3 && one.kind === "number") lastTitle = Number(one.number);
    return level > 0 ? `${"#".repeat(level)} ${one.text}` : escapeMarkdown(one.text);
  });
  return `${lines.join("\n\n")}\n`;
}

function toMarked(paragraph: Paragraph): Marked[] {
  const text = bulletText(clean(paragraph.text).replace(/\s+/g, " ").trim());
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const [block] = readBlocks(text.replaceAll("|", " "), 1);
  if (!block) return [];
  const { kind, number } = block.mark;
  return [{ ...paragraph, text, kind, number, rest: block.text }];
}

/** Bullets as fonts for symbols write them. */
function bulletText(text: string): string {
  return text.replace(/^(?:[\p{Co}·▪◦●○■□▸►➢✓✔❖§]|o(?=\s+\p{Lu}))\s*/u, "- ");
}

function levelOf(one: Marked, next: Marked | undefined, lastTitle: number): number {
  if (one.kind === "roman") return 2;
  if (one.kind === "number") return isTitle(one, next, lastTitle) ? 3 : 0;
  if (one.kind === "none" && kindOfLine(one.text)) return 1;
  if (one.kind !== "none") return 0;
  if (one.level > 0) return isHeadLine(one.text) ? 0 : Math.min(6, one.level + 1);
  return 0;
}

function isTitle(one: Marked, next: Marked | undefined, lastTitle: number): boolean {
  if (one.number.includes(".")) return false;
  const isShort = one.rest.length <= longestTitle && !/[.;,:]$/.test(one.rest);
  const holdsNext =
    next !== undefined &&
    ((next.kind === "number" && next.number === `${one.number}.1`) ||
      (isShort && ["bullet", "letter", "none"].includes(next.kind)));
  if (holdsNext) return true;
  if (isShort && (one.isBold || one.level > 0)) return true;
  // Sections go on as they began, also when one of them is a single long sentence.
  return lastTitle > 0 && Number(one.number) === lastTitle + 1 && isShort;
}

/** Lines at the head of every official document, which a style may have made a heading of. */
function isHeadLine(text: string): boolean {
  return /^(?:cong hoa xa hoi|doc lap ?-|dang cong san|so:)/.test(fold(text));
}

/** Keeps the letters of a text from being read as Markdown or HTML. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/^#/, "\\#")
    .replace(/^>/, "›")
    .replace(/<(?=[a-z/!?])/gi, "< ");
}
