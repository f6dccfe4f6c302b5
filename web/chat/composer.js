/** @import { Upload } from "./server.js" */
import { createAttachments } from "./attachments.js";
import { byId, createKeep } from "./dom.js";
import { texts } from "./texts.js";

/**
 * Where people write: grows with the text, keeps it over a reload, takes files from the picker, the clipboard
 * and by dropping, and gives everything to `send` once the files are up.
 *
 * @param {{ send: (text: string, files: Upload[]) => void }} parts
 */
export function createComposer({ send }) {
  const field = createField();
  const note = byId("composer-note", HTMLParagraphElement);
  const say = (/** @type {string} */ words) => {
    note.textContent = words;
  };
  const attachments = createAttachments({ onChange: () => isSendingSoon && submit(), say });
  let isSendingSoon = false;

  function submit() {
    const words = field.text.value.trim();
    isSendingSoon = false;
    if (attachments.count("failed") > 0) return;
    if (attachments.count("uploading") > 0) {
      isSendingSoon = true;
      return say(texts.waitUpload);
    }
    const files = attachments.uploads();
    if (words === "" && files.length === 0) return say(texts.empty);
    say("");
    field.write("");
    attachments.clear();
    send(words, files);
  }

  byId("composer", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    field.text.focus();
  });
  field.text.addEventListener("keydown", (event) => {
    if (!sends(event)) return;
    event.preventDefault();
    submit();
  });
  field.text.addEventListener("input", () => say(""));

  return {
    focus: () => field.text.focus(),
    /** Puts a text back to be written anew. @param {string} words */
    restore(words) {
      field.write(words);
      field.text.focus();
    },
  };
}

/** The text area: grows with what is written and keeps it over a reload. */
function createField() {
  const text = byId("text", HTMLTextAreaElement);
  const keep = createKeep("writing");
  const changed = () => {
    keep.write(text.value || null);
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
  };
  /** @param {string} words */
  const write = (words) => {
    text.value = words;
    changed();
  };
  text.addEventListener("input", changed);
  write(String(keep.read() ?? ""));
  return { text, write };
}

/**
 * Whether a key sends. On a phone Enter begins a new line, and while a Vietnamese input method composes it
 * belongs to that.
 * @param {KeyboardEvent} event
 */
function sends(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return false;
  return !matchMedia("(pointer: coarse)").matches || matchMedia("(any-pointer: fine)").matches;
}
