import { Refused } from "./telegram-server-refused.ts";

/** Tags the Bot API takes in HTML mode. */
const tags = new Set(
  "b strong i em u ins s strike del code pre a span tg-spoiler tg-emoji tg-time blockquote".split(" "),
);
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * The visible text of a message in HTML mode, by the rules and with the error texts of the real parser
 * (tdlib MessageEntity.cpp): unknown tags, crossed tags and tags left open are refused, entities it does not
 * know stay as they are.
 */
export function visibleText(html: string): string {
  const open: string[] = [];
  let visible = "";
  for (const token of html.matchAll(/<[^>]*>?|&(#x?[0-9a-f]+|[a-z]+);|[^<&]+|&/gi)) {
    const [text, entity] = token;
    if (text.startsWith("<")) takeTag(text, open, byteOffset(html, token.index));
    else if (entity !== undefined) visible += decodeEntity(text, entity);
    else visible += text;
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed}"`);
  return visible;
}

function takeTag(tag: string, open: string[], offset: number): void {
  const isEnd = tag.startsWith("</");
  if (!tag.endsWith(">"))
    throw cannotParse(`Unclosed ${isEnd ? "end" : "start"} tag at byte offset ${offset}`);
  const name = (/^<\/?([^\s>]*)/.exec(tag)?.[1] ?? "").toLowerCase();
  if (!isEnd) {
    if (!tags.has(name)) throw cannotParse(`Unsupported start tag "${name}" at byte offset ${offset}`);
    open.push(name);
    return;
  }
  const expected = open.pop();
  if (expected === undefined) throw cannotParse(`Unexpected end tag at byte offset ${offset}`);
  if (name !== "" && name !== expected) {
    throw cannotParse(
      `Unmatched end tag at byte offset ${offset}, expected "</${expected}>", found "</${name}>"`,
    );
  }
}

function decodeEntity(text: string, entity: string): string {
  if (!entity.startsWith("#")) return named[entity] ?? text;
  const isHex = entity[1] === "x" || entity[1] === "X";
  const code = Number.parseInt(entity.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : text;
}

function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}

function cannotParse(why: string): Refused {
  return new Refused(400, `Bad Request: can't parse entities: ${why}`);
}

/** How the Bot API counts: Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
