import type { InlineKeyboardMarkup, Message } from "grammy/types";
import { type Clock, sleep, toMs } from "../kit/time.ts";
import type { Outbound, SendOutcome } from "./channel.ts";
import { isStaleFile, isUnreadableMarkup, outcomeOf, outcomeOfBlob } from "./telegram-outcome.ts";
import { toApiSignal, Upload, type Wire } from "./telegram-wire.ts";
import { type Piece, toKeyboard, toPieces, type Words } from "./telegram-write.ts";

/**
 * Faster than this Telegram sends to many only for Stars, and only with `allow_paid_broadcast` in every call
 * (core.telegram.org/bots/api#paid-broadcasts); without it each message above the rate is refused with 429.
 */
export const freePerSecond = 30;

/** A message of several pieces waits this long in the middle when Telegram asks for it, else it is doubt. */
const longestWaitInsideMs = 15_000;
const mostTriesInside = 3;
/** Uploaded files whose Telegram handle is remembered; a broadcast uploads its image once, not per person. */
const mostHandles = 200;

type Parts = {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly loadBlob: (hash: string) => Promise<Uint8Array>;
  /** Whether messages to many are paid for, see `freePerSecond`. */
  readonly paysForBulk: boolean;
};

type Sending = Parts & {
  readonly message: Outbound;
  readonly signal: AbortSignal;
  readonly handles: Map<string, string>;
};

/**
 * The sending half of the channel: `Channel.send` for Telegram.
 *
 * Content that needs several messages is sent in order, buttons under the last. Once the first has arrived
 * any failure means `unknown`: sent again, the first would come twice. The external id is every message id,
 * joined by commas.
 */
export function createSend(parts: Parts): (message: Outbound, signal: AbortSignal) => Promise<SendOutcome> {
  const handles = new Map<string, string>();
  return async (message, signal) => {
    try {
      return await sendAll({ ...parts, message, signal, handles });
    } catch (error) {
      return outcomeOf(error, parts.clock());
    }
  };
}

async function sendAll(sending: Sending): Promise<SendOutcome> {
  const { to, content, deliverySeq } = sending.message;
  // Anything but a number would be read as the public name of some channel or group.
  if (!/^-?[0-9]+$/.test(to.externalId)) return { kind: "refused", why: "neverStarted" };
  const pieces = toPieces(content);
  if (pieces.length === 0) return { kind: "refused", why: "badContent", detail: "The message is empty." };
  const keyboard = toKeyboard(content.choices, deliverySeq);
  const sent: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const outcome = await sendPiece(piece, isLast ? keyboard : undefined, {
      ...sending,
      isFirst: index === 0,
    });
    if (outcome.kind === "sent") sent.push(outcome.externalId);
    else if (index === 0) return outcome;
    else return { kind: "unknown", why: `Message ${index + 1} of ${pieces.length}: ${sayWhy(outcome)}` };
  }
  return { kind: "sent", externalId: sent.join(",") };
}

function sayWhy(outcome: Exclude<SendOutcome, { kind: "sent" }>): string {
  return outcome.kind === "refused" ? (outcome.detail ?? outcome.why) : outcome.why;
}

async function sendPiece(
  piece: Piece,
  keyboard: InlineKeyboardMarkup | undefined,
  sending: Sending & { isFirst: boolean },
): Promise<SendOutcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await tryPiece(piece, keyboard, sending);
    if (outcome.kind !== "later" || sending.isFirst || tries === mostTriesInside) return outcome;
    // "Later" is certainly not delivered: waiting a little saves the message from being torn.
    const waitMs = toMs(outcome.at) - toMs(sending.clock());
    if (waitMs > longestWaitInsideMs || sending.signal.aborted) return outcome;
    await sleep(waitMs, sending.signal);
  }
}

async function tryPiece(
  piece: Piece,
  keyboard: InlineKeyboardMarkup | undefined,
  sending: Sending,
): Promise<SendOutcome> {
  try {
    const sent =
      piece.kind === "text"
        ? await sendText(piece.words, keyboard, sending)
        : await sendFile(piece, keyboard, sending);
    if (Number.isSafeInteger(sent.message_id)) return { kind: "sent", externalId: String(sent.message_id) };
    return { kind: "unknown", why: "Telegram said yes without naming the message." };
  } catch (error) {
    if (error instanceof BlobFault) return outcomeOfBlob(error.cause, sending.clock());
    return outcomeOf(error, sending.clock());
  }
}

async function sendText(
  words: Words,
  keyboard: InlineKeyboardMarkup | undefined,
  sending: Sending,
): Promise<Message> {
  const payload = {
    ...commonOf(keyboard, sending),
    ...(sending.message.isBulk && { link_preview_options: { is_disabled: true } }),
  };
  const signal = toApiSignal(sending.signal);
  const { api } = sending.wire;
  try {
    return await api.sendMessage({ ...payload, text: words.html, parse_mode: "HTML" }, signal);
  } catch (error) {
    if (!isUnreadableMarkup(error)) throw error;
    return await api.sendMessage({ ...payload, text: words.plain }, signal);
  }
}

type FilePiece = Exclude<Piece, { kind: "text" }>;

/** Sends a file by the handle Telegram gave it before, else by its bytes. */
async function sendFile(
  piece: FilePiece,
  keyboard: InlineKeyboardMarkup | undefined,
  sending: Sending,
): Promise<Message> {
  const key = `${piece.kind}:${piece.blob}`;
  const known = sending.handles.get(key);
  if (known !== undefined) {
    try {
      return (await callForFile(piece, known, { keyboard, sending })).message;
    } catch (error) {
      if (!isStaleFile(error)) throw error;
      sending.handles.delete(key);
    }
  }
  const upload = new Upload(await readBlob(piece.blob, sending), piece.name);
  const { message, handle } = await callForFile(piece, upload, { keyboard, sending });
  if (handle !== undefined) remember(sending.handles, key, handle);
  return message;
}

type Context = { readonly keyboard: InlineKeyboardMarkup | undefined; readonly sending: Sending };

async function callForFile(
  piece: FilePiece,
  file: Upload | string,
  { keyboard, sending }: Context,
): Promise<{ message: Message; handle: string | undefined }> {
  const { api } = sending.wire;
  const signal = toApiSignal(sending.signal);
  const common = commonOf(keyboard, sending);
  if (piece.kind === "document") {
    const sent = await api.sendDocument({ ...common, document: file }, signal);
    return { message: sent, handle: sent.document?.file_id };
  }
  const caption = piece.words && { caption: piece.words.html, parse_mode: "HTML" as const };
  const sent = await api.sendPhoto({ ...common, photo: file, ...caption }, signal);
  return { message: sent, handle: sent.photo?.at(-1)?.file_id };
}

function commonOf(keyboard: InlineKeyboardMarkup | undefined, { message, paysForBulk }: Sending) {
  return {
    chat_id: message.to.externalId,
    ...(keyboard && { reply_markup: keyboard }),
    ...(paysForBulk && message.isBulk && { allow_paid_broadcast: true }),
  };
}

function remember(handles: Map<string, string>, key: string, handle: string): void {
  handles.set(key, handle);
  const [oldest] = handles.keys();
  if (handles.size > mostHandles && oldest !== undefined) handles.delete(oldest);
}

/** Tells a fault of our own store from whatever Telegram may throw. */
class BlobFault extends Error {}

async function readBlob(hash: string, sending: Sending): Promise<Uint8Array> {
  try {
    return await sending.loadBlob(hash);
  } catch (error) {
    throw new BlobFault("blob", { cause: error });
  }
}
