/** @import { History, Upload } from "./server.js" */
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { byId, createKeep, el, newId } from "./dom.js";
import { createLink } from "./link.js";
import { closeSheets, fillMenus, renderWelcome } from "./menu.js";
import { createOutbox } from "./outbox.js";
import { isEmbedded, leave, postMessage } from "./server.js";
import { texts } from "./texts.js";

const title = document.title;
/** @type {Promise<ReturnType<typeof import("./clause.js").createClauseSheet>> | undefined} */
let clauses;
const conversation = createConversation({
  press: (press, label) => write({ press, label }),
  openClause: (citation) =>
    loadClauses().then(
      (sheet) => sheet.open(citation),
      () => {},
    ),
  onUnread: showUnread,
  retry: () => outbox.retry(),
  edit: (letter) => {
    if (letter.press === null) composer.restore(letter.text);
  },
});
const outbox = createOutbox({
  keep: createKeep(isEmbedded ? "outbox-embedded" : "outbox"),
  post: postMessage,
  onStanding: (letter, standing) => {
    conversation.showLetter(letter, standing);
    if (standing.state === "sent") conversation.expectAnswer();
  },
});
const composer = createComposer({ send: (text, files) => write({ text, files }) });
const link = createLink({
  onHistory: showHistory,
  onLine: (line) => line.kind === "sent" && conversation.addAnswer(line),
  onTyping: () => conversation.showTyping(),
  onDraft: (text) => conversation.showDraft(text),
  onBack: () => outbox.retry(),
});
let welcome = /** @type {HTMLElement | null} */ (null);

/** The sheet of clauses is not needed to begin with: it comes after the conversation, or with the first citation. */
function loadClauses() {
  clauses ??= import("./clause.js").then((module) => module.createClauseSheet());
  clauses.catch(() => {
    clauses = undefined;
  });
  return clauses;
}

/**
 * Sends what a person wrote, attached or pressed.
 * @param {{ text?: string, files?: Upload[], press?: string, label?: string }} said
 */
function write({ text = "", files = [], press, label }) {
  hideWelcome();
  const at = new Date().toISOString();
  outbox.add({ id: newId(), text, files, press: press ?? null, label: label ?? null, at });
}

/**
 * Shows the past, and what this browser has not got rid of yet.
 * @param {History} history
 * @param {boolean} isFirst
 */
function showHistory(history, isFirst) {
  document.getElementById("loading")?.remove();
  for (const line of history.lines) if (line.kind === "said") outbox.settle(line.id, line.at);
  const isEmpty = history.lines.length === 0 && outbox.letters().length === 0;
  if (isEmpty && conversation.isEmpty() && !welcome) {
    welcome = renderWelcome({ say: (words) => write({ text: words }), leave: end });
    byId("log", HTMLDivElement).prepend(welcome);
  }
  if (!isEmpty) hideWelcome();
  conversation.addPast(history.lines);
  showOlderButton(history);
  if (!isFirst) return;
  for (const letter of outbox.letters()) conversation.showLetter(letter, { state: "sending" });
  conversation.toEnd();
  outbox.retry();
  loadClauses();
}

function hideWelcome() {
  welcome?.remove();
  welcome = null;
}

/** @param {History} history */
function showOlderButton({ hasMore, lines }) {
  document.getElementById("older")?.remove();
  if (!hasMore) return;
  const log = byId("log", HTMLDivElement);
  const more = async () => {
    const fromEnd = log.scrollHeight - log.scrollTop;
    await link.readMore(lines.length * 4);
    log.scrollTop = log.scrollHeight - fromEnd;
  };
  log.prepend(
    el("button", { type: "button", id: "older", class: "older", onclick: () => void more() }, texts.older),
  );
}

/** @param {number} count */
function showUnread(count) {
  document.title = count > 0 ? `(${count}) ${title}` : title;
  tellFrame({ unread: count });
}

/** Ends the conversation on this machine: for shared computers. */
async function end() {
  outbox.clear();
  createKeep("writing").write(null);
  await leave();
  location.reload();
}

/** Tells the page around the frame; it holds nothing a stranger must not know. @param {Record<string, unknown>} news */
function tellFrame(news) {
  if (isEmbedded && window.parent !== window) window.parent.postMessage({ caunoi: news }, "*");
}

function fitFrame() {
  document.documentElement.classList.add("embedded");
  const close = byId("close-frame", HTMLButtonElement);
  close.hidden = false;
  close.addEventListener("click", () => tellFrame({ close: true }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) tellFrame({ close: true });
  });
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.caunoi !== "shown") return;
    conversation.stay();
    // On a phone the keyboard would cover what there is to read first.
    if (!matchMedia("(pointer: coarse)").matches) composer.focus();
  });
}

// iOS lays the keyboard over the page instead of making it smaller.
function fitKeyboard() {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    document.documentElement.style.setProperty("--height", `${Math.round(view.height)}px`);
  });
}

fillMenus({ say: (words) => write({ text: words }), leave: () => void end() });
closeSheets();
fitKeyboard();
if (isEmbedded) fitFrame();
void link.start();
