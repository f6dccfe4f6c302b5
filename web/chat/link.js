/** @import { Heard, History } from "./server.js" */
import { byId, el } from "./dom.js";
import { followReplies, isEmbedded, readHistory } from "./server.js";
import { texts } from "./texts.js";

const usualLines = 100;
const firstWaitMs = 1000;
const longestWaitMs = 20_000;
// Shorter breaks (a restart, a tunnel) are nobody's concern.
const silentBreakMs = 4000;

/**
 * The connection to the server: the past first, then the replies as they come, again and again however often
 * the line breaks. Says above the conversation what is the matter and takes it back when it is over.
 *
 * @param {Heard & { onHistory: (history: History, isFirst: boolean) => void, onBack: () => void }} listeners
 */
export function createLink({ onHistory, onLine, onTyping, onDraft, onBack }) {
  const notice = createNotice();
  let isFirst = true;
  let waitMs = firstWaitMs;
  let stopFollowing = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const startLater = () => {
    notice.sayBroken();
    clearTimeout(timer);
    timer = setTimeout(() => void start(), waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  };

  const onOpen = () => {
    waitMs = firstWaitMs;
    notice.sayNothing();
    onBack();
  };

  /** @param {number} limit */
  async function read(limit) {
    const outcome = await readHistory(limit);
    if (outcome.kind !== "ok") return null;
    onHistory(outcome.value, isFirst);
    isFirst = false;
    return outcome.value;
  }

  async function start() {
    stopFollowing();
    clearTimeout(timer);
    const history = await read(usualLines);
    if (!history) return startLater();
    // A second look tells a new conversation from a browser that keeps no cookie.
    const again = history.isNew ? await readHistory(1) : null;
    if (again?.kind === "ok" && again.value.isNew) return notice.sayNoCookies();
    const onBroken = notice.sayBroken;
    stopFollowing = followReplies(history.cursor, {
      ...{ onLine, onTyping, onDraft, onOpen, onBroken },
      onLost: startLater,
    });
  }

  window.addEventListener("offline", notice.sayBroken);
  window.addEventListener("online", () => void start());
  // A page taken out of the browser's back-forward cache has a dead connection.
  window.addEventListener("pageshow", (event) => event.persisted && void start());
  document.addEventListener("visibilitychange", () => {
    // Another tab may have gone on with the conversation meanwhile.
    if (document.visibilityState === "visible" && !isFirst) void read(usualLines);
  });

  return { start, readMore: read };
}

/** The line above the conversation that says what is the matter with the connection. */
function createNotice() {
  const banner = byId("banner", HTMLDivElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} words @param {...Node} more */
  const say = (words, ...more) => {
    clearTimeout(timer);
    timer = undefined;
    banner.replaceChildren(...(words === "" ? [] : [el("p", {}, words), ...more]));
  };

  return {
    sayNothing: () => say(""),

    sayBroken() {
      if (!navigator.onLine) return say(texts.offline);
      timer ??= setTimeout(() => say(navigator.onLine ? texts.reconnecting : texts.offline), silentBreakMs);
    },

    sayNoCookies() {
      const open = el("a", { href: "/", target: "_blank", rel: "noopener" }, texts.openPage);
      say(isEmbedded ? texts.noCookies : texts.noCookiesHere, ...(isEmbedded ? [open] : []));
    },
  };
}
