import { describeError, Failure, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Address } from "../kit/message.ts";
import { addMs, type Clock, type Instant, toMs } from "../kit/time.ts";
import type { Outbound, SendOutcome } from "./channel.ts";
import { LostCall } from "./line.ts";
import { outcomeOfError } from "./zalo-oa-errors.ts";
import { type OaTokens, withToken } from "./zalo-oa-tokens.ts";
import type { OaWire } from "./zalo-oa-wire.ts";
import { type Piece, toPieces, toTextMessage, toUploadMessage } from "./zalo-oa-write.ts";
import { sendInOrder } from "./zalo-pieces.ts";
import { isRecord, outcomeOfLostCall, ZaloRefusal } from "./zalo-wire.ts";

/**
 * When the account may write to a person, counted from the person's last message. Free until `freeMs`; until
 * `openMs` only when paid replies are allowed; never after. As of 2026, and changed by Zalo several times.
 */
export type Windows = { readonly freeMs: number; readonly openMs: number; readonly isPaidAllowed: boolean };

/** Zalo forgets an upload after 7 days. */
const uploadLivesMs = 6 * 24 * 3_600_000;
/** Uploads whose handle is remembered; a broadcast uploads its image once, not per person. */
const mostUploads = 200;
/** How long the channel rests while its tokens cannot be renewed or its uploads do not arrive. */
const restMs = 30_000;
const uploadPaths = { image: "/v2.0/oa/upload/image", file: "/v2.0/oa/upload/file" } as const;
const mostUploadBytes = { image: 2 ** 20, file: 5 * 2 ** 20 } as const;

type Parts = {
  readonly wire: OaWire;
  readonly tokens: OaTokens;
  readonly clock: Clock;
  readonly windows: Windows;
  readonly loadBlob: (hash: string) => Promise<Uint8Array>;
  /** When the person last wrote; null when that is not known. */
  readonly lastInboundAt: (address: Address) => Promise<Instant | null>;
};

type Desk = Parts & {
  readonly uploads: Map<string, { readonly handle: string; readonly until: Instant }>;
  hasButtons: boolean;
};

/**
 * The sending half of the channel: `Channel.send` for the Official Account. Buttons that Zalo refuses are
 * numbered instead, from then on always. A refused access token is renewed once per message.
 */
export function createSend(parts: Parts): (message: Outbound, signal: AbortSignal) => Promise<SendOutcome> {
  const desk: Desk = { ...parts, uploads: new Map(), hasButtons: true };
  return async (message, signal) => {
    try {
      if (signal.aborted) return stopped(parts.clock());
      if (await isClosed(desk, message)) return { kind: "refused", why: "windowClosed" };
      const pieces = toPieces(message.content, desk.hasButtons);
      const sendOne = (piece: Piece) => sendPiece(piece, desk, { message, signal });
      return await sendInOrder(pieces, sendOne, { clock: parts.clock, signal });
    } catch (error) {
      return outcomeOf(error, parts.clock());
    }
  };
}

function stopped(now: Instant): SendOutcome {
  return { kind: "later", at: addMs(now, 1), why: "The call was stopped.", pausesChannel: false };
}

async function isClosed({ windows, lastInboundAt, clock }: Desk, { to }: Outbound): Promise<boolean> {
  const last = await lastInboundAt(to);
  if (last === null) return false;
  const ageMs = toMs(clock()) - toMs(last);
  return ageMs > (windows.isPaidAllowed ? windows.openMs : windows.freeMs);
}

function outcomeOf(error: unknown, now: Instant): SendOutcome {
  if (error instanceof ZaloRefusal) return outcomeOfError(error, now);
  if (error instanceof LostCall) return outcomeOfLostCall(error, now);
  const why = redactTokens(describeError(error));
  if (isFailure(error, "missing")) return { kind: "refused", why: "badContent", detail: why };
  // Only tokens and uploads fail like this: the message itself has not left.
  if (isFailure(error, "unavailable")) {
    return { kind: "later", at: addMs(now, restMs), why, pausesChannel: true };
  }
  if (isFailure(error)) return { kind: "refused", why: "channelOff", stopsChannel: true, detail: why };
  return { kind: "unknown", why };
}

type Errand = { readonly message: Outbound; readonly signal: AbortSignal };

async function sendPiece(piece: Piece, desk: Desk, errand: Errand): Promise<SendOutcome> {
  try {
    return await withToken(desk.tokens, (token) => tryPiece(piece, desk, { ...errand, token }));
  } catch (error) {
    return outcomeOf(error, desk.clock());
  }
}

type Try = Errand & { readonly token: string };

async function tryPiece(piece: Piece, desk: Desk, attempt: Try): Promise<SendOutcome> {
  if (piece.kind !== "text") return await sendUpload(piece, desk, attempt);
  const { buttons, text } = piece;
  try {
    const areButtons = desk.hasButtons && buttons.length > 0;
    const shown = buttons.length === 0 || areButtons ? text : piece.numbered;
    return await post(
      toTextMessage(shown, areButtons ? buttons : [], attempt.message.deliverySeq),
      desk,
      attempt,
    );
  } catch (error) {
    const isShapeRefused = error instanceof ZaloRefusal && [-201, -233].includes(error.errorCode);
    if (!isShapeRefused || buttons.length === 0 || !desk.hasButtons) throw error;
    desk.hasButtons = false;
    return await post(toTextMessage(piece.numbered, [], attempt.message.deliverySeq), desk, attempt);
  }
}

async function post(content: object, desk: Desk, { message, token, signal }: Try): Promise<SendOutcome> {
  const payload = { recipient: { user_id: message.to.externalId }, message: content };
  const sent = await desk.wire.post("/v3.0/oa/message/cs", payload, { token, signal });
  if (isRecord(sent) && sent.message_id) return { kind: "sent", externalId: String(sent.message_id) };
  return { kind: "unknown", why: "Zalo said yes without naming the message." };
}

type UploadPiece = Extract<Piece, { kind: "image" | "file" }>;

/** Sends an upload by its handle; an expired handle is replaced once, a file too big is told in words. */
async function sendUpload(piece: UploadPiece, desk: Desk, attempt: Try): Promise<SendOutcome> {
  const handle = await obtainHandle(piece, desk, attempt);
  if (handle === undefined) return await post({ text: piece.words }, desk, attempt);
  try {
    return await post(toUploadMessage(piece.kind, handle), desk, attempt);
  } catch (error) {
    if (!(error instanceof ZaloRefusal) || error.errorCode !== -100) throw error;
    desk.uploads.delete(keyOf(piece));
    const again = await obtainHandle(piece, desk, attempt);
    return await post(toUploadMessage(piece.kind, again ?? ""), desk, attempt);
  }
}

function keyOf({ kind, blob }: UploadPiece): string {
  return `${kind}:${blob}`;
}

async function obtainHandle(piece: UploadPiece, desk: Desk, attempt: Try): Promise<string | undefined> {
  const { uploads, clock } = desk;
  const now = clock();
  const known = uploads.get(keyOf(piece));
  if (known && now < known.until) return known.handle;
  const bytes = await desk.loadBlob(piece.blob);
  if (bytes.byteLength > mostUploadBytes[piece.kind]) return undefined;
  const uploaded = await desk.wire
    .upload(uploadPaths[piece.kind], { bytes, name: piece.name }, attempt)
    .catch((error: unknown) => {
      if (!(error instanceof LostCall)) throw error;
      throw new Failure("unavailable", "An upload to Zalo was lost.", { cause: error });
    });
  // Sources disagree on the field of a file. An empty answer is a failure that calls itself a success.
  const handle = isRecord(uploaded) ? (uploaded.token ?? uploaded.attachment_id) : undefined;
  if (typeof handle !== "string" || handle === "") return undefined;
  uploads.set(keyOf(piece), { handle, until: addMs(now, uploadLivesMs) });
  const [oldest] = uploads.keys();
  if (uploads.size > mostUploads && oldest !== undefined) uploads.delete(oldest);
  return handle;
}
