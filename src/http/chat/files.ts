import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WebChat } from "../../channels/web-chat.ts";
import type { Blobs } from "../../database/blobs.ts";
import { isFailure } from "../../kit/failure.ts";
import { readFileKind } from "../../kit/file-kind.ts";
import type { FileRef } from "../../kit/message.ts";
import type { Clock } from "../../kit/time.ts";
import { refuse } from "../errors.ts";
import type { FileLinks } from "./file-links.ts";
import type { Brake } from "./limits.ts";
import type { Sessions } from "./session.ts";

type Parts = {
  readonly webChat: WebChat;
  readonly sessions: Sessions;
  readonly brake: Brake;
  readonly blobs: Blobs;
  readonly links: FileLinks;
  readonly clock: Clock;
};

/** Uploads are held in memory while they arrive: 6 of 20 MB at once is what a small machine can spare. */
const mostUploads = 6;

/**
 * `POST /chat/files`: one multipart file → `{ticket, kind, name, mediaType, sizeBytes}`; the ticket goes into
 * a message. What a file is, its bytes say. Refusals: 400, 413, 415, 429, 503.
 * `GET /chat/blobs/<hash>?key=…`: a file of the session's own conversation, else 404.
 */
export async function registerFiles(app: FastifyInstance, parts: Parts): Promise<void> {
  const limits = { fileSize: parts.webChat.can.fileBytes, files: 1, fields: 0, parts: 1, headerPairs: 20 };
  let uploads = 0;
  await app.register(async (plugin) => {
    await plugin.register(multipart, { limits });
    plugin.post(
      "/chat/files",
      { bodyLimit: parts.webChat.can.fileBytes + 65_536 },
      async (request, reply) => {
        if (await parts.brake(request, reply)) return reply;
        if (uploads >= mostUploads) return refuse(reply.header("retry-after", "30"), 503, "busy");
        uploads += 1;
        try {
          return await takeFile(request, reply, parts);
        } finally {
          uploads -= 1;
        }
      },
    );
  });
  app.get("/chat/blobs/:hash", (request, reply) => sendFile(request, reply, parts));
}

async function takeFile(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const upload = await readUpload(request);
  if (upload.kind !== "upload") return refuse(reply, upload.status, upload.kind);
  const kind = readFileKind(upload.bytes);
  if (!kind) return refuse(reply, 415, "fileKind");
  const session = parts.sessions.open(request, reply);
  const hash = await parts.blobs.put(upload.bytes, kind.mediaType, parts.clock());
  const file: FileRef = {
    handle: `blob:${hash}`,
    kind: kind.kind,
    name: cleanName(upload.name),
    mediaType: kind.mediaType,
    sizeBytes: upload.bytes.byteLength,
  };
  const { handle: _, ...shown } = file;
  return reply.send({ ticket: parts.webChat.issueTicket(session.id, file), ...shown });
}

type Upload =
  | { readonly kind: "upload"; readonly bytes: Buffer; readonly name: string }
  | { readonly kind: "noFile" | "fileTooLarge"; readonly status: number };

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) return { kind: "noFile", status: 400 };
  try {
    const file = await request.file();
    const bytes = await file?.toBuffer();
    if (!file || !bytes || bytes.byteLength === 0) return { kind: "noFile", status: 400 };
    return { kind: "upload", bytes, name: file.filename };
  } catch (error) {
    const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
    if (status === 413) return { kind: "fileTooLarge", status: 413 };
    // A torn or forged multipart body: nothing a person can do but choose the file again.
    return { kind: "noFile", status: 400 };
  }
}

/** The last part of the name a browser gives, without what could mislead on a screen or a disk. */
function cleanName(name: string): string | null {
  const last = name.toWellFormed().normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, "").trim();
  return clean === "" ? null : clean.slice(-120);
}

/** Pictures a browser can show without running anything; everything else is only ever saved. */
const shownInline = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

async function sendFile(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const { hash } = request.params as { hash: string };
  const { key } = request.query as { key?: string };
  const session = parts.sessions.find(request);
  const isAllowed = session !== undefined && parts.links.isValid(session, hash, String(key));
  const about = isAllowed ? await parts.blobs.describe(hash) : undefined;
  if (!about) return refuse(reply, 404, "noSuchFile");
  const bytes = await parts.blobs.read(hash).catch((error: unknown) => {
    if (isFailure(error, "missing")) return undefined;
    throw error;
  });
  if (!bytes) return refuse(reply, 404, "noSuchFile");
  const disposition = shownInline.has(about.mediaType) ? "inline" : "attachment";
  reply
    .header("content-disposition", disposition)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, max-age=31536000, immutable")
    .header("accept-ranges", "bytes")
    .type(about.mediaType);
  return sendRange(request, reply, bytes);
}

/** All of the bytes, or the one range asked for (RFC 9110 §14.2): without it iPhones play no recording. */
function sendRange(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  const asked = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(request.headers.range ?? "");
  if (!asked) return reply.send(bytes);
  const from = Number(asked[1]);
  const to = Math.min(asked[2] ? Number(asked[2]) : bytes.byteLength, bytes.byteLength - 1);
  if (from > to) return reply.code(416).header("content-range", `bytes */${bytes.byteLength}`).send();
  reply.code(206).header("content-range", `bytes ${from}-${to}/${bytes.byteLength}`);
  return reply.send(bytes.subarray(from, to + 1));
}
