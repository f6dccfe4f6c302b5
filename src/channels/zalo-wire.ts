import { Failure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { SendOutcome } from "./channel.ts";
import { type Answer, LostCall } from "./line.ts";

/** How long a channel rests when Zalo cannot be reached at all, in milliseconds. */
const unreachableRestMs = 5_000;
/** Longest words of Zalo that reach the ledger and the log. */
const longestWords = 200;

/** Zalo understood the call and said no. Both its platforms may do so with HTTP 200: the body decides. */
export class ZaloRefusal extends Failure {
  /** `error_code` of the Bot Platform, `error` of the Official Account. */
  readonly errorCode: number;
  readonly words: string;

  constructor(errorCode: number, words: string) {
    super("invalid", `${errorCode} ${words}`);
    this.errorCode = errorCode;
    this.words = words;
  }
}

/**
 * Reads an answer's JSON object. Integers too long for a number stay text, for every id of Zalo's is one and
 * some samples write them without quotes. Throws `LostCall` for anything else: it came from somebody between.
 */
export function readAnswer(answer: Answer): Record<string, unknown> {
  const json = parseLosslessly(answer.body.toString());
  if (isRecord(json)) return json;
  const { status, retryAfter } = answer;
  throw new LostCall(`HTTP ${status} without an answer of Zalo's.`, { hasLeft: true, status, retryAfter });
}

/** Parses JSON with long integers kept as text; undefined when it is no JSON. */
export function parseLosslessly(text: string): unknown {
  try {
    return /[0-9]{16}/.test(text) ? JSON.parse(text, keepLongInteger) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepLongInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return context?.source && /^-?[0-9]+$/.test(context.source) ? context.source : value;
}

/** An id as text, whether it came quoted or not; undefined for anything else. */
export function readId(id: unknown): string | undefined {
  if (typeof id === "number" && Number.isSafeInteger(id)) return String(id);
  return typeof id === "string" && id !== "" ? id : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Code and words of a refusal for ledger and log. What follows a second colon may repeat the message: cut. */
export function describeRefusal({ errorCode, words }: ZaloRefusal): string {
  const safe = words.split(":").slice(0, 2).join(":");
  return redactTokens(`${errorCode} ${safe}`).slice(0, longestWords).toWellFormed();
}

/**
 * What a call without a readable answer means for its message: `unknown`, unless it certainly never left →
 * `later`. A whole channel rests when Zalo cannot be reached.
 */
export function outcomeOfLostCall(error: LostCall, now: Instant): SendOutcome {
  if (error.hasLeft) return { kind: "unknown", why: error.message };
  if (error.isOurStop) return { kind: "later", at: now, why: error.message, pausesChannel: false };
  return { kind: "later", at: addMs(now, unreachableRestMs), why: error.message, pausesChannel: true };
}
