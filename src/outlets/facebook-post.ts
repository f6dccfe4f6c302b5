import { type Part, plainText } from "../kit/message.ts";
import { sayDate } from "../kit/time.ts";
import type { OutletItem } from "./outlet.ts";
import { postTexts } from "./texts.ts";

/** Facebook shows the first lines only and takes 63,206 characters; people read no more than this. */
const longestBody = 3000;

/**
 * The words of the post: corrections first, for Facebook folds what comes later; then the item without its
 * pictures, cut between two paragraphs when it is long; and always the address of the page, by which our own
 * post is found again.
 */
export function toPostText(item: OutletItem): string {
  const { title, lead, parts, sources, corrections, url } = item;
  const said = parts.filter((part) => part.kind !== "image").map(sayPart);
  return [
    ...corrections.map(({ note, at }) => postTexts.correction(sayDate(at), note)),
    title,
    ...shorten([lead, ...said].filter((text) => text !== "")),
    ...(sources.length > 0 ? [postTexts.sources(sources)] : []),
    postTexts.readMore(url),
  ].join("\n\n");
}

function sayPart(part: Part): string {
  return plainText({ parts: [part], choices: [] });
}

/** As many whole paragraphs as fit; the first is there whatever its length, cut at a word. */
function shorten(paragraphs: readonly string[]): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const text of paragraphs) {
    length += text.length;
    if (length > longestBody) return [...kept, kept.length === 0 ? `${cutAtWord(text)}…` : "…"];
    kept.push(text);
  }
  return kept;
}

function cutAtWord(text: string): string {
  const cut = text.slice(0, longestBody);
  const space = cut.lastIndexOf(" ");
  return (space > 0 ? cut.slice(0, space) : cut).toWellFormed();
}
