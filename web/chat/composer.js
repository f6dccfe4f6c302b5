/** @import { Outcome, Upload } from "./server.js" */
import { byId, createKeep, el, icon } from "./dom.js";
import { uploadFile } from "./server.js";
import { saySize, texts } from "./texts.js";

/** @typedef {{ file: File, node: HTMLElement, state: "uploading" | "ready" | "failed", upload: Upload | null, cancel: () => void }} Attachment */

const mostBytes = 20 * 2 ** 20;
const mostFiles = 10;

/**
 * Where people write: grows with the text, keeps it over a reload, takes files from the picker, the clipboard
 * and by dropping, and gives everything to `send` once the files are up.
 *
 * @param {{ send: (text: string, files: Upload[]) => void }} parts
 */
export function createComposer({ send }) {
  const text = byId("text", HTMLTextAreaElement);
  const note = byId("composer-note", HTMLParagraphElement);
  const keep = createKeep("writing");
  const attachments = createAttachments({ onChange: () => isSendingSoon && submit(), say });
  let isSendingSoon = false;

  /** @param {string} words */
  function say(words) {
    note.textContent = words;
  }

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
  };

  function submit() {
    const words = text.value.trim();
    isSendingSoon = false;
    if (attachments.count("failed") > 0) return;
    if (attachments.count("uploading") > 0) {
      isSendingSoon = true;
      return say(texts.waitUpload);
    }
    const files = attachments.uploads();
    if (words === "" && files.length === 0) return say(texts.empty);
    say("");
    text.value = "";
    keep.write(null);
    attachments.clear();
    grow();
    send(words, files);
  }

  byId("composer", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    // On a phone Enter begins a new line. While a Vietnamese input method composes, Enter belongs to it.
    const isTyped = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isTyped || isTouchOnly()) return;
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", () => {
    say("");
    keep.write(text.value);
    grow();
  });
  const kept = keep.read();
  if (typeof kept === "string") text.value = kept;
  grow();

  return {
    focus: () => text.focus(),
    /** Puts a text back to be written anew. @param {string} words */
    restore(words) {
      text.value = words;
      keep.write(words);
      grow();
      text.focus();
    },
  };
}

function isTouchOnly() {
  return matchMedia("(pointer: coarse)").matches && !matchMedia("(any-pointer: fine)").matches;
}

/**
 * The files that will go with the next message, uploading while the person writes.
 * @param {{ onChange: () => void, say: (words: string) => void }} parts
 */
function createAttachments({ onChange, say }) {
  const list = byId("previews", HTMLUListElement);
  const input = byId("files", HTMLInputElement);
  /** @type {Attachment[]} */
  let attachments = [];

  const show = () => {
    list.hidden = attachments.length === 0;
  };

  /** @param {Attachment} attachment */
  const drop = (attachment) => {
    attachment.cancel();
    attachments = attachments.filter((other) => other !== attachment);
    attachment.node.remove();
    say("");
    show();
    onChange();
  };

  /** @param {File} file */
  function add(file) {
    if (file.size > mostBytes) return say(texts.fileTooLarge(file.name));
    if (attachments.length >= mostFiles) return say(texts.tooManyFiles);
    const bar = el("progress", { max: 1, value: 0, "aria-label": texts.uploading(file.name, 0) });
    const remove = el(
      "button",
      { type: "button", class: "round", "aria-label": texts.removeFile(file.name) },
      icon("close"),
    );
    const node = el("li", {}, renderFace(file), bar, remove);
    const { done, cancel } = uploadFile(file, (share) => {
      bar.value = share;
      bar.setAttribute("aria-label", texts.uploading(file.name, Math.round(share * 100)));
    });
    /** @type {Attachment} */
    const attachment = { file, node, state: "uploading", upload: null, cancel };
    remove.addEventListener("click", () => {
      drop(attachment);
      byId("text", HTMLTextAreaElement).focus();
    });
    attachments.push(attachment);
    list.append(node);
    show();
    void done.then((outcome) => finish(attachment, bar, outcome));
  }

  /**
   * @param {Attachment} attachment
   * @param {HTMLProgressElement} bar
   * @param {Outcome<Upload>} outcome
   */
  function finish(attachment, bar, outcome) {
    if (!attachments.includes(attachment)) return;
    bar.remove();
    attachment.state = outcome.kind === "ok" ? "ready" : "failed";
    attachment.upload = outcome.kind === "ok" ? outcome.value : null;
    attachment.node.dataset.state = attachment.state;
    if (outcome.kind === "refused") say(outcome.message);
    else if (outcome.kind === "later") say(texts.uploadFailed(attachment.file.name));
    onChange();
  }

  byId("attach", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    for (const file of input.files ?? []) add(file);
    input.value = "";
    byId("text", HTMLTextAreaElement).focus();
  });
  takeDropped(add);

  return {
    /** @param {Attachment["state"]} state */
    count: (state) => attachments.filter((attachment) => attachment.state === state).length,
    /** @returns {Upload[]} */
    uploads: () => attachments.flatMap(({ upload }) => upload ?? []),
    clear() {
      attachments = [];
      list.replaceChildren();
      show();
    },
  };
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
