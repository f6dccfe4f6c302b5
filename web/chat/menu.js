import { byId, el, icon } from "./dom.js";
import { moreActions, starters, texts } from "./texts.js";

/** @typedef {{ say: (text: string) => void, leave: () => void }} Doings */

/**
 * What the page offers before anything was said.
 * @param {Doings} doings
 */
export function renderWelcome(doings) {
  const { cover } = byId("log", HTMLDivElement).dataset;
  return el(
    "section",
    { class: "welcome", "aria-label": texts.welcomeTitle },
    el("img", { class: "cover", src: cover, alt: "" }),
    el("h2", {}, texts.welcomeTitle),
    el("p", {}, texts.welcome),
    el("p", { class: "welcome-ask" }, texts.welcomeAsk),
    renderActions(starters, doings.say),
  );
}

/**
 * Everything that can be started with one tap, and what this page is: beside the conversation on a wide
 * screen, behind the menu button on a narrow one.
 * @param {Doings} doings
 */
export function fillMenus(doings) {
  const menu = byId("menu", HTMLDialogElement);
  const sayAndClose = (/** @type {string} */ text) => {
    menu.close();
    doings.say(text);
  };
  byId("side-body", HTMLDivElement).append(...renderMenu({ ...doings }));
  byId("menu-body", HTMLDivElement).append(...renderMenu({ ...doings, say: sayAndClose }));
  byId("open-menu", HTMLButtonElement).addEventListener("click", () => menu.showModal());
}

/** @param {Doings} doings */
function renderMenu(doings) {
  return [
    renderActions([...starters, ...moreActions], doings.say),
    el("div", { class: "about" }, el("p", {}, texts.about), el("p", {}, texts.privacy)),
    renderLeave(doings.leave),
  ];
}

/**
 * @param {typeof starters} actions
 * @param {(text: string) => void} say
 */
function renderActions(actions, say) {
  const items = actions.map(({ says, label, what, icon: name }) => {
    const words = el("span", { class: "actions-words" }, el("strong", {}, label), el("small", {}, what));
    const button = el(
      "button",
      { type: "button", onclick: () => say(says) },
      icon(name),
      words,
      icon("next"),
    );
    return el("li", {}, button);
  });
  return el("ul", { class: "actions" }, ...items);
}

/** Ending asks twice: behind it lies a conversation nobody can open again. @param {() => void} leave */
function renderLeave(leave) {
  const words = el("span", {}, texts.leave, el("small", {}, texts.leaveWhat));
  let isSure = false;
  const button = el("button", { type: "button", class: "leave" }, icon("leave"), words);
  button.addEventListener("click", () => {
    if (isSure) return leave();
    isSure = true;
    words.replaceChildren(texts.leaveSure);
  });
  button.addEventListener("blur", () => {
    isSure = false;
    words.replaceChildren(texts.leave, el("small", {}, texts.leaveWhat));
  });
  return button;
}

/** Closes every sheet by its button and by a tap beside it. */
export function closeSheets() {
  for (const sheet of document.querySelectorAll("dialog")) {
    sheet.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === sheet || target?.closest("[data-close]")) sheet.close();
    });
  }
}
