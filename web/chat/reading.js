import { byId } from "./dom.js";
import { texts } from "./texts.js";

// Whoever is this close to the end is reading along.
const nearEndPx = 120;

/**
 * Where in the log somebody reads. Who reads along at the end is kept there, and an answer is shown from its
 * first line on; who reads further up is left alone and told how much is new.
 *
 * @param {HTMLElement} log
 * @param {(count: number) => void} onUnread
 */
export function createReadingPlace(log, onUnread) {
  const jump = byId("jump", HTMLButtonElement);
  const words = byId("jump-text", HTMLSpanElement);
  let isAtEnd = true;
  let unread = 0;
  /** The first answer since the person spoke last: reading starts there. @type {HTMLElement | null} */
  let readFrom = null;

  /** @param {number} count */
  const setUnread = (count) => {
    if (count !== unread) onUnread(count);
    unread = count;
    jump.hidden = isAtEnd;
    words.textContent = count > 0 ? texts.newLines(count) : texts.toEnd;
    jump.classList.toggle("has-new", count > 0);
  };

  const look = () => {
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
    setUnread(isAtEnd && document.visibilityState === "visible" ? 0 : unread);
  };

  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    look();
  };

  log.addEventListener("scroll", look, { passive: true });
  document.addEventListener("visibilitychange", look);
  // The keyboard, a second line in the field or a picture that has loaded push the end out of sight.
  new ResizeObserver(() => isAtEnd && toEnd()).observe(log);
  log.addEventListener("load", () => isAtEnd && toEnd(), { capture: true });
  jump.addEventListener("click", () => {
    toEnd();
    byId("text", HTMLTextAreaElement).focus();
  });

  return {
    toEnd,

    /** Changes the log and stays at the end if somebody reads there. @param {() => void} work */
    change(work) {
      const wasAtEnd = isAtEnd;
      work();
      if (wasAtEnd) toEnd();
    },

    /** The person speaks: their words are shown, and the next answer is read from its beginning. */
    startTurn() {
      readFrom = null;
      toEnd();
    },

    /** An answer has been put into the log. @param {HTMLElement} answer */
    showAnswer(answer) {
      const isSeen = isAtEnd && document.visibilityState === "visible";
      if (isAtEnd) {
        readFrom ??= answer;
        log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, readFrom.offsetTop - 12);
      }
      look();
      if (!isSeen) setUnread(unread + 1);
    },
  };
}
