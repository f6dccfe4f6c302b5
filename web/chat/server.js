/** @import { WireLine } from "../../src/http/chat/wire.ts" */
/** @import { ClauseView } from "../../src/http/chat/wire.ts" */

/**
 * A file that lies on the server and may go into a message.
 * @typedef {{ ticket: string, kind: "photo" | "document" | "voice" | "video", name: string | null, mediaType: string | null, sizeBytes: number | null }} Upload
 * @typedef {{ id: string, text?: string, files?: string[], press?: string }} Message
 * @typedef {{ lines: WireLine[], cursor: string | null, hasMore: boolean, isNew: boolean }} History
 */
/**
 * How a call ended. `refused`: the server will never take this; `later`: it may, after a while.
 * @template Value
 * @typedef {{ kind: "ok", value: Value } | { kind: "refused", message: string } | { kind: "later", afterMs: number, message: string }} Outcome
 */

/** Whether this page stands in a frame on another page. */
export const isEmbedded = new URLSearchParams(location.search).get("embed") === "1";

/**
 * @param {string} path
 * @param {Record<string, string>} [query]
 */
function address(path, query = {}) {
  const search = new URLSearchParams(isEmbedded ? { ...query, embed: "1" } : query).toString();
  return search === "" ? path : `${path}?${search}`;
}

/** @type {Outcome<never>} */
const unreachable = { kind: "later", afterMs: 0, message: "" };

// What will be refused again however often it is sent.
const finalStatuses = new Set([400, 404, 409, 413, 415]);

/**
 * @param {number} status
 * @param {string | null} retryAfter
 * @param {unknown} body
 * @returns {Outcome<never>}
 */
function readRefusal(status, retryAfter, body) {
  const error = body && typeof body === "object" && "error" in body ? body.error : null;
  const message = error && typeof error === "object" && "message" in error ? String(error.message) : "";
  if (finalStatuses.has(status)) return { kind: "refused", message };
  return { kind: "later", afterMs: Number(retryAfter ?? 0) * 1000, message };
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Outcome<unknown>>}
 */
async function call(path, init) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 30_000);
  try {
    const response = await fetch(path, { ...init, signal: patience.signal });
    const body = response.status === 204 ? null : await response.json();
    if (response.ok) return { kind: "ok", value: body };
    return readRefusal(response.status, response.headers.get("retry-after"), body);
  } catch {
    // No network, no answer in time, or an answer that is not ours (a proxy's page).
    return unreachable;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends one message; the same id again is the same message.
 * @param {Message} message
 * @returns {Promise<Outcome<{ id: string, at: string }>>}
 */
export async function postMessage(message) {
  const headers = { "content-type": "application/json" };
  const outcome = await call(address("/chat/messages"), {
    method: "POST",
    headers,
    body: JSON.stringify(message),
  });
  return /** @type {Outcome<{ id: string, at: string }>} */ (outcome);
}

/**
 * The newest lines of the conversation, oldest first.
 * @param {number} limit
 * @returns {Promise<Outcome<History>>}
 */
export async function readHistory(limit) {
  return /** @type {Outcome<History>} */ (await call(address("/chat/history", { limit: String(limit) })));
}

/**
 * @param {string} document
 * @param {string} clause
 * @returns {Promise<Outcome<ClauseView>>}
 */
export async function readClause(document, clause) {
  const path = `/chat/clauses/${encodeURIComponent(document)}/${clause.split("/").map(encodeURIComponent).join("/")}`;
  return /** @type {Outcome<ClauseView>} */ (await call(path));
}

/** Forgets the conversation in this browser. */
export function leave() {
  return call(address("/chat/leave"), { method: "POST" });
}

/**
 * Uploads one file. `fetch` tells nothing about progress, so this is the older interface.
 * @param {File} file
 * @param {(share: number) => void} onProgress from 0 to 1
 * @returns {{ done: Promise<Outcome<Upload>>, cancel: () => void }}
 */
export function uploadFile(file, onProgress) {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("file", file, file.name);
  /** @type {Promise<Outcome<Upload>>} */
  const done = new Promise((resolve) => {
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => resolve(readUpload(request));
    request.onerror = request.onabort = () => resolve(unreachable);
  });
  request.open("POST", address("/chat/files"));
  request.send(form);
  return { done, cancel: () => request.abort() };
}

/**
 * @param {XMLHttpRequest} request
 * @returns {Outcome<Upload>}
 */
function readUpload(request) {
  try {
    const body = JSON.parse(request.responseText);
    if (request.status === 200) return { kind: "ok", value: body };
    return readRefusal(request.status, request.getResponseHeader("retry-after"), body);
  } catch {
    return unreachable;
  }
}

/** @typedef {{ onLine: (line: WireLine) => void, onTyping: () => void, onDraft: (text: string) => void }} Heard */

/**
 * Follows the replies from `cursor` on. The browser comes back by itself and tells the server how far it has
 * read; `onLost` is called when it will not (the server refused), and then somebody has to follow anew.
 * @param {string | null} cursor
 * @param {Heard & { onOpen: () => void, onBroken: () => void, onLost: () => void }} listeners
 * @returns {() => void} stops following
 */
export function followReplies(cursor, listeners) {
  const source = new EventSource(address("/chat/events", cursor === null ? {} : { after: cursor }));
  source.addEventListener("open", listeners.onOpen);
  source.addEventListener("line", (event) => listeners.onLine(JSON.parse(event.data)));
  source.addEventListener("typing", listeners.onTyping);
  source.addEventListener("draft", (event) => listeners.onDraft(String(JSON.parse(event.data).text)));
  source.addEventListener("error", () => {
    listeners.onBroken();
    if (source.readyState === EventSource.CLOSED) listeners.onLost();
  });
  return () => source.close();
}
