import type { Part } from "../kit/message.ts";

/** How an article's pictures are reached: by their place in it, counted from 1. */
export type PictureUrl = (number: number, mediaType: string) => string;

/** A text for HTML, in elements and in attributes between double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The parts of an article as HTML. Every word is escaped; only links to the web become links. */
export function toHtml(parts: readonly Part[], pictureUrl: PictureUrl): string {
  let pictures = 0;
  const html = parts.map((part) => {
    if (part.kind === "image") pictures += 1;
    return partHtml(part, part.kind === "image" ? pictureUrl(pictures, part.mediaType) : "");
  });
  return html.join("\n");
}

function partHtml(part: Part, picture: string): string {
  switch (part.kind) {
    case "text":
      return textHtml(part.text);
    case "quote": {
      const { quote, label } = part.citation;
      return `<blockquote><p>${escapeHtml(quote)}</p><footer>${escapeHtml(label)}</footer></blockquote>`;
    }
    case "link":
      return `<p>${linkHtml(part.url, part.label)}</p>`;
    case "image": {
      const alt = escapeHtml(part.alt);
      return `<figure><img src="${escapeHtml(picture)}" alt="${alt}"><figcaption>${alt}</figcaption></figure>`;
    }
    case "file":
      return `<p>${escapeHtml(part.name)}</p>`;
  }
}

const bullet = "• ";

/** Lines that begin with a bullet are a list, the others keep their breaks. */
function textHtml(text: string): string {
  const blocks: { isList: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const isList = line.startsWith(bullet);
    const last = blocks.at(-1);
    const words = withLinks(isList ? line.slice(bullet.length) : line);
    if (last?.isList === isList) last.lines.push(words);
    else blocks.push({ isList, lines: [words] });
  }
  return blocks
    .map(({ isList, lines }) =>
      isList
        ? `<ul>${lines.map((words) => `<li>${words}</li>`).join("")}</ul>`
        : `<p>${lines.join("<br>")}</p>`,
    )
    .join("\n");
}

const address = /https?:\/\/[^\s<>"“”()]+[^\s<>"“”().,;:!?]/g;

function withLinks(text: string): string {
  let html = "";
  let end = 0;
  for (const match of text.matchAll(address)) {
    html += escapeHtml(text.slice(end, match.index)) + linkHtml(match[0], match[0]);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}

function linkHtml(url: string, label: string): string {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isWeb) return escapeHtml(label);
  return `<a href="${escapeHtml(url)}" rel="noopener nofollow">${escapeHtml(label)}</a>`;
}
