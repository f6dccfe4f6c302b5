import { Failure } from "../kit/failure.ts";
import { addMs, type Clock, type Instant } from "../kit/time.ts";
import type { Outbound, SendOutcome } from "./channel.ts";
import { LostCall } from "./line.ts";
import type { OaWire } from "./zalo-oa-wire.ts";
import {
  type ChoiceForm,
  type Piece,
  toListMessage,
  toTextMessage,
  toUploadMessage,
} from "./zalo-oa-write.ts";
import { isRecord, ZaloRefusal } from "./zalo-wire.ts";

/** Zalo forgets an upload after 7 days. */
const uploadLivesMs = 6 * 24 * 3_600_000;
/** Uploads whose handle is remembered; a broadcast uploads its image once, not per person. */
const mostUploads = 200;
const uploadPaths = { image: "/v2.0/oa/upload/image", file: "/v2.0/oa/upload/file" } as const;
const mostUploadBytes = { image: 2 ** 20, file: 5 * 2 ** 20 } as const;

/** What posting stands on, and what it has learned: which form of choices Zalo takes, what is uploaded. */
export type Poster = {
  readonly wire: OaWire;
  readonly clock: Clock;
  readonly loadBlob: (hash: string) => Promise<Uint8Array>;
  readonly uploads: Map<string, { readonly handle: string; readonly until: Instant }>;
  choices: ChoiceForm;
};

export type Attempt = { readonly message: Outbound; readonly token: string; readonly signal: AbortSignal };

/** Sends one piece with one token, trying a simpler form where Zalo refuses the shape. Rejects as the wire does. */
export async function tryPiece(piece: Piece, poster: Poster, attempt: Attempt): Promise<SendOutcome> {
  if ("blob" in piece) return await sendUpload(piece, poster, attempt);
  const { deliverySeq } = attempt.message;
  const inNumbers = () => post({ text: piece.numbered }, poster, attempt);
  if (piece.choices.length === 0) return await inNumbers();
  if (poster.choices === "numbers") return await inNumbers();
  const shaped =
    piece.kind === "list"
      ? toListMessage(piece.choices, deliverySeq)
      : toTextMessage(piece.text, piece.choices, deliverySeq);
  try {
    return await post(shaped, poster, attempt);
  } catch (error) {
    const isShapeRefused = error instanceof ZaloRefusal && [-201, -233].includes(error.errorCode);
    if (!isShapeRefused) throw error;
    poster.choices = "numbers";
    return await inNumbers();
  }
}

async function post(
  content: object,
  poster: Poster,
  { message, token, signal }: Attempt,
): Promise<SendOutcome> {
  const payload = { recipient: { user_id: message.to.externalId }, message: content };
  return readSent(await poster.wire.post("/v3.0/oa/message/cs", payload, { token, signal }));
}

/** A yes of Zalo's names the message; without a name nobody can tell what became of it. */
export function readSent(sent: unknown): SendOutcome {
  const id = isRecord(sent) ? (sent.message_id ?? sent.msg_id) : undefined;
  if (id) return { kind: "sent", externalId: String(id) };
  return { kind: "unknown", why: "Zalo said yes without naming the message." };
}

type UploadPiece = Extract<Piece, { blob: string }>;

/** Sends an upload by its handle; an expired handle is replaced once, a file too big is told in words. */
async function sendUpload(piece: UploadPiece, poster: Poster, attempt: Attempt): Promise<SendOutcome> {
  const handle = await obtainHandle(piece, poster, attempt);
  if (handle === undefined) return await post({ text: piece.words }, poster, attempt);
  try {
    return await post(toUploadMessage(piece.kind, handle), poster, attempt);
  } catch (error) {
    if (!(error instanceof ZaloRefusal) || error.errorCode !== -100) throw error;
    poster.uploads.delete(keyOf(piece));
    const again = await obtainHandle(piece, poster, attempt);
    return await post(toUploadMessage(piece.kind, again ?? ""), poster, attempt);
  }
}

function keyOf({ kind, blob }: UploadPiece): string {
  return `${kind}:${blob}`;
}

async function obtainHandle(
  piece: UploadPiece,
  poster: Poster,
  attempt: Attempt,
): Promise<string | undefined> {
  const { uploads, clock } = poster;
  const now = clock();
  const known = uploads.get(keyOf(piece));
  if (known && now < known.until) return known.handle;
  const bytes = await poster.loadBlob(piece.blob);
  if (bytes.byteLength > mostUploadBytes[piece.kind]) return undefined;
  const uploaded = await poster.wire
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
