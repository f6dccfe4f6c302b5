/** @import { WireLine } from "../../src/http/chat/wire.ts" */
/** @import { Letter, Standing } from "./outbox.js" */
/** @import { Doings } from "./line.js" */
import { byId, el, icon } from "./dom.js";
import { renderArrived, renderSaid, renderSent } from "./line.js";
import { createReadingPlace } from "./reading.js";
import { sayDay, texts } from "./texts.js";

const typingPatienceMs = 25_000;

/** @typedef {Doings & { onUnread: (count: number) => void, retry: () => void, edit: (letter: Letter) => void }} LogDoings */

/**
 * The log of messages: every line once, in the order of their times, with days between them.
 * @param {LogDoings} doings
 */
export function createConversation(doings) {
  const log = byId("log", HTMLDivElement);
  const reading = createReadingPlace(log, doings.onUnread);
  const typing = createTyping(log, () => reading.stay());
  const lines = createLines(log, typing.node);

  /** @param {WireLine} line */
  const putPast = (line) => {
    lines.put(keyOf(line), line.at, line.kind === "sent" ? renderSent(line, doings) : renderSaid(line));
    if (line.kind === "said" && line.press) markChoice(log, line.press);
  };

  /** @param {Letter} letter */
  const putLetter = (letter) => {
    const node = lines.put(`said:${letter.id}`, "", renderLetter(letter));
    if (letter.press) markChoice(log, letter.press);
    reading.startTurn();
    typing.startTurn();
    return node;
  };

  return {
    toEnd: reading.toEnd,
    stay: reading.stay,
    isEmpty: lines.isEmpty,

    showTyping: typing.show,
    showDraft: typing.showDraft,
    expectAnswer: typing.expect,

    /** Shows lines of the past; what is there already stays as it is. @param {readonly WireLine[]} past */
    addPast(past) {
      // A screen reader reads what arrives, not a whole history.
      log.setAttribute("aria-busy", "true");
      for (const line of past) if (!lines.get(keyOf(line))) putPast(line);
      log.removeAttribute("aria-busy");
    },

    /** Shows an answer that has just arrived. @param {Extract<WireLine, { kind: "sent" }>} line */
    addAnswer(line) {
      if (lines.get(keyOf(line))) return;
      typing.end();
      const node = lines.put(keyOf(line), line.at, renderSent(line, doings));
      node.classList.add("fresh");
      reading.showAnswer(node);
    },

    /** Shows what the person said and how far it got. @param {Letter} letter @param {Standing} standing */
    showLetter(letter, standing) {
      const node = lines.get(`said:${letter.id}`) ?? putLetter(letter);
      const edit = () => {
        lines.remove(`said:${letter.id}`);
        doings.edit(letter);
      };
      if (standing.state === "sent") lines.settle(node, standing.at);
      showStanding(node, standing, { retry: doings.retry, edit, isText: letter.press === null });
      reading.stay();
    },
  };
}

/**
 * The lines in the log, each once, by their keys; `end` stays below all of them.
 * @param {HTMLElement} log
 * @param {HTMLElement} end
 */
function createLines(log, end) {
  /** @type {Map<string, HTMLElement>} */
  const nodes = new Map();
  return {
    isEmpty: () => nodes.size === 0,
    /** @param {string} key */
    get: (key) => nodes.get(key),
    /**
     * @param {string} key
     * @param {string} at empty while the server has not said when it was stored: stays at the end
     * @param {HTMLElement} node
     */
    put(key, at, node) {
      node.dataset.at = at;
      nodes.set(key, node);
      insertByTime(log, node, end);
      return node;
    },
    /**
     * Gives a line its time. An answer that overtook it stands above: then it moves up.
     * @param {HTMLElement} node
     * @param {string} at
     */
    settle(node, at) {
      node.dataset.at = at;
      const above = lineAbove(node);
      if (!above || !isAfter(above, node)) return;
      const below = nextLine(node);
      insertByTime(log, node, node);
      if (below) separate(below);
    },
    /** @param {string} key */
    remove(key) {
      nodes.get(key)?.remove();
      nodes.delete(key);
    },
  };
}

/** @param {Letter} letter */
function renderLetter(letter) {
  const files = letter.files.map((file) => ({ ...file, url: null }));
  const node = renderSaid({ at: letter.at, text: letter.label ?? letter.text, files });
  node.classList.add("fresh");
  return node;
}

/**
 * What is seen while an answer is written: three dots, then its words so far. They give up after a while; screen
 * readers are told that the assistant writes.
 * @param {HTMLElement} log
 * @param {() => void} onShown
 */
function createTyping(log, onShown) {
  const node = el("div", { class: "line sent typing", "aria-hidden": "true", hidden: true });
  const dots = [el("i"), el("i"), el("i")];
  const bubble = el("div", { class: "bubble" }, ...dots);
  node.append(bubble);
  log.append(node);
  const status = byId("typing-status", HTMLParagraphElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} words */
  const showWords = (words) => {
    node.classList.toggle("typing", !words);
    bubble.replaceChildren(...(words ? [el("p", {}, words)] : dots));
  };
  /** @param {boolean} isTyping */
  const show = (isTyping) => {
    clearTimeout(timer);
    if (isTyping) timer = setTimeout(() => show(false), typingPatienceMs);
    if (node.hidden === !isTyping) return;
    node.hidden = !isTyping;
    if (!isTyping) showWords("");
    status.textContent = isTyping ? texts.typing : "";
    onShown();
  };
  // An answer can overtake the confirmation of what it answers.
  let isAnswered = false;
  return {
    node,
    /** An answer is being written. */
    show: () => show(true),
    /** An answer as far as it is written. @param {string} words */
    showDraft(words) {
      showWords(words);
      show(true);
      onShown();
    },
    /** The server has what the person said. */
    expect: () => show(!isAnswered),
    startTurn() {
      isAnswered = false;
    },
    end() {
      isAnswered = true;
      show(false);
    },
  };
}

/** @param {WireLine} line */
function keyOf(line) {
  return line.kind === "sent" ? `sent:${line.seq}` : `said:${line.id}`;
}

/**
 * @param {HTMLElement} log
 * @param {HTMLElement} node
 * @param {HTMLElement} end
 */
function insertByTime(log, node, end) {
  let before = end.previousElementSibling;
  // From the end backwards: nearly every line is the newest.
  while (before instanceof HTMLElement && isAfter(before, node)) {
    before = before.previousElementSibling;
  }
  if (before) before.after(node);
  else log.prepend(node);
  separate(node);
  const next = nextLine(node);
  if (next) separate(next);
}

/**
 * Whether a line stands below another: an answer of the same millisecond does.
 * @param {HTMLElement} line
 * @param {HTMLElement} other
 */
function isAfter(line, other) {
  if (!line.classList.contains("line")) return line.classList.contains("day");
  const own = line.dataset.at ?? "";
  const at = other.dataset.at ?? "";
  if (own === "") return at !== "";
  const isAnswer = line.classList.contains("sent") && other.classList.contains("said");
  return at !== "" && (own > at || (own === at && isAnswer));
}

/** @param {HTMLElement} node */
function lineAbove(node) {
  let above = node.previousElementSibling;
  while (above?.classList.contains("day")) above = above.previousElementSibling;
  return above instanceof HTMLElement && above.classList.contains("line") ? above : null;
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
  const previous = lineAbove(node);
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
 * @param {HTMLElement} node
 * @param {Standing} standing
 * @param {{ retry: () => void, edit: () => void, isText: boolean }} doings
 */
function showStanding(node, standing, doings) {
  node.dataset.state = standing.state;
  node.querySelector(".standing")?.replaceChildren(...renderStanding(standing, doings));
}

/**
 * @param {Standing} standing
 * @param {{ retry: () => void, edit: () => void, isText: boolean }} doings
 * @returns {(Node | string)[]}
 */
function renderStanding(standing, doings) {
  if (standing.state === "sending") return [texts.sending];
  if (standing.state === "sent") return renderArrived(standing.at);
  const words = el("strong", {}, standing.message || texts.failed);
  if (standing.state === "failed") {
    return [words, el("button", { type: "button", onclick: doings.retry }, texts.retry)];
  }
  const label = doings.isText ? texts.edit : texts.remove;
  return [words, el("button", { type: "button", onclick: doings.edit }, label)];
}
