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
  const jump = createJump(() => toEnd());
  let isAtEnd = true;
  let unread = 0;
  /** The first answer since the person spoke last: reading starts there. @type {HTMLElement | null} */
  let readFrom = null;

  /** @param {number} count */
  const setUnread = (count) => {
    if (count !== unread) onUnread(count);
    unread = count;
    jump.show(!isAtEnd, count);
  };

  // A closed frame has no height, though its document counts as visible.
  const isShown = () => document.visibilityState === "visible" && log.clientHeight > 0;

  const look = () => {
    if (log.clientHeight > 0) isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
    setUnread(isAtEnd && isShown() ? 0 : unread);
  };

  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    look();
  };

  const stay = () => isAtEnd && toEnd();

  log.addEventListener("scroll", look, { passive: true });
  document.addEventListener("visibilitychange", look);
  // The keyboard, a second line in the field or a picture that has loaded push the end out of sight.
  new ResizeObserver(stay).observe(log);
  log.addEventListener("load", stay, { capture: true });

  return {
    toEnd,

    /** The log has changed: whoever read at its end stays there. */
    stay,

    /** The person speaks: their words are shown, and the next answer is read from its beginning. */
    startTurn() {
      readFrom = null;
      toEnd();
    },

    /** An answer has been put into the log. @param {HTMLElement} answer */
    showAnswer(answer) {
      const isSeen = isAtEnd && isShown();
      if (isAtEnd) {
        readFrom ??= answer;
        log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, readFrom.offsetTop - 12);
      }
      look();
      if (!isSeen) setUnread(unread + 1);
    },
  };
}

/**
 * The button that leads down, with the number of messages that came meanwhile.
 * @param {() => void} onJump
 */
function createJump(onJump) {
  const button = byId("jump", HTMLButtonElement);
  const words = byId("jump-text", HTMLSpanElement);
  button.addEventListener("click", () => {
    onJump();
    byId("text", HTMLTextAreaElement).focus();
  });
  return {
    /**
     * @param {boolean} isShown
     * @param {number} unread
     */
    show(isShown, unread) {
      button.hidden = !isShown;
      words.textContent = unread > 0 ? texts.newLines(unread) : texts.toEnd;
      button.classList.toggle("has-new", unread > 0);
    },
  };
}
