/** @import { ClauseView } from "../../src/http/chat/wire.ts" */
import { byId, el, icon } from "./dom.js";
import { readClause } from "./server.js";
import { sayDate, texts } from "./texts.js";

/** @typedef {{ document: string, clause: string, label?: string, quote: string }} Place */

/**
 * The sheet that shows a clause behind a citation, with the quoted words marked. The browser's own dialog
 * keeps the keyboard inside, closes on Escape and gives the focus back to what opened it.
 */
export function createClauseSheet() {
  const sheet = byId("clause", HTMLDialogElement);
  const over = byId("clause-document", HTMLParagraphElement);
  const title = byId("clause-title", HTMLHeadingElement);
  const body = byId("clause-body", HTMLElement);
  const foot = byId("clause-foot", HTMLElement);
  // Answers can come in another order than they were asked for.
  let asked = 0;

  /** @param {Place} place */
  async function show(place) {
    asked += 1;
    const own = asked;
    body.replaceChildren(el("p", { role: "status" }, texts.loading));
    foot.replaceChildren();
    const outcome = await readClause(place.document, place.clause);
    if (own !== asked) return;
    if (outcome.kind === "ok") return fill(outcome.value, place.quote);
    const retry = { type: "button", class: "action", onclick: () => void show(place) };
    body.replaceChildren(
      el("p", { role: "alert" }, outcome.message || texts.clauseFailed),
      el("button", retry, texts.retry),
    );
  }

  /**
   * @param {ClauseView} view
   * @param {string} quote
   */
  function fill(view, quote) {
    over.textContent = view.title;
    title.textContent = view.label;
    body.replaceChildren(...renderClause(view, quote));
    const go = (/** @type {string} */ clause) => {
      title.focus();
      void show({ document: view.document, clause, quote: "" });
    };
    foot.replaceChildren(renderNeighbor(view, "previous", go), renderNeighbor(view, "next", go));
    const mark = body.querySelector("mark");
    if (mark) mark.scrollIntoView({ block: "center" });
    else body.scrollTop = 0;
  }

  return {
    /** @param {Place} place */
    open(place) {
      over.textContent = "";
      title.textContent = place.label ?? texts.loading;
      void show(place);
      sheet.showModal();
    },
  };
}

/**
 * @param {ClauseView} view
 * @param {string} quote
 */
function renderClause(view, quote) {
  return [
    ...renderPath(view),
    el("p", { class: "authority", "data-authority": view.authority }, texts.authority[view.authority]),
    ...renderNotes(view),
    el("div", { class: "clause-text" }, ...view.blocks.map((block) => renderBlock(block, quote))),
    renderFacts(view),
  ];
}

/**
 * @param {ClauseView} view
 * @param {"previous" | "next"} side
 * @param {(clause: string) => void} go
 */
function renderNeighbor(view, side, go) {
  const neighbor = view[side];
  if (!neighbor) return el("span");
  const words = el("span", {}, el("small", {}, texts[side]), shortLabel(neighbor.label));
  const face = side === "previous" ? [icon("back"), words] : [words, icon("next")];
  return el("button", { type: "button", class: side, onclick: () => go(neighbor.clause) }, ...face);
}

/** @param {ClauseView} view */
function renderPath(view) {
  if (view.path.length === 0) return [];
  return [el("ol", { class: "path" }, ...view.path.map((heading) => el("li", {}, heading)))];
}

/** @param {ClauseView} view */
function renderNotes(view) {
  const warnings = [];
  if (view.replacedBy) warnings.push(texts.replaced(view.replacedBy));
  if (view.inForceUntil) warnings.push(texts.expired(sayDate(view.inForceUntil)));
  return [...warnings, ...view.notes].map((note) =>
    el("p", { class: "note" }, el("strong", {}, `${texts.note}: `), note),
  );
}

/** @param {ClauseView} view */
function renderFacts(view) {
  const facts = [];
  if (view.issued) facts.push(texts.issued(sayDate(view.issued)));
  if (view.provenance) facts.push(view.provenance);
  return el("p", { class: "facts" }, facts.join(". "));
}

/**
 * @param {ClauseView["blocks"][number]} block
 * @param {string} quote
 */
function renderBlock(block, quote) {
  const mark = block.mark && el("b", { class: "clause-mark" }, block.mark);
  return el("p", { "data-depth": Math.min(block.depth, 3) }, mark, ...highlight(block.text, quote));
}

/**
 * The text with the quoted words marked: all of the quote, or the part of it that stands in this text.
 * @param {string} text
 * @param {string} quote
 * @returns {(string | HTMLElement)[]}
 */
function highlight(text, quote) {
  const wanted = quote
    .trim()
    .replace(/^(…|\.{3})|(…|\.{3})$/g, "")
    .trim();
  const whole = text.trim();
  const found = wanted === "" ? -1 : text.indexOf(wanted);
  if (found < 0) return whole !== "" && wanted.includes(whole) ? [el("mark", {}, text)] : [text];
  const end = found + wanted.length;
  return [text.slice(0, found), el("mark", {}, text.slice(found, end)), text.slice(end)];
}

/** The part after the document's name: `mục II.3.4`. @param {string} label */
function shortLabel(label) {
  return label.split(", ").slice(1).join(", ") || label;
}
