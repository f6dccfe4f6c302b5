import { createHash } from "node:crypto";
import { Failure } from "../kit/failure.ts";
import { sameSecret } from "../kit/id.ts";
import { addMs, type Instant, instant } from "../kit/time.ts";
import type { WebhookCall } from "./channel.ts";
import { isRecord, parseLosslessly } from "./zalo-wire.ts";

/** What signs webhook calls. Sources disagree on secret and id, so a mismatch tells which other pair fits. */
export type Signing = {
  readonly appId: string;
  readonly oaId: string;
  readonly secretKey: string;
  readonly appSecret: string;
  /** Whose id is in the signature. */
  readonly signingId: "app" | "oa";
  /** How old a call may be, in milliseconds: Zalo itself repeats up to two hours after the event. */
  readonly replayMs: number;
};

const signatureHeader = "x-zevent-signature";

/** The signature of a body: SHA-256 over id, body, timestamp and secret, in hexadecimal (no HMAC). */
export function macOf(
  body: Uint8Array | string,
  by: { id: string; timestamp: string; secret: string },
): string {
  return createHash("sha256").update(by.id).update(body).update(by.timestamp).update(by.secret).digest("hex");
}

/**
 * Verifies a webhook call over its raw bytes, for a body written anew has other bytes, and returns the event
 * it holds. The signature may come with or without `mac=`.
 *
 * Throws `Failure("forged")` for an unsigned call (the console's probe is one), a wrong signature, a body
 * without a timestamp and one too old, which is somebody's recording; `Failure("invalid")` when a proven body is no UTF-8.
 */
export function readSignedEvent(call: WebhookCall, signing: Signing, now: Instant): Record<string, unknown> {
  const given = call.headers[signatureHeader]?.replace(/^mac=/, "") ?? "";
  const event = parseLosslessly(Buffer.from(call.body).toString());
  const timestamp = isRecord(event) ? event.timestamp : undefined;
  if (!isRecord(event) || (typeof timestamp !== "string" && typeof timestamp !== "number") || given === "") {
    throw new Failure("forged", "A Zalo OA webhook call without signature or timestamp (or Zalo's probe).");
  }
  const isBy = (id: string, secret: string) =>
    sameSecret(given, macOf(call.body, { id, timestamp: String(timestamp), secret }));
  if (!isBy(signing.signingId === "oa" ? signing.oaId : signing.appId, signing.secretKey))
    throw new Failure("forged", sayMismatch(isBy, signing));
  const at = readTimestamp(timestamp);
  if (at !== undefined && at < addMs(now, -signing.replayMs)) {
    throw new Failure(
      "forged",
      "A Zalo OA webhook call about something too long ago (ZALO_OA_REPLAY_HOURS).",
    );
  }
  checkUtf8(call.body);
  return event;
}

/** The moment in a `timestamp`; undefined for those of Zalo's own samples, which are no milliseconds. */
export function readTimestamp(timestamp: unknown): Instant | undefined {
  const ms = Number(timestamp);
  return ms > 1e12 && ms < 1e14 ? instant(ms) : undefined;
}

/** Tells the operator what to put where, should the secret or the id be the other one of two. */
function sayMismatch(isBy: (id: string, secret: string) => boolean, signing: Signing): string {
  const { appId, oaId, secretKey, appSecret } = signing;
  const words = "A Zalo OA webhook call with a wrong signature";
  const ids = { app: appId, oa: oaId };
  for (const id of ["app", "oa"] as const) {
    const idWords = id === signing.signingId ? "" : ` and ZALO_OA_SIGNING_ID must be ${id}`;
    if (isBy(ids[id], secretKey)) return `${words}: it fits ZALO_OA_SECRET_KEY,${idWords.slice(4)}.`;
    if (isBy(ids[id], appSecret)) {
      return `${words}: it fits ZALO_OA_APP_SECRET, so ZALO_OA_SECRET_KEY must hold that${idWords}.`;
    }
  }
  return `${words}; if Zalo sent it, ZALO_OA_SECRET_KEY or ZALO_OA_APP_ID is wrong.`;
}

function checkUtf8(body: Uint8Array): void {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    throw new Failure("invalid", "A Zalo OA webhook call that is not in UTF-8.", { cause: error });
  }
}
