/** @import { WireLine } from "../../src/http/chat/wire.ts" */
/** @import { Letter, Standing } from "./outbox.js" */
/** @import { Doings } from "./line.js" */
import { byId, el, icon } from "./dom.js";
import { renderSaid, renderSent } from "./line.js";
import { sayDay, sayTime, texts } from "./texts.js";

// Whoever is this close to the end is reading along.
const nearEndPx = 140;
const typingPatienceMs = 25_000;

/**
 * The log of messages: every line once, in the order of their times, with days between them.
 *
 * @param {Doings & { onUnread: (count: number) => void, retry: () => void, edit: (letter: Letter) => void }} doings
 */
export function createConversation(doings) {
  const log = byId("log", HTMLDivElement);
  const jump = byId("jump", HTMLButtonElement);
  /** @type {Map<string, HTMLElement>} */
  const nodes = new Map();
  const typing = el("div", { class: "line sent typing", "aria-hidden": "true", hidden: true });
  typing.append(el("div", { class: "bubble" }, el("i"), el("i"), el("i")));
  log.append(typing);
  /** The first answer after the person's own last message: reading starts there. @type {HTMLElement | null} */
  let readFrom = null;
  let unread = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer;

  const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
  const isSeen = () => document.visibilityState === "visible" && isNearEnd();

  /** @param {number} count */
  const setUnread = (count) => {
    unread = count;
    jump.hidden = count === 0 && isNearEnd();
    byId("jump-text", HTMLSpanElement).textContent = count > 0 ? texts.newLines(count) : texts.toEnd;
    jump.classList.toggle("has-new", count > 0);
    doings.onUnread(count);
  };

  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    setUnread(0);
  };

  /** Shows an answer from its first line on, even when it is longer than the screen. @param {HTMLElement} node */
  const toAnswer = (node) => {
    readFrom ??= node;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTop = Math.min(end, readFrom.offsetTop - 12);
  };

  /** @param {boolean} isTyping */
  const setTyping = (isTyping) => {
    clearTimeout(typingTimer);
    if (isTyping === !typing.hidden) {
      if (isTyping) typingTimer = setTimeout(() => setTyping(false), typingPatienceMs);
      return;
    }
    const wasNearEnd = isNearEnd();
    typing.hidden = !isTyping;
    byId("typing-status", HTMLParagraphElement).textContent = isTyping ? texts.typing : "";
    if (isTyping) typingTimer = setTimeout(() => setTyping(false), typingPatienceMs);
    if (isTyping && wasNearEnd) toEnd();
  };

  /**
   * @param {string} key
   * @param {string} at empty while the server has not said when it was stored: stays at the end
   * @param {HTMLElement} node
   */
  const place = (key, at, node) => {
    node.dataset.at = at;
    nodes.set(key, node);
    let before = typing.previousElementSibling;
    // From the end backwards: nearly every line is the newest.
    while (before instanceof HTMLElement && isAfter(before, at)) before = before.previousElementSibling;
    if (before) before.after(node);
    else log.prepend(node);
    separate(node);
    const next = nextLine(node);
    if (next) separate(next);
  };

  log.addEventListener("scroll", () => {
    if (isNearEnd()) setUnread(0);
    else jump.hidden = false;
  });
  jump.addEventListener("click", () => {
    toEnd();
    byId("text", HTMLTextAreaElement).focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (isSeen()) setUnread(0);
  });

  return {
    setTyping,
    toEnd,
    isEmpty: () => nodes.size === 0,

    /**
     * Shows lines of the past; what is there already stays as it is.
     * @param {readonly WireLine[]} lines
     */
    addPast(lines) {
      // A screen reader reads what arrives, not a whole history.
      log.setAttribute("aria-busy", "true");
      for (const line of lines) {
        const key = keyOf(line);
        if (nodes.has(key)) continue;
        place(key, line.at, line.kind === "sent" ? renderSent(line, doings) : renderSaid(line));
        if (line.kind === "said" && line.press) markChoice(log, line.press);
      }
      log.removeAttribute("aria-busy");
    },

    /**
     * Shows an answer that has just arrived.
     * @param {Extract<WireLine, { kind: "sent" }>} line
     */
    addAnswer(line) {
      const key = keyOf(line);
      if (nodes.has(key)) return;
      const wasNearEnd = isNearEnd();
      setTyping(false);
      const node = renderSent(line, doings);
      node.classList.add("fresh");
      place(key, line.at, node);
      if (wasNearEnd) toAnswer(node);
      if (!wasNearEnd || document.visibilityState !== "visible") setUnread(unread + 1);
    },

    /**
     * Shows what the person said and how far it got.
     * @param {Letter} letter
     * @param {Standing} standing
     */
    showLetter(letter, standing) {
      const key = `said:${letter.id}`;
      let node = nodes.get(key);
      if (!node) {
        node = renderSaid({
          at: letter.at,
          text: letter.label ?? letter.text,
          files: letter.files.map(toShown),
        });
        node.classList.add("fresh");
        place(key, "", node);
        if (letter.press) markChoice(log, letter.press);
        readFrom = null;
        toEnd();
      }
      if (standing.state === "sent") node.dataset.at = standing.at;
      node.dataset.state = standing.state;
      node.querySelector(".standing")?.replaceChildren(
        ...renderStanding(letter, standing, doings, () => {
          nodes.delete(key);
          node?.remove();
        }),
      );
    },
  };
}

/** @param {WireLine} line */
function keyOf(line) {
  return line.kind === "sent" ? `sent:${line.seq}` : `said:${line.id}`;
}

/** @param {import("./server.js").Upload} upload */
function toShown({ kind, name, mediaType, sizeBytes }) {
  return { kind, name, mediaType, sizeBytes, url: null };
}

/**
 * @param {HTMLElement} node
 * @param {string} at
 */
function isAfter(node, at) {
  if (!node.classList.contains("line")) return node.classList.contains("day");
  const own = node.dataset.at ?? "";
  if (own === "") return at !== "";
  return at !== "" && own > at;
}

/** @param {HTMLElement} node */
function nextLine(node) {
  let next = node.nextElementSibling;
  while (next && !(next instanceof HTMLElement && next.classList.contains("line")))
    next = next.nextElementSibling;
  return next instanceof HTMLElement && !next.classList.contains("typing") ? next : null;
}

/**
 * Puts the day above a line that begins one, and marks lines that go on where the one above stopped.
 * @param {HTMLElement} node
 */
function separate(node) {
  const above = node.previousElementSibling;
  if (above?.classList.contains("day")) above.remove();
  const before = node.previousElementSibling;
  const previous = before instanceof HTMLElement && before.classList.contains("line") ? before : null;
  const day = dayOf(node);
  const beginsDay = !previous || dayOf(previous) !== day;
  if (beginsDay) node.before(el("p", { class: "day" }, el("span", {}, day)));
  const isSameSpeaker = previous?.classList.contains("said") === node.classList.contains("said");
  node.classList.toggle("goes-on", !beginsDay && isSameSpeaker);
}

/** @param {HTMLElement} node */
function dayOf(node) {
  const now = new Date();
  return sayDay(node.dataset.at || now.toISOString(), now);
}

/**
 * Shows under a message which of its buttons was pressed.
 * @param {HTMLElement} log
 * @param {string} press
 */
function markChoice(log, press) {
  const button = log.querySelector(`[data-press="${CSS.escape(press)}"]`);
  if (!(button instanceof HTMLElement) || button.classList.contains("chosen")) return;
  button.classList.add("chosen");
  button.prepend(icon("check"));
}

/**
 * @param {Letter} letter
 * @param {Standing} standing
 * @param {{ retry: () => void, edit: (letter: Letter) => void }} doings
 * @param {() => void} remove
 * @returns {(Node | string)[]}
 */
function renderStanding(letter, standing, doings, remove) {
  if (standing.state === "sending") return [texts.sending];
  if (standing.state === "sent") {
    return [el("time", { datetime: standing.at }, sayTime(standing.at)), ` · ${texts.sent}`];
  }
  if (standing.state === "failed") {
    const retry = el("button", { type: "button", onclick: doings.retry }, texts.retry);
    return [el("strong", {}, texts.failed), retry];
  }
  const edit = () => {
    remove();
    doings.edit(letter);
  };
  const why = standing.state === "refused" ? standing.message : "";
  return [
    el("strong", {}, why || texts.failed),
    el("button", { type: "button", onclick: edit }, letter.press === null ? texts.edit : texts.remove),
  ];
}
