/** @import { Message, Outcome, Upload } from "./server.js" */

/**
 * Something a person said that the server has not confirmed yet.
 * @typedef {{ id: string, text: string, files: Upload[], press: string | null, label: string | null, at: string }} Letter
 * @typedef {{ state: "sending" } | { state: "failed" } | { state: "refused", message: string } | { state: "sent", at: string }} Standing
 */

const firstWaitMs = 1500;
const longestWaitMs = 30_000;

/**
 * Sends letters one after another in the order they were written, and again until the server has them: after
 * a growing wait, when the network comes back, when the person asks, and after a reload. A letter keeps its
 * id, so that sending it twice stores it once.
 *
 * @param {{
 *   keep: { read(): unknown, write(value: unknown): void },
 *   post: (message: Message) => Promise<Outcome<{ id: string, at: string }>>,
 *   onStanding: (letter: Letter, standing: Standing) => void,
 * }} parts
 */
export function createOutbox({ keep, post, onStanding }) {
  /** @type {Letter[]} */
  let waiting = readLetters(keep.read());
  let isSending = false;
  let waitMs = firstWaitMs;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} id */
  const take = (id) => {
    waiting = waiting.filter((letter) => letter.id !== id);
    keep.write(waiting.length === 0 ? null : waiting);
  };

  /** @param {number} afterMs */
  const tryLater = (afterMs) => {
    clearTimeout(timer);
    timer = setTimeout(sendNext, Math.max(afterMs, waitMs));
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  };

  async function sendNext() {
    const [letter] = waiting;
    if (isSending || !letter) return;
    clearTimeout(timer);
    isSending = true;
    onStanding(letter, { state: "sending" });
    const outcome = await post(toMessage(letter));
    isSending = false;
    if (outcome.kind === "later") {
      for (const other of waiting) onStanding(other, { state: "failed" });
      return tryLater(outcome.afterMs);
    }
    waitMs = firstWaitMs;
    take(letter.id);
    if (outcome.kind === "ok") onStanding(letter, { state: "sent", at: outcome.value.at });
    else onStanding(letter, { state: "refused", message: outcome.message });
    return sendNext();
  }

  return {
    /** @param {Letter} letter */
    add(letter) {
      waiting.push(letter);
      keep.write(waiting);
      onStanding(letter, { state: "sending" });
      void sendNext();
    },
    /** Sends what waits now instead of later. */
    retry() {
      waitMs = firstWaitMs;
      void sendNext();
    },
    /** Drops what the server turns out to have already. @param {string} id */
    settle: take,
    /** @returns {readonly Letter[]} */
    waiting: () => waiting,
    clear() {
      waiting = [];
      keep.write(null);
    },
  };
}

/**
 * @param {Letter} letter
 * @returns {Message}
 */
function toMessage(letter) {
  if (letter.press !== null) return { id: letter.id, press: letter.press };
  const files = letter.files.map(({ ticket }) => ticket);
  return { id: letter.id, text: letter.text, ...(files.length === 0 ? {} : { files }) };
}

/**
 * What an earlier page left in this browser; anything of another form is dropped.
 * @param {unknown} kept
 * @returns {Letter[]}
 */
function readLetters(kept) {
  if (!Array.isArray(kept)) return [];
  return kept.filter((letter) => typeof letter?.id === "string" && Array.isArray(letter.files));
}
