import { clean } from "../../kit/vietnamese.ts";

/** What a reader sees of a Markdown source. Lines keep their numbers, so faults point at the right one. */
export type VisibleText = { readonly text: string; readonly hidden: number };

const comment = /<!--[\s\S]*?(?:-->|$)/g;
/** Markdown's own comment: a link definition that nothing links to (`[//]: # (…)`). */
const definition = /^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[^\n]*$/gm;
const image = /!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)/g;
const tag = /<(\/?)([a-z][a-z0-9-]*)((?:"[^"<>]*"|'[^'<>]*'|[^<>"']){0,2000})>/gi;
const unseenElements = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "iframe",
  "object",
  "head",
  "title",
]);
const voidElements = new Set(["br", "hr", "img", "input", "meta", "link", "wbr", "col", "source"]);
const hidingAttribute =
  /(?:^|\s)hidden(?:\s|=|$)|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|color\s*:\s*(?:white|transparent|#fff(?:fff)?\b|rgb\(255,\s*255,\s*255\))|(?:left|top|text-indent)\s*:\s*-\d{3}|(?:width|height)\s*:\s*0(?![.\d])|class\s*=\s*["'][^"']*\b(?:hidden|sr-only|visually-hidden|d-none)\b/i;
// Direction overrides, "tag" characters and variation selectors show nothing and can carry hidden words.
const unseenCharacters = /(?![\n\t])\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;
const entities: Record<string, string> = { nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Removes what a page hides from its reader: comments, hidden elements, scripts, invisible characters. Text
 * nobody can see must not be quoted, and must not reach a model as if the document said it.
 * `hidden` counts the passages taken out.
 */
export function visibleText(source: string): VisibleText {
  let hidden = 0;
  const drop = (passage: string) => {
    hidden++;
    return lineEndsOf(passage);
  };
  const uncommented = source.replace(/\r\n?/g, "\n").replace(comment, drop).replace(definition, drop);
  const shown = withoutElements(uncommented.replace(image, ""), () => hidden++);
  return { text: clean(decodeEntities(shown).replace(unseenCharacters, "")), hidden };
}

/** The text between the tags, without what stands inside an element that is not shown. */
function withoutElements(source: string, onHidden: () => void): string {
  let text = "";
  let from = 0;
  let hiding: { name: string; depth: number } | undefined;
  for (const found of source.matchAll(tag)) {
    const [whole, slash, written = "", attributes = ""] = found;
    const name = written.toLowerCase();
    const between = source.slice(from, found.index);
    text += hiding ? lineEndsOf(between) : between;
    text += lineEndsOf(whole) || (name === "br" || name === "td" ? " " : "");
    from = found.index + whole.length;
    if (hiding) {
      if (name === hiding.name) hiding.depth += slash ? -1 : 1;
      if (hiding.depth === 0) hiding = undefined;
    } else if (!slash && hides(name, attributes)) {
      hiding = { name, depth: 1 };
      onHidden();
    }
  }
  const rest = source.slice(from);
  return text + (hiding ? lineEndsOf(rest) : rest);
}

function hides(name: string, attributes: string): boolean {
  if (voidElements.has(name) || attributes.endsWith("/")) return false;
  return unseenElements.has(name) || hidingAttribute.test(attributes);
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

function lineEndsOf(passage: string): string {
  return "\n".repeat(passage.split("\n").length - 1);
}
