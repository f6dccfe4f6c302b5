import { clean } from "../../kit/vietnamese.ts";

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const unseenElement = /<(script|style|template|noscript|iframe|object)\b[\s\S]*?<\/\1\s*>/gi;
const hiddenElement =
  /<([a-z][a-z0-9]*)\b[^>]*(?:\shidden\b|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|color\s*:\s*(?:white|#fff(?:fff)?\b|transparent))[^>]*>[\s\S]*?<\/\1\s*>/gi;
const tag = /<\/?[a-z][^<>]*>/gi;
// Direction overrides, "tag" characters and variation selectors show nothing and can carry hidden words.
const unseenCharacters = /(?![\n\t])\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;

/** What a reader sees of a Markdown source. Lines keep their numbers, so faults point at the right one. */
export type VisibleText = { readonly text: string; readonly hidden: number };

/**
 * Removes what a page hides from its reader: HTML comments, hidden elements, scripts, invisible characters.
 * Text nobody can see must not be quoted, and must not reach a model as if the document said it.
 * `hidden` counts the passages taken out.
 */
export function visibleText(source: string): VisibleText {
  let hidden = 0;
  const drop = (passage: string) => {
    hidden++;
    return "\n".repeat(passage.split("\n").length - 1);
  };
  const shown = source
    .replace(/\r\n?/g, "\n")
    .replace(comment, drop)
    .replace(unseenElement, drop)
    .replace(hiddenElement, drop)
    .replace(tag, "");
  return { text: clean(shown.replace(unseenCharacters, "")), hidden };
}
