import { GrammyError } from "grammy";
import { describeError, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { Refusal, SendOutcome } from "./channel.ts";
import { LostCall } from "./line.ts";

/** How long to wait when Telegram says "too many requests" without saying how long, in seconds. */
const unsaidWaitS = 10;
/** A longer wait than a day is a number gone wrong; asking once a day does no harm. */
const longestWaitS = 86_400;
/** How long the channel rests when Telegram cannot be reached at all, in milliseconds. */
const unreachableRestMs = 5_000;

/**
 * What a failed call means for its message, by the error table of the Bot API. Codes and parameters decide
 * before descriptions, whose wording Telegram may change.
 *
 * 429 → `later` and the channel pauses; 403 → `blocked`; 400 → `neverStarted` or `badContent`; 401 and 404 →
 * the channel stops; no clear answer (5xx, time-out, broken connection, no JSON) → `unknown`, except when
 * the request certainly never left → `later`.
 */
export function outcomeOf(error: unknown, now: Instant): SendOutcome {
  if (error instanceof GrammyError) return outcomeOfAnswer(error, now);
  if (error instanceof LostCall) return outcomeOfLostCall(error, now);
  return { kind: "unknown", why: redactTokens(describeError(error)) };
}

function outcomeOfAnswer(error: GrammyError, now: Instant): SendOutcome {
  const code = error.error_code;
  if (code === 429) return floodWait(error.parameters.retry_after, now);
  if (code === 403) return refused("blocked", error);
  if (code === 401 || code === 404) return { ...refused("channelOff", error), stopsChannel: true };
  if (code >= 400 && code < 500) return outcomeOfBadRequest(error);
  return { kind: "unknown", why: describeAnswer(error) };
}

const badRequests: readonly (readonly [RegExp, Refusal])[] = [
  [/chat not found|chat_id is empty|PEER_ID_INVALID|upgraded to a supergroup/i, "neverStarted"],
  [/USER_IS_BLOCKED|USER_DEACTIVATED|user is deactivated/i, "blocked"],
];

function outcomeOfBadRequest(error: GrammyError): SendOutcome {
  // Said when a message already shows what it was asked to show.
  if (/message is not modified/i.test(error.description)) return { kind: "sent", externalId: "" };
  const known = badRequests.find(([words]) => words.test(error.description));
  return refused(known?.[1] ?? "badContent", error);
}

function outcomeOfLostCall(error: LostCall, now: Instant): SendOutcome {
  if (error.status === 429) return floodWait(error.retryAfter, now);
  if (error.hasLeft) return { kind: "unknown", why: error.message };
  if (error.isOurStop) return { kind: "later", at: now, why: error.message, pausesChannel: false };
  return { kind: "later", at: addMs(now, unreachableRestMs), why: error.message, pausesChannel: true };
}

function floodWait(retryAfter: unknown, now: Instant): SendOutcome {
  const waitS = readWait(retryAfter);
  const at = addMs(now, waitS * 1000);
  return { kind: "later", at, why: `429 Too Many Requests, ${waitS} s`, pausesChannel: true };
}

/** Seconds to wait from whatever came as `retry_after`: at least 1, at most a day. */
export function readWait(retryAfter: unknown): number {
  const seconds = typeof retryAfter === "string" ? Number.parseFloat(retryAfter) : retryAfter;
  if (typeof seconds !== "number" || Number.isNaN(seconds) || seconds < 0) return unsaidWaitS;
  return Math.min(Math.max(1, Math.ceil(seconds)), longestWaitS);
}

function refused(why: Refusal, error: GrammyError): Extract<SendOutcome, { kind: "refused" }> {
  return { kind: "refused", why, detail: describeAnswer(error) };
}

/** Code and words of an answer. What follows a second colon may repeat the message's text: it is cut. */
export function describeAnswer(error: GrammyError): string {
  const words = String(error.description).split(":").slice(0, 2).join(":");
  return redactTokens(`${error.error_code} ${words}`).slice(0, 200);
}

/** Telegram could not read our tags: the message was certainly not delivered. */
export function isUnreadableMarkup(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /can't parse entities/i.test(error.description)
  );
}

/** A file handle that worked before is not accepted any more: the message was certainly not delivered. */
export function isStaleFile(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /file identifier|file_id|file reference/i.test(error.description)
  );
}

/** What a missing or unreadable blob of ours means, before anything was asked of Telegram. */
export function outcomeOfBlob(error: unknown, now: Instant): SendOutcome {
  if (isFailure(error, "missing"))
    return { kind: "refused", why: "badContent", detail: describeError(error) };
  return {
    kind: "later",
    at: addMs(now, unreachableRestMs),
    why: describeError(error),
    pausesChannel: false,
  };
}
