/** @import { Outcome, Upload } from "./server.js" */
import { byId, createKeep, el, icon } from "./dom.js";
import { uploadFile } from "./server.js";
import { saySize, texts } from "./texts.js";

/**
 * A file that will go with the next message.
 * @typedef {{ name: string, node: HTMLElement, bar: HTMLProgressElement, state: "uploading" | "ready" | "failed", upload: Upload | null, cancel: () => void }} Attachment
 */

const mostBytes = 20 * 2 ** 20;
const mostFiles = 10;

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
  byId("send", HTMLButtonElement).disabled = false;

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
  // On a slow link somebody may have begun to write before this script was there.
  write(text.value || String(keep.read() ?? ""));
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

/**
 * The files that will go with the next message, uploading while the person writes. They come from the picker,
 * the clipboard, or are dropped on the page.
 * @param {{ onChange: () => void, say: (words: string) => void }} parts
 */
function createAttachments({ onChange, say }) {
  const list = byId("previews", HTMLUListElement);
  const text = byId("text", HTMLTextAreaElement);
  /** @type {Attachment[]} */
  let attachments = [];

  /** @param {Attachment} attachment */
  function remove(attachment) {
    attachment.cancel();
    attachments = attachments.filter((other) => other !== attachment);
    attachment.node.remove();
    list.hidden = attachments.length === 0;
    say("");
    text.focus();
    onChange();
  }

  /** @param {File} file */
  function add(file) {
    if (file.size > mostBytes) return say(texts.fileTooLarge(file.name));
    if (attachments.length >= mostFiles) return say(texts.tooManyFiles);
    const { attachment, done } = startUpload(file, () => remove(attachment));
    attachments.push(attachment);
    list.append(attachment.node);
    list.hidden = false;
    void done.then((outcome) => {
      if (!attachments.includes(attachment)) return;
      settle(attachment, outcome);
      if (outcome.kind !== "ok") say(outcome.message || texts.uploadFailed(file.name));
      onChange();
    });
  }

  takePicked(add);
  takeDropped(add);

  return {
    /** @param {Attachment["state"]} state */
    count: (state) => attachments.filter((attachment) => attachment.state === state).length,
    /** @returns {Upload[]} */
    uploads: () => attachments.flatMap(({ upload }) => upload ?? []),
    clear() {
      attachments = [];
      list.replaceChildren();
      list.hidden = true;
    },
  };
}

/**
 * @param {File} file
 * @param {() => void} onRemove
 * @returns {{ attachment: Attachment, done: Promise<Outcome<Upload>> }}
 */
function startUpload(file, onRemove) {
  const { name } = file;
  const bar = el("progress", { max: 1, value: 0, "aria-label": texts.uploading(name, 0) });
  const { done, cancel } = uploadFile(file, (share) => {
    bar.value = share;
    bar.setAttribute("aria-label", texts.uploading(name, Math.round(share * 100)));
  });
  const remove = { type: "button", class: "round", "aria-label": texts.removeFile(name), onclick: onRemove };
  const node = el("li", {}, renderFace(file), bar, el("button", remove, icon("close")));
  return { attachment: { name, node, bar, state: "uploading", upload: null, cancel }, done };
}

/**
 * @param {Attachment} attachment
 * @param {Outcome<Upload>} outcome
 */
function settle(attachment, outcome) {
  attachment.bar.remove();
  attachment.state = outcome.kind === "ok" ? "ready" : "failed";
  attachment.upload = outcome.kind === "ok" ? outcome.value : null;
  attachment.node.dataset.state = attachment.state;
}

/** @param {(file: File) => void} add */
function takePicked(add) {
  const input = byId("files", HTMLInputElement);
  byId("attach", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    for (const file of input.files ?? []) add(file);
    input.value = "";
    byId("text", HTMLTextAreaElement).focus();
  });
}

/** @param {File} file */
function renderFace(file) {
  const isPicture = /^image\/(jpeg|png|gif|webp)$/.test(file.type);
  const words = el("span", { class: "preview-name" }, file.name, el("small", {}, saySize(file.size)));
  if (!isPicture) return el("span", { class: "preview" }, icon("file"), words);
  const url = URL.createObjectURL(file);
  return el(
    "span",
    { class: "preview" },
    el("img", { src: url, alt: "", onload: () => URL.revokeObjectURL(url) }),
    words,
  );
}

/**
 * Takes files that are pasted into the page or dropped on it.
 * @param {(file: File) => void} add
 */
function takeDropped(add) {
  const drop = byId("drop", HTMLDivElement);
  document.addEventListener("paste", (event) => {
    for (const file of event.clipboardData?.files ?? []) add(file);
  });
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    drop.hidden = true;
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    for (const file of files) add(file);
  });
}
