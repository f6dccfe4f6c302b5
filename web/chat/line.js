/** @import { WireFile, WireLine, WirePart } from "../../src/http/chat/wire.ts" */
import { el, icon } from "./dom.js";
import { readable, saySize, sayTime, texts } from "./texts.js";

/**
 * What a reader can do with a line.
 * @typedef {{
 *   press: (press: string, label: string) => void,
 *   openClause: (citation: { document: string, clause: string, quote: string }) => void,
 * }} Doings
 */

/**
 * One message of the assistant.
 * @param {Extract<WireLine, { kind: "sent" }>} line
 * @param {Doings} doings
 */
export function renderSent(line, doings) {
  const bubble = el("div", { class: "bubble" }, ...line.parts.map((part) => renderPart(part, doings)));
  bubble.append(el("time", { datetime: line.at }, sayTime(line.at)));
  const isWide = line.parts.some((part) => part.kind === "quote");
  return el(
    "article",
    {
      class: isWide ? "line sent wide" : "line sent",
      "aria-label": `${texts.assistant}, ${sayTime(line.at)}`,
    },
    bubble,
    renderChoices(line, doings),
  );
}

/**
 * One message of the person.
 * @param {{ at: string, text: string | null, files: readonly WireFile[] }} line
 */
export function renderSaid(line) {
  const words = line.text === null ? texts.pressed : readable(line.text);
  return el(
    "article",
    { class: "line said", "aria-label": `${texts.you}, ${sayTime(line.at)}` },
    el(
      "div",
      { class: "bubble" },
      ...line.files.map(renderFile),
      words !== "" && el("p", {}, ...linkify(words)),
      el("span", { class: "standing" }, ...renderArrived(line.at)),
    ),
  );
}

/**
 * What stands under a message the server has.
 * @param {string} at
 */
export function renderArrived(at) {
  return [el("time", { datetime: at }, sayTime(at)), el("span", { class: "arrived" }, ` · ${texts.sent}`)];
}

/**
 * @param {WirePart} part
 * @param {Doings} doings
 */
function renderPart(part, doings) {
  switch (part.kind) {
    case "text":
      return el("p", {}, ...linkify(part.text));
    case "quote":
      return renderQuote(part, doings);
    case "link":
      return renderLink(part.label, part.url);
    case "image":
      return renderImage(part.url, part.alt);
    case "file":
      return renderFile(part.file);
  }
}

/**
 * @param {Extract<WirePart, { kind: "quote" }>} quote
 * @param {Doings} doings
 */
function renderQuote(quote, doings) {
  const open = () => doings.openClause(quote);
  return el(
    "figure",
    { class: "quote" },
    el("blockquote", {}, quote.quote),
    el(
      "figcaption",
      {},
      el(
        "button",
        { type: "button", class: "quote-open", "aria-haspopup": "dialog", onclick: open },
        icon("book"),
        el("span", {}, quote.label),
        icon("next"),
      ),
    ),
  );
}

/**
 * @param {Extract<WireLine, { kind: "sent" }>} line
 * @param {Doings} doings
 */
function renderChoices(line, doings) {
  if (line.choices.length === 0) return null;
  const buttons = line.choices.map(({ label, press }, index) => {
    const number =
      line.choices.length > 1 && el("span", { class: "number", "aria-hidden": "true" }, `${index + 1}`);
    return el(
      "button",
      { type: "button", class: "choice", "data-press": press, onclick: () => doings.press(press, label) },
      number,
      el("span", {}, label),
    );
  });
  return el("div", { class: "choices", role: "group", "aria-label": texts.choices }, ...buttons);
}

// Only addresses a browser opens in a page, a phone or a mail program: never `javascript:`.
const safeAddress = /^(https?:\/\/|tel:|mailto:)/i;

/**
 * @param {string} label
 * @param {string} url
 */
function renderLink(label, url) {
  if (!safeAddress.test(url)) return el("p", {}, label);
  return el(
    "a",
    { class: "action", href: url, target: "_blank", rel: "noopener noreferrer" },
    el("span", {}, label),
    icon("link"),
  );
}

/**
 * @param {string} url
 * @param {string} alt
 */
function renderImage(url, alt) {
  const name = alt || texts.image;
  return el(
    "a",
    { class: "picture", href: url, target: "_blank", rel: "noopener" },
    el("img", { src: url, alt: texts.openImage(name), loading: "lazy" }),
  );
}

/** @param {WireFile} file */
function renderFile(file) {
  const name = file.name ?? (file.kind === "photo" ? texts.image : texts.file);
  const isShown = /^(image\/(jpeg|png|gif|webp)|blob)/.test(file.mediaType ?? "");
  if (file.url && file.kind === "photo" && isShown) return renderImage(file.url, name);
  if (file.url && file.kind === "voice") {
    return el("audio", { controls: true, preload: "none", src: file.url, "aria-label": name });
  }
  const size = file.sizeBytes === null ? null : el("small", {}, saySize(file.sizeBytes));
  const face = [icon("file"), el("span", { class: "file-name" }, name), size];
  if (!file.url) return el("p", { class: "file" }, ...face);
  return el(
    "a",
    { class: "file", href: file.url, download: name },
    el("span", { class: "quiet" }, texts.saveFile),
    ...face,
  );
}

const webAddress = /https?:\/\/[^\s<>"”]*[^\s<>"”.,;:!?)\]]/g;

/**
 * The text with its web addresses as links.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
function linkify(text) {
  /** @type {(string | HTMLElement)[]} */
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(webAddress)) {
    const [url] = found;
    pieces.push(text.slice(from, found.index));
    pieces.push(el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url));
    from = found.index + url.length;
  }
  return [...pieces, text.slice(from)];
}
