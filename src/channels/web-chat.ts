import { createHmac } from "node:crypto";
import * as z from "zod";
import { Failure } from "../kit/failure.ts";
import { sameSecret } from "../kit/id.ts";
import type { Address, Content, FileRef, Inbound, Said } from "../kit/message.ts";
import type { Clock, Instant } from "../kit/time.ts";
import type { Channel, Downloaded } from "./channel.ts";

/** What an open chat page is told while it is connected to this process. */
export type WebChatNews =
  | { readonly kind: "sent"; readonly seq: number; readonly content: Content; readonly at: Instant }
  | { readonly kind: "typing" }
  /** The answer as far as it is written; it is kept nowhere. */
  | { readonly kind: "draft"; readonly text: string };

/** Why a message of the chat page cannot be read. The HTTP room has the words for people. */
export type Unreadable = {
  readonly kind: "unreadable";
  readonly why: "notJson" | "badShape" | "empty" | "tooLong" | "badFile";
};

/** The channel of our own web page, with what the page's server needs besides. */
export type WebChat = Channel & {
  /**
   * Reads the body of an authenticated call: JSON `{id, text?, files?}` or `{id, press}`, where `id` is a
   * UUID made by the page (the same id again is the same message), `press` is `<deliverySeq>.<index>` and
   * `files` holds tickets.
   */
  read(
    session: string,
    body: Uint8Array,
  ): { readonly kind: "inbound"; readonly inbound: Inbound } | Unreadable;
  /** A ticket for a stored file: only this session can put the file into a message, with just these facts. */
  issueTicket(session: string, file: FileRef): string;
  /** Tells `listener` about everything sent to `to` through this process; call the result to stop. */
  subscribe(to: Address, listener: (news: WebChatNews) => void): () => void;
};

/** The header by which our own server names the session in a `WebhookCall`; it never comes from outside. */
export const sessionHeader = "x-caunoi-session";

const mostCharacters = 4000;
const mostFiles = 10;

const messageSchema = z.strictObject({
  id: z.uuid(),
  text: z.string().optional(),
  files: z.array(z.string().max(4000)).max(mostFiles).optional(),
  press: z
    .string()
    .regex(/^[0-9]{1,15}\.[0-9]{1,3}$/)
    .optional(),
});

const fileSchema = z.strictObject({
  handle: z.string().regex(/^blob:[0-9a-f]{64}$/),
  kind: z.enum(["photo", "document", "voice", "video"]),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
});

/**
 * The web chat as a channel. `secret` signs file tickets; `readBlob` is the local store the page's uploads
 * are in and throws `Failure("missing")` for a hash it does not have.
 *
 * A message counts as sent as soon as its ledger row exists, for the page reads the ledger; sending only
 * tells pages that are open in this process, so that nobody waits for their next look.
 */
export function createWebChat(parts: {
  readonly clock: Clock;
  readonly secret: string;
  readonly readBlob: (hash: string) => Promise<Uint8Array>;
}): WebChat {
  const { clock, secret } = parts;
  const listeners = new Map<string, Set<(news: WebChatNews) => void>>();
  const tell = (to: Address, news: WebChatNews) => {
    for (const listener of listeners.get(to.externalId) ?? []) listener(news);
  };
  const channel: WebChat = {
    name: "web-chat",
    can: { textLength: 20_000, buttons: true, bulkPerSecond: 500, fileBytes: 20 * 2 ** 20 },
    read: (session, body) => readMessage(session, body, { now: clock(), secret }),
    async parse(call) {
      const session = call.headers[sessionHeader];
      if (!session) throw new Failure("forged", "A web chat call without a session.");
      const message = channel.read(session, call.body);
      if (message.kind === "unreadable") throw new Failure("invalid", `Web chat message: ${message.why}.`);
      return [message.inbound];
    },
    async send(message) {
      tell(message.to, { kind: "sent", seq: message.deliverySeq, content: message.content, at: message.at });
      return { kind: "sent", externalId: String(message.deliverySeq) };
    },
    download: (file) => download(file, parts.readBlob),
    async showTyping(to) {
      tell(to, { kind: "typing" });
    },
    async showDraft(to, { text }) {
      tell(to, { kind: "draft", text });
    },
    issueTicket(session, file) {
      const payload = Buffer.from(JSON.stringify(file)).toString("base64url");
      return `${payload}.${signature(secret, session, payload)}`;
    },
    subscribe(to, listener) {
      const ofAddress = listeners.get(to.externalId) ?? new Set();
      listeners.set(to.externalId, ofAddress.add(listener));
      return () => {
        ofAddress.delete(listener);
        if (ofAddress.size === 0) listeners.delete(to.externalId);
      };
    },
  };
  return channel;
}

function readMessage(
  session: string,
  body: Uint8Array,
  context: { now: Instant; secret: string },
): { kind: "inbound"; inbound: Inbound } | Unreadable {
  const json = readJson(body);
  if (json === undefined) return { kind: "unreadable", why: "notJson" };
  const message = messageSchema.safeParse(json);
  if (!message.success) return { kind: "unreadable", why: "badShape" };
  const said = readSaid(message.data, (ticket) => openTicket(context.secret, session, ticket));
  if (said.kind === "unreadable") return said;
  const from = { externalId: session, name: null };
  const inbound = { channel: "web-chat" as const, externalId: message.data.id, from, said, at: context.now };
  return { kind: "inbound", inbound };
}

function readSaid(
  message: z.infer<typeof messageSchema>,
  open: (ticket: string) => FileRef | undefined,
): Said | Unreadable {
  const { text = "", files: tickets = [], press } = message;
  if (press !== undefined) {
    const isAlone = message.text === undefined && message.files === undefined;
    if (!isAlone) return { kind: "unreadable", why: "badShape" };
    return { kind: "pressed", button: press, acknowledge: null };
  }
  if (text.length > mostCharacters) return { kind: "unreadable", why: "tooLong" };
  const files = tickets.map(open).filter((file) => file !== undefined);
  if (files.length < tickets.length) return { kind: "unreadable", why: "badFile" };
  const words = cleanText(text);
  if (words === "" && files.length === 0) return { kind: "unreadable", why: "empty" };
  return { kind: "text", text: words, files };
}

/** Half surrogates and control characters (PostgreSQL refuses U+0000) are not what anybody meant to say. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, "");
}

function readJson(body: Uint8Array): unknown {
  try {
    // A fatal decoder: bytes that are no UTF-8 are refused here instead of being stored as "�".
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function openTicket(secret: string, session: string, ticket: string): FileRef | undefined {
  const [payload = "", given = ""] = ticket.split(".");
  if (!sameSecret(given, signature(secret, session, payload))) return undefined;
  const file = fileSchema.safeParse(readJson(Buffer.from(payload, "base64url")));
  return file.success ? file.data : undefined;
}

function signature(secret: string, session: string, payload: string): string {
  return createHmac("sha256", secret).update(`file:${session}:${payload}`).digest("base64url");
}

async function download(file: FileRef, readBlob: (hash: string) => Promise<Uint8Array>): Promise<Downloaded> {
  if (!file.handle.startsWith("blob:")) throw new Failure("missing", "Not a file of the web chat.");
  return { bytes: await readBlob(file.handle.slice("blob:".length)), mediaType: file.mediaType };
}
