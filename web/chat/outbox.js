/** @import { Message, Outcome, Upload } from "./server.js" */

/**
 * Something a person said that the server has not confirmed yet.
 * @typedef {{ id: string, text: string, files: Upload[], press: string | null, label: string | null, at: string }} Letter
 * @typedef {{ state: "sending" } | { state: "failed" | "refused", message: string } | { state: "sent", at: string }} Standing
 * @typedef {{ read(): unknown, write(value: unknown): void }} Keep
 */

const firstWaitMs = 1500;
const longestWaitMs = 30_000;

/**
 * Sends letters one after another in the order they were written, and again until the server has them: after
 * a growing wait, when the network comes back, when the person asks, and after a reload. A letter keeps its
 * id, so that sending it twice stores it once.
 *
 * @param {{
 *   keep: Keep,
 *   post: (message: Message) => Promise<Outcome<{ id: string, at: string }>>,
 *   onStanding: (letter: Letter, standing: Standing) => void,
 * }} parts
 */
export function createOutbox({ keep, post, onStanding }) {
  const queue = createQueue(keep);
  let isSending = false;
  let waitMs = firstWaitMs;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function sendNext() {
    const [letter] = queue.letters();
    if (isSending || !letter) return;
    clearTimeout(timer);
    isSending = true;
    const outcome = await post(toMessage(letter));
    isSending = false;
    if (outcome.kind === "later") {
      const { message } = outcome;
      for (const other of queue.letters()) onStanding(other, { state: "failed", message });
      timer = setTimeout(sendNext, Math.max(outcome.afterMs, waitMs));
      waitMs = Math.min(waitMs * 2, longestWaitMs);
      return;
    }
    waitMs = firstWaitMs;
    queue.take(letter.id);
    if (outcome.kind === "ok") onStanding(letter, { state: "sent", at: outcome.value.at });
    else onStanding(letter, { state: "refused", message: outcome.message });
    return sendNext();
  }

  return {
    /** @param {Letter} letter */
    add(letter) {
      queue.put(letter);
      onStanding(letter, { state: "sending" });
      void sendNext();
    },
    /** Sends what waits now instead of later. */
    retry() {
      waitMs = firstWaitMs;
      void sendNext();
    },
    /**
     * Drops a letter the server turns out to have: only its confirmation was lost.
     * @param {string} id
     * @param {string} at
     */
    settle(id, at) {
      const letter = queue.take(id);
      if (letter) onStanding(letter, { state: "sent", at });
    },
    letters: queue.letters,
    clear: queue.clear,
  };
}

/**
 * What waits to be sent, kept in this browser over a reload.
 * @param {Keep} keep
 */
function createQueue(keep) {
  let letters = readLetters(keep.read());
  /** @param {Letter[]} now */
  const set = (now) => {
    letters = now;
    keep.write(now.length === 0 ? null : now);
  };
  return {
    /** @returns {readonly Letter[]} */
    letters: () => letters,
    /** @param {Letter} letter */
    put: (letter) => set([...letters, letter]),
    /** @param {string} id */
    take(id) {
      const found = letters.find((letter) => letter.id === id);
      if (found) set(letters.filter((letter) => letter !== found));
      return found;
    },
    clear: () => set([]),
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
